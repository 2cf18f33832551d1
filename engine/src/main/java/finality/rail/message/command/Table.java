package finality.rail.message.command;

import finality.rail.message.StatementTotals;
import finality.rail.message.StatementHeader;
import finality.rail.message.StatementLine;
import finality.rail.message.MessageListener;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file for people. */
final class Table implements MessageListener {
  private static final int MOST_LINES = 50;

  private final PrintStream out;
  private final List<StatementTotals> statements;
  private int statement = -1;
  private int shown;

  private Table(PrintStream out, List<StatementTotals> statements) {
    this.out = out;
    this.statements = statements;
  }

  static void print(StatementFile file, PrintStream out) throws IOException {
    out.println(file.path() + "  " + file.recognised().name());
    file.again(new Table(out, file.statements()));
    for (var finding : file.findings()) out.println(plain(finding.toString()));
  }

  @Override public void begun(StatementHeader header) {
    var now = statements.get(++statement);
    shown = 0;
    out.printf("%nStatement %s of %s %s%s%n", plain(header.id()), plain(header.account()), now.currency(), header.number() == null ? "" : ", number " + plain(header.number()) + (header.page() == null ? "" : "/" + plain(header.page())));
    if (now.opening() != null) out.printf("  %-10s  %18s  opening%n", now.opening().date(), now.opening().amount().toPlainString());
  }

  @Override public void line(StatementLine line) {
    if (++shown > MOST_LINES) return;
    var detail = line.detail();
    out.printf("  %-10s  %18s  %-5s %s%n", line.valueDate(), line.signedAmount().toPlainString(), plain(line.type().code()),
        words(line.booked() ? null : "(not booked)", line.reversal() ? "(reversal)" : null, detail.counterparty(), detail.endToEndId() != null ? detail.endToEndId() : line.reference(),
            detail.remittance() != null ? detail.remittance() : line.text(), line.details().size() > 1 ? "(" + line.details().size() + " payments)" : null));
  }

  @Override public void ended() {
    var now = statements.get(statement);
    if (shown > MOST_LINES) out.printf("  … and %d lines more; --json shows all%n", shown - MOST_LINES);
    if (now.closing() != null) out.printf("  %-10s  %18s  closing%n", now.closing().date(), now.closing().amount().toPlainString());
    out.printf("  %d lines, credits %s, debits %s: %s%n", now.lines(), now.credits().toPlainString(), now.debits().toPlainString(), now.foots() ? "it foots" : "IT DOES NOT FOOT");
  }

  private static String words(@Nullable String... words) {
    var text = new StringBuilder();
    for (var word : words) if (word != null) text.append(text.isEmpty() ? "" : "  ").append(plain(word));
    return text.length() <= 110 ? text.toString() : text.substring(0, 110) + "…";
  }

  /** On one line, and without what could steer a terminal. */
  private static String plain(String text) { return text.replaceAll("\\p{Cntrl}+", " "); }
}
