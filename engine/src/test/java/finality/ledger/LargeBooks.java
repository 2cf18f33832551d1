package finality.ledger;

/** Sound books of any size, made by SQL: payouts that are settled but for the last hundredth, which is in transit. */
final class LargeBooks {
  private LargeBooks() {}

  static String sql(long payouts) {
    return """
        INSERT INTO access.tenant (code, name, test) VALUES ('large', 'Large', true);
        INSERT INTO ledger.account (tenant, code, kind, asset, scale, bank, number)
        SELECT 1, 'debtor-' || n, 'participant', 'EUR', 2, NULL, NULL FROM generate_series(1, 1000) n;
        INSERT INTO ledger.account (tenant, code, kind, asset, scale, bank, number) VALUES (1, 'nostro', 'nostro', 'EUR', 2, 'BANKDEFF', '1'), (1, 'pending', 'settlement_pending', 'EUR', 2, NULL, NULL);
        CREATE TEMP TABLE n AS SELECT n, uuidv7() AS id, 1 + n %% 1000 AS debtor, 1 + n %% 977 / 100.0 AS amount, n > %1$d * 99 / 100 AS open FROM generate_series(1, %1$d) n;
        INSERT INTO settlement.instruction (tenant, id, key, fingerprint, kind, debtor, transit, destination, connection, amount, asset, priority, created_at, created_by)
        SELECT 1, id, gen_random_uuid(), gen_random_uuid(), 1, debtor, 1002, 1001, 'bankapi', amount, 'EUR', 1, now(), 'large' FROM n;
        INSERT INTO ledger.transfer (position, tenant, event, debit, credit, amount, kind, at)
        SELECT n * 2, 1, uuidv7(), 1001, debtor, sum, 6, now() FROM (SELECT debtor, sum(amount), min(n) AS n FROM n GROUP BY debtor) d;
        INSERT INTO ledger.transfer (position, tenant, event, debit, credit, amount, kind, at) SELECT n * 2 + 10000, 1, id, debtor, 1002, amount, 1, now() FROM n;
        INSERT INTO ledger.transfer (position, tenant, event, debit, credit, amount, kind, at) SELECT n * 2 + 20001, 1, id, 1002, 1001, amount, 2, now() FROM n WHERE NOT open;
        INSERT INTO settlement.log (instruction, seq, tenant, at, valid_until, state, attempt, series, paid, id_open, path, cause, by) SELECT id, 1, 1, now(), now(), 5, 1, 1, false, true, '\\x00010405', 'intent', 'large' FROM n;
        INSERT INTO settlement.log (instruction, seq, tenant, at, state, attempt, series, paid, id_open, path, cause, by) SELECT id, 2, 1, now(), 9, 1, 1, true, true, '\\x0509', 'transfer_confirmed', 'large' FROM n WHERE NOT open;
        INSERT INTO settlement.live (tenant, id, state, version, fence, owner, due, priority, connection, funds, held_seq, attempt, series, id_open, unproven, tries, budget)
        SELECT 1, id, 6, 1, 1, 0, now(), 1, 'bankapi', 2, 1, 1, 1, true, 1, 0, 5 FROM n WHERE open;
        INSERT INTO ledger.balance (account, tenant, posted, held, bounded, debit_normal)
        SELECT a.id, 1, CASE a.code WHEN 'nostro' THEN (SELECT sum(amount) FROM n WHERE open) WHEN 'pending' THEN (SELECT sum(amount) FROM n WHERE open) ELSE 0 END,
               CASE a.code WHEN 'nostro' THEN (SELECT sum(amount) FROM n WHERE open) ELSE 0 END, true, a.kind = 'nostro' FROM ledger.account a;
        SELECT setval('ledger.position', greatest(100000, 2 * %1$d + 20001));
        VACUUM ANALYZE;
        """.formatted(payouts);
  }
}
