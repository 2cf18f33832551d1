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
      for (int i = 0; i < 3; i++) {
        var report = audit.run();
        System.out.println(report + " in " + report.tookMs() + " ms " + report.invariants().stream().map(r -> r.name() + " " + r.figures()).toList());
      }
      System.out.println("one tenant: " + audit.run(1).tookMs() + " ms");
    }
    System.exit(0);
  }
}
