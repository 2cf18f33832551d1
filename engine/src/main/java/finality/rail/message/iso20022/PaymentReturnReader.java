package finality.rail.message.iso20022;

import finality.rail.message.Amount;
import finality.rail.message.MessageHeader;
import finality.rail.message.Original;
import finality.rail.message.PaymentReturn;
import finality.rail.message.Reason;
import finality.rail.message.Side;
import finality.rail.message.code.CodeList;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** pacs.004: money of settled payments comes back. */
final class PaymentReturnReader extends ItemsReader {
  private final GroupHeader header = new GroupHeader(this);
  private final OriginalReader originals = new OriginalReader(read, parts);
  private OriginalReader.Group group = OriginalReader.Group.NONE;
  private List<Reason> common = List.of();

  PaymentReturnReader(Start start) { super(start); }

  @Override MessageHeader header() { return header.header(); }

  @Override boolean part(Node part) {
    switch (part.name) {
      case "GrpHdr" -> {
        header.group(part, "TtlRtrdIntrBkSttlmAmt", true);
        if (Values.isTrue(part.text("GrpRtr"))) read.error(part.at("GrpRtr"), "whole_message", "The whole message is returned (GrpRtr); its transactions stand in the original alone, and only those that are listed here were read.");
      }
      case "OrgnlGrpInf" -> {
        group = originals.group(part);
        common = parts.reasons(part, "RtrRsnInf", CodeList.RETURN_REASON);
      }
      case "TxInf" -> transaction(part);
      default -> { return false; }
    }
    return true;
  }

  private void transaction(Node in) {
    var id = read.unique(in, "RtrId");
    var original = originals.transaction(in, group, null);
    var amount = read.settled(in, "RtrdIntrBkSttlmAmt");
    var date = read.date(in, "IntrBkSttlmDt");
    header.dates(in, date);
    plausible(in, original, amount, date == null ? header.settlementDate() : date);
    var reasons = parts.reasons(in, "RtrRsnInf", CodeList.RETURN_REASON);
    if (reasons.isEmpty()) reasons = common;
    if (reasons.isEmpty()) read.error(in, "missing_reason", "Money comes back and no reason is given (RtrRsnInf).");
    var chain = in.at("RtrChain");
    var route = parts.route(in, chain, header.cover());
    var uetr = read.uetr(in, true, "UETR");
    var instructed = read.amount(in, "RtrdInstdAmt");
    var rate = read.decimal(in.at("XchgRate"));
    var charges = parts.charges(in, "ChrgsInf");
    if (amount == null) unreadable(in);
    else
      item(new PaymentReturn(id, uetr, original, amount, date, reasons, charges, side(chain, "Dbtr"), side(chain, "Cdtr"), route, instructed, rate, in.text("ChrgBr")), in);
  }

  /** No more comes back than was paid, and nothing before it was. */
  private void plausible(Node in, Original original, @Nullable Amount amount, @Nullable LocalDate date) {
    var paid = original.amount();
    if (amount != null && paid != null && amount.currency().equals(paid.currency()) && amount.value().compareTo(paid.value()) > 0)
      read.warning(in.at("RtrdIntrBkSttlmAmt"), "implausible", amount + " come back of a payment of " + paid + ".");
    if (date != null && original.settlementDate() != null && date.isBefore(original.settlementDate()))
      read.warning(in, "implausible", "The return is settled on " + date + ", before the payment, on " + original.settlementDate() + ".");
  }

  private @Nullable Side side(@Nullable Node chain, String of) {
    if (chain == null) return null;
    if (chain.at(of) == null) read.missing(chain, of);
    return parts.either(chain, of);
  }
}
