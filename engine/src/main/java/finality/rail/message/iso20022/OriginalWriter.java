package finality.rail.message.iso20022;

import finality.rail.message.Amount;
import finality.rail.message.Original;
import finality.rail.message.References;
import finality.rail.message.Side;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Which payment a message speaks of, as {@link OriginalReader} reads it. */
final class OriginalWriter {
  private final Elements xml;
  private final PartsWriter parts;

  OriginalWriter(Elements xml, PartsWriter parts) {
    this.xml = xml;
    this.parts = parts;
  }

  static boolean isWhole(Original original) { return original.references().equals(References.NONE); }

  /** A message as a whole: only its name can be said. */
  void whole(Original original) {
    var why = "of a whole message only its id and its definition are said.";
    xml.none("OrgnlIntrBkSttlmAmt", original.amount(), why);
    xml.none("OrgnlIntrBkSttlmDt", original.settlementDate(), why);
    xml.none("OrgnlTxRef/Dbtr", original.debtor(), why);
    xml.none("OrgnlTxRef/Cdtr", original.creditor(), why);
    message(original);
  }

  void message(Original original) {
    xml.id("OrgnlMsgId", xml.required("OrgnlMsgId", original.messageId()), 35);
    xml.id("OrgnlMsgNmId", xml.required("OrgnlMsgNmId", original.messageType()), 35);
  }

  /** {@code OrgnlGrpInf}, unless the message has said it for all. */
  void carrier(Original original, boolean said) {
    if (said || original.messageId() == null && original.messageType() == null) return;
    xml.in("OrgnlGrpInf", () -> message(original));
  }

  /** @param clearing whether the message definition has the clearing system's reference */
  void references(Original original, boolean clearing) {
    var references = original.references();
    names(original);
    xml.uetr("OrgnlUETR", references.uetr());
    if (clearing) xml.id("OrgnlClrSysRef", references.clearingReference(), 35);
    else xml.none("OrgnlClrSysRef", references.clearingReference(), "the message definition has no place for it.");
  }

  /** In the order of camt.029, which has the clearing system's reference ahead of the UETR. */
  void resolved(Original original) {
    names(original);
    xml.id("OrgnlClrSysRef", original.references().clearingReference(), 35);
    xml.uetr("OrgnlUETR", original.references().uetr());
  }

  private void names(Original original) {
    var references = original.references();
    if (isWhole(original)) throw xml.refused("OrgnlTxId", "missing", "names no payment; give an id, an end-to-end id or a UETR of it.");
    xml.none("OrgnlPmtInfId", references.batchId(), "the message definition has no group of transactions.");
    xml.id("OrgnlInstrId", references.instructionId(), 35);
    xml.id("OrgnlEndToEndId", references.endToEndId(), 35);
    xml.id("OrgnlTxId", references.transactionId(), 35);
  }

  /** {@code OrgnlIntrBkSttlmAmt} and its date. */
  void settled(Original original) {
    xml.amount("OrgnlIntrBkSttlmAmt", original.amount());
    xml.date("OrgnlIntrBkSttlmDt", original.settlementDate());
  }

  /** {@code OrgnlTxRef}. @param settled whether amount and date stand here */
  void repeated(Original original, boolean settled) {
    xml.in("OrgnlTxRef", () -> {
      Amount amount = settled ? original.amount() : null;
      LocalDate date = settled ? original.settlementDate() : null;
      xml.amount("IntrBkSttlmAmt", amount);
      xml.date("IntrBkSttlmDt", date);
      boolean banks = original.messageType() != null && original.messageType().startsWith("pacs.009");
      sides(original.debtor(), original.creditor(), banks);
    });
  }

  /** {@code OrgnlTxRef} of a customer's order. */
  void ordered(Original original) {
    xml.in("OrgnlTxRef", () -> {
      xml.in("Amt", () -> xml.amount("InstdAmt", original.amount()));
      xml.in("ReqdExctnDt", () -> xml.date("Dt", original.settlementDate()));
      sides(original.debtor(), original.creditor(), false);
    });
  }

  private void sides(@Nullable Side debtor, @Nullable Side creditor, boolean banks) {
    if (debtor != null) {
      if (debtor.ultimate() != null) xml.in("UltmtDbtr", () -> parts.party("Pty", debtor.ultimate()));
      end("Dbtr", debtor, banks);
      parts.account("DbtrAcct", debtor.account());
      holder("DbtrAgt", debtor, banks);
    }
    if (creditor != null) {
      holder("CdtrAgt", creditor, banks);
      end("Cdtr", creditor, banks);
      parts.account("CdtrAcct", creditor.account());
      if (creditor.ultimate() != null) xml.in("UltmtCdtr", () -> parts.party("Pty", creditor.ultimate()));
    }
  }

  private void end(String name, Side side, boolean banks) {
    if (side.party() != null) xml.in(name, () -> parts.party("Pty", side.party()));
    else if (banks && side.agent() != null) xml.in(name, () -> parts.alone("Agt", side.agent()));
  }

  private void holder(String name, Side side, boolean banks) { if (side.agent() != null && (side.party() != null || !banks)) parts.agent(name, side.agent()); }
}
