package finality.ledger;

import finality.database.TestDatabase;
import java.sql.DriverManager;

/** How long the audit takes on large books; run by hand: main(number of payouts). */
final class BooksAuditMeasure {
  private BooksAuditMeasure() {}

  public static void main(String[] arguments) throws Exception {
    long payouts = Long.parseLong(arguments[0]);
    try (var database = TestDatabase.fresh(); var owner = DriverManager.getConnection(database.ownerUrl()); var statement = owner.createStatement()) {
      for (var sql : LargeBooks.sql(payouts).split(";\n")) statement.execute(sql);
      var audit = AuditedBooks.audit(database);
      tell("all of history", audit.prove());
      var closing = new Closing(database.pipeline());
      closing.close(closing.last(), true);
      long begin = System.nanoTime();
      closing.close(closing.last(), true);
      System.out.println("closed in " + (System.nanoTime() - begin) / 1_000_000 + " ms");
      for (int i = 0; i < 3; i++) tell("since the closing", audit.run());
      tell("one tenant", audit.run(1));
    }
    System.exit(0);
  }

  private static void tell(String what, BooksAudit.Report report) {
    System.out.println(what + ": " + report + " in " + report.tookMs() + " ms " + report.invariants().stream().map(r -> r.name() + " " + r.figures().get("took_ms")).toList());
  }
}
