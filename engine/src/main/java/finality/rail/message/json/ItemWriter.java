package finality.rail.message.json;

import finality.rail.message.Account;
import finality.rail.message.Address;
import finality.rail.message.Agent;
import finality.rail.message.Amount;
import finality.rail.message.CancellationRequest;
import finality.rail.message.Change;
import finality.rail.message.Charge;
import finality.rail.message.CreditTransfer;
import finality.rail.message.DirectDebit;
import finality.rail.message.Finding.Position;
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
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The members of each kind of item, in the order of docs/message-json.md. */
final class ItemWriter {
  private final Members members;

  ItemWriter(Members members) { this.members = members; }

  static String kind(Item item) {
    return switch (item) {
      case CreditTransfer _ -> "credit_transfer";
      case DirectDebit _ -> "direct_debit";
      case StatusReport _ -> "status_report";
      case PaymentReturn _ -> "payment_return";
      case CancellationRequest _ -> "cancellation_request";
      case Resolution _ -> "resolution";
      case StatusRequest _ -> "status_request";
      case Change _ -> "change";
    };
  }

  /** Into an object that is open. */
  void item(Item item, @Nullable Position position) {
    members.say("kind", kind(item));
    if (position != null) members.say("position", position.toString());
    switch (item) {
      case CreditTransfer transfer -> transfer(transfer);
      case DirectDebit debit -> debit(debit);
      case StatusReport report -> status(report);
      case PaymentReturn back -> back(back);
      case CancellationRequest request -> {
        members.say("cancellation_id", request.cancellationId());
        members.say("case_id", request.caseId());
        party("creator", request.creator());
        original(request.original());
        reasons(request.reasons());
      }
      case Resolution resolution -> resolution(resolution);
      case StatusRequest request -> {
        members.say("request_id", request.requestId());
        original(request.original());
      }
      case Change change -> {
        members.say("change_id", change.changeId());
        members.say("code", change.code());
        members.say("corrected", change.corrected());
        original(change.original());
      }
    }
  }

  private void transfer(CreditTransfer transfer) {
    members.say("between", transfer.kind() == CreditTransfer.Kind.BANK ? "banks" : "customers");
    references(transfer.references());
    amount(transfer.amount());
    members.say("settlement_date", transfer.settlementDate());
    side("debtor", transfer.debtor());
    side("creditor", transfer.creditor());
    route(transfer.route());
    terms(transfer.terms());
    money("instructed", transfer.instructed());
    members.say("rate", transfer.rate());
    charges(transfer.charges());
    remittance(transfer.remittance());
    members.say("instructions", transfer.instructions());
    if (transfer.underlying() != null) object("underlying", () -> item(transfer.underlying(), null));
  }

  private void debit(DirectDebit debit) {
    references(debit.references());
    amount(debit.amount());
    members.say("settlement_date", debit.settlementDate());
    side("creditor", debit.creditor());
    side("debtor", debit.debtor());
    terms(debit.terms());
    remittance(debit.remittance());
  }

  private void status(StatusReport report) {
    members.say("level", report.level());
    members.say("status_id", report.statusId());
    members.say("status", report.status());
    reasons(report.reasons());
    members.say("accepted_at", report.accepted());
    members.say("settled_on", report.settledOn());
    members.say("clearing_reference", report.clearingReference());
    charges(report.charges());
    original(report.original());
  }

  private void back(PaymentReturn back) {
    members.say("return_id", back.returnId());
    members.say("uetr", back.uetr());
    amount(back.amount());
    members.say("settlement_date", back.settlementDate());
    money("instructed", back.instructed());
    members.say("rate", back.rate());
    members.say("charge_bearer", back.chargeBearer());
    reasons(back.reasons());
    charges(back.charges());
    side("debtor", back.debtor());
    side("creditor", back.creditor());
    route(back.route());
    original(back.original());
  }

  private void resolution(Resolution resolution) {
    members.say("case_id", resolution.caseId());
    party("creator", resolution.creator());
    members.say("cancellation_id", resolution.cancellationId());
    members.say("status", resolution.status());
    members.say("cancellation_status", resolution.cancellationStatus());
    original(resolution.original());
    reasons(resolution.reasons());
    charges(resolution.charges());
  }

  // ── parts ──────────────────────────────────────────────────────────────────────────────────────────────

  private void original(Original original) {
    object("original", () -> {
      members.say("message_id", original.messageId());
      members.say("message_type", original.messageType());
      references(original.references());
      if (original.amount() != null) amount(original.amount());
      members.say("settlement_date", original.settlementDate());
      side("debtor", original.debtor());
      side("creditor", original.creditor());
    });
  }

  void references(References names) {
    members.say("instruction_id", names.instructionId());
    members.say("end_to_end_id", names.endToEndId());
    members.say("transaction_id", names.transactionId());
    members.say("uetr", names.uetr());
    members.say("clearing_reference", names.clearingReference());
    members.say("batch_id", names.batchId());
  }

  void amount(Amount amount) {
    members.say("amount", amount.value());
    members.say("currency", amount.currency());
  }

  void money(String name, @Nullable Amount amount) { if (amount != null) object(name, () -> amount(amount)); }

  private void side(String name, @Nullable Side side) {
    if (side == null) return;
    object(name, () -> {
      if (side.party() != null) partyMembers(side.party());
      account(side.account());
      agent("bank", side.agent());
      party("ultimate", side.ultimate());
    });
  }

  void party(String name, @Nullable Party party) { if (party != null) object(name, () -> partyMembers(party)); }

  private void partyMembers(Party party) {
    members.say("name", party.name());
    address(party.address());
    members.say("bic", party.bic());
    members.say("lei", party.lei());
    members.say("id", party.id());
    members.say("id_scheme", party.idScheme());
    if (party.person()) members.json().writeBooleanProperty("person", true);
  }

  private void address(@Nullable Address address) {
    if (address == null) return;
    object("address", () -> {
      members.say("street", address.street());
      members.say("building", address.building());
      members.say("post_code", address.postCode());
      members.say("town", address.town());
      members.say("subdivision", address.subdivision());
      members.say("country", address.country());
      members.say("lines", address.lines());
    });
  }

  private void account(@Nullable Account account) {
    if (account == null) return;
    object("account", () -> {
      members.say("number", account.number());
      members.say("scheme", account.scheme());
      members.say("type", account.type());
      members.say("currency", account.currency());
    });
  }

  void agent(String name, @Nullable Agent agent) { if (agent != null) object(name, () -> agentMembers(agent)); }

  private void agentMembers(Agent agent) {
    members.say("bic", agent.bic());
    members.say("member", agent.member());
    members.say("clearing", agent.clearing());
    members.say("lei", agent.lei());
    members.say("name", agent.name());
    address(agent.address());
    account(agent.account());
  }

  private void route(Route route) {
    if (route.equals(Route.NONE)) return;
    object("route", () -> {
      agent("instructing", route.instructing());
      agent("instructed", route.instructed());
      agents("previous", route.previous());
      agents("intermediaries", route.intermediaries());
      if (!route.cover().equals(Route.Cover.NONE)) object("cover", () -> {
        agent("instructing", route.cover().instructing());
        agent("instructed", route.cover().instructed());
        agent("third", route.cover().third());
      });
    });
  }

  private void agents(String name, List<Agent> agents) { objects(name, agents, this::agentMembers); }

  private void terms(Terms terms) {
    members.say("priority", terms.priority());
    members.say("service_level", terms.serviceLevel());
    members.say("local_instrument", terms.localInstrument());
    members.say("category_purpose", terms.categoryPurpose());
    members.say("purpose", terms.purpose());
    members.say("charge_bearer", terms.chargeBearer());
  }

  void charges(List<Charge> charges) {
    objects("charges", charges, charge -> {
      amount(charge.amount());
      agent("bank", charge.agent());
    });
  }

  private void reasons(List<Reason> reasons) {
    objects("reasons", reasons, reason -> {
      members.say("code", reason.code());
      if (reason.proprietary()) members.json().writeBooleanProperty("proprietary", true);
      members.say("text", reason.text());
      party("originator", reason.originator());
    });
  }

  private void remittance(Remittance remittance) {
    members.say("remittance", remittance.unstructured());
    members.say("creditor_reference", remittance.creditorReference());
    members.say("creditor_reference_type", remittance.referenceType());
  }

  private void object(String name, Runnable inside) {
    members.json().writeObjectPropertyStart(name);
    inside.run();
    members.json().writeEndObject();
  }

  private <T> void objects(String name, List<T> all, Consumer<T> inside) {
    if (all.isEmpty()) return;
    members.json().writeArrayPropertyStart(name);
    for (var one : all) {
      members.json().writeStartObject();
      inside.accept(one);
      members.json().writeEndObject();
    }
    members.json().writeEndArray();
  }
}
