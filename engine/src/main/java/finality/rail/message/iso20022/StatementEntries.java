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
    var batch = batch(entry);
    var details = details(entry, amount, direction);
    var line = new StatementLine(entry.position(), value, booking, amount.value(), amount.currency(), direction, Values.isTrue(entry.text("RvslInd")), booked(entry), type(entry), entry.text("NtryRef"),
        entry.text("AcctSvcrRef"), entry.text("AddtlNtryInf"), charges, batch, details);
    if (!details.isEmpty()) addsUp(entry, line);
    read.leftovers.of(entry);
    return line;
  }

  private static @Nullable String status(Node entry) { return entry.text("Sts/Cd", "Sts/Prtry", "Sts"); }

  private boolean booked(Node entry) {
    var status = status(entry);
    if ("BOOK".equals(status)) return true;
    if (status == null) read.warning(entry, "missing_element", "The entry has no status (Sts); it is taken as not booked.");
    else read.leftovers.tell(entry.position(), "not_booked", "An entry of status " + Values.shortened(status), "is no part of the sums.");
    return false;
  }

  private static Type type(Node entry) {
    var domain = entry.text("BkTxCd/Domn/Cd");
    if (domain != null) return new Type("iso20022", domain + "-" + Objects.requireNonNullElse(entry.text("BkTxCd/Domn/Fmly/Cd"), "") + "-" + Objects.requireNonNullElse(entry.text("BkTxCd/Domn/Fmly/SubFmlyCd"), ""));
    var code = entry.text("BkTxCd/Prtry/Cd");
    if (code == null) return Type.UNKNOWN;
    var issuer = entry.at("BkTxCd/Prtry/Issr");
    if (issuer != null && issuer.text().equals("SWIFT")) return new Type("swift", code);
    if (issuer != null) issuer.leave();
    return new Type("proprietary", code);
  }

  // ── batches ────────────────────────────────────────────────────────────────────────────────────────────

  private @Nullable Batch batch(Node entry) {
    var said = entry.at("NtryDtls/Btch");
    if (said == null) return null;
    return new Batch(said.text("MsgId"), said.text("PmtInfId"), read.count(said.at("NbOfTxs")));
  }

  private List<Detail> details(Node entry, Amount amount, Direction direction) {
    var details = new ArrayList<Detail>();
    var groups = entry.all("NtryDtls");
    for (var group : groups) {
      var payments = group.all("TxDtls");
      boolean further = group != groups.getFirst();   // what the first one says of its batch is the line's
      for (var one : payments) details.add(detail(one, amount, direction, further ? group.text("Btch/PmtInfId") : null));
      counts(group, payments.size());
    }
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
        amounts.instructed, amounts.exchange, d.charges(), d.bankReference(), d.mandate(), d.text());
  }

  private void counts(Node group, int payments) {
    var said = group.at("Btch/NbOfTxs");
    if (said != null && payments > 0 && said.text().matches("[0-9]+") && !said.text().matches("0*" + payments))
      read.error(said, "wrong_count", "The batch says that it has " + Values.shortened(said.text()) + " payments, there are " + payments + ".");
  }

  /** The payments must come to the line, less or plus the charges that the line or they tell of. */
  private void addsUp(Node entry, StatementLine line) {
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
    batchSum(entry, line, sum);
    var differ = line.amount().subtract(sum).abs();
    if (differ.signum() == 0 || differ.compareTo(charges.abs()) == 0) return;
    var message = "The payments behind this entry add up to " + sum.toPlainString() + ", the entry is of " + line.amount().toPlainString() + " " + line.currency() + ".";
    read.listener.found(line.details().size() > 1 ? Finding.error(entry.position(), "wrong_sum", message) : Finding.warning(entry.position(), "wrong_sum", message));
  }

  private void batchSum(Node entry, StatementLine line, BigDecimal sum) {
    var said = entry.at("NtryDtls/Btch/TtlAmt");
    if (said == null || entry.all("NtryDtls").size() > 1) return;
    entry.at("NtryDtls/Btch/CdtDbtInd");
    var value = line.currency().equals(said.currency()) ? read.decimal(said) : null;
    if (value != null && value.compareTo(sum.abs()) != 0)
      read.error(said, "wrong_sum", "The batch says " + value.toPlainString() + ", its payments add up to " + sum.toPlainString() + ".");
  }

  private static BigDecimal total(List<Charge> charges, String currency) {
    var total = BigDecimal.ZERO;
    for (var charge : charges) if (charge.amount().currency().equals(currency)) total = total.add(charge.amount().value());
    return total;
  }

  // ── payments ───────────────────────────────────────────────────────────────────────────────────────────

  private Detail detail(Node one, Amount of, Direction line, @Nullable String batch) {
    var direction = one.at("CdtDbtInd") == null ? line : read.direction(one);
    var amounts = amounts(one, of, direction != null && direction != line);
    var other = line == Direction.CREDIT ? "Dbtr" : "Cdtr";
    var mine = line == Direction.CREDIT ? "Cdtr" : "Dbtr";
    if (inOldPlaces(one, other, mine)) {
      mine = other;
      other = other.equals("Dbtr") ? "Cdtr" : "Dbtr";
    }
    var own = account(one, mine);
    var party = "RltdPties/" + other;
    var ultimate = "RltdPties/Ultmt" + other;
    var agent = "RltdAgts/" + other + "Agt/FinInstnId/";
    var remittance = one.at("RmtInf") == null ? null : unstructured(one.at("RmtInf").all("Ustrd"));
    return new Detail(references(one, batch), one.text(party + "/Pty/Nm", party + "/Nm", party + "/Agt/FinInstnId/Nm"), account(one, other),
        one.text(agent + "BICFI", agent + "BIC", agent + "ClrSysMmbId/MmbId"), one.text(ultimate + "/Pty/Nm", ultimate + "/Nm", ultimate + "/Agt/FinInstnId/Nm"), account.equals(own) ? null : own,
        remittance == null || remittance.isBlank() ? null : remittance, one.text("RmtInf/Strd/CdtrRefInf/Ref"), one.text("RtrInf/Rsn/Cd", "RtrInf/Rsn/Prtry"), amounts.amount, amounts.instructed,
        amounts.exchange, charges(one), one.text("Refs/AcctSvcrRef"), one.text("Refs/MndtId"), one.text("AddtlTxInf"));
  }

  /** Of a return many banks leave the parties where they stood in the payment that comes back: then the account says which of them is the other one, or that only he is named. */
  private boolean inOldPlaces(Node one, String other, String mine) {
    var theirs = one.text(accountOf(other) + "IBAN", accountOf(other) + "Othr/Id");
    var ours = one.text(accountOf(mine) + "IBAN", accountOf(mine) + "Othr/Id");
    if (account.equals(theirs)) return !account.equals(ours);
    boolean onlyOther = one.at("RltdPties/" + other) == null && theirs == null && one.at("RltdPties/" + mine) != null;
    return onlyOther && one.at("RtrInf") != null && !account.equals(ours);
  }

  private static String accountOf(String party) { return "RltdPties/" + party + "Acct/Id/"; }

  private @Nullable String account(Node one, String of) {
    var number = accountOf(of);
    var iban = read.statedIban(one, number + "IBAN");
    return iban == null ? one.text(number + "Othr/Id") : iban;
  }

  private static References references(Node one, @Nullable String batch) {
    var endToEnd = one.text("Refs/EndToEndId");
    var own = one.text("Refs/PmtInfId");
    return new References(one.text("Refs/InstrId"), Values.NOT_PROVIDED.equals(endToEnd) ? null : endToEnd, one.text("Refs/TxId"), one.text("Refs/UETR"), one.text("Refs/ClrSysRef"), own == null ? batch : own);
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
