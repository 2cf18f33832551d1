package finality.rail.message.command;

import finality.rail.message.MessageListener;
import finality.rail.message.StatementHeader;
import finality.rail.message.StatementLine;
import finality.rail.message.StatementTotals;
import finality.rail.message.StatementWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Hands what is read to a writer of statements, each statement with its sums first. Throws {@link UncheckedIOException} when that cannot write. */
final class Writing implements MessageListener {
  private final List<StatementTotals> statements;
  private final StatementWriter writer;
  private int statement = -1;

  /** @param statements what a first reading of the same file has added up */
  Writing(List<StatementTotals> statements, StatementWriter writer) {
    this.statements = statements;
    this.writer = writer;
  }

  private interface Step { void run() throws IOException; }

  private static void now(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override public void begun(StatementHeader header) {
    if (++statement >= statements.size()) throw new UncheckedIOException(new IOException("the file has changed since its sums were read"));
    now(() -> writer.begin(statements.get(statement)));
  }

  @Override public void line(StatementLine line) { now(() -> writer.line(line)); }

  @Override public void ended() { now(writer::end); }
}
