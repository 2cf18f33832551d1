package finality.settlement;

import finality.ledger.Invariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What always holds between instructions and the books, read from this room's tables and the ledger's views. The bookings behind it are those of {@link Bookings}. */
@Configuration(proxyBeanMethods = false)
public class SettlementInvariants {

  // What must be held, by where the money of an unfinished instruction is: on debtor and nostro while HELD, on the nostro while TRANSIT.
  private static final String PROMISED = """
      SELECT l.id AS event, l.held_seq AS seq, side.account, i.amount
        FROM settlement.live l JOIN settlement.instruction i ON i.tenant = l.tenant AND i.id = l.id
       CROSS JOIN LATERAL (VALUES (i.destination), (CASE WHEN l.funds = Funds.HELD THEN i.debtor END)) AS side(account)
       WHERE l.funds IN (Funds.HELD, Funds.TRANSIT) AND side.account IS NOT NULL
      """;

  private static final String MISPLACED = """
      SELECT format('instruction %s over %s: funds %s, taken %s, arrived %s', id, coalesce(amount::text, 'unknown'), coalesce(funds::text, 'unknown: neither unfinished nor ended'), taken, arrived)
        FROM (:stands) stands
       WHERE funds IS NULL
          OR taken <> CASE WHEN funds IN (Funds.TRANSIT, Funds.PAID) THEN amount ELSE 0 END
          OR arrived <> CASE WHEN funds = Funds.PAID THEN amount ELSE 0 END
       ORDER BY 1
      """;

  /** A reversal at a bank: it moves nothing itself, what comes back is booked to the original. */
  private static final String RECALL = "i.kind = " + Kind.REVERSAL.code + " AND i.transit IS NOT NULL";

  // Every instruction, and every event that moved money as an instruction does. The state of the highest version is found without a sort.
  private static final String ALL = """
      SELECT coalesce(i.id, m.event) AS id, i.amount, coalesce(m.taken, 0) AS taken, coalesce(m.arrived, 0) AS arrived,
             CASE WHEN :recall THEN Funds.FREE ELSE coalesce(l.funds, CASE WHEN e.state IN (State.SETTLED, State.REVERSED) THEN Funds.PAID WHEN e.state IS NOT NULL THEN Funds.FREE END) END AS funds
        FROM settlement.instruction i
        LEFT JOIN settlement.live l ON l.tenant = i.tenant AND l.id = i.id
        LEFT JOIN (SELECT tenant, id, max(version::bigint * 100 + state) % 100 AS state FROM settlement.outcome GROUP BY tenant, id) e ON e.tenant = i.tenant AND e.id = i.id
        FULL JOIN ledger.moved(-1) m ON m.event = i.id
       WHERE (i.id IS NOT NULL OR m.taken <> 0 OR m.arrived <> 0)
         AND NOT coalesce(i.kind = Kind.REVERSAL AND i.transit IS NOT NULL, false)   -- a recall moves nothing: what comes back is booked to its original
      """;

  // As two, because the indexes are partial: one for the end that paid, one for the others.
  private static final String ENDS = """
      SELECT version, state, at FROM settlement.outcome o WHERE o.paid AND o.tenant = i.tenant AND o.id = i.id
       UNION ALL
      SELECT version, state, at FROM settlement.outcome o WHERE NOT o.paid AND o.tenant = i.tenant AND o.id = i.id
      """;

  // What was booked since the closing, was under way at it, or says that it is under way. Where the ledger does not know what stood before
  // (known), it was an end: a paid one when the last end before the first booking says so, when what had arrived was taken back, or when
  // all that was booked since comes to nothing, such as a return.
  private static final String SINCE_CLOSING = """
      SELECT coalesce(i.id, m.event) AS id, i.amount, now.funds, m.taken + before.amount AS taken, m.arrived + before.amount AS arrived
        FROM (SELECT event, tenant, taken, arrived, known, first_at FROM ledger.moved(:closed)
               UNION ALL
              SELECT l.id, l.tenant, 0, 0, true, NULL FROM settlement.live l
               WHERE l.funds = Funds.TRANSIT AND NOT EXISTS (SELECT FROM ledger.moved(:closed) o WHERE o.event = l.id)) m
        LEFT JOIN settlement.instruction i ON i.tenant = m.tenant AND i.id = m.event
       CROSS JOIN LATERAL (
             SELECT CASE WHEN :recall THEN Funds.FREE ELSE
                    coalesce((SELECT l.funds FROM settlement.live l WHERE l.tenant = i.tenant AND l.id = i.id),
                             (SELECT CASE WHEN e.state IN (State.SETTLED, State.REVERSED) THEN Funds.PAID ELSE Funds.FREE END FROM (:ends) e ORDER BY e.version DESC LIMIT 1)) END AS funds OFFSET 0) now   -- worked out once an event, not wherever it is compared
       CROSS JOIN LATERAL (
             SELECT CASE WHEN NOT m.known AND (m.arrived < 0 OR m.arrived = 0 AND m.taken = 0 AND now.funds = Funds.PAID
                      OR (SELECT e.state IN (State.SETTLED, State.REVERSED) FROM (:ends) e WHERE e.at < m.first_at ORDER BY e.version DESC LIMIT 1))
                    THEN i.amount ELSE 0 END AS amount OFFSET 0) before
       WHERE i.id IS NOT NULL OR m.taken <> 0 OR m.arrived <> 0
      """.replace(":ends", ENDS);

  /** Since every end has its hold (an invariant of the ledger), equal numbers and every promised hold being open prove the two sets equal: no join of all holds. */
  @Bean Invariant openHoldsAreOfUnfinishedInstructions() {
    return Invariant.of("open_holds_are_of_unfinished_instructions",
        "Every open hold belongs to an unfinished instruction, and every instruction holds exactly what the position of its money asks for.", sql("""
        SELECT count(*) AS unfinished, count(*) FILTER (WHERE funds = Funds.HELD) AS held, count(*) FILTER (WHERE funds = Funds.TRANSIT) AS in_transit FROM settlement.live
        """), sql("""
        SELECT format('instruction %s, step %s, account %s: held %s, its state asks for %s', event, seq, account, coalesce(open.amount, 0), coalesce(promised.amount, 0))
          FROM ledger.open_hold open FULL JOIN (:promised) promised USING (event, seq, account)
         WHERE open.amount IS DISTINCT FROM promised.amount
         ORDER BY 1
        """), sql("""
        WITH promised AS MATERIALIZED (:promised)
        SELECT format('instruction %s, step %s, account %s: its state asks for a hold of %s, and none is open', p.event, p.seq, p.account, p.amount)
          FROM promised p
         WHERE NOT EXISTS (SELECT FROM ledger.open_hold h WHERE h.event = p.event AND h.seq = p.seq AND h.account = p.account AND h.amount = p.amount)
         UNION ALL
        SELECT format('%s holds are open, the unfinished instructions ask for %s', made - ended, asked)
          FROM ledger.hold_count, (SELECT count(*) AS asked FROM promised) p
         WHERE made - ended <> asked
        """));
  }

  @Bean Invariant fundsFollowState() {
    return Invariant.of("funds_follow_state", "A locked instruction's money is held; one being sent, sent or in doubt has it in transit; one not yet funded has touched nothing.", """
        SELECT count(*) AS unfinished FROM settlement.live
        """, sql("""
        SELECT format('instruction %s: state %s, funds %s', l.id, l.state, l.funds)
          FROM settlement.live l LEFT JOIN settlement.instruction i ON i.tenant = l.tenant AND i.id = l.id
         WHERE i.id IS NULL
            OR l.funds <> CASE WHEN l.state IN (State.PENDING, State.HELD, State.QUEUED) THEN Funds.FREE
                               WHEN l.state = State.LOCKED THEN Funds.HELD
                               WHEN l.state IN (State.SENDING, State.SENT, State.IN_DOUBT) THEN Funds.TRANSIT
                               ELSE l.funds END
         ORDER BY 1
        """));
  }

  @Bean Invariant transitEqualsPending() {
    return Invariant.of("transit_equals_pending", "What stands on settlement_pending is exactly what is under way.", """
        SELECT count(*) AS accounts, count(*) FILTER (WHERE posted <> 0) AS with_money FROM ledger.standing WHERE kind = 'settlement_pending'
        """, sql("""
        WITH under_way AS (
          SELECT i.transit AS account, sum(i.amount) AS amount
            FROM settlement.live l JOIN settlement.instruction i ON i.tenant = l.tenant AND i.id = l.id
           WHERE l.funds = Funds.TRANSIT
           GROUP BY i.transit)
        SELECT format('account %s: balance %s, under way %s', coalesce(a.code, account::text), coalesce(a.posted, 0), coalesce(w.amount, 0))
          FROM (SELECT account, posted, code FROM ledger.standing WHERE kind = 'settlement_pending') a
          FULL JOIN under_way w USING (account)
         WHERE coalesce(a.posted, 0) <> coalesce(w.amount, 0)
         ORDER BY 1
        """));
  }

  @Bean Invariant moneyIsWhereItsStateSays() {
    return Invariant.of("money_is_where_its_state_says",
        "An instruction under way or paid has taken its amount from the debtor once; a paid one has brought it to its destination once; any other has moved nothing, and nothing moves as a payment that is no instruction.", sql("""
        SELECT count(*) AS unfinished, count(*) FILTER (WHERE funds = Funds.TRANSIT) AS under_way FROM settlement.live
        """), sql(MISPLACED.replace(":stands", ALL)), sql(MISPLACED.replace(":stands", SINCE_CLOSING)));
  }

  /** With the codes of {@link Funds} and {@link State} for their names. */
  private static String sql(String text) {
    var sql = text.replace(":promised", PROMISED).replace(":recall", RECALL);
    for (var funds : Funds.values()) sql = sql.replace("Funds." + funds, String.valueOf(funds.ordinal()));
    for (var state : State.values()) sql = sql.replace("State." + state, String.valueOf(state.code));
    return sql.replace("Kind.REVERSAL", String.valueOf(Kind.REVERSAL.code));
  }
}
