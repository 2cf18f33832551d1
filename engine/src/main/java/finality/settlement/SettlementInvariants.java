package finality.settlement;

import finality.ledger.Invariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What always holds between instructions and the books, read from this room's tables and the ledger's views. The bookings behind it are those of {@link Bookings}. */
@Configuration(proxyBeanMethods = false)
public class SettlementInvariants {

  // A hold is no row of its own: it is the position of an unfinished instruction's money. On debtor and nostro while HELD, on the nostro while TRANSIT.
  private static final String PROMISED = """
      SELECT side.account, i.amount
        FROM settlement.live l CROSS JOIN LATERAL (:by_key) i
       CROSS JOIN LATERAL (VALUES (i.destination), (CASE WHEN l.funds = Funds.HELD THEN i.debtor END)) AS side(account)
       WHERE l.funds IN (Funds.HELD, Funds.TRANSIT) AND side.account IS NOT NULL
      """;

  private static final String MISPLACED = """
      SELECT format('instruction %s over %s: funds %s, taken %s, arrived %s', id, coalesce(amount::text, 'unknown'), coalesce(funds::text, 'unknown: neither unfinished nor ended'), taken, arrived)
        FROM :stands stands
       WHERE :wrong(funds, taken, arrived, amount)
       ORDER BY 1
      """;

  /** A reversal at a bank: it moves nothing itself, what comes back is booked to the original. */
  private static final String RECALL = "i.kind = " + Kind.REVERSAL.code + " AND i.transit IS NOT NULL";

  // Every instruction, and every event that moved money as an instruction does. The state of the highest version is found without a sort.
  private static final String ALL = """
      SELECT coalesce(i.id, m.event) AS id, i.amount, coalesce(m.taken, 0) AS taken, coalesce(m.arrived, 0) AS arrived,
             CASE WHEN :recall THEN Funds.FREE ELSE coalesce(l.funds, :funds_of(e.state)) END AS funds
        FROM settlement.instruction i
        LEFT JOIN settlement.live l ON l.tenant = i.tenant AND l.id = i.id
        LEFT JOIN (SELECT instruction, max(seq::bigint * 100 + state) % 100 AS state FROM settlement.log GROUP BY instruction) e ON e.instruction = i.id
        FULL JOIN ledger.moved(-1) m ON m.event = i.id
       WHERE (i.id IS NOT NULL OR m.taken <> 0 OR m.arrived <> 0)
         AND NOT coalesce(i.kind = Kind.REVERSAL AND i.transit IS NOT NULL, false)   -- a recall moves nothing: what comes back is booked to its original
      """;

  // What was booked since the closing, or says that it is under way, and is not plainly right. Nearly all that moved was asked for in the same
  // minute, so that its instructions and logs stand together: all four are read in one go and counted by instruction in one pass. Right is
  // what moved its amount and nothing else as often as the position of its money asks for, or stands as it did at the closing.
  private static final String SUSPECT = """
      SELECT f.id, f.tenant
        FROM (SELECT id, tenant, max(asked) AS asked, min(moved) AS least, max(moved) AS most, sum(took) AS took, sum(brought) AS brought, bool_or(closed) AS closed,
                     count(at) AS since, min(at) AS first_at, min(paid_at) AS paid_at, max(funds) AS unfinished, max(ended) % 100 AS ended
                FROM (SELECT m.event AS id, m.tenant, m.amount AS moved, m.took, m.brought, m.at, m.closed, NULL::numeric AS asked, NULL::smallint AS funds, NULL::bigint AS ended, NULL::timestamptz AS paid_at FROM ledger.moves(:closed) m
                       UNION ALL
                      SELECT l.id, l.tenant, NULL, NULL, NULL, NULL, NULL, NULL, l.funds, NULL, NULL FROM settlement.live l
                       UNION ALL
                      SELECT i.id, i.tenant, NULL, NULL, NULL, NULL, NULL, i.amount, NULL, NULL, NULL FROM settlement.instruction i WHERE i.id >= :young AND NOT (:recall)
                       UNION ALL
                      SELECT o.instruction, o.tenant, NULL, NULL, NULL, NULL, NULL, NULL, NULL, o.seq * 100::bigint + o.state, CASE WHEN o.state IN (State.SETTLED, State.REVERSED) THEN o.at END FROM settlement.log o WHERE o.instruction >= :young) fact
               GROUP BY id, tenant
              HAVING count(took) > 0 OR max(funds) = Funds.TRANSIT) f
       CROSS JOIN LATERAL (SELECT coalesce(f.unfinished, :funds_of(f.ended)) AS funds) now
       WHERE NOT coalesce(CASE WHEN f.since = 0 THEN f.closed AND f.took = 1 AND f.brought = 0 AND now.funds = Funds.TRANSIT
                               ELSE f.least = f.asked AND f.most = f.asked AND f.took = CASE WHEN now.funds IN (Funds.TRANSIT, Funds.PAID) THEN 1 ELSE 0 END
                                    AND f.brought = CASE WHEN now.funds = Funds.PAID THEN 1 ELSE 0 END AND (f.paid_at < f.first_at) IS NOT TRUE END, false)
      """;

  private static final String ENDS = "SELECT e.seq, e.state, e.at FROM settlement.log e WHERE e.instruction = i.id AND e.state IN (State.SETTLED, State.FAILED, State.CANCELLED, State.REVERSED)";

  // Suspects one by one, in sums. Where the ledger does not know what stood before (known), it was an end: a paid one when the last end before
  // the first booking says so, when what had arrived was taken back, or when all that was booked since comes to nothing, such as a return.
  private static final String SINCE_CLOSING = """
      WITH suspect AS MATERIALIZED (:suspect),
      stands AS (
        SELECT m.id, i.amount, now.funds, m.taken + before.amount AS taken, m.arrived + before.amount AS arrived
          FROM (SELECT s.id, s.tenant, coalesce(m.taken, 0) AS taken, coalesce(m.arrived, 0) AS arrived, coalesce(m.known, true) AS known, m.first_at
                  FROM suspect s LEFT JOIN (SELECT * FROM ledger.moved(:closed) WHERE event = ANY (ARRAY(SELECT id FROM suspect))) m ON m.event = s.id AND m.tenant = s.tenant) m
          LEFT JOIN LATERAL (SELECT * FROM settlement.instruction i WHERE i.tenant = m.tenant AND i.id = m.id OFFSET 0) i ON true
         CROSS JOIN LATERAL (
               SELECT CASE WHEN :recall THEN Funds.FREE ELSE
                      coalesce((SELECT l.funds FROM settlement.live l WHERE l.tenant = i.tenant AND l.id = i.id),
                               (SELECT :funds_of(e.state) FROM (:ends) e ORDER BY e.seq DESC LIMIT 1)) END AS funds OFFSET 0) now   -- worked out once an event, not wherever it is compared
         CROSS JOIN LATERAL (
               SELECT CASE WHEN NOT m.known AND (m.arrived < 0 OR m.arrived = 0 AND m.taken = 0 AND now.funds = Funds.PAID
                        OR (SELECT e.state IN (State.SETTLED, State.REVERSED) FROM (:ends) e WHERE e.at < m.first_at ORDER BY e.seq DESC LIMIT 1))
                      THEN i.amount ELSE 0 END AS amount OFFSET 0) before
         WHERE i.id IS NOT NULL OR m.taken <> 0 OR m.arrived <> 0)
      """.replace(":suspect", SUSPECT).replace(":ends", ENDS);

  @Bean Invariant heldIsPromised() {
    return Invariant.of("held_is_promised", "What is held on an account is what the unfinished instructions promise of it, by the position of their money.", sql("""
        SELECT count(*) AS unfinished, count(*) FILTER (WHERE funds = Funds.HELD) AS held, count(*) FILTER (WHERE funds = Funds.TRANSIT) AS in_transit FROM settlement.live
        """), sql("""
        SELECT format('account %s: held %s, promised %s', coalesce(s.code, account::text), coalesce(s.held, 0), coalesce(p.amount, 0))
          FROM ledger.standing s FULL JOIN (SELECT account, sum(amount) AS amount FROM (:promised) p GROUP BY account) p USING (account)
         WHERE coalesce(s.held, 0) <> coalesce(p.amount, 0)
         ORDER BY 1
        """));
  }

  @Bean Invariant fundsFollowState() {
    return Invariant.of("funds_follow_state", "A locked instruction's money is held; one being sent, sent or in doubt has it in transit; one not yet funded has touched nothing.", """
        SELECT count(*) AS unfinished FROM settlement.live
        """, sql("""
        SELECT format('instruction %s: state %s, funds %s', l.id, l.state, l.funds)
          FROM settlement.live l LEFT JOIN LATERAL (:by_key) i ON true
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
            FROM settlement.live l CROSS JOIN LATERAL (:by_key) i
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
    return Invariant.perEvent("money_is_where_its_state_says",
        "An instruction under way or paid has taken its amount from the debtor once; a paid one has brought it to its destination once; any other has moved nothing, and nothing moves as a payment that is no instruction.", sql("""
        SELECT count(*) AS unfinished, count(*) FILTER (WHERE funds = Funds.TRANSIT) AS under_way FROM settlement.live
        """), sql(MISPLACED.replace(":stands", "(" + ALL + ")")), sql(SINCE_CLOSING + MISPLACED.replace(":stands", "")));
  }

  /** Where the money is of what ended in a state. Null: that is no end. */
  private static String fundsOf(String text) {
    return text.replaceAll(":funds_of\\((.*?)\\)", "CASE WHEN $1 IN (State.SETTLED, State.REVERSED) THEN Funds.PAID WHEN $1 IN (State.FAILED, State.CANCELLED) THEN Funds.FREE END");
  }

  /** Whether what was taken and what arrived is not what funds in this position ask for. */
  private static String wrong(String text) {
    return text.replaceAll(":wrong\\((.*?), (.*?), (.*?), (.*?)\\)",
        "($1 IS NULL OR $2 <> CASE WHEN $1 IN (Funds.TRANSIT, Funds.PAID) THEN $4 ELSE 0 END OR $3 <> CASE WHEN $1 = Funds.PAID THEN $4 ELSE 0 END)");
  }

  /** With the codes of {@link Funds} and {@link State} for their names. */
  private static String sql(String text) {
    var sql = wrong(fundsOf(text)).replace(":promised", PROMISED).replace(":by_key", SettlementRows.BY_KEY.formatted("l")).replace(":recall", RECALL);
    for (var funds : Funds.values()) sql = sql.replace("Funds." + funds, String.valueOf(funds.ordinal()));
    for (var state : State.values()) sql = sql.replace("State." + state, String.valueOf(state.code));
    return sql.replace("Kind.REVERSAL", String.valueOf(Kind.REVERSAL.code));
  }
}
