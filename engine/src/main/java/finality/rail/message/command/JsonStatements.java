package finality.rail.message.command;

import finality.rail.message.Balance;
import finality.rail.message.Detail;
import finality.rail.message.Finding;
import finality.rail.message.StatementTotals;
import finality.rail.message.StatementHeader;
import finality.rail.message.StatementLine;
import finality.rail.message.MessageListener;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Statements as JSON, line by line. Amounts are strings, so that no reader makes floats of them. */
final class JsonStatements implements MessageListener {
  private final JsonGenerator json;

  JsonStatements(JsonGenerator json) { this.json = json; }

  /** {@code {"file","format","findings","statements","content"}}. */
  void file(MessageFile file) throws IOException {
    json.writeStartObject();
    json.writeStringProperty("file", file.name());
    json.writeStringProperty("format", file.recognised().name());
    json.writeArrayPropertyStart("findings");
    for (var finding : file.findings()) finding(finding);
    json.writeEndArray();
    json.writeArrayPropertyStart("statements");
    for (var statement : file.statements()) summary(statement);
    json.writeEndArray();
    content(file);
    json.writeEndObject();
  }

  /** The same of a file that cannot be read. */
  static void unreadable(String name, String reason, JsonGenerator json) {
    var of = new JsonStatements(json);
    json.writeStartObject();
    json.writeStringProperty("file", name);
    json.writeStringProperty("format", "unknown");
    json.writeArrayPropertyStart("findings");
    of.finding(Finding.error(Finding.Position.FILE, "unreadable_file", reason));
    json.writeEndArray();
    for (var member : new String[] {"statements", "messages", "content"}) {
      json.writeArrayPropertyStart(member);
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  void content(MessageFile file) throws IOException {
    json.writeArrayPropertyStart("content");
    file.again(this);
    json.writeEndArray();
  }

  private void finding(Finding finding) {
    json.writeStartObject();
    json.writeStringProperty("severity", finding.severity().name().toLowerCase(Locale.ROOT));
    json.writeStringProperty("position", finding.position().toString());
    json.writeStringProperty("code", finding.code());
    json.writeStringProperty("message", finding.message());
    json.writeEndObject();
  }

  private void summary(StatementTotals statement) {
    json.writeStartObject();
    json.writeStringProperty("account", statement.header().account());
    json.writeStringProperty("currency", statement.currency());
    text("opening", statement.opening() == null ? null : statement.opening().amount().toPlainString());
    text("closing", statement.closing() == null ? null : statement.closing().amount().toPlainString());
    json.writeNumberProperty("lines", statement.lines());
    json.writeBooleanProperty("foots", statement.foots());
    json.writeEndObject();
  }

  @Override public void begun(StatementHeader header) {
    json.writeStartObject();
    json.writeStringProperty("id", header.id());
    json.writeStringProperty("account", header.account());
    optional("bank", header.bank());
    optional("number", header.number());
    optional("page", header.page());
    optional("created", header.created() == null ? null : header.created().toString());
    json.writeArrayPropertyStart("items");
  }

  /** Balances stand where the file has them: before or after the lines. */
  @Override public void balance(Balance balance, Finding.Position position) {
    json.writeStartObject();
    json.writeStringProperty("balance", balance.kind().name().toLowerCase(Locale.ROOT));
    json.writeStringProperty("date", balance.date().toString());
    json.writeStringProperty("amount", balance.amount().toPlainString());
    json.writeStringProperty("currency", balance.currency());
    json.writeEndObject();
  }

  @Override public void line(StatementLine line) {
    json.writeStartObject();
    json.writeStringProperty("line", line.position().toString());
    json.writeStringProperty("value_date", line.valueDate().toString());
    optional("booking_date", line.bookingDate() == null ? null : line.bookingDate().toString());
    json.writeStringProperty("direction", line.direction().name().toLowerCase(Locale.ROOT));
    json.writeStringProperty("amount", line.amount().toPlainString());
    json.writeStringProperty("currency", line.currency());
    if (line.reversal()) json.writeBooleanProperty("reversal", true);
    if (!line.booked()) json.writeBooleanProperty("booked", false);
    optional("type", line.type().code());
    optional("reference", line.reference());
    optional("bank_reference", line.bankReference());
    optional("text", line.text());
    if (!line.details().isEmpty()) {
      json.writeArrayPropertyStart("details");
      for (var detail : line.details()) detail(detail);
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private void detail(Detail detail) {
    json.writeStartObject();
    optional("end_to_end_id", detail.endToEndId());
    optional("uetr", detail.uetr());
    optional("counterparty", detail.counterparty());
    optional("counterparty_account", detail.counterpartyAccount());
    optional("counterparty_bank", detail.counterpartyBank());
    optional("remittance", detail.remittance());
    optional("return_reason", detail.returnReason());
    json.writeEndObject();
  }

  @Override public void ended() {
    json.writeEndArray();
    json.writeEndObject();
  }

  private void optional(String name, @Nullable String value) { if (value != null && !value.isEmpty()) json.writeStringProperty(name, value); }

  private void text(String name, @Nullable String value) {
    if (value == null) json.writeNullProperty(name);
    else json.writeStringProperty(name, value);
  }
}
