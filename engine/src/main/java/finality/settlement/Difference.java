package finality.settlement;

import finality.idempotency.Call;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;

/** The first field in which two requests under one key differ, in the API's words. */
final class Difference {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Difference() {}

  /** What differs between two requests of which only the fingerprints are known. */
  static String coarse(UUID asked, UUID stored) { return Call.samePath(asked, stored) ? "body" : "path"; }

  static String first(Instruction asked, Instruction stored) {
    var one = fields(asked);
    var other = fields(stored);
    for (var name : one.keySet()) if (!Objects.equals(one.get(name), other.get(name))) return name;
    return coarse(asked.fingerprint(), stored.fingerprint());
  }

  private static Map<String, @Nullable Object> fields(Instruction i) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("kind", i.kind());
    fields.put("amount", i.amount().amount());
    fields.put("currency", i.amount().asset());
    fields.put("debtor_account", i.debtor());
    fields.put("creditor", i.creditor());
    if (i.isBook()) fields.put("creditor_account", i.destination());
    fields.put("requested_date", i.requestedDate());
    fields.put("reference", i.reference());
    fields.put("purpose", i.purpose());
    fields.put("priority", i.priority());
    fields.put("max_attempts", i.maxAttempts());
    fields.put("metadata", i.details() == null ? null : JSON.readTree(i.details()));
    return fields;
  }
}
