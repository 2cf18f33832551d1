package finality.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import finality.database.TestDatabase;
import finality.settlement.SettlementInvariants;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * The books are sound after every test: {@code @RegisterExtension AuditedBooks books = new AuditedBooks(() -> audit)}.
 */
public final class AuditedBooks implements AfterEachCallback {
  private final Supplier<BooksAudit> audit;

  public AuditedBooks(Supplier<BooksAudit> audit) { this.audit = audit; }

  @Override public void afterEach(ExtensionContext test) { assertSound(audit.get()); }

  public static void assertSound(BooksAudit audit) {
    var report = audit.prove();
    assertThat(report.sound()).as(report::toString).isTrue();
  }

  public static void assertSound(TestDatabase database) { assertSound(audit(database)); }

  /** With the invariants of all rooms, where no Spring context is at hand. */
  public static BooksAudit audit(TestDatabase database) { return audit(database.pipeline(), database.api()); }

  public static BooksAudit audit(DataSource pipeline, DataSource api) { return new BooksAudit(pipeline, api, invariants()); }

  static List<Invariant> invariants() {
    try (var rooms = new AnnotationConfigApplicationContext(LedgerInvariants.class, SettlementInvariants.class)) {
      return List.copyOf(rooms.getBeansOfType(Invariant.class).values());
    }
  }
}
