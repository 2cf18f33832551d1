package finality.rail.message;

import java.io.IOException;

/** Writes statements one line at a time. What the format cannot carry is told, once for each kind. */
public interface StatementWriter {

  /** @param statement what was added up before: formats put balances and sums ahead of the lines */
  void begin(StatementTotals statement) throws IOException;

  void line(StatementLine line) throws IOException;

  void end() throws IOException;

  /** After the last statement. The stream stays open. */
  void finish() throws IOException;
}
