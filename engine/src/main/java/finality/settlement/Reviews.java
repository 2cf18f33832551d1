package finality.settlement;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;

/** Four eyes: what one person proposed for an instruction, and another's approval. One open proposal an instruction; a new one takes its place. */
final class Reviews {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** @param version the state it was judged on: whatever becomes known later voids it */
  record Proposal(State decision, String reason, String by, int version) {

    String evidence() { return JSON.createObjectNode().put("reason", reason).put("proposed_by", by).toString(); }
  }

  void propose(Connection tx, Item item, State decision, String reason, String by) throws SQLException {
    try (var write = tx.prepareStatement("""
        INSERT INTO settlement.review AS r (tenant, instruction, version, decision, reason, proposed_by) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (tenant, instruction) WHERE approved_by IS NULL
        DO UPDATE SET version = EXCLUDED.version, decision = EXCLUDED.decision, reason = EXCLUDED.reason, proposed_by = EXCLUDED.proposed_by, proposed_at = now()
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
    try (var select = tx.prepareStatement("SELECT decision, reason, proposed_by, version FROM settlement.review WHERE tenant = ? AND instruction = ? AND approved_by IS NULL FOR UPDATE")) {
      select.setInt(1, item.instruction.tenant());
      select.setObject(2, item.instruction.id());
      try (var found = select.executeQuery()) {
        return found.next() ? new Proposal(State.parse(found.getString(1)), found.getString(2), found.getString(3), found.getInt(4)) : null;
      }
    }
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
