package finality.settlement;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** What else a client said, kept as one JSON object beside the columns. */
final class Details {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Details() {}

  static @Nullable String of(Request r) {
    if (r.metadata() == null && r.fromBank() == null && r.toBank() == null && r.obligationId() == null) return null;
    ObjectNode details = JSON.createObjectNode();
    if (r.metadata() != null) details.set("metadata", JSON.readTree(r.metadata()));
    if (r.fromBank() != null) details.put("from_bank", r.fromBank());
    if (r.toBank() != null) details.put("to_bank", r.toBank());
    if (r.obligationId() != null) details.put("obligation_id", r.obligationId());
    return details.toString();
  }

  /** @param endToEndId the original's at its bank; null for a book transfer */
  static String ofReversal(String reason, @Nullable String endToEndId) {
    return JSON.createObjectNode().put("reason", reason).put("original_end_to_end_id", endToEndId).toString();
  }

  static String originalEndToEndId(Instruction reversal) {
    if (reversal.details() == null) throw new IllegalStateException(reversal.id() + " does not say what it reverses");
    return JSON.readTree(reversal.details()).get("original_end_to_end_id").asString();
  }
}
