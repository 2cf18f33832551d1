package finality.screening;

import finality.money.Money;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the parties of a batch have used of their limits on one day: locked and read by one statement, counted in memory in the caller's
 * order, written by one statement; none at all for payments without a limit. Not for use by two threads.
 */
public final class DayUse {

  // Makes the row where there is none, because a row that is not there cannot be locked; in key order, so that two batches cannot wait for each other.
  private static final String LOCK = """
      INSERT INTO screening.usage AS u (tenant, party, currency, day, amount)
      SELECT k.tenant, k.party, k.currency, ?, 0
        FROM unnest(?::int[], ?::text[], ?::text[]) AS k(tenant, party, currency)
       ORDER BY k.tenant, k.party COLLATE "C", k.currency
          ON CONFLICT (tenant, party, currency, day) DO UPDATE SET amount = u.amount
      RETURNING u.tenant, u.party, u.currency, u.amount
      """;
  private static final String WRITE = """
      UPDATE screening.usage u SET amount = d.amount
        FROM unnest(?::int[], ?::text[], ?::text[], ?::numeric[]) AS d(tenant, party, currency, amount)
       WHERE u.tenant = d.tenant AND u.party = d.party AND u.currency = d.currency AND u.day = ?
      """;

  private record Key(int tenant, String party, String currency) {
    static Key of(Payment payment) { return new Key(payment.tenant(), Screening.party(payment), payment.amount().asset().code()); }
  }

  private final Connection transaction;
  private final Screening screening;
  private final LocalDate day;
  private final Map<Key, BigDecimal> used = new HashMap<>();
  private final Map<Key, BigDecimal> changed = new LinkedHashMap<>();

  private DayUse(Connection transaction, Screening screening, LocalDate day) {
    this.transaction = transaction;
    this.screening = screening;
    this.day = day;
  }

  /**
   * Locks what these payments can use up until the transaction ends. Call it after the balances are locked: whoever waits for a use then
   * waits for nobody who waits for a balance.
   */
  public static DayUse open(Connection transaction, Screening screening, Collection<Payment> payments, LocalDate day) throws SQLException {
    var use = new DayUse(transaction, screening, day);
    var limited = payments.stream().filter(p -> screening.perDay(p).isPresent()).map(Key::of).distinct().toList();
    if (!limited.isEmpty()) use.lock(limited);
    return use;
  }

  private void lock(List<Key> keys) throws SQLException {
    try (var upsert = transaction.prepareStatement(LOCK)) {
      upsert.setObject(1, day);
      set(upsert, 2, keys);
      try (var row = upsert.executeQuery()) {
        while (row.next()) used.put(new Key(row.getInt(1), row.getString(2), row.getString(3)), row.getBigDecimal(4));
      }
    }
    if (used.size() != keys.size()) throw new IllegalStateException(used.size() + " uses of limits locked, expected " + keys.size());
  }

  /** Does it fit into what is left of the day, after what this batch has counted so far? */
  public Verdict fits(Payment payment) {
    var limit = screening.perDay(payment);
    if (limit.isEmpty()) return Verdict.CLEAR;
    var before = used(Key.of(payment));
    if (before.add(payment.amount().amount()).compareTo(limit.get().amount()) <= 0) return Verdict.CLEAR;
    return new Verdict.Blocked(Verdict.LIMIT_EXCEEDED, Verdict.About.AMOUNT, payment.amount() + " is more than what is left of the debtor's limit of " + limit.get() + " on " + day
        + ", of which " + before.toPlainString() + " is used");
  }

  /** It is funded. */
  public void count(Payment payment) { add(payment, payment.amount().amount()); }

  /** What was counted on this day came free again. Less than nothing cannot have been used: it may have been funded before there was a limit. */
  public void giveBack(Payment payment) { add(payment, payment.amount().amount().negate()); }

  private void add(Payment payment, BigDecimal amount) {
    if (screening.perDay(payment).isEmpty()) return;
    var key = Key.of(payment);
    var now = used(key).add(amount).max(BigDecimal.ZERO);
    used.put(key, now);
    changed.put(key, now);
  }

  private BigDecimal used(Key key) {
    var amount = used.get(key);
    if (amount == null) throw new IllegalStateException("the use of " + key + " was not opened");
    return amount;
  }

  /** Writes what was counted. */
  public void write() throws SQLException {
    if (changed.isEmpty()) return;
    var keys = new ArrayList<>(changed.keySet());
    try (var update = transaction.prepareStatement(WRITE)) {
      set(update, 1, keys);
      update.setArray(4, transaction.createArrayOf("numeric", changed.values().toArray()));
      update.setObject(5, day);
      int rows = update.executeUpdate();
      if (rows != keys.size()) throw new IllegalStateException(rows + " uses of limits written, expected " + keys.size());
    }
  }

  private void set(PreparedStatement statement, int first, List<Key> keys) throws SQLException {
    statement.setArray(first, transaction.createArrayOf("int", keys.stream().map(Key::tenant).toArray()));
    statement.setArray(first + 1, transaction.createArrayOf("text", keys.stream().map(Key::party).toArray()));
    statement.setArray(first + 2, transaction.createArrayOf("text", keys.stream().map(Key::currency).toArray()));
  }
}
