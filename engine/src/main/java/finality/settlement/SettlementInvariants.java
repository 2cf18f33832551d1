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

  /** Since every end has its hold (an invariant of the ledger), equal numbers and every promised hold being open prove the two sets equal: no join of all holds. */
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
        """.formatted(PROMISED), """
        WITH promised AS MATERIALIZED (%s),
        counted AS (SELECT (SELECT count(*) FROM ledger.hold) - (SELECT count(*) FROM ledger.hold_end) AS open, (SELECT count(*) FROM promised) AS promised)
        SELECT format('instruction %%s, step %%s, account %%s: its state asks for a hold of %%s, and none is open', p.event, p.seq, p.account, p.amount)
          FROM promised p
         WHERE NOT EXISTS (SELECT FROM ledger.hold h WHERE h.event = p.event AND h.seq = p.seq AND h.account = p.account AND h.amount = p.amount)
            OR EXISTS (SELECT FROM ledger.hold_end e WHERE e.event = p.event AND e.seq = p.seq AND e.account = p.account)
         UNION ALL
        SELECT format('%%s holds are open, the unfinished instructions ask for %%s', open, promised) FROM counted WHERE open <> promised
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
        SELECT count(*) AS unfinished, count(*) FILTER (WHERE funds = %d) AS under_way FROM settlement.live
        """.formatted(Funds.TRANSIT.ordinal()), MISPLACED.formatted("""
        SELECT i.id, i.amount, coalesce(l.funds, CASE WHEN e.state IN (%d, %d) THEN %d WHEN e.state IS NOT NULL THEN %d END) AS funds, coalesce(m.taken, 0) AS taken, coalesce(m.arrived, 0) AS arrived
          FROM settlement.instruction i
          LEFT JOIN settlement.live l ON l.tenant = i.tenant AND l.id = i.id
          LEFT JOIN (SELECT tenant, id, max(version::bigint * 100 + state) %% 100 AS state FROM settlement.outcome GROUP BY tenant, id) e   -- of the highest version, without a sort
                 ON e.tenant = i.tenant AND e.id = i.id
          LEFT JOIN ledger.moved(-1) m ON m.event = i.id
         WHERE NOT (i.kind = %d AND i.transit IS NOT NULL)   -- a recall moves nothing: what comes back is booked to the original
        """.formatted(State.SETTLED.code, State.REVERSED.code, Funds.PAID.ordinal(), Funds.FREE.ordinal(), Kind.REVERSAL.code)), MISPLACED.formatted(SINCE_CLOSING));
  }

  private static final String MISPLACED = """
      SELECT format('instruction %%%%s over %%%%s: funds %%%%s, taken %%%%s, arrived %%%%s', id, amount, coalesce(funds::text, 'unknown: neither unfinished nor ended'), taken, arrived)
        FROM (%%s) stands
       WHERE funds IS NULL
          OR taken <> CASE WHEN funds IN (%d, %d) THEN amount ELSE 0 END
          OR arrived <> CASE WHEN funds = %d THEN amount ELSE 0 END
       ORDER BY 1
      """.formatted(Funds.TRANSIT.ordinal(), Funds.PAID.ordinal(), Funds.PAID.ordinal());

  // Of what was booked since the closing or was under way at it. Where the ledger does not know what stood before (known), it was an end:
  // paid when the last end before the first booking says so, or when what arrived was taken back, or when nothing but a return was booked.
  private static final String SINCE_CLOSING = """
      SELECT i.id, i.amount, now.funds, m.taken + before.amount AS taken, m.arrived + before.amount AS arrived
        FROM (SELECT event, tenant, taken, arrived, known, first_at, arrivals FROM ledger.moved(:closed)
               UNION ALL
              SELECT l.id, l.tenant, 0, 0, true, NULL, 0 FROM settlement.live l
               WHERE l.funds = %2$d AND NOT EXISTS (SELECT FROM ledger.moved(:closed) o WHERE o.event = l.id)) m
        JOIN settlement.instruction i ON i.tenant = m.tenant AND i.id = m.event
       CROSS JOIN LATERAL (SELECT coalesce((SELECT l.funds FROM settlement.live l WHERE l.tenant = i.tenant AND l.id = i.id),
                                           (SELECT CASE WHEN e.state IN (%3$d, %4$d) THEN %5$d ELSE %1$d END FROM (%6$s) e ORDER BY e.version DESC LIMIT 1)) AS funds) now
       CROSS JOIN LATERAL (SELECT CASE WHEN NOT m.known AND (m.arrived < 0 OR m.arrivals = 0 AND m.taken = 0 AND now.funds = %5$d
                                    OR (SELECT e.state IN (%3$d, %4$d) FROM (%6$s) e WHERE e.at < m.first_at ORDER BY e.version DESC LIMIT 1)) THEN i.amount ELSE 0 END AS amount) before
      """.formatted(Funds.FREE.ordinal(), Funds.TRANSIT.ordinal(), State.SETTLED.code, State.REVERSED.code, Funds.PAID.ordinal(),
          // as two, because the indexes are partial: one for the end that paid, one for the others
          "SELECT version, state, at FROM settlement.outcome o WHERE o.paid AND o.tenant = i.tenant AND o.id = i.id"
              + " UNION ALL SELECT version, state, at FROM settlement.outcome o WHERE NOT o.paid AND o.tenant = i.tenant AND o.id = i.id");
}
