package finality.rail.message.command;

import finality.rail.message.Account;
import finality.rail.message.Address;
import finality.rail.message.Agent;
import finality.rail.message.CancellationRequest;
import finality.rail.message.Change;
import finality.rail.message.Charge;
import finality.rail.message.CreditTransfer;
import finality.rail.message.DirectDebit;
import finality.rail.message.Item;
import finality.rail.message.Original;
import finality.rail.message.Party;
import finality.rail.message.PaymentReturn;
import finality.rail.message.Reason;
import finality.rail.message.References;
import finality.rail.message.Remittance;
import finality.rail.message.Resolution;
import finality.rail.message.Route;
import finality.rail.message.Side;
import finality.rail.message.StatusReport;
import finality.rail.message.StatusRequest;
import finality.rail.message.Terms;
import finality.rail.message.code.Code;
import finality.rail.message.code.Meaning;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything that a message says of its only item, a line for each thing. */
final class ItemCard {
  private static final int LABEL = 22;

  private final Page page;

  private ItemCard(Page page) { this.page = page; }

  static void print(Item item, Page page) { new ItemCard(page).item(item); }

  private void item(Item item) {
    switch (item) {
      case CreditTransfer transfer -> transfer(transfer);
      case DirectDebit debit -> debit(debit);
      case StatusReport report -> status(report);
      case PaymentReturn back -> back(back);
      case CancellationRequest request -> {
        say("cancellation id", request.cancellationId());
        say("case", request.caseId());
        say("opened by", party(request.creator()));
        reasons(request, request.reasons());
        original(request.original());
      }
      case Resolution resolution -> resolution(resolution);
      case StatusRequest request -> {
        say("request id", request.requestId());
        original(request.original());
      }
      case Change change -> {
        status("code", change, change.code());
        say("right is", change.corrected());
        say("change id", change.changeId());
        original(change.original());
      }
    }
  }

  private void transfer(CreditTransfer transfer) {
    say("amount", transfer.amount());
    say("instructed", transfer.instructed());
    say("rate", transfer.rate() == null ? null : transfer.rate().toPlainString());
    say("settlement date", transfer.settlementDate());
    references(transfer.references());
    side("debtor", transfer.debtor());
    side("creditor", transfer.creditor());
    route(transfer.route());
    terms(transfer.terms());
    charges(transfer.charges());
    remittance(transfer.remittance());
    for (var instruction : transfer.instructions()) say("instruction", instruction);
    if (transfer.underlying() != null) {
      page.line("  covers");
      transfer(transfer.underlying());
    }
  }

  private void debit(DirectDebit debit) {
    say("amount", debit.amount());
    say("settlement date", debit.settlementDate());
    references(debit.references());
    side("creditor", debit.creditor());
    side("debtor", debit.debtor());
    terms(debit.terms());
    remittance(debit.remittance());
  }

  private void status(StatusReport report) {
    status("status", report, report.status());
    reasons(report, report.reasons());
    say("of the", report.level().name().toLowerCase(Locale.ROOT));
    say("status id", report.statusId());
    say("accepted", report.accepted() == null ? null : time(report.accepted()));
    say("settled on", report.settledOn());
    say("clearing reference", report.clearingReference());
    charges(report.charges());
    original(report.original());
  }

  private void back(PaymentReturn back) {
    say("amount", back.amount());
    say("instructed", back.instructed());
    say("rate", back.rate() == null ? null : back.rate().toPlainString());
    reasons(back, back.reasons());
    say("settlement date", back.settlementDate());
    say("return id", back.returnId());
    say("uetr", back.uetr());
    side("from", back.debtor());
    side("to", back.creditor());
    route(back.route());
    say("charges borne by", back.chargeBearer());
    charges(back.charges());
    original(back.original());
  }

  private void resolution(Resolution resolution) {
    status("status", resolution, resolution.status());
    status("of this payment", resolution, resolution.cancellationStatus());
    reasons(resolution, resolution.reasons());
    say("case", resolution.caseId());
    say("opened by", party(resolution.creator()));
    say("cancellation id", resolution.cancellationId());
    charges(resolution.charges());
    original(resolution.original());
  }

  private void status(String label, Item item, @Nullable String code) {
    say(label, code == null ? null : Meaning.ofStatus(item).filter(known -> known.code().equals(code)).map(Code::words).orElse(code));
  }

  private void reasons(Item item, List<Reason> reasons) {
    for (var reason : reasons) {
      say("reason", Meaning.ofReason(item, reason).map(Code::words).orElse(reason.code()));
      say("", ItemRow.said(reason));
      say("says", party(reason.originator()));
    }
  }

  private void original(Original original) {
    page.line("  of the payment");
    say("message", Stream.of(original.messageType(), original.messageId()).filter(Objects::nonNull).collect(Collectors.joining(" ")));
    references(original.references());
    say("amount", original.amount());
    say("settlement date", original.settlementDate());
    side("debtor", original.debtor());
    side("creditor", original.creditor());
  }

  private void references(References names) {
    say("end-to-end id", names.endToEndId());
    say("uetr", names.uetr());
    say("instruction id", names.instructionId());
    say("transaction id", names.transactionId());
    say("clearing reference", names.clearingReference());
    say("batch", names.batchId());
  }

  private void side(String label, @Nullable Side side) {
    if (side == null) return;
    say(label, party(side.party()));
    say(label + "'s account", account(side.account()));
    say(label + "'s bank", agent(side.agent()));
    say("for", party(side.ultimate()));
  }

  private void route(Route route) {
    say("instructing bank", agent(route.instructing()));
    say("instructed bank", agent(route.instructed()));
    for (var bank : route.previous()) say("through before", agent(bank));
    for (var bank : route.intermediaries()) say("through", agent(bank));
    say("sender's correspondent", agent(route.cover().instructing()));
    say("receiver's corresp.", agent(route.cover().instructed()));
    say("third correspondent", agent(route.cover().third()));
  }

  private void terms(Terms terms) {
    say("priority", terms.priority());
    say("service level", terms.serviceLevel());
    say("local instrument", terms.localInstrument());
    say("category purpose", terms.categoryPurpose());
    say("purpose", terms.purpose());
    say("charges borne by", terms.chargeBearer());
  }

  private void charges(List<Charge> charges) { for (var charge : charges) say("charge", charge.amount() + (charge.agent() == null ? "" : " taken by " + agent(charge.agent()))); }

  private void remittance(Remittance remittance) {
    say("creditor reference", words(remittance.referenceType(), remittance.creditorReference()));
    for (var line : remittance.unstructured()) say("remittance", line);
  }

  private void say(String label, @Nullable Object value) {
    if (value == null || value.toString().isBlank()) return;
    page.text(String.format("    %-" + LABEL + "s  ", label), LABEL + 6, value.toString());
  }

  /** With seconds, always. */
  static String time(OffsetDateTime time) { return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time); }

  static @Nullable String party(@Nullable Party party) {
    return party == null ? null : list(party.name(), address(party.address()), party.bic(), party.lei() == null ? null : "LEI " + party.lei(), party.id() == null ? null : words(party.idScheme(), party.id()));
  }

  private static @Nullable String account(@Nullable Account account) {
    return account == null ? null : words(account.isIban() ? null : account.scheme(), account.number(), account.currency(), account.type());
  }

  private static @Nullable String agent(@Nullable Agent agent) {
    return agent == null ? null : list(agent.bic(), agent.member() == null ? null : words(agent.clearing(), agent.member()), agent.name(), address(agent.address()), agent.lei() == null ? null : "LEI " + agent.lei(),
        agent.account() == null ? null : "account " + account(agent.account()));
  }

  private static @Nullable String address(@Nullable Address address) {
    return address == null ? null : list(Stream.concat(Stream.of(words(address.street(), address.building()), words(address.postCode(), address.town()), address.subdivision(), address.country()),
        address.lines().stream()).toArray(String[]::new));
  }

  private static @Nullable String words(@Nullable String... words) { return joined(" ", words); }

  private static @Nullable String list(@Nullable String... words) { return joined(", ", words); }

  private static @Nullable String joined(String between, @Nullable String... words) {
    var text = Stream.of(words).filter(word -> word != null && !word.isBlank()).collect(Collectors.joining(between));
    return text.isEmpty() ? null : text;
  }
}
