package finality.ledger;

import finality.database.CopyRows;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A batch of bookings over accounts locked by {@link Books#open}: decided in memory in the caller's order, written with
 * one statement a table and one balance update an account. Not for use by two threads.
 */
public final class Posting {

  /** An account's figures, as they will be. Amounts are on its normal side. */
  static final class Row {
    final long account;
    final int tenant;
    final BigDecimal overdraft;
    final boolean bounded;
    final boolean debitNormal;
    private BigDecimal posted;
    private BigDecimal held;
    private BigDecimal postedChange = BigDecimal.ZERO;
    private BigDecimal heldChange = BigDecimal.ZERO;
    /** Of what it was asked to cover and could: the least that was left. */
    private @Nullable BigDecimal spare;
    /** Of what it was asked to cover and could not: the least that was missing, negative. */
    private @Nullable BigDecimal missing;

    Row(long account, int tenant, BigDecimal posted, BigDecimal held, BigDecimal overdraft, boolean bounded, boolean debitNormal) {
      this.account = account;
      this.tenant = tenant;
      this.posted = posted;
      this.held = held;
      this.overdraft = overdraft;
      this.bounded = bounded;
      this.debitNormal = debitNormal;
    }

    BigDecimal available() { return posted.subtract(held).add(overdraft); }

    boolean covers(BigDecimal amount) {
      if (!bounded) return true;
      var rest = available().subtract(amount);
      if (rest.signum() >= 0) spare = spare == null ? rest : spare.min(rest);
      else missing = missing == null ? rest : missing.max(rest);
      return rest.signum() >= 0;
    }

    /** Whether every answer of {@link #covers} is the same when it began with so much more. */
    private boolean holdsWith(BigDecimal more) {
      return (spare == null || spare.add(more).signum() >= 0) && (missing == null || missing.add(more).signum() < 0);
    }

    private BigDecimal availableAtFirst() { return available().subtract(postedChange).add(heldChange); }

    private void post(BigDecimal amount) {
      posted = posted.add(amount);
      postedChange = postedChange.add(amount);
    }

    private void hold(BigDecimal amount) {
      held = held.add(amount);
      heldChange = heldChange.add(amount);
    }
  }

  private record Transfer(UUID event, Row debit, Row credit, BigDecimal amount, TransferKind kind) {}

  /** An account that was read without a lock moved too far meanwhile: roll back and decide again with {@link Books#open}. */
  public static final class Moved extends RuntimeException {
    Moved(long account) { super("account " + account + " moved while a batch was decided on it"); }
  }

  private final Connection transaction;
  private final boolean locked;
  private final Map<Long, Row> rows;
  private final Instant at;
  private final List<Transfer> transfers = new ArrayList<>();

  Posting(Connection transaction, Map<Long, Row> rows, Instant at, boolean locked) {
    this.transaction = transaction;
    this.locked = locked;
    this.rows = rows;
    this.at = at;
  }

  /** Could this much leave the account now, counting what was decided in this batch so far? Always true of an unbounded one. */
  public boolean covers(long account, BigDecimal amount) { return row(account).covers(amount); }

  /** What the account could give now; the shortfall of an amount is what exceeds it. */
  public BigDecimal available(long account) { return row(account).available(); }

  /** Promises an amount of the account: it can no longer be spent. The caller writes in the same transaction what for, and refuses to end it twice. */
  public void hold(long account, BigDecimal amount) { row(account).hold(amount); }

  /** Ends a hold made by an earlier transaction; its amount is the one it was made with. */
  public void endHold(long account, BigDecimal amount) { row(account).hold(amount.negate()); }

  /** Moves an amount: debits one account, credits another. */
  public void transfer(UUID event, long debit, long credit, BigDecimal amount, TransferKind kind) {
    var debited = row(debit);
    var credited = row(credit);
    debited.post(debited.debitNormal ? amount : amount.negate());
    credited.post(credited.debitNormal ? amount.negate() : amount);
    transfers.add(new Transfer(event, debited, credited, amount, kind));
  }

  /**
   * Books what has happened outside, whether it fits or not: what a bounded account cannot bear is first lent to it by
   * its owner's receivable.
   * @param debitOwner receivable of the debited account's owner; {@code creditOwner} of the credited one's
   * @return how much was short in all; zero when it fitted
   */
  public BigDecimal transferFact(UUID event, long debit, long credit, BigDecimal amount, TransferKind kind, long debitOwner, long creditOwner) {
    if (!locked) throw new IllegalStateException("what may not fit is booked on locked accounts");
    var lent = lend(event, row(debit), !row(debit).debitNormal, amount, debitOwner).add(lend(event, row(credit), row(credit).debitNormal, amount, creditOwner));
    transfer(event, debit, credit, amount, kind);
    return lent;
  }

  private BigDecimal lend(UUID event, Row account, boolean shrinks, BigDecimal amount, long receivable) {
    if (!shrinks || !account.bounded) return BigDecimal.ZERO;
    var shortfall = amount.subtract(account.available()).max(BigDecimal.ZERO);
    if (shortfall.signum() > 0) {
      if (account.debitNormal) transfer(event, account.account, receivable, shortfall, TransferKind.SHORTFALL);
      else transfer(event, receivable, account.account, shortfall, TransferKind.SHORTFALL);
    }
    return shortfall;
  }

  /**
   * Writes everything. The database's own checks (available and held not negative) are the arbiter.
   * Sorted by account: neighbouring rows enter neighbouring index pages.
   * @throws Moved when the accounts were not locked until now and a decision would have been another
   */
  public void write() throws SQLException {
    if (!locked) confirm();
    if (!transfers.isEmpty()) {
      transfers.sort(Comparator.comparingLong(t -> t.debit.account));
      long position = nextPositions();
      var copy = new CopyRows("ledger.transfer (position, tenant, event, debit, credit, amount, kind, at)", transfers.size());
      for (var t : transfers) {
        copy.row().put(position++).put(t.debit.tenant).put(t.event).put(t.debit.account).put(t.credit.account).put(t.amount).putShort(t.kind.code).put(at);
      }
      copy.into(transaction);
    }
    updateBalances();
  }

  private void confirm() throws SQLException {
    for (var now : Books.lock(transaction, rows.keySet()).values()) {
      var row = row(now.account);
      if (!row.holdsWith(now.available().subtract(row.availableAtFirst()))) throw new Moved(now.account);
    }
  }

  /** Under the account locks, so that positions follow the order of commits on each account. */
  private long nextPositions() throws SQLException {
    if (transfers.size() > 16_384) throw new IllegalStateException("more transfers than a block of positions: " + transfers.size());
    try (var next = transaction.prepareStatement("SELECT nextval('ledger.position')"); var found = next.executeQuery()) {
      found.next();
      return found.getLong(1);
    }
  }

  private void updateBalances() throws SQLException {
    var touched = rows.values().stream().filter(r -> r.postedChange.signum() != 0 || r.heldChange.signum() != 0).toList();
    if (touched.isEmpty()) return;
    try (var update = transaction.prepareStatement("""
        UPDATE ledger.balance b
           SET posted = b.posted + d.posted, held = b.held + d.held
          FROM unnest(?::bigint[], ?::numeric[], ?::numeric[]) AS d(account, posted, held)
         WHERE b.account = d.account
        """)) {
      update.setArray(1, transaction.createArrayOf("bigint", touched.stream().map(r -> r.account).toArray()));
      update.setArray(2, transaction.createArrayOf("numeric", touched.stream().map(r -> r.postedChange).toArray()));
      update.setArray(3, transaction.createArrayOf("numeric", touched.stream().map(r -> r.heldChange).toArray()));
      int changed = update.executeUpdate();
      if (changed != touched.size()) throw new IllegalStateException("updated " + changed + " balances of " + touched.size());
    }
  }

  private Row row(long account) {
    var row = rows.get(account);
    if (row == null) throw new IllegalArgumentException("account " + account + " was not opened for this posting");
    return row;
  }
}
