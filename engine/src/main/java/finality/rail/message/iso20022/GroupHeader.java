package finality.rail.message.iso20022;

import finality.rail.message.Agent;
import finality.rail.message.Amount;
import finality.rail.message.MessageHeader;
import finality.rail.message.Party;
import finality.rail.message.Route;
import finality.rail.message.Terms;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a message says ahead of its items: GrpHdr of pacs, Assgnmt of camt; in an envelope its sender and receiver are the envelope's where it names none itself. */
final class GroupHeader {
  private String id = "";
  private @Nullable OffsetDateTime created;
  private @Nullable Agent sender;
  private @Nullable Agent receiver;
  private @Nullable Party initiator;
  private @Nullable Long count;
  private @Nullable BigDecimal sum;
  private @Nullable Amount total;
  private @Nullable LocalDate settlementDate;
  private @Nullable String settlement;
  private @Nullable String clearing;
  private Route.Cover cover = Route.Cover.NONE;
  private Terms terms = Terms.NONE;
  private boolean seen;
  private boolean dated;

  private final ItemsReader message;

  GroupHeader(ItemsReader message) { this.message = message; }

  /** GrpHdr of a pacs message. @param totalled the element with the sum of what is settled, if the message has one. @param counted whether it must say how many transactions it has, and how they are settled */
  void group(Node in, @Nullable String totalled, boolean counted) {
    seen = true;
    begin(in, "MsgId");
    sender = message.parts.agent(in, "InstgAgt");
    receiver = message.parts.agent(in, "InstdAgt");
    if (counted) {
      message.read.required(in, "NbOfTxs");
      settlement(in);
    }
    count = message.read.count(in.at("NbOfTxs"));
    sum = message.read.decimal(in.at("CtrlSum"));
    total = totalled == null ? null : message.read.amount(in, totalled);
    dated = in.at("IntrBkSttlmDt") != null;
    settlementDate = message.read.date(in, "IntrBkSttlmDt");
    terms = message.parts.terms(in, Terms.NONE);
  }

  private void settlement(Node in) {
    var information = in.at("SttlmInf");
    settlement = message.read.required(in, "SttlmInf/SttlmMtd");
    if (information == null) return;
    clearing = message.read.code(information, "ClrSys");
    cover = message.parts.cover(information);
    if ("COVE".equals(settlement) && cover.equals(Route.Cover.NONE))
      message.read.error(information, "missing_element", "The payment is settled by a cover (COVE) and no reimbursement agent is named.");
  }

  /** Assgnmt of an investigation: a bank, or a customer, asks another. */
  void assignment(Node in) {
    seen = true;
    begin(in, "Id");
    sender = message.parts.agent(in.at("Assgnr/Agt"));
    receiver = message.parts.agent(in.at("Assgne/Agt"));
    initiator = message.parts.party(in.at("Assgnr/Pty"));
    if (in.at("Assgnr") == null) message.read.missing(in, "Assgnr");
    if (in.at("Assgne") == null) message.read.missing(in, "Assgne");
  }

  /** NbOfTxs of CtrlData. */
  void control(Node in) { count = message.read.count(in.at("NbOfTxs")); }

  /** The banks, where the message names them with a transaction and not in its header (CBPR+); those of the first one are the message's. */
  void between(Node in) {
    var from = message.parts.agent(in, "InstgAgt");
    var to = message.parts.agent(in, "InstdAgt");
    if (!message.isOpen() && sender == null) sender = from;
    if (!message.isOpen() && receiver == null) receiver = to;
    if (from != null && !from.equals(sender)) message.read.leftovers.element(in.at("InstgAgt").position(), in.name + "/InstgAgt");
    if (to != null && !to.equals(receiver)) message.read.leftovers.element(in.at("InstdAgt").position(), in.name + "/InstdAgt");
  }

  private void begin(Node in, String name) {
    id = Objects.requireNonNullElse(message.read.required(in, name), "");
    message.read.required(in, "CreDtTm");
    created = message.read.instant(in, "CreDtTm");
    if (message.envelope != null) message.envelope.agrees(in.at(name), message.type, message.read);
  }

  MessageHeader header() {
    if (!seen) message.without("header");
    var envelope = message.envelope;
    var from = sender == null && initiator == null && envelope != null ? envelope.from : sender;
    var to = receiver == null && envelope != null ? envelope.to : receiver;
    return new MessageHeader(message.type, id, created, from, to, initiator, count, sum, total, settlementDate, settlement, clearing);
  }

  /** Settlement dates stand in the header, for all, or in each transaction. @param own the transaction's */
  void dates(Node in, @Nullable LocalDate own) {
    if (in.at("IntrBkSttlmDt") == null && !dated) message.read.missing(in, "IntrBkSttlmDt");
    if (own != null && settlementDate != null && !own.equals(settlementDate))
      message.read.error(in.at("IntrBkSttlmDt"), "contradiction", "The payment is settled on " + own + ", and the header says that all are on " + settlementDate + "; ask the sender which holds.");
  }

  @Nullable LocalDate settlementDate() { return settlementDate; }

  Route.Cover cover() { return cover; }

  /** Of PmtTpInf, for each transaction without one. */
  Terms terms() { return terms; }
}
