package finality.rail.message.iso20022;

import finality.rail.message.Amount;
import finality.rail.message.Charge;
import finality.rail.message.Detail;
import finality.rail.message.Finding;
import finality.rail.message.StatementLine;
import finality.rail.message.StatementLine.Batch;
import finality.rail.message.StatementLine.Type;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** The entries (Ntry) of one statement; what a batch says of itself is held against its payments. */
final class StatementEntries {
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

  /** Reads the entry at whose start tag the reader stands. @param closing the day of the closing balance. @return {@code null}: it cannot be read, which was told */
  @Nullable StatementLine line(XMLStreamReader at, @Nullable LocalDate closing) throws XMLStreamException {
    var payments = new EntryPayments(read, new StatementPayments(read, account));
    return line(Node.read(at, payments), payments, closing);
  }

  private @Nullable StatementLine line(Node entry, EntryPayments payments, @Nullable LocalDate closing) {
    payments.begin(entry);
    var amount = payments.amount();
    var direction = payments.direction();
    var booking = read.date(entry, "BookgDt");
    var value = read.date(entry, "ValDt");
    if (amount == null || direction == null) return null;
    if (value == null) value = booking != null ? booking : undated(entry, closing);
    if (value == null) return null;
    var charges = payments.of().charges(entry);
    var groups = entry.all("NtryDtls");
    payments.end(groups);
    var batch = batch(groups, payments);
    var details = details(entry, payments, amount);
    var line = new StatementLine(entry.position(), value, booking, amount.value(), amount.currency(), direction, Values.isTrue(entry.text("RvslInd")), booked(entry), payments.type(),
        StatementPayments.reference(entry, "NtryRef"), StatementPayments.reference(entry, "AcctSvcrRef"), entry.text("AddtlNtryInf"), charges, batch, details);
    if (!details.isEmpty() && payments.areAll()) addsUp(entry, groups, line);
    else if (groups.size() == 1) batchSum(groups.getFirst(), line, null);
    read.leftovers.of(entry);
    return line;
  }

  /** Of an entry without a date that can be read. Both dates may be missing in every version; what is booked in a statement was by the day on which it closes. */
  private @Nullable LocalDate undated(Node entry, @Nullable LocalDate closing) {
    boolean silent = entry.at("BookgDt") == null && entry.at("ValDt") == null;
    boolean dated = bookedAreDated && "BOOK".equals(status(entry));
    if (dated && !silent) return null;   // there is no such day, which was told
    var day = dated && closing != null ? closing : told;
    if (day == null && silent) read.error(entry, "missing_element", "The entry has neither a booking nor a value date, and the statement has none that could be taken.");
    else if (dated) read.warning(entry, "missing_element", "The entry has neither a booking nor a value date; it was taken as of " + day + ", the day of " + (closing != null ? "the closing balance." : "the message."));
    else if (silent) read.leftovers.tell(entry.position(), "missing_element", "An entry without a date", "is taken as of the day on which this was told.");
    return day;
  }

  private static @Nullable String status(Node entry) { return entry.text("Sts/Cd", "Sts/Prtry", "Sts"); }

  private boolean booked(Node entry) {
    var status = status(entry);
    if ("BOOK".equals(status)) return true;
    if (status == null) read.warning(entry, "missing_element", "The entry has no status (Sts); it is taken as not booked.");
    else read.leftovers.tell(entry.position(), "not_booked", "An entry of status " + Finding.shortened(status), "is no part of the sums.");
    return false;
  }

  static Type type(@Nullable Node said) {
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
  private @Nullable Batch batch(List<Node> groups, EntryPayments payments) {
    Batch batch = null;
    for (var group : groups) {
      var said = group.at("Btch");
      if (said == null) continue;
      var own = new Batch(StatementPayments.reference(said, "MsgId"), StatementPayments.reference(said, "PmtInfId"), number(said, payments.number(group)));
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

  private @Nullable Long number(Node batch, long told) {
    var said = batch.at("NbOfTxs");
    var count = read.count(said);
    if (count != null && told > 0 && count != told) read.error(said, "wrong_count", "The batch says that it has " + count + " payments, there are " + told + ".");
    return count;
  }

  private static List<Detail> details(Node entry, EntryPayments payments, Amount amount) {
    var details = payments.details();
    var common = entry.at("AmtDtls");
    if (common != null && details.size() < 2) {
      if (details.isEmpty()) details.add(Detail.NONE);
      details.set(0, payments.of().withAmounts(details.getFirst(), entry, amount));
    } else if (common != null) {
      common.leave();
    }
    return details.size() == 1 && details.getFirst().isEmpty() ? List.of() : details;
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
}
