package finality.settlement;

import finality.settlement.SettlementRows.Ref;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;

/** Four eyes: what one person proposed for an instruction, and another's approval. One open proposal an instruction; a new one takes its place, and then whoever approves must say which. */
final class Reviews {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** @param version the state it was judged on: whatever becomes known later voids it */
  record Proposal(State decision, String reason, String by, int version, boolean replaced) {

    String evidence() { return JSON.createObjectNode().put("reason", reason).put("proposed_by", by).toString(); }
  }

  void propose(Connection tx, Item item, State decision, String reason, String by) throws SQLException {
    try (var write = tx.prepareStatement("""
        INSERT INTO settlement.review AS r (tenant, instruction, version, decision, reason, proposed_by) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (tenant, instruction) WHERE approved_by IS NULL
        DO UPDATE SET version = EXCLUDED.version, decision = EXCLUDED.decision, reason = EXCLUDED.reason, proposed_by = EXCLUDED.proposed_by, proposed_at = now(),
          replaced = r.replaced OR r.decision <> EXCLUDED.decision
        """)) {
      write.setInt(1, item.instruction.tenant());
      write.setObject(2, item.instruction.id());
      write.setInt(3, item.changed() ? item.seq() : item.version);   // what this transaction itself writes is known to the proposer
      write.setString(4, decision.word());
      write.setString(5, reason);
      write.setString(6, by);
      SettlementRows.exactly(1, write.executeUpdate(), "proposals written");
    }
  }

  @Nullable Proposal open(Connection tx, Item item) throws SQLException {
    try (var select = tx.prepareStatement("SELECT decision, reason, proposed_by, version, replaced FROM settlement.review WHERE tenant = ? AND instruction = ? AND approved_by IS NULL FOR UPDATE")) {
      select.setInt(1, item.instruction.tenant());
      select.setObject(2, item.instruction.id());
      try (var found = select.executeQuery()) {
        return found.next() ? new Proposal(State.parse(found.getString(1)), found.getString(2), found.getString(3), found.getInt(4), found.getBoolean(5)) : null;
      }
    }
  }

  /** Those among these that two people released from being held for this cause. It stays so, whatever becomes of them: what was asked never changes. */
  Set<UUID> approved(Connection tx, Collection<Ref> refs, String cause) throws SQLException {
    var approved = new HashSet<UUID>();
    try (var select = tx.prepareStatement("""
        SELECT r.instruction
          FROM unnest(?::int[], ?::uuid[]) AS k(tenant, id)
          JOIN settlement.review r ON r.tenant = k.tenant AND r.instruction = k.id
          JOIN settlement.log l ON l.instruction = r.instruction AND l.seq = r.version
         WHERE r.approved_by IS NOT NULL AND r.decision = ? AND l.cause = ?
        """)) {
      SettlementRows.set(select, refs);
      select.setString(3, State.PENDING.word());
      select.setString(4, cause);
      try (var found = select.executeQuery()) {
        while (found.next()) approved.add(found.getObject(1, UUID.class));
      }
    }
    return approved;
  }

  void approve(Connection tx, Item item, String by, Instant now) throws SQLException {
    try (var update = tx.prepareStatement("UPDATE settlement.review SET approved_by = ?, approved_at = ?::timestamptz WHERE tenant = ? AND instruction = ? AND approved_by IS NULL")) {
      update.setString(1, by);
      update.setString(2, now.toString());
      update.setInt(3, item.instruction.tenant());
      update.setObject(4, item.instruction.id());
      SettlementRows.exactly(1, update.executeUpdate(), "proposals approved");
    }
  }
}
