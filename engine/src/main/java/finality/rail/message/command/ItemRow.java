package finality.rail.message.command;

import finality.rail.message.Agent;
import finality.rail.message.Amount;
import finality.rail.message.CancellationRequest;
import finality.rail.message.Change;
import finality.rail.message.CreditTransfer;
import finality.rail.message.DirectDebit;
import finality.rail.message.Item;
import finality.rail.message.Original;
import finality.rail.message.PaymentReturn;
import finality.rail.message.Reason;
import finality.rail.message.References;
import finality.rail.message.Remittance;
import finality.rail.message.Resolution;
import finality.rail.message.Side;
import finality.rail.message.StatusReport;
import finality.rail.message.StatusRequest;
import finality.rail.message.code.Code;
import finality.rail.message.code.Meaning;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An item of a message in a row of a table. @param cells what does not stand in a column: names of the payment, status and reasons, from and to, what for */
record ItemRow(String what, @Nullable LocalDate date, @Nullable Amount amount, List<String> cells) {

  static ItemRow of(Item item) {
    return switch (item) {
      case CreditTransfer t -> new ItemRow(what(item), t.settlementDate(), t.amount(), cells(id(t.references()), fromTo(t.debtor(), t.creditor()), remittance(t.remittance())));
      case DirectDebit d -> new ItemRow(what(item), d.settlementDate(), d.amount(), cells(id(d.references()), fromTo(d.debtor(), d.creditor()), remittance(d.remittance())));
      case StatusReport s -> new ItemRow(what(item), s.settledOn() != null ? s.settledOn() : s.accepted() == null ? null : s.accepted().toLocalDate(), s.original().amount(),
          cells(level(s), status(s, s.status()), reasons(s, s.reasons()), fromTo(s.original().debtor(), s.original().creditor())));
      case PaymentReturn r -> new ItemRow(what(item), r.settlementDate(), r.amount(),
          cells(id(r.original()), reasons(r, r.reasons()), r.debtor() == null && r.creditor() == null ? fromTo(r.original().creditor(), r.original().debtor()) : fromTo(r.debtor(), r.creditor())));
      case CancellationRequest c -> new ItemRow(what(item), c.original().settlementDate(), c.original().amount(),
          cells(id(c.original()), reasons(c, c.reasons()), c.caseId() == null ? null : "case " + c.caseId(), fromTo(c.original().debtor(), c.original().creditor())));
      case Resolution r -> new ItemRow(what(item), r.original().settlementDate(), r.original().amount(),
          cells(id(r.original()), status(r, r.cancellationStatus() != null ? r.cancellationStatus() : r.status()), reasons(r, r.reasons()), r.caseId() == null ? null : "case " + r.caseId()));
      case StatusRequest q -> new ItemRow(what(item), q.original().settlementDate(), q.original().amount(), cells(id(q.original()), fromTo(q.original().debtor(), q.original().creditor())));
      case Change c -> new ItemRow(what(item), c.original().settlementDate(), c.original().amount(), cells(id(c.original()), status(c, c.code()), "right is " + c.corrected(), fromTo(c.original().debtor(), c.original().creditor())));
    };
  }

  static String what(Item item) {
    return switch (item) {
      case CreditTransfer t -> t.kind() == CreditTransfer.Kind.BANK ? "bank transfer" : "credit transfer";
      case DirectDebit _ -> "direct debit";
      case StatusReport _ -> "status report";
      case PaymentReturn _ -> "return";
      case CancellationRequest _ -> "cancellation";
      case Resolution _ -> "resolution";
      case StatusRequest _ -> "status request";
      case Change _ -> "change";
    };
  }

  private static List<String> cells(@Nullable String... cells) { return Stream.of(cells).filter(Objects::nonNull).filter(cell -> !cell.isBlank()).map(Objects::requireNonNull).toList(); }

  /** The name by which the payment is best known, and its UETR where it has no other. */
  private static @Nullable String id(References names) {
    return Stream.of(names.endToEndId(), names.transactionId(), names.instructionId(), names.uetr(), names.clearingReference(), names.batchId())
        .filter(Objects::nonNull).filter(name -> !name.equals("NOTPROVIDED")).findFirst().orElse(null);
  }

  private static @Nullable String id(Original original) {
    var id = id(original.references());
    return id != null || original.messageId() == null ? id : "message " + original.messageId();
  }

  private static @Nullable String level(StatusReport report) {
    return switch (report.level()) {
      case TRANSACTION -> id(report.original());
      case BATCH -> "of the batch " + Objects.requireNonNullElse(report.original().references().batchId(), "");
      case GROUP -> "of the message " + Objects.requireNonNullElse(report.original().messageId(), "");
    };
  }

  private static @Nullable String fromTo(@Nullable Side from, @Nullable Side to) {
    return fromTo(from == null ? "" : name(from), to == null ? "" : name(to));
  }

  /** Empty is not said. */
  static @Nullable String fromTo(String from, String to) {
    if (from.isEmpty()) return to.isEmpty() ? null : "to " + to;
    return to.isEmpty() ? "from " + from : from + " → " + to;
  }

  private static String name(Side side) {
    if (side.party() != null && side.party().name() != null) return side.party().name();
    if (side.party() != null && side.party().bic() != null) return side.party().bic();
    if (side.account() != null) return side.account().number();
    return side.agent() == null ? "" : name(side.agent());
  }

  static String name(Agent agent) {
    return Stream.of(agent.bic(), agent.name(), agent.member(), agent.lei()).filter(Objects::nonNull).findFirst().orElse("");
  }

  /** The code and what its list calls it. */
  private static @Nullable String status(Item item, @Nullable String code) {
    return code == null ? null : Meaning.ofStatus(item).filter(known -> known.code().equals(code)).map(known -> code + " " + known.name()).orElse(code);
  }

  /** Codes, what their lists call them, and what is said beside them. */
  private static @Nullable String reasons(Item item, List<Reason> reasons) {
    return reasons.isEmpty() ? null : reasons.stream().map(reason -> Stream.of(reason.code(), Meaning.ofReason(item, reason).map(Code::name).orElse(null), said(reason))
        .filter(Objects::nonNull).collect(Collectors.joining(" "))).collect(Collectors.joining("; "));
  }

  static @Nullable String said(Reason reason) { return reason.text().isEmpty() ? null : "“" + String.join(" ", reason.text()) + "”"; }

  private static @Nullable String remittance(Remittance remittance) {
    return Stream.concat(Stream.ofNullable(remittance.creditorReference()), remittance.unstructured().stream()).collect(Collectors.joining(" "));
  }
}
