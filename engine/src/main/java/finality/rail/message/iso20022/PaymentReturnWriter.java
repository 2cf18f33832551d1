package finality.rail.message.iso20022;

import finality.rail.message.Item;
import finality.rail.message.MessageHeader;
import finality.rail.message.PaymentReturn;
import finality.rail.message.Route;
import finality.rail.message.Side;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** pacs.004.001.09, as {@link PaymentReturnReader} reads it. */
final class PaymentReturnWriter extends ItemsWriter {
  private final OriginalWriter originals = new OriginalWriter(xml, parts);
  private Route.Cover cover = Route.Cover.NONE;

  PaymentReturnWriter(Elements xml, MessageHeader header) { super(xml, header); }

  @Override void begin(@Nullable Item first) {
    cover = back(xml.required("TxInf", first)).route().cover();
    xml.in("GrpHdr", () -> {
      identification();
      xml.count("NbOfTxs", xml.required("NbOfTxs", header.count()));
      sums("TtlRtrdIntrBkSttlmAmt");
      if (xml.profile == Profile.CBPR) xml.none("IntrBkSttlmDt", header.settlementDate(), "CBPR+ has it in the transaction.");
      xml.date("IntrBkSttlmDt", header.settlementDate());
      settlement(cover);
      agents();
    });
  }

  private PaymentReturn back(Item item) {
    if (item instanceof PaymentReturn back) return back;
    throw xml.refused("TxInf", "other_item", "is no return, and pacs.004 carries nothing else.");
  }

  @Override void item(Item item) {
    var back = back(item);
    if (!back.route().cover().equals(cover)) throw xml.refused("GrpHdr/SttlmInf", "other_cover", "holds for the message: a return with other reimbursement agents needs a message of its own.");
    xml.in("TxInf", () -> {
      Rules.back(xml, back);
      xml.none("UETR", back.uetr(), "pacs.004.001.09 has no UETR of the return: it travels under the original's.");
      xml.id("RtrId", back.returnId(), 35);
      originals.carrier(back.original(), false);
      originals.references(back.original(), true);
      originals.settled(back.original());
      xml.amount("RtrdIntrBkSttlmAmt", back.amount());
      if (header.settlementDate() == null) xml.required("IntrBkSttlmDt", back.settlementDate());
      else xml.none("IntrBkSttlmDt", back.settlementDate(), "the header has one for all transactions.");
      xml.date("IntrBkSttlmDt", back.settlementDate());
      xml.amount("RtrdInstdAmt", back.instructed());
      xml.number("XchgRate", back.rate(), 11, 10);
      xml.word("ChrgBr", back.chargeBearer(), List.of("DEBT", "CRED", "SHAR", "SLEV"));
      parts.charges("ChrgsInf", back.charges());
      between(back.route());
      chain(back);
      if (back.reasons().isEmpty()) throw xml.refused("RtrRsnInf", "missing", "is missing; money that comes back says why.");
      parts.reasons("RtrRsnInf", back.reasons());
      originals.repeated(back.original(), false);
    });
  }

  private void chain(PaymentReturn back) {
    var route = back.route();
    if (back.debtor() == null && back.creditor() == null) {
      xml.none("RtrChain/PrvsInstgAgt1", route.previous(), "the return chain needs its two ends.");
      xml.none("RtrChain/IntrmyAgt1", route.intermediaries(), "the return chain needs its two ends.");
      return;
    }
    xml.in("RtrChain", () -> {
      var debtor = xml.required("Dbtr", back.debtor());
      var creditor = xml.required("Cdtr", back.creditor());
      ultimate("UltmtDbtr", debtor);
      end("Dbtr", debtor);
      if (debtor.party() != null) parts.alone("DbtrAgt", debtor.agent());
      parts.numbered("PrvsInstgAgt", route.previous(), false);
      parts.numbered("IntrmyAgt", route.intermediaries(), false);
      if (creditor.party() != null) parts.alone("CdtrAgt", creditor.agent());
      end("Cdtr", creditor);
      ultimate("UltmtCdtr", creditor);
    });
  }

  private void ultimate(String name, Side side) { if (side.ultimate() != null) xml.in(name, () -> parts.party("Pty", side.ultimate())); }

  /** The party, or the bank that holds its account itself. */
  private void end(String name, Side side) {
    xml.none(name + "Acct", side.account(), "pacs.004.001.09 has no accounts in the return chain.");
    xml.in(name, () -> {
      if (side.party() != null) parts.party("Pty", side.party());
      else parts.alone("Agt", xml.required("Agt", side.agent()));
    });
  }
}
