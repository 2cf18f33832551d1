package finality.rail.message.json;

import finality.rail.message.Balance;
import finality.rail.message.Detail;
import finality.rail.message.Finding.Position;
import finality.rail.message.Item;
import finality.rail.message.MessageHeader;
import finality.rail.message.MessageListener;
import finality.rail.message.StatementHeader;
import finality.rail.message.StatementLine;
import tools.jackson.core.JsonGenerator;

/**
 * Writes what is read as docs/message-json.md says: members {@code version} and {@code content} of an object that the caller opens and closes. Nothing is kept.
 * What cannot be written comes as Jackson's unchecked exception.
 */
public final class JsonWriter implements MessageListener {
  public static final int VERSION = 1;

  private final JsonGenerator json;
  private final Members members;
  private final ItemWriter items;
  private final boolean positions;

  /** @param positions whether to say where each item stood in the file that is read */
  public JsonWriter(JsonGenerator json, boolean positions) {
    this.json = json;
    this.positions = positions;
    members = new Members(json);
    items = new ItemWriter(members);
  }

  /** Before the first message or statement, in an object. */
  public void start() {
    json.writeNumberProperty("version", VERSION);
    json.writeArrayPropertyStart("content");
  }

  /** After the last one; the object stays open. */
  public void finish() { json.writeEndArray(); }

  @Override public void opened(MessageHeader header, Position position) {
    json.writeStartObject();
    members.say("kind", "message");
    members.say("type", header.type());
    members.say("id", header.id());
    members.say("created", header.created());
    items.agent("sender", header.sender());
    items.agent("receiver", header.receiver());
    items.party("initiator", header.initiator());
    if (header.count() != null) json.writeNumberProperty("count", header.count());
    members.say("sum", header.sum());
    items.money("total", header.total());
    members.say("settlement_date", header.settlementDate());
    members.say("settlement", header.settlement());
    members.say("clearing", header.clearing());
    json.writeArrayPropertyStart("items");
  }

  @Override public void item(Item item, Position position) {
    json.writeStartObject();
    items.item(item, positions ? position : null);
    json.writeEndObject();
  }

  @Override public void closed() { ended(); }

  @Override public void begun(StatementHeader header) {
    json.writeStartObject();
    members.say("kind", header.kind());
    members.say("id", header.id());
    members.say("account", header.account());
    members.say("bank", header.bank());
    members.say("currency", header.currency());
    members.say("number", header.number());
    members.say("page", header.page());
    members.say("created", header.created());
    json.writeArrayPropertyStart("items");
  }

  /** Balances stand where the file has them: before or after the lines. */
  @Override public void balance(Balance balance, Position position) {
    json.writeStartObject();
    members.say("kind", "balance");
    if (positions) members.say("position", position.toString());
    members.say("type", balance.kind());
    members.say("date", balance.date());
    members.say("amount", balance.amount());
    members.say("currency", balance.currency());
    json.writeEndObject();
  }

  @Override public void line(StatementLine line) {
    json.writeStartObject();
    members.say("kind", "line");
    if (positions) members.say("position", line.position().toString());
    members.say("value_date", line.valueDate());
    members.say("booking_date", line.bookingDate());
    members.say("direction", line.direction());
    members.say("amount", line.amount());
    members.say("currency", line.currency());
    if (line.reversal()) json.writeBooleanProperty("reversal", true);
    if (!line.booked()) json.writeBooleanProperty("booked", false);
    if (!line.type().equals(StatementLine.Type.UNKNOWN)) {
      json.writeObjectPropertyStart("type");
      members.say("scheme", line.type().scheme());
      members.say("code", line.type().code());
      members.say("proprietary", line.type().proprietary());
      members.say("issuer", line.type().issuer());
      json.writeEndObject();
    }
    members.say("reference", line.reference());
    members.say("bank_reference", line.bankReference());
    members.say("text", line.text());
    items.charges(line.charges());
    if (line.batch() != null) batch(line.batch());
    if (!line.details().isEmpty()) {
      json.writeArrayPropertyStart("details");
      for (var detail : line.details()) detail(detail);
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private void batch(StatementLine.Batch batch) {
    json.writeObjectPropertyStart("batch");
    members.say("message_id", batch.messageId());
    members.say("batch_id", batch.batchId());
    if (batch.payments() != null) json.writeNumberProperty("payments", batch.payments());
    json.writeEndObject();
  }

  private void detail(Detail detail) {
    json.writeStartObject();
    items.references(detail.references());
    members.say("counterparty", detail.counterparty());
    members.say("counterparty_account", detail.counterpartyAccount());
    members.say("counterparty_bank", detail.counterpartyBank());
    members.say("ultimate", detail.ultimate());
    members.say("own_account", detail.ownAccount());
    members.say("remittance", detail.remittance());
    members.say("creditor_reference", detail.creditorReference());
    members.say("return_reason", detail.returnReason());
    if (detail.amount() != null) items.amount(detail.amount());
    items.money("instructed", detail.instructed());
    if (detail.exchange() != null) exchange(detail.exchange());
    items.charges(detail.charges());
    members.say("bank_reference", detail.bankReference());
    members.say("mandate", detail.mandate());
    members.say("creditor_id", detail.creditorId());
    members.say("purpose", detail.purpose());
    members.say("text", detail.text());
    json.writeEndObject();
  }

  private void exchange(Detail.Exchange exchange) {
    json.writeObjectPropertyStart("exchange");
    members.say("rate", exchange.rate());
    members.say("source", exchange.source());
    members.say("target", exchange.target());
    members.say("unit", exchange.unit());
    json.writeEndObject();
  }

  @Override public void ended() {
    json.writeEndArray();
    json.writeEndObject();
  }
}
