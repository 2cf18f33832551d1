package finality.rail.message.command;

import finality.rail.message.Finding;
import finality.rail.message.MessageTotals;
import finality.rail.message.StatementTotals;
import finality.rail.message.json.JsonWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.util.MinimalPrettyPrinter;

/** A file for programs: findings and sums, and then its content as docs/message-json.md says. */
final class JsonReport {
  /** A message, a statement, an item on each line: a finding about it can name its line. */
  static final PrettyPrinter LINES = new MinimalPrettyPrinter() {
    @Override public void beforeArrayValues(JsonGenerator to) { newLine(to); }

    @Override public void writeArrayValueSeparator(JsonGenerator to) {
      to.writeRaw(',');
      newLine(to);
    }

    @Override public void writeEndArray(JsonGenerator to, int values) {
      newLine(to);
      to.writeRaw(']');
    }

    /** In the arrays content (2) and items (4). */
    private static void newLine(JsonGenerator to) {
      int depth = to.streamWriteContext().getNestingDepth();
      if (depth == 2 || depth == 4) to.writeRaw('\n');
    }
  };

  private final JsonGenerator json;

  JsonReport(JsonGenerator json) { this.json = json; }

  /** {@code {"file","format","findings","statements","messages","version","content"}}, and how many more statements and messages there are than it lists. */
  void file(MessageFile file) throws IOException {
    json.writeStartObject();
    head(file.name(), file.recognised().name(), file.findings());
    json.writeArrayPropertyStart("statements");
    for (var statement : file.statements()) summary(statement);
    json.writeEndArray();
    json.writeArrayPropertyStart("messages");
    for (var message : file.messages()) summary(message);
    json.writeEndArray();
    more("more_statements", file.counts().statements() - file.statements().size());
    more("more_messages", file.counts().messages() - file.messages().size());
    content(file, true);
    json.writeEndObject();
  }

  private void more(String member, long count) { if (count > 0) json.writeNumberProperty(member, count); }

  /** The same of a file that cannot be read. */
  void unreadable(String name, String reason) {
    json.writeStartObject();
    head(name, "unknown", List.of(Finding.error(Finding.Position.FILE, "unreadable_file", reason)));
    for (var member : List.of("statements", "messages")) {
      json.writeArrayPropertyStart(member);
      json.writeEndArray();
    }
    var writer = new JsonWriter(json, true);
    writer.start();
    writer.finish();
    json.writeEndObject();
  }

  /** The content alone, without where things stood. */
  void document(MessageFile file) throws IOException {
    json.writeStartObject();
    content(file, false);
    json.writeEndObject();
  }

  private void content(MessageFile file, boolean positions) throws IOException {
    var writer = new JsonWriter(json, positions);
    writer.start();
    file.again(writer);
    writer.finish();
  }

  private void head(String name, String format, List<Finding> findings) {
    json.writeStringProperty("file", name);
    json.writeStringProperty("format", format);
    json.writeArrayPropertyStart("findings");
    for (var finding : findings) finding(finding);
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
    amount("opening", statement.opening() == null ? null : statement.opening().amount());
    amount("closing", statement.closing() == null ? null : statement.closing().amount());
    json.writeNumberProperty("lines", statement.lines());
    if (statement.footed() == StatementTotals.Footed.UNKNOWN) json.writeNullProperty("foots");
    else json.writeBooleanProperty("foots", statement.foots());
    json.writeEndObject();
  }

  private void summary(MessageTotals message) {
    json.writeStartObject();
    json.writeStringProperty("type", message.header().type());
    json.writeStringProperty("id", message.header().id());
    json.writeNumberProperty("items", message.items());
    amount("sum", message.sum());
    json.writeEndObject();
  }

  private void amount(String name, @Nullable BigDecimal value) {
    if (value == null) json.writeNullProperty(name);
    else json.writeStringProperty(name, value.toPlainString());
  }
}
