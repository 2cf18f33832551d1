package finality.settlement;

import finality.ledger.Invariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What always holds between instructions and the books. The bookings behind it are those of {@link Bookings}. */
@Configuration(proxyBeanMethods = false)
public class SettlementInvariants {

  // What must be held, by where the money of an unfinished instruction is: on debtor and nostro while HELD, on the nostro while TRANSIT.
  private static final String PROMISED = """
      SELECT l.tenant, l.id AS event, l.held_seq AS seq, side.account, i.amount
        FROM settlement.live l JOIN settlement.instruction i ON i.tenant = l.tenant AND i.id = l.id
       CROSS JOIN LATERAL (VALUES (i.destination), (CASE WHEN l.funds = %d THEN i.debtor END)) AS side(account)
       WHERE l.funds IN (%d, %d) AND side.account IS NOT NULL
      """.formatted(Funds.HELD.ordinal(), Funds.HELD.ordinal(), Funds.TRANSIT.ordinal());

  @Bean Invariant openHoldsAreOfUnfinishedInstructions() {
    return Invariant.of("open_holds_are_of_unfinished_instructions",
        "Every open hold belongs to an unfinished instruction, and every instruction holds exactly what the position of its money asks for.", """
        SELECT count(*) AS unfinished, count(*) FILTER (WHERE funds = %d) AS held, count(*) FILTER (WHERE funds = %d) AS in_transit FROM settlement.live
        """.formatted(Funds.HELD.ordinal(), Funds.TRANSIT.ordinal()), """
        WITH promised AS (%s)
        SELECT format('instruction %%s, step %%s, account %%s: held %%s, its state asks for %%s', event, seq, account, coalesce(open.amount, 0), coalesce(promised.amount, 0))
          FROM ledger.open_hold open FULL JOIN promised USING (event, seq, account)
         WHERE open.amount IS DISTINCT FROM promised.amount
         ORDER BY 1
        """.formatted(PROMISED));
  }

  @Bean Invariant fundsFollowState() {
    return Invariant.of("funds_follow_state", "A locked instruction's money is held; one being sent, sent or in doubt has it in transit; one not yet funded has touched nothing.", """
        SELECT count(*) AS unfinished FROM settlement.live
        """, """
        SELECT format('instruction %%s: state %%s, funds %%s', l.id, l.state, l.funds)
          FROM settlement.live l LEFT JOIN settlement.instruction i ON i.tenant = l.tenant AND i.id = l.id
         WHERE i.id IS NULL OR l.funds <> CASE WHEN l.state IN (%d, %d, %d) THEN %d WHEN l.state = %d THEN %d WHEN l.state IN (%d, %d, %d) THEN %d ELSE l.funds END
         ORDER BY 1
        """.formatted(State.PENDING.code, State.HELD.code, State.QUEUED.code, Funds.FREE.ordinal(), State.LOCKED.code, Funds.HELD.ordinal(),
            State.SENDING.code, State.SENT.code, State.IN_DOUBT.code, Funds.TRANSIT.ordinal()));
  }

  @Bean Invariant transitEqualsPending() {
    return Invariant.of("transit_equals_pending", "What stands on settlement_pending is exactly what is under way.", """
        SELECT count(*) AS accounts, coalesce(sum((posted <> 0)::int), 0) AS with_money FROM ledger.standing WHERE kind = 'settlement_pending'
        """, """
        WITH under_way AS (
          SELECT i.transit AS account, sum(i.amount) AS amount
            FROM settlement.live l JOIN settlement.instruction i ON i.tenant = l.tenant AND i.id = l.id
           WHERE l.funds = %d
           GROUP BY i.transit)
        SELECT format('account %%s: balance %%s, under way %%s', coalesce(a.code, account::text), coalesce(a.posted, 0), coalesce(w.amount, 0))
          FROM (SELECT account, posted, code FROM ledger.standing WHERE kind = 'settlement_pending') a
          FULL JOIN under_way w USING (account)
         WHERE coalesce(a.posted, 0) <> coalesce(w.amount, 0)
         ORDER BY 1
        """.formatted(Funds.TRANSIT.ordinal()));
  }

  @Bean Invariant moneyIsWhereItsStateSays() {
    return Invariant.of("money_is_where_its_state_says",
        "An instruction under way or paid has taken its amount from the debtor once; a paid one has brought it to its destination once; any other has moved nothing.", """
        SELECT (SELECT count(*) FROM settlement.instruction) AS instructions, (SELECT count(*) FROM settlement.outcome WHERE paid) AS payments
        """, """
        WITH ended AS (          -- the state of the highest version, without a sort
          SELECT tenant, id, max(version::bigint * 100 + state) %% 100 AS state FROM settlement.outcome GROUP BY tenant, id),
        stands AS (
          SELECT i.id, i.amount, coalesce(l.funds, CASE WHEN e.state IN (%1$d, %2$d) THEN %3$d WHEN e.state IS NOT NULL THEN %4$d END) AS funds
            FROM settlement.instruction i
            LEFT JOIN settlement.live l ON l.tenant = i.tenant AND l.id = i.id
            LEFT JOIN ended e ON e.tenant = i.tenant AND e.id = i.id)
        SELECT format('instruction %%s over %%s: funds %%s, taken %%s, arrived %%s', id, amount, coalesce(funds::text, 'unknown: neither unfinished nor ended'), coalesce(taken, 0), coalesce(arrived, 0))
          FROM stands LEFT JOIN ledger.moved ON event = id
         WHERE funds IS NULL
            OR coalesce(taken, 0) <> CASE WHEN funds IN (%5$d, %3$d) THEN amount ELSE 0 END
            OR coalesce(arrived, 0) <> CASE WHEN funds = %3$d THEN amount ELSE 0 END
         ORDER BY 1
        """.formatted(State.SETTLED.code, State.REVERSED.code, Funds.PAID.ordinal(), Funds.FREE.ordinal(), Funds.TRANSIT.ordinal()));
  }
}
