package finality.ledger;

import java.util.Arrays;
import java.util.function.Predicate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What always holds of accounts and transfers. What is held is promised by other rooms, which say so in theirs. */
@Configuration(proxyBeanMethods = false)
class LedgerInvariants {

  @Bean Invariant assetsSumToZero() {
    return Invariant.of("assets_sum_to_zero", "In each asset, the debit balances equal the credit balances.", """
        SELECT count(DISTINCT a.asset) AS assets, count(*) AS accounts FROM ledger.account a JOIN ledger.balance b ON b.account = a.id
        """, """
        SELECT format('%s of tenant %s: debits %s, credits %s', a.asset, a.tenant,
                      coalesce(sum(b.posted) FILTER (WHERE b.debit_normal), 0), coalesce(sum(b.posted) FILTER (WHERE NOT b.debit_normal), 0))
          FROM ledger.account a JOIN ledger.balance b ON b.account = a.id
         GROUP BY a.tenant, a.asset
        HAVING sum(CASE WHEN b.debit_normal THEN b.posted ELSE -b.posted END) <> 0
         ORDER BY 1
        """);
  }

  @Bean Invariant balancesEqualTransfers() {
    return Invariant.of("balances_equal_transfers", "The balance of every account is the sum of its transfers.", """
        SELECT (SELECT count(*) FROM ledger.balance) AS accounts,
               (SELECT count(*) FROM ledger.transfer WHERE position > :closed) AS transfers_since_closing, :closed AS closed_position
        """, """
        WITH booked AS (
          SELECT account, sum(amount) AS debits FROM (
            SELECT debit AS account, sum(amount) AS amount FROM ledger.transfer WHERE position > :closed GROUP BY debit
            UNION ALL
            SELECT credit, -sum(amount) FROM ledger.transfer WHERE position > :closed GROUP BY credit
            UNION ALL
            SELECT account, debits FROM ledger.closed_balance WHERE :closed >= 0) side
           GROUP BY account),
        stands AS (
          SELECT account, CASE WHEN debit_normal THEN posted ELSE -posted END AS debits FROM ledger.balance)
        SELECT format('account %s: debit balance %s, by its transfers %s', coalesce(a.code, account::text), coalesce(stands.debits, 0), coalesce(booked.debits, 0))
          FROM stands FULL JOIN booked USING (account) LEFT JOIN ledger.account a ON a.id = account
         WHERE coalesce(stands.debits, 0) <> coalesce(booked.debits, 0)
         ORDER BY 1
        """);
  }

  @Bean Invariant limitsKept() {
    return Invariant.of("limits_kept", "No bounded account is beyond its limit, and nothing negative is held.", """
        SELECT count(*) FILTER (WHERE bounded) AS bounded_accounts, count(*) FILTER (WHERE bounded AND posted < 0) AS overdrawn_within_limit FROM ledger.balance
        """, """
        SELECT format('account %s: posted %s, held %s, limit %s', coalesce(a.code, b.account::text), b.posted, b.held, b.overdraft)
          FROM ledger.balance b LEFT JOIN ledger.account a ON a.id = b.account
         WHERE b.bounded AND b.posted - b.held + b.overdraft < 0 OR b.held < 0 OR b.overdraft < 0
         ORDER BY 1
        """);
  }

  @Bean Invariant accountsHaveBalances() {
    return Invariant.of("accounts_have_balances", "Every account has one balance, of its tenant, on the side and with the bounds of its kind.", """
        SELECT count(*) AS accounts FROM ledger.account
        """, """
        SELECT format('account %%s: %%s', coalesce(a.code, b.account::text),
                      CASE WHEN a.id IS NULL THEN 'a balance without an account' WHEN b.account IS NULL THEN 'no balance' ELSE 'its balance is not of its tenant and kind' END)
          FROM ledger.account a FULL JOIN ledger.balance b ON b.account = a.id
         WHERE a.id IS NULL OR b.account IS NULL OR a.tenant <> b.tenant
            OR b.debit_normal <> (a.kind IN (%s)) OR b.bounded <> (a.kind IN (%s))
         ORDER BY 1
        """.formatted(kinds(k -> k.debitNormal), kinds(k -> k.bounded)));
  }

  @Bean Invariant transfersWithinOneAsset() {
    return Invariant.of("transfers_within_one_asset", "Every transfer connects two accounts of one tenant and one asset, and has no more decimals than the asset.", """
        SELECT count(*) AS transfers_since_closing FROM ledger.transfer WHERE position > :closed
        """, """
        SELECT format('transfer %s of %s: %s from %s (%s of tenant %s) to %s (%s of tenant %s)', t.position, t.event, t.amount,
                      coalesce(d.code, t.debit::text), d.asset, d.tenant, coalesce(c.code, t.credit::text), c.asset, c.tenant)
          FROM ledger.transfer t LEFT JOIN ledger.account d ON d.id = t.debit LEFT JOIN ledger.account c ON c.id = t.credit
         WHERE t.position > :closed
           AND (d.asset IS DISTINCT FROM c.asset OR d.scale IS DISTINCT FROM c.scale OR d.tenant IS DISTINCT FROM c.tenant
            OR d.id IS NULL OR t.tenant <> d.tenant OR (scale(t.amount) > d.scale AND min_scale(t.amount) > d.scale))
         ORDER BY t.position
        """);
  }

  private static String kinds(Predicate<AccountKind> which) {
    return String.join(", ", Arrays.stream(AccountKind.values()).filter(which).map(k -> "'" + k.word() + "'").toList());
  }
}
