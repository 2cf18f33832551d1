package finality.ledger;

import static finality.ledger.AccountKind.NOSTRO;
import static finality.ledger.AccountKind.PARTICIPANT;
import static finality.ledger.AccountKind.SETTLEMENT_PENDING;
import static finality.ledger.TestLedger.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;

/**
 * Instructions move at random between every two positions that money can have, and the books are closed at random moments: the audit
 * since the closing must raise no false alarm, and see each break that the proof of all history sees.
 */
class ClosingTest {
  private static final int FREE = 0, HELD = 1, TRANSIT = 2, PAID = 3;   // finality.settlement.Funds
  private static TestLedger ledger;

  @BeforeAll static void open() { ledger = new TestLedger(); }

  @AfterAll static void close() { ledger.close(); }

  /** An instruction as the test drives it. */
  private static final class Life {
    final UUID id = UUID.randomUUID();
    int funds = FREE;
    int version;
    boolean live;
    boolean paidOnce;
  }

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final BigDecimal amount = new BigDecimal("7.00");
  private Account nostro;
  private Account debtor;
  private Account transit;

  @RepeatedTest(2) void noClosingRaisesAFalseAlarmOrHidesABreak() throws SQLException {
    System.out.println("seed " + seed);
    int tenant = ledger.tenant();
    nostro = ledger.open(tenant, NOSTRO, "nostro-1", "EUR", "100000");
    debtor = ledger.open(tenant, PARTICIPANT, "alice", "EUR", "100000");
    transit = ledger.accounts.house(tenant, SETTLEMENT_PENDING, "bankapi", "EUR");
    var closing = new Closing(ledger.database.pipeline());
    var lives = new ArrayList<Life>();
    for (int step = 0; step < 60; step++) {
      var life = random.nextInt(4) == 0 || lives.isEmpty() ? begin(lives) : lives.get(random.nextInt(lives.size()));
      step(life, NOON.plusMillis(step));
      long upTo = closing.last();
      var report = ledger.audit.run();
      if (random.nextInt(3) == 0) closing.close(upTo, random.nextBoolean());
      assertThat(report.sound()).as("seed %d step %d %s", seed, step, report).isTrue();
    }
    closing.close(closing.last(), true);
    closing.close(closing.last(), true);
    assertThat(ledger.audit.prove().sound()).isTrue();
    var paid = lives.stream().filter(l -> l.funds == PAID && !l.live).findFirst();
    if (paid.isPresent()) paidTwiceIsSeen(paid.get());
  }

  private Life begin(List<Life> lives) throws SQLException {
    var life = new Life();
    lives.add(life);
    ledger.transact(tx -> run(tx, "INSERT INTO settlement.instruction (tenant, id, key, fingerprint, kind, debtor, transit, destination, connection, amount, asset, priority, created_at, created_by)"
        + " VALUES (?, ?, gen_random_uuid(), gen_random_uuid(), 1, ?, ?, ?, 'bankapi', ?, 'EUR', 1, now(), 'test')", debtor.tenant(), life.id, debtor.id(), transit.id(), nostro.id(), amount));
    return life;
  }

  /** One transaction: bookings as {@code settlement.Bookings} makes them, and where the instruction stands after it. */
  private void step(Life life, Instant at) throws SQLException {
    int to = life.funds == PAID ? List.of(PAID, PAID, FREE).get(random.nextInt(3)) : random.nextInt(4);
    int from = life.funds;
    int seq = life.version + 1;
    ledger.transact(tx -> {
      boolean paid = to == PAID && from != PAID && !life.paidOnce;
      boolean ends = to == PAID && random.nextInt(3) > 0 || to == FREE && (from == PAID || random.nextBoolean());   // what a person found unpaid has failed
      place(tx, life, seq, at, to, ends, paid && ends);
      var posting = Books.open(tx, List.of(nostro.id(), debtor.id(), transit.id()), at);
      if (from != to) book(posting, life, from, to);
      else if (to == PAID) posting.transfer(life.id, nostro.id(), debtor.id(), BigDecimal.ONE, TransferKind.RETURNED);
      posting.write();
      life.paidOnce |= paid && ends;
      life.live = !ends;
      life.funds = to;
      life.version = seq;
      return life;
    });
  }

  private void book(Posting posting, Life life, int from, int to) {
    if (from == HELD) posting.endHold(debtor.id(), amount);
    if (from == HELD && to != TRANSIT || from == TRANSIT) posting.endHold(nostro.id(), amount);
    if (from == TRANSIT && to == PAID) posting.transfer(life.id, transit.id(), nostro.id(), amount, TransferKind.SETTLED);
    if (from == TRANSIT && to != PAID) posting.transfer(life.id, transit.id(), debtor.id(), amount, TransferKind.BOOKED_BACK);
    if (from == PAID) posting.transfer(life.id, nostro.id(), debtor.id(), amount, TransferKind.BOOKED_BACK);
    if (to == TRANSIT) posting.transfer(life.id, debtor.id(), transit.id(), amount, TransferKind.SENT);
    if (to == PAID && from != TRANSIT) posting.transfer(life.id, debtor.id(), nostro.id(), amount, TransferKind.LATE);
    if (to == HELD) posting.hold(debtor.id(), amount);
    if (to == HELD || to == TRANSIT && from != HELD) posting.hold(nostro.id(), amount);
  }

  private static final int[] STATE_WHILE_LIVE = {1, 4, 6, 8};   // pending, locked, sent, in_review

  private static void place(Connection tx, Life life, int version, Instant at, int funds, boolean ends, boolean paid) throws SQLException {
    run(tx, "DELETE FROM settlement.live WHERE id = ?", life.id);
    int state = ends ? funds == PAID ? 9 : 10 : STATE_WHILE_LIVE[funds];
    run(tx, "INSERT INTO settlement.log (tenant, instruction, seq, state, at, paid, attempt, series, id_open, path, cause, by) SELECT tenant, id, ?, ?, ?, ?, 1, 1, true, '\\x00', 'test', 'test' FROM settlement.instruction WHERE id = ?",
        version, state, at.atOffset(ZoneOffset.UTC), paid, life.id);
    if (!ends) {
      run(tx, "INSERT INTO settlement.live (tenant, id, state, version, fence, owner, due, priority, connection, funds, held_seq, attempt, series, id_open, unproven, tries, budget)"
          + " SELECT tenant, id, ?, ?, 1, 0, now(), 1, 'bankapi', ?, 0, 1, 1, true, 0, 0, 5 FROM settlement.instruction WHERE id = ?", state, version, funds, life.id);
    }
  }

  private void paidTwiceIsSeen(Life life) throws SQLException {
    ledger.transact(tx -> {
      var posting = Books.open(tx, List.of(nostro.id(), debtor.id()), NOON.plusSeconds(60));
      posting.transfer(life.id, debtor.id(), nostro.id(), amount, TransferKind.LATE);
      posting.write();
      return life;
    });
    var report = ledger.audit.run();
    assertThat(report.invariants()).filteredOn(r -> !r.holds()).as(report::toString).extracting(BooksAudit.Result::name).containsExactly("money_is_where_its_state_says");
    ledger.transact(tx -> {
      var posting = Books.open(tx, List.of(nostro.id(), debtor.id()), NOON.plusSeconds(61));
      posting.transfer(life.id, nostro.id(), debtor.id(), amount, TransferKind.BOOKED_BACK);
      posting.write();
      return life;
    });
    AuditedBooks.assertSound(ledger.audit);
  }

  private static int run(Connection tx, String sql, Object... parameters) throws SQLException {
    try (var statement = tx.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) statement.setObject(i + 1, parameters[i]);
      return statement.executeUpdate();
    }
  }
}
