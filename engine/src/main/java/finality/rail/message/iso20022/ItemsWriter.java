package finality.rail.message.iso20022;

import finality.rail.message.Amount;
import finality.rail.message.CreditTransfer;
import finality.rail.message.Item;
import finality.rail.message.MessageHeader;
import finality.rail.message.PaymentReturn;
import finality.rail.message.Route;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One message about payments as it is written. */
abstract class ItemsWriter {
  private static final Pattern CLEARING = Pattern.compile("[A-Z0-9]{3}");

  final Elements xml;
  final PartsWriter parts;
  final MessageHeader header;

  ItemsWriter(Elements xml, MessageHeader header) {
    this.xml = xml;
    this.header = header;
    parts = new PartsWriter(xml);
  }

  /** What stands ahead of the items, some of which only the items know. @param first {@code null}: there is none */
  abstract void begin(@Nullable Item first);

  abstract void item(Item item);

  /** What stands behind them. */
  void end() {}

  /** Who asks whom in an investigation. */
  final void assignment() {
    xml.in("Assgnmt", () -> {
      xml.id("Id", header.id(), 35);
      xml.in("Assgnr", () -> {
        if (header.sender() != null) xml.none("Pty", header.initiator(), "the sender is a bank.");
        if (header.sender() != null) parts.alone("Agt", header.sender());
        else parts.party("Pty", xml.required("", header.initiator()));
      });
      xml.in("Assgne", () -> parts.alone("Agt", xml.required("", header.receiver())));
      xml.instant("CreDtTm", xml.required("CreDtTm", header.created()));
    });
  }

  /** MsgId and CreDtTm of a message between banks. */
  final void identification() {
    xml.none("InitgPty", header.initiator(), "a message between banks has no initiating party.");
    named();
  }

  /** MsgId and CreDtTm. */
  final void named() {
    xml.id("MsgId", header.id(), 35);
    xml.instant("CreDtTm", xml.required("CreDtTm", header.created()));
  }

  /** What the message says that its amounts add up to: to SEPA the total in euro, to CBPR+, whose messages have one payment, nothing. */
  final void sums(String total) {
    if (xml.profile != Profile.ISO) xml.none("CtrlSum", header.sum(), xml.rules() + " has none.");
    if (xml.profile == Profile.CBPR) xml.none(total, header.total(), "CBPR+ has none.");
    xml.number("CtrlSum", header.sum(), 18, 17);
    if (xml.profile == Profile.SEPA && !"EUR".equals(xml.required(total, header.total()).currency())) throw xml.refused(total, "currency", header.total() + " is not in euro.");
    xml.amount(total, header.total());
  }

  /** Of a message that adds nothing up and settles nothing. */
  final void unsettled(String why) {
    xml.none("CtrlSum", header.sum(), why);
    xml.none("TtlIntrBkSttlmAmt", header.total(), why);
    xml.none("IntrBkSttlmDt", header.settlementDate(), why);
    xml.none("SttlmMtd", header.settlement(), why);
    xml.none("ClrSys", header.clearing(), why);
  }

  final void agents() {
    if (xml.profile == Profile.CBPR) return;   // they stand in the transaction and the envelope
    parts.alone("InstgAgt", header.sender());
    parts.alone("InstdAgt", header.receiver());
  }

  /** The banks, where CBPR+ names them: with the transaction. */
  final void crossBorderAgents() {
    if (xml.profile != Profile.CBPR) return;
    for (var name : List.of("InstgAgt", "InstdAgt")) {
      var agent = xml.required(name, name.equals("InstgAgt") ? header.sender() : header.receiver());
      xml.required(name + "/FinInstnId/BICFI", agent.bic());
      parts.alone(name, agent);
    }
  }

  /** The banks of one transaction; those of the header hold for all and stand there alone. */
  final void between(Route route) {
    if (xml.profile != Profile.CBPR) {
      if (header.sender() != null) xml.none("InstgAgt", route.instructing(), "the header names it for all transactions.");
      if (header.receiver() != null) xml.none("InstdAgt", route.instructed(), "the header names it for all transactions.");
    }
    parts.between(route);
  }

  final void settlement(Route.Cover cover) {
    xml.in("SttlmInf", () -> {
      xml.word("SttlmMtd", xml.required("SttlmMtd", header.settlement()), List.of("INDA", "INGA", "COVE", "CLRG"));
      if (xml.profile == Profile.CBPR && "CLRG".equals(header.settlement())) throw xml.refused("SttlmMtd", "unknown_code", "is CLRG; CBPR+ knows INDA, INGA and COVE.");
      if (xml.profile == Profile.SEPA && "COVE".equals(header.settlement())) throw xml.refused("SttlmMtd", "unknown_code", "is COVE; SEPA knows CLRG, INDA and INGA.");
      if ("COVE".equals(header.settlement()) == cover.equals(Route.Cover.NONE))
        throw xml.refused("InstgRmbrsmntAgt", "cover", "a payment settled by a cover (COVE) names a reimbursement agent, no other does.");
      xml.choice("ClrSys", header.clearing(), CLEARING);
      parts.agent("InstgRmbrsmntAgt", cover.instructing());
      parts.agent("InstdRmbrsmntAgt", cover.instructed());
      parts.agent("ThrdRmbrsmntAgt", cover.third());
    });
  }
}
