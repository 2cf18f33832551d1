package finality.sandbox;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the bank promises and how it feels, bank-wide or for one client.
 *
 * @param takesRecalls a cancel of what was executed is taken as a wish to have it back, which somebody may grant (POST /admin/returns); otherwise it is too late
 * @param readDelay how long after it took an order a look-up still says that there is none
 * @param latency from a request's arrival to its answer, at least
 * @param successRate the share of orders that are not rejected for no reason of theirs (MS03, transient)
 * @param ratePerSecond orders per second beyond which it answers 429; 0 for no limit
 */
record Mode(
    Duplicates duplicates, boolean enforcesValidUntil, boolean cancelBlocksId, boolean takesRecalls,
    Duration readDelay, Duration latency, BigDecimal successRate, int ratePerSecond) {

  enum Duplicates {
    /** The id is taken once; sent again, the order's present state is repeated. */
    ONCE,
    /** The id is taken once; sent again, it is refused with 409. */
    REFUSE,
    /** Ids mean nothing: sent again is executed again. The dangerous bank. */
    EXECUTE
  }

  static final Mode DEFAULT = new Mode(Duplicates.ONCE, true, true, true, Duration.ZERO, Duration.ofMillis(50), BigDecimal.ONE, 0);

  /** This mode with the fields that the JSON names. */
  Mode with(Json json) {
    return new Mode(
        duplicates(json, duplicates),
        json.bool("enforces_valid_until", enforcesValidUntil),
        json.bool("cancel_blocks_id", cancelBlocksId),
        json.bool("takes_recalls", takesRecalls),
        json.millis("read_delay_ms", readDelay),
        json.millis("latency_ms", latency),
        json.share("success_rate", successRate),
        json.integer("rate_per_second", 0, 1_000_000, ratePerSecond));
  }

  /** This mode with what the environment sets: {@code SANDBOX_LATENCY_MS} is {@code latency_ms}, and so on. */
  Mode with(Map<String, String> environment) {
    var json = Json.object();
    for (var field : json().propertyNames()) {
      var value = environment.get("SANDBOX_" + field.toUpperCase(Locale.ROOT));
      if (value == null || value.isBlank()) continue;
      if (value.matches("true|false")) json.put(field, Boolean.parseBoolean(value));
      else if (value.matches("[0-9]{1,9}")) json.put(field, Integer.parseInt(value));
      else json.put(field, value);
    }
    return with(Json.of(json));
  }

  ObjectNode json() {
    return Json.object()
        .put("duplicates", duplicates.name().toLowerCase(Locale.ROOT))
        .put("enforces_valid_until", enforcesValidUntil)
        .put("cancel_blocks_id", cancelBlocksId)
        .put("takes_recalls", takesRecalls)
        .put("read_delay_ms", readDelay.toMillis())
        .put("latency_ms", latency.toMillis())
        .put("success_rate", successRate.toPlainString())
        .put("rate_per_second", ratePerSecond);
  }

  private static Duplicates duplicates(Json json, Duplicates otherwise) {
    var text = json.text("duplicates");
    if (text == null) return otherwise;
    for (var one : Duplicates.values()) if (one.name().equalsIgnoreCase(text)) return one;
    throw Problem.invalid("duplicates", "must be once, refuse or execute");
  }
}
