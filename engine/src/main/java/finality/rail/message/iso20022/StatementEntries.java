package finality.rail.message.iso20022;

import finality.rail.message.Agent;
import finality.rail.message.Amount;
import finality.rail.message.Charge;
import finality.rail.message.Detail;
import finality.rail.message.Detail.Exchange;
import finality.rail.message.Direction;
import finality.rail.message.Finding;
import finality.rail.message.References;
import finality.rail.message.StatementLine;
import finality.rail.message.StatementLine.Batch;
import finality.rail.message.StatementLine.Type;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The entries (Ntry) of one statement with the payments behind them; what a batch says of itself is held against its payments. */
final class StatementEntries {
  /** Characters of an Ustrd. */
  static final int LONGEST_REMITTANCE = 140;
  /** How SEPA calls the numbering of creditor identifiers (EPC guidelines, SchmeNm of AT-02). */
  static final String CREDITOR_ID = "SEPA";
  private static final List<String> CREDITORS = List.of("RltdPties/Cdtr/Pty/Id/PrvtId/Othr", "RltdPties/Cdtr/Id/PrvtId/Othr");   // of new versions and old ones
  /** Stands in the place of a reference that nobody has, as in MT940. */
  private static final String NO_REFERENCE = "NONREF";

  private final Values read;
  private final String account;
  private final @Nullable LocalDate told;
  private final boolean bookedAreDated;

  /** @param account the statement's. @param told the day on which the bank told of entries that need not have a date of their own. @param bookedAreDated whether those that are booked need one */
  StatementEntries(Values read, String account, @Nullable LocalDate told, boolean bookedAreDated) {
    this.read = read;
    this.account = account;
    this.told = told;
    this.bookedAreDated = bookedAreDated;
  }

  /** @return {@code null}: it cannot be read, which was told */
  @Nullable StatementLine line(Node entry) {
    var amount = read.settled(entry, "Amt");
    var direction = read.direction(entry);
    var booking = read.date(entry, "BookgDt");
    var value = read.date(entry, "ValDt");
    if (amount == null || direction == null) return null;
    var told = bookedAreDated && "BOOK".equals(status(entry)) ? null : this.told;
    if (value == null) value = booking != null ? booking : told;
    if (value == null) {
      if (entry.at("BookgDt") == null && entry.at("ValDt") == null) read.error(entry, "missing_element", "The entry has neither a booking nor a value date.");
      return null;
    }
    if (value == told && booking == null && entry.at("ValDt") == null) read.leftovers.tell(entry.position(), "missing_element", "An entry without a date", "is taken as of the day on which this was told.");
    var charges = charges(entry);
    var groups = entry.all("NtryDtls");
    var batch = batch(groups);
    var details = details(entry, groups, amount, direction);
    var line = new StatementLine(entry.position(), value, booking, amount.value(), amount.currency(), direction, Values.isTrue(entry.text("RvslInd")), booked(entry), type(entry, groups),
        reference(entry, "NtryRef"), reference(entry, "AcctSvcrRef"), entry.text("AddtlNtryInf"), charges, batch, details);
    if (!details.isEmpty()) addsUp(entry, groups, line);
    else if (groups.size() == 1) batchSum(groups.getFirst(), line, null);
    read.leftovers.of(entry);
    return line;
  }

  private static @Nullable String status(Node entry) { return entry.text("Sts/Cd", "Sts/Prtry", "Sts"); }

  private boolean booked(Node entry) {
    var status = status(entry);
    if ("BOOK".equals(status)) return true;
    if (status == null) read.warning(entry, "missing_element", "The entry has no status (Sts); it is taken as not booked.");
    else read.leftovers.tell(entry.position(), "not_booked", "An entry of status " + Finding.shortened(status), "is no part of the sums.");
    return false;
  }

  /** Of the entry; where that says none, of its only payment. What payments repeat of it is taken, what they say otherwise is not. */
  private static Type type(Node entry, List<Node> groups) {
    var type = type(entry.at("BkTxCd"));
    for (var group : groups) {
      var payments = group.all("TxDtls");
      if (type.equals(Type.UNKNOWN) && groups.size() == 1 && payments.size() == 1) type = type(payments.getFirst().at("BkTxCd"));
      for (var one : payments) {
        var own = one.at("BkTxCd");
        if (own != null && !type(own).equals(type)) own.leave();
      }
    }
    return type;
  }

  private static Type type(@Nullable Node said) {
    if (said == null) return Type.UNKNOWN;
    var domain = said.text("Domn/Cd");
    var own = said.text("Prtry/Cd");
    var issuer = said.text("Prtry/Issr");
    if (domain != null) return new Type("iso20022", domain + "-" + Objects.requireNonNullElse(said.text("Domn/Fmly/Cd"), "") + "-" + Objects.requireNonNullElse(said.text("Domn/Fmly/SubFmlyCd"), ""), own, issuer);
    if (own == null) return Type.UNKNOWN;
    return "SWIFT".equals(issuer) ? new Type("swift", own) : new Type("proprietary", own, null, issuer);
  }

  // ── batches ────────────────────────────────────────────────────────────────────────────────────────────

  /** Of one group what it says; of several what they agree in, and how many payments they have together. */
  private @Nullable Batch batch(List<Node> groups) {
    Batch batch = null;
    for (var group : groups) {
      var said = group.at("Btch");
      if (said == null) continue;
      var own = new Batch(reference(said, "MsgId"), reference(said, "PmtInfId"), payments(said, group.all("TxDtls").size()));
      batch = batch == null ? own : new Batch(agreed(batch.messageId(), own.messageId(), said.at("MsgId")), agreed(batch.batchId(), own.batchId(), said.at("PmtInfId")),
          batch.payments() == null || own.payments() == null ? null : Long.valueOf(batch.payments() + own.payments()));
    }
    return batch;
  }

  private static @Nullable String agreed(@Nullable String one, @Nullable String other, @Nullable Node at) {
    if (Objects.equals(one, other)) return one;
    if (at != null) at.leave();
    return null;
  }

  private @Nullable Long payments(Node batch, long told) {
    var said = batch.at("NbOfTxs");
    var count = read.count(said);
    if (count != null && told > 0 && count != told) read.error(said, "wrong_count", "The batch says that it has " + count + " payments, there are " + told + ".");
    return count;
  }

  private List<Detail> details(Node entry, List<Node> groups, Amount amount, Direction direction) {
    var details = new ArrayList<Detail>();
    for (var group : groups)   // what a single one says of its batch is the line's
      for (var one : group.all("TxDtls")) details.add(detail(one, amount, direction, groups.size() > 1 ? reference(group, "Btch/PmtInfId") : null));
    var common = entry.at("AmtDtls");
    if (common != null && details.size() < 2) {
      var amounts = amounts(entry, amount, false);
      if (details.isEmpty()) details.add(Detail.NONE);
      if (details.getFirst().instructed() == null && details.getFirst().exchange() == null) details.set(0, with(details.getFirst(), amounts));
      else common.leave();
    } else if (common != null) {
      common.leave();
    }
    return details.size() == 1 && details.getFirst().isEmpty() ? List.of() : details;
  }

  private static Detail with(Detail d, Amounts amounts) {
    return new Detail(d.references(), d.counterparty(), d.counterpartyAccount(), d.counterpartyBank(), d.ultimate(), d.ownAccount(), d.remittance(), d.creditorReference(), d.returnReason(), d.amount(),
        amounts.instructed, amounts.exchange, d.charges(), d.bankReference(), d.mandate(), d.creditorId(), d.purpose(), d.text());
  }

  /** The payments must come to the line, less or plus the charges that the line or they tell of. */
  private void addsUp(Node entry, List<Node> groups, StatementLine line) {
    var sum = BigDecimal.ZERO;
    var charges = total(line.charges(), line.currency());
    for (var detail : line.details()) {
      var amount = detail.amount();
      if (amount == null || !amount.currency().equals(line.currency())) {
        if (line.details().size() > 1) read.leftovers.tell(entry.position(), "not_added", "The payments of a batch", amount == null ? "do not all have an amount; they were not added up." : "are in another currency than their line; they were not added up.");
        return;
      }
      sum = sum.add(amount.value());
      charges = charges.add(total(detail.charges(), line.currency()));
    }
    if (groups.size() == 1) batchSum(groups.getFirst(), line, sum);
    if (comesTo(line, sum, charges)) return;
    var message = "The payments behind this entry add up to " + sum.toPlainString() + ", the entry is of " + line.amount().toPlainString() + " " + line.currency() + ".";
    read.listener.found(line.details().size() > 1 ? Finding.error(entry.position(), "wrong_sum", message) : Finding.warning(entry.position(), "wrong_sum", message));
  }

  /** @param payments what they add up to; {@code null}: they are told of elsewhere, and the total is that of the line, less or plus charges */
  private void batchSum(Node group, StatementLine line, @Nullable BigDecimal payments) {
    var said = group.at("Btch/TtlAmt");
    if (said == null) return;
    if (!line.currency().equals(said.currency())) {
      said.leave();
      return;
    }
    group.at("Btch/CdtDbtInd");
    var value = read.decimal(said);
    if (value == null) return;
    if (payments != null && value.compareTo(payments.abs()) != 0)
      read.error(said, "wrong_sum", "The batch says " + value.toPlainString() + ", its payments add up to " + payments.toPlainString() + ".");
    if (payments == null && !comesTo(line, value, total(line.charges(), line.currency())))
      read.warning(said, "wrong_sum", "The batch says " + value.toPlainString() + ", the entry is of " + line.amount().toPlainString() + " " + line.currency() + ".");
  }

  private static boolean comesTo(StatementLine line, BigDecimal sum, BigDecimal charges) {
    var differ = line.amount().subtract(sum).abs();
    return differ.signum() == 0 || differ.compareTo(charges.abs()) == 0;
  }

  private static BigDecimal total(List<Charge> charges, String currency) {
    var total = BigDecimal.ZERO;
    for (var charge : charges) if (charge.amount().currency().equals(currency)) total = total.add(charge.amount().value());
    return total;
  }

  // ── payments ───────────────────────────────────────────────────────────────────────────────────────────

  /** An end of a payment: where old versions and new ones have its name, the name behind it, its account and its bank. The paths are made once, because a file has a million payments. */
  private enum End {
    DEBTOR("Dbtr"), CREDITOR("Cdtr");

    final String party;
    final String[] names;
    final String[] ultimates;
    final String iban;
    final String other;
    final String[] banks;

    End(String name) {
      party = "RltdPties/" + name;
      names = names(party);
      ultimates = names("RltdPties/Ultmt" + name);
      iban = party + "Acct/Id/IBAN";
      other = party + "Acct/Id/Othr/Id";
      var bank = "RltdAgts/" + name + "Agt/FinInstnId/";
      banks = new String[] {bank + "BICFI", bank + "BIC", bank + "ClrSysMmbId/MmbId"};
    }

    private static String[] names(String party) { return new String[] {party + "/Pty/Nm", party + "/Nm", party + "/Agt/FinInstnId/Nm"}; }

    End opposite() { return this == DEBTOR ? CREDITOR : DEBTOR; }
  }

  private Detail detail(Node one, Amount of, Direction line, @Nullable String batch) {
    var direction = one.at("CdtDbtInd") == null ? line : read.direction(one);
    var amounts = amounts(one, of, direction != null && direction != line);
    var other = line == Direction.CREDIT ? End.DEBTOR : End.CREDITOR;
    if (inOldPlaces(one, other)) other = other.opposite();
    var own = account(one, other.opposite());
    var remittance = one.at("RmtInf") == null ? null : unstructured(one.at("RmtInf").all("Ustrd"));
    return new Detail(references(one, batch), one.text(other.names), account(one, other), one.text(other.banks), one.text(other.ultimates), account.equals(own) ? null : own,
        remittance == null || remittance.isBlank() ? null : remittance, one.text("RmtInf/Strd/CdtrRefInf/Ref"), one.text("RtrInf/Rsn/Cd", "RtrInf/Rsn/Prtry"), amounts.amount, amounts.instructed,
        amounts.exchange, charges(one), reference(one, "Refs/AcctSvcrRef"), one.text("Refs/MndtId"), creditorId(one), one.text("Purp/Cd", "Purp/Prtry"), text(one));
  }

  /** What the bank adds, and what it says of a return beside its reason. */
  private static @Nullable String text(Node one) {
    var text = one.text("AddtlTxInf");
    var returned = one.at("RtrInf");
    if (returned == null) return text;
    for (var words : returned.all("AddtlInf")) if (!words.text().isEmpty()) text = text == null ? words.text() : text + "\n" + words.text();
    return text;
  }

  /** Of a return many banks leave the parties where they stood in the payment that comes back: then the account says which of them is the other one, or that only he is named. */
  private boolean inOldPlaces(Node one, End other) {
    var mine = other.opposite();
    var theirs = one.text(other.iban, other.other);
    var ours = one.text(mine.iban, mine.other);
    if (account.equals(theirs)) return !account.equals(ours);
    return one.at("RtrInf") != null && one.at(other.party) == null && theirs == null && one.text(mine.names) != null && !account.equals(ours);
  }

  private static @Nullable String creditorId(Node one) {
    for (var at : CREDITORS) {
      var id = one.at(at);
      if (id == null) continue;
      if (CREDITOR_ID.equals(id.text("SchmeNm/Prtry"))) return id.text("Id");
      id.leave();
    }
    return null;
  }

  private static @Nullable String reference(Node in, String path) {
    var reference = in.text(path);
    return NO_REFERENCE.equals(reference) || Values.NOT_PROVIDED.equals(reference) ? null : reference;
  }

  private @Nullable String account(Node one, End of) {
    var iban = read.statedIban(one, of.iban);
    return iban == null ? one.text(of.other) : iban;
  }

  private static References references(Node one, @Nullable String batch) {
    var own = reference(one, "Refs/PmtInfId");
    return new References(reference(one, "Refs/InstrId"), reference(one, "Refs/EndToEndId"), reference(one, "Refs/TxId"), one.text("Refs/UETR"), one.text("Refs/ClrSysRef"), own == null ? batch : own);
  }

  /** What a payment, or an entry, says of its amount. */
  private record Amounts(@Nullable Amount amount, @Nullable Amount instructed, @Nullable Exchange exchange) {}

  /** Old versions have the amount in the account's currency among the details only, as TxAmt or, after an exchange, as CntrValAmt. */
  private Amounts amounts(Node one, Amount of, boolean opposite) {
    var amount = read.amount(one, "Amt");
    for (var name : List.of("AmtDtls/TxAmt/Amt", "AmtDtls/CntrValAmt/Amt")) {
      var node = one.at(name);
      var also = node == null ? null : read.amount(one, name);
      if (also == null) continue;
      if (amount == null && also.currency().equals(of.currency())) amount = also;
      else if (!same(amount, also)) node.leave();
    }
    var instructed = read.amount(one, "AmtDtls/InstdAmt/Amt");
    if (same(amount, instructed)) instructed = null;
    Exchange exchange = null;
    for (var name : List.of("AmtDtls/InstdAmt/CcyXchg", "AmtDtls/TxAmt/CcyXchg", "AmtDtls/CntrValAmt/CcyXchg")) {
      var node = exchange == null ? one.at(name) : null;
      var rate = node == null || node.at("XchgRate") == null ? null : read.decimal(node.at("XchgRate"));
      if (rate != null) exchange = new Exchange(rate, node.text("SrcCcy"), node.text("TrgtCcy"), node.text("UnitCcy"));
    }
    return new Amounts(amount != null && opposite ? new Amount(amount.value().negate(), amount.currency()) : amount, instructed, exchange);
  }

  private static boolean same(@Nullable Amount one, @Nullable Amount other) {
    return one != null && other != null && one.currency().equals(other.currency()) && one.value().compareTo(other.value()) == 0;
  }

  /** Of an entry or a payment. Old versions have Chrgs several times, each with an amount; new ones once, with records. */
  private List<Charge> charges(Node part) {
    List<Charge> charges = List.of();
    for (var group : part.all("Chrgs")) {
      if (group.at("Rcrd") != null) group.at("TtlChrgsAndTaxAmt");   // their sum
      for (var record : group.at("Rcrd") == null ? List.of(group) : group.all("Rcrd")) {
        var amount = read.amount(record, "Amt", "TtlChrgsAndTaxAmt");
        if (amount == null) continue;
        boolean back = record.at("CdtDbtInd") != null && read.direction(record) == Direction.CREDIT;
        record.at("ChrgInclInd");   // whether the line has it already shows in the sums
        if (charges.isEmpty()) charges = new ArrayList<>();
        var bic = record.text("Agt/FinInstnId/BICFI", "Agt/FinInstnId/BIC");
        charges.add(new Charge(back ? new Amount(amount.value().negate(), amount.currency()) : amount, bic == null ? null : Agent.bic(bic)));
      }
    }
    return charges;
  }

  /** Lines; but what fills an element to its last place goes on in the next. */
  private static String unstructured(List<Node> parts) {
    var text = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) text.append(i == 0 || goesOn(parts.get(i - 1).raw(), parts.get(i).raw()) ? "" : "\n").append(parts.get(i).raw());
    return text.toString().strip();
  }

  private static boolean goesOn(String before, String after) {
    return before.length() == LONGEST_REMITTANCE || before.length() == LONGEST_REMITTANCE - 1 && !after.isEmpty() && Character.isHighSurrogate(after.charAt(0));
  }
}
