package finality.sandbox;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What one transaction of the writer reads and writes: payments and accounts are loaded once, changed in memory and written at the end,
 * one statement per table, so that the books cost the same whether one order or a thousand arrived.
 * Nothing needs a lock: there is no other writer.
 */
final class Batch {
  private static final String CLEARING = "CLEARING-";

  private static final String LOAD_PAYMENTS = """
      SELECT p.* FROM payment p
        JOIN unnest(?::text[], ?::text[]) AS wanted (client, end_to_end_id) USING (client, end_to_end_id)
      """;
  private static final String SAVE_PAYMENT = """
      INSERT INTO payment (client, end_to_end_id, seq, account, amount, currency, creditor_name, creditor_account, creditor_bank, creditor_country,
        purpose, remittance, valid_until, requests, status, reference, executions, executed_amount, charges, returned, settled_at,
        reason_code, reason_text, reason_permanent, blocked, received_at, visible_at, later, due_at, later_amount, later_reason)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (end_to_end_id, client) DO UPDATE SET
        account = excluded.account, amount = excluded.amount, currency = excluded.currency, creditor_name = excluded.creditor_name,
        creditor_account = excluded.creditor_account, creditor_bank = excluded.creditor_bank, creditor_country = excluded.creditor_country,
        purpose = excluded.purpose, remittance = excluded.remittance, valid_until = excluded.valid_until, requests = excluded.requests,
        status = excluded.status, reference = excluded.reference, executions = excluded.executions, executed_amount = excluded.executed_amount,
        charges = excluded.charges, returned = excluded.returned, settled_at = excluded.settled_at, reason_code = excluded.reason_code,
        reason_text = excluded.reason_text, reason_permanent = excluded.reason_permanent, blocked = excluded.blocked, visible_at = excluded.visible_at,
        later = excluded.later, due_at = excluded.due_at, later_amount = excluded.later_amount, later_reason = excluded.later_reason
      """;
  private static final String SAVE_BOOKING = """
      INSERT INTO booking (id, booked_at, kind, debit_account, credit_account, amount, client, end_to_end_id, reference,
        debtor_name, debtor_account, debtor_bank, debtor_country, reason, lines)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String SAVE_BALANCES = """
      UPDATE account SET balance = new.balance
        FROM unnest(?::text[], ?::numeric[]) AS new (number, balance)
       WHERE account.number = new.number
      """;

  private final Connection connection;
  private final AtomicLong sequence;
  private final Instant now;
  private final Map<Order.Key, Optional<Payment>> payments = new HashMap<>();
  private final Map<String, Optional<Account>> accounts = new HashMap<>();
  private final Set<Payment> changed = new LinkedHashSet<>();
  private final Set<Account> moved = new LinkedHashSet<>();
  private final List<Booking> bookings = new ArrayList<>();

  /** @param sequence numbers payments and bookings, in the order in which they become visible */
  Batch(Connection connection, AtomicLong sequence, Instant now) {
    this.connection = connection;
    this.sequence = sequence;
    this.now = now;
  }

  Instant now() { return now; }

  /** Reads what will be needed in one go; what is forgotten here is read one by one. */
  void load(Collection<Order.Key> keys, Collection<String> numbers) throws SQLException {
    if (!keys.isEmpty()) {
      for (var key : keys) payments.putIfAbsent(key, Optional.empty());
      try (var select = connection.prepareStatement(LOAD_PAYMENTS)) {
        select.setArray(1, connection.createArrayOf("text", keys.stream().map(Order.Key::client).toArray()));
        select.setArray(2, connection.createArrayOf("text", keys.stream().map(Order.Key::endToEndId).toArray()));
        loadPayments(select);
      }
    }
    if (!numbers.isEmpty()) {
      for (var number : numbers) accounts.putIfAbsent(number, Optional.empty());
      try (var select = connection.prepareStatement("SELECT * FROM account WHERE number = ANY (?)")) {
        select.setArray(1, connection.createArrayOf("text", numbers.toArray()));
        try (var rows = select.executeQuery()) {
          while (rows.next()) {
            keep(new Account(rows.getString("number"), rows.getString("client"), rows.getString("currency"),
                rows.getBigDecimal("balance"), rows.getBigDecimal("overdraft")));
          }
        }
      }
    }
  }

  @Nullable Payment payment(Order.Key key) throws SQLException {
    if (!payments.containsKey(key)) load(List.of(key), List.of());
    return payments.get(key).orElse(null);
  }

  @Nullable Account account(String number) throws SQLException {
    if (!accounts.containsKey(number)) load(List.of(), List.of(number));
    return accounts.get(number).orElse(null);
  }

  /** Those whose time has come, oldest first. */
  List<Payment> due() throws SQLException {
    try (var select = connection.prepareStatement("SELECT * FROM payment WHERE due_at <= ? ORDER BY due_at, seq LIMIT 1000")) {
      select.setTimestamp(1, Timestamp.from(now));
      return loadPayments(select);
    }
  }

  Payment newPayment(Order.Key key) {
    var payment = new Payment(key, sequence.incrementAndGet(), now);
    payments.put(key, Optional.of(payment));
    changed.add(payment);
    return payment;
  }

  void changed(Payment payment) { changed.add(payment); }

  /** Opens an account with nothing on it. */
  Account open(String number, String client, String currency, @Nullable BigDecimal overdraft) throws SQLException {
    try (var insert = connection.prepareStatement("INSERT INTO account (number, client, currency, balance, overdraft) VALUES (?, ?, ?, ?, ?)")) {
      var account = new Account(number, client, currency, Amounts.zero(currency), overdraft);
      set(insert, number, client, currency, account.balance, overdraft);
      insert.executeUpdate();
      return keep(account);
    }
  }

  /** Where money of this currency enters and leaves the bank. */
  Account clearing(String currency) throws SQLException {
    var account = account(CLEARING + currency);
    return account != null ? account : open(CLEARING + currency, "", currency, null);
  }

  static String clearingNumber(String currency) { return CLEARING + currency; }

  void book(Booking booking) {
    booking.debit().balance = booking.debit().balance.subtract(booking.amount());
    booking.credit().balance = booking.credit().balance.add(booking.amount());
    moved.add(booking.debit());
    moved.add(booking.credit());
    bookings.add(booking);
  }

  /** Writes everything; the caller commits. */
  void write() throws SQLException {
    try (var save = connection.prepareStatement(SAVE_PAYMENT)) {
      for (var payment : changed) add(save, payment);
      if (!changed.isEmpty()) expect(changed.size(), save.executeBatch(), "payments");
    }
    try (var save = connection.prepareStatement(SAVE_BOOKING)) {
      for (var booking : bookings) add(save, booking);
      if (!bookings.isEmpty()) expect(bookings.size(), save.executeBatch(), "bookings");
    }
    if (moved.isEmpty()) return;
    try (var save = connection.prepareStatement(SAVE_BALANCES)) {
      save.setArray(1, connection.createArrayOf("text", moved.stream().map(a -> a.number).toArray()));
      save.setArray(2, connection.createArrayOf("numeric", moved.stream().map(a -> a.balance).toArray()));
      expect(moved.size(), new int[] {save.executeUpdate()}, "balances");
    }
  }

  /** When the next payment is due, read after {@link #write()}. */
  @Nullable Instant nextDue() throws SQLException {
    try (var select = connection.prepareStatement("SELECT min(due_at) FROM payment WHERE due_at IS NOT NULL"); var rows = select.executeQuery()) {
      rows.next();
      return instant(rows, 1);
    }
  }

  boolean concernsLater() { return changed.stream().anyMatch(p -> p.later != null); }

  private Account keep(Account account) {
    accounts.put(account.number, Optional.of(account));
    return account;
  }

  private List<Payment> loadPayments(PreparedStatement select) throws SQLException {
    var loaded = new ArrayList<Payment>();
    try (var rows = select.executeQuery()) {
      while (rows.next()) {
        var payment = PaymentRows.read(rows);
        // what this batch has already touched is newer than what the table says
        loaded.add(payments.merge(payment.key, Optional.of(payment), (known, read) -> known.isPresent() ? known : read).orElseThrow());
      }
    }
    return loaded;
  }

  private static void add(PreparedStatement save, Payment p) throws SQLException {
    PaymentRows.set(save, p);
    save.addBatch();
  }

  private void add(PreparedStatement save, Booking b) throws SQLException {
    var key = b.key();
    set(save, sequence.incrementAndGet(), now, b.kind().name().toLowerCase(Locale.ROOT), b.debit().number, b.credit().number, b.amount(),
        key == null ? null : key.client(), key == null ? null : key.endToEndId(), b.reference(),
        b.debtor().name(), b.debtor().account(), b.debtor().bank(), b.debtor().country(), b.reason(), b.lines());
    save.addBatch();
  }

  /** With rewritten batches the driver cannot tell the rows of each statement apart: then it says SUCCESS_NO_INFO. */
  private static void expect(int rows, int[] counts, String what) {
    if (Arrays.stream(counts).anyMatch(n -> n == PreparedStatement.SUCCESS_NO_INFO)) return;
    int written = Arrays.stream(counts).sum();
    if (written != rows) throw new IllegalStateException("wrote " + written + " of " + rows + " " + what);
  }

  static void set(PreparedStatement statement, @Nullable Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      switch (values[i]) {
        case null -> statement.setNull(i + 1, Types.NULL);
        case Instant at -> statement.setTimestamp(i + 1, Timestamp.from(at));
        case Object value -> statement.setObject(i + 1, value);
      }
    }
  }

  static @Nullable Instant instant(ResultSet rows, int column) throws SQLException {
    var at = rows.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }
}
