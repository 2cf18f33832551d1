package finality.bench;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The row-at-a-time algorithm that Finality's sources describe, in its best form: claim one pending instruction with
 * {@code FOR UPDATE SKIP LOCKED}, then lock, checkpoint, book and confirm it in one transaction, on 16 threads. Fetching 50 and locking
 * each, or a transaction a statement, as their texts have it, is two to five times slower and not safe. Their tables, with what the
 * algorithm needs added: an index that finds pending rows, and accounts spread over 1,000 banks. The rail answers at once here too.
 */
final class Sources implements Workload {
  private static final int THREADS = 16;
  private static final int OLD = 200_000;
  private static final int BANKS = 1_000;
  /** More than any machine of today settles this way in a second. */
  private static final int ENOUGH_PER_SECOND = 5_000;

  private final Server server;

  Sources(Server server) { this.server = server; }

  @Override public String name() { return "sources"; }

  @Override public String what() { return "the sources' row-at-a-time algorithm, " + THREADS + " threads, on tables with 200,000 old settlements"; }

  @Override public void prepare() throws Exception {
    try (var connection = server.bench()) {
      Server.run(connection, TABLES, "SET search_path = sources", """
          INSERT INTO nostro_accounts (bank, account_number, currency, balance, available_balance) SELECT 'BANK' || n, 'N' || n, 'EUR', 1000000000, 1000000000 FROM generate_series(0, 999) n""", """
          INSERT INTO vostro_accounts (bank, account_number, currency, balance) SELECT 'BANK' || n, 'V' || n, 'EUR', 0 FROM generate_series(0, 999) n""",
          pending(OLD));
      try (var clients = new Clients(server, THREADS, Client::new)) {
        clients.measure(Duration.ZERO, Duration.ofSeconds(1));   // a few as the algorithm leaves them
      }
      Server.run(connection, SETTLE_THE_REST);
      for (var table : new String[] {"settlement_instructions", "settlement_logs", "nostro_accounts", "vostro_accounts", "fund_locks", "atomic_operations", "operation_checkpoints", "ledger_entries"})
        Server.run(connection, "VACUUM ANALYZE sources." + table);
    }
  }

  @Override public Slice run(Duration warmUp, Duration measured) throws Exception {
    try (var connection = server.bench()) {
      Server.run(connection, "SET search_path = sources", pending((int) (warmUp.plus(measured).toSeconds() + 1) * ENOUGH_PER_SECOND), "ANALYZE settlement_instructions");
      var before = server.sizes(connection, "sources");
      try (var clients = new Clients(server, THREADS, Client::new)) {
        var slice = clients.measure(warmUp, measured);
        verify(connection, clients.done());
        var parts = new HashMap<>(Meter.growth(before, server.sizes(connection, "sources"), clients.done()));
        Server.run(connection, "DELETE FROM settlement_instructions WHERE status = 'pending'", "VACUUM ANALYZE settlement_instructions");
        return slice.storing(Map.copyOf(parts));
      }
    }
  }

  /** Both sides of every confirmed settlement were booked, and the accounts have moved by as much. */
  private static void verify(Connection connection, long atLeast) throws SQLException {
    try (var select = connection.createStatement(); var found = select.executeQuery("""
        SELECT (SELECT count(*) FROM settlement_instructions WHERE status = 'confirmed'), (SELECT sum(CASE side WHEN 'debit' THEN amount ELSE -amount END) FROM ledger_entries),
               (SELECT sum(1000000000 - balance) FROM nostro_accounts) - (SELECT sum(balance) FROM vostro_accounts)
        """)) {
      found.next();
      if (found.getLong(1) < atLeast || found.getBigDecimal(2).signum() != 0 || found.getBigDecimal(3).signum() != 0) throw new IllegalStateException("the sources' books do not balance");
    }
  }

  private static String pending(int number) {
    return """
        INSERT INTO settlement_instructions (idempotency_key, from_bank, to_bank, amount, currency, rail)
        SELECT gen_random_uuid()::text, 'BANK' || (n %% %d), 'BANK' || (n * 7 %% %d), 12.34, 'EUR', 'SEPA' FROM generate_series(1, %d) n""".formatted(BANKS, BANKS, number);
  }

  private static final class Client implements Clients.Client {
    private static final String[] STATEMENTS = {
        "SELECT id, from_bank, to_bank, amount, currency FROM settlement_instructions WHERE status = 'pending' AND retries < 5 ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED",
        "UPDATE settlement_instructions SET status = 'sent', retries = retries + 1, sent_at = now() WHERE id = ?",
        "INSERT INTO settlement_logs (instruction_id, event, detail) VALUES (?, 'sent', '{}')",
        "INSERT INTO atomic_operations (id, type, state) VALUES (?, 'settlement', 'in_progress')",
        "SELECT is_active, available_balance FROM nostro_accounts WHERE bank = ? AND currency = ?",
        "SELECT is_active FROM vostro_accounts WHERE bank = ? AND currency = ?",
        "INSERT INTO operation_checkpoints (operation_id, name, data) VALUES (?, ?, '{}')",
        "INSERT INTO fund_locks (id, operation_id, bank, amount, currency, expires_at) VALUES (?, ?, ?, ?, ?, now() + interval '10 minutes')",
        "UPDATE nostro_accounts SET available_balance = available_balance - ? WHERE bank = ? AND currency = ?",
        "UPDATE settlement_instructions SET external_reference = ? WHERE id = ?",
        "UPDATE settlement_instructions SET bank_confirmation = ? WHERE id = ?",
        "UPDATE nostro_accounts SET balance = balance - ? WHERE bank = ? AND currency = ?",
        "UPDATE vostro_accounts SET balance = balance + ? WHERE bank = ? AND currency = ?",
        "INSERT INTO ledger_entries (instruction_id, account, side, amount, currency) VALUES (?, ?, ?, ?, ?)",
        "UPDATE fund_locks SET released_at = now() WHERE operation_id = ?",
        "UPDATE settlement_instructions SET status = 'confirmed', confirmed_at = now() WHERE id = ?",
        "INSERT INTO settlement_logs (instruction_id, event, detail) VALUES (?, 'confirmed', '{}')",
        "UPDATE atomic_operations SET state = 'committed', completed_at = now() WHERE id = ?"};

    private final Connection connection;
    private final PreparedStatement[] statements = new PreparedStatement[STATEMENTS.length];

    Client(Connection connection) throws SQLException {
      this.connection = connection;
      try (var path = connection.createStatement()) {
        path.execute("SET search_path = sources");
      }
      connection.commit();
      for (int n = 0; n < STATEMENTS.length; n++) statements[n] = connection.prepareStatement(STATEMENTS[n]);
    }

    @Override public boolean once() throws SQLException {
      UUID id;
      String from, to, currency;
      BigDecimal amount;
      try (var found = statements[0].executeQuery()) {
        if (!found.next()) return false;
        id = found.getObject(1, UUID.class);
        from = found.getString(2);
        to = found.getString(3);
        amount = found.getBigDecimal(4);
        currency = found.getString(5);
      }
      var operation = UUID.randomUUID();
      begin(id, operation, from, to, currency, amount);
      lock(operation, from, currency, amount);
      update(9, "EXT-" + operation, id);
      checkpoint(operation, "transfer_initiated");
      update(10, "CONF-" + operation, id);   // the rail answers at once
      checkpoint(operation, "transfer_confirmed");
      finish(id, operation, from, to, currency, amount);
      connection.commit();
      return true;
    }

    private void begin(UUID id, UUID operation, String from, String to, String currency, BigDecimal amount) throws SQLException {
      update(1, id);
      update(2, id);
      update(3, operation);
      try (var nostro = query(4, from, currency)) {
        if (!nostro.next() || !nostro.getBoolean(1) || nostro.getBigDecimal(2).compareTo(amount) < 0) throw new IllegalStateException("the nostro cannot pay");
      }
      try (var vostro = query(5, to, currency)) {
        if (!vostro.next() || !vostro.getBoolean(1)) throw new IllegalStateException("the vostro is inactive");
      }
      checkpoint(operation, "validation_complete");
    }

    private void lock(UUID operation, String from, String currency, BigDecimal amount) throws SQLException {
      update(7, UUID.randomUUID(), operation, from, amount, currency);
      update(8, amount, from, currency);
      checkpoint(operation, "funds_locked");
    }

    private void finish(UUID id, UUID operation, String from, String to, String currency, BigDecimal amount) throws SQLException {
      update(11, amount, from, currency);
      update(12, amount, to, currency);
      update(13, id, "bank_settlement_pending", "debit", amount, currency);
      update(13, id, "bank_cash", "credit", amount, currency);
      update(14, operation);
      update(15, id);
      update(16, id);
      checkpoint(operation, "settlement_finalized");
      update(17, operation);
    }

    private void checkpoint(UUID operation, String name) throws SQLException { update(6, operation, name); }

    private java.sql.ResultSet query(int n, Object... values) throws SQLException { return set(n, values).executeQuery(); }

    private void update(int n, Object... values) throws SQLException {
      if (set(n, values).executeUpdate() != 1) throw new IllegalStateException("changed nothing: " + STATEMENTS[n]);
    }

    private PreparedStatement set(int n, Object... values) throws SQLException {
      for (int i = 0; i < values.length; i++) statements[n].setObject(i + 1, values[i]);
      return statements[n];
    }
  }

  private static final String TABLES = """
      CREATE SCHEMA sources;
      SET search_path = sources;
      CREATE TABLE settlement_instructions (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(), idempotency_key varchar(100) NOT NULL UNIQUE, obligation_id uuid NOT NULL DEFAULT gen_random_uuid(),
        from_bank varchar(20) NOT NULL, to_bank varchar(20) NOT NULL, amount decimal(20, 2) NOT NULL, currency varchar(3) NOT NULL, rail varchar(20) NOT NULL,
        status varchar(20) NOT NULL DEFAULT 'pending', priority varchar(10) DEFAULT 'normal', retries int NOT NULL DEFAULT 0, external_reference varchar(100), bank_confirmation varchar(100),
        created_at timestamp DEFAULT CURRENT_TIMESTAMP, sent_at timestamp, confirmed_at timestamp, error_message text, metadata jsonb DEFAULT '{}');
      CREATE INDEX ON settlement_instructions (obligation_id);
      CREATE INDEX ON settlement_instructions (status);
      CREATE INDEX ON settlement_instructions (created_at DESC);
      CREATE INDEX ON settlement_instructions (created_at) WHERE status = 'pending';
      CREATE TABLE settlement_logs (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), instruction_id uuid REFERENCES settlement_instructions, event varchar(50) NOT NULL, detail jsonb, at timestamp DEFAULT CURRENT_TIMESTAMP);
      CREATE INDEX ON settlement_logs (instruction_id);
      CREATE TABLE nostro_accounts (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(), bank varchar(20) NOT NULL, account_number varchar(50) NOT NULL, currency varchar(3) NOT NULL, balance decimal(20, 2) NOT NULL DEFAULT 0,
        available_balance decimal(20, 2) NOT NULL DEFAULT 0, last_reconciled timestamp, is_active boolean DEFAULT true, created_at timestamp DEFAULT CURRENT_TIMESTAMP, UNIQUE (bank, currency));
      CREATE TABLE vostro_accounts (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(), bank varchar(20) NOT NULL, account_number varchar(50) NOT NULL, currency varchar(3) NOT NULL, balance decimal(20, 2) NOT NULL DEFAULT 0,
        credit_limit decimal(20, 2), is_active boolean DEFAULT true, created_at timestamp DEFAULT CURRENT_TIMESTAMP, UNIQUE (bank, currency));
      CREATE TABLE fund_locks (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(), operation_id uuid NOT NULL, bank varchar(20) NOT NULL, amount decimal(20, 2) NOT NULL, currency varchar(3) NOT NULL,
        locked_at timestamp DEFAULT CURRENT_TIMESTAMP, expires_at timestamp NOT NULL, released_at timestamp);
      CREATE INDEX ON fund_locks (operation_id);
      CREATE INDEX ON fund_locks (expires_at);
      CREATE TABLE atomic_operations (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(), type varchar(50) NOT NULL, started_at timestamp DEFAULT CURRENT_TIMESTAMP, completed_at timestamp, state varchar(20) NOT NULL DEFAULT 'in_progress', rollback_reason text);
      CREATE TABLE operation_checkpoints (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(), operation_id uuid REFERENCES atomic_operations, name varchar(50) NOT NULL, timestamp timestamp DEFAULT CURRENT_TIMESTAMP, data jsonb);
      CREATE INDEX ON operation_checkpoints (operation_id);
      CREATE TABLE ledger_entries (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(), instruction_id uuid NOT NULL REFERENCES settlement_instructions, account varchar(50) NOT NULL, side varchar(6) NOT NULL,
        amount decimal(20, 2) NOT NULL, currency varchar(3) NOT NULL, at timestamp DEFAULT CURRENT_TIMESTAMP);
      CREATE INDEX ON ledger_entries (instruction_id);
      """;

  /** What is pending becomes old settlements, with the rows that the algorithm would have left. */
  private static final String SETTLE_THE_REST = """
      SET search_path = sources;
      CREATE TEMP TABLE rest AS SELECT id, gen_random_uuid() AS operation, from_bank, to_bank, amount FROM settlement_instructions WHERE status = 'pending';
      UPDATE settlement_instructions i SET status = 'confirmed', retries = 1, sent_at = now(), confirmed_at = now(), external_reference = 'EXT-' || r.operation, bank_confirmation = 'CONF-' || r.operation FROM rest r WHERE r.id = i.id;
      INSERT INTO settlement_logs (instruction_id, event, detail) SELECT id, event, '{}' FROM rest, unnest(ARRAY['sent', 'confirmed']) event;
      INSERT INTO atomic_operations (id, type, state, completed_at) SELECT operation, 'settlement', 'committed', now() FROM rest;
      INSERT INTO operation_checkpoints (operation_id, name, data) SELECT operation, name, '{}' FROM rest, unnest(ARRAY['validation_complete', 'funds_locked', 'transfer_initiated', 'transfer_confirmed', 'settlement_finalized']) name;
      INSERT INTO fund_locks (operation_id, bank, amount, currency, expires_at, released_at) SELECT operation, from_bank, amount, 'EUR', now(), now() FROM rest;
      INSERT INTO ledger_entries (instruction_id, account, side, amount, currency)
        SELECT id, account, side, amount, 'EUR' FROM rest, (VALUES ('bank_settlement_pending', 'debit'), ('bank_cash', 'credit')) AS e(account, side);
      UPDATE nostro_accounts n SET balance = balance - s.sum, available_balance = available_balance - s.sum FROM (SELECT from_bank, sum(amount) FROM rest GROUP BY 1) s WHERE s.from_bank = n.bank;
      UPDATE vostro_accounts v SET balance = balance + s.sum FROM (SELECT to_bank, sum(amount) FROM rest GROUP BY 1) s WHERE s.to_bank = v.bank;
      DROP TABLE rest;
      """;
}
