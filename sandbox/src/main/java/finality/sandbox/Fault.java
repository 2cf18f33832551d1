package finality.sandbox;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A rule: what goes wrong, with which calls, how often. Without {@code next} and {@code share} it always strikes.
 *
 * @param next how many more times it strikes; null: no such limit
 * @param share of the calls it strikes, from 0 to 1, drawn from the seed, the order's id and the how-manieth request it is: the same in every run
 * @param after how long until what happens later; for hangs and delays how long it lasts
 * @param amount of the other execution, the return, the charge; null: what the effect's description says
 */
record Fault(
    Effect effect, Call call, @Nullable AtomicLong next, @Nullable BigDecimal share, long seed, Match match,
    String code, boolean permanent, Duration after, @Nullable BigDecimal amount, String reason, int retryAfter, AtomicLong hits) {

  enum Call { PAYMENT, LOOKUP, CANCEL, CREDIT, ACCOUNT, TOKEN, EVERY }

  /** What an order has to be for the rule to strike; null matches all. */
  record Match(@Nullable String endToEndId, @Nullable BigDecimal amount, @Nullable String currency, @Nullable String account, @Nullable String creditorAccount) {
    static final Match ALL = new Match(null, null, null, null, null);

    static Match read(@Nullable Json json) {
      if (json == null) return ALL;
      var amount = json.text("amount");
      var match = new Match(json.text("end_to_end_id"), amount == null ? null : plain(json, "amount", amount),
          json.text("currency"), json.text("account"), json.text("creditor_account"));
      json.noOthers();
      return match;
    }

    boolean matches(@Nullable Order order) {
      if (equals(ALL)) return true;
      if (order == null) return false;
      return (endToEndId == null || endToEndId.equals(order.key().endToEndId()))
          && (amount == null || amount.compareTo(order.amount()) == 0)
          && (currency == null || currency.equals(order.currency()))
          && (account == null || account.equals(order.account()))
          && (creditorAccount == null || creditorAccount.equals(order.creditor().account()));
    }

    ObjectNode json() {
      return Json.object().put("end_to_end_id", endToEndId).put("amount", amount == null ? null : amount.toPlainString())
          .put("currency", currency).put("account", account).put("creditor_account", creditorAccount);
    }
  }

  /** The effect with its defaults, as a magic amount has it. */
  static Fault of(Effect effect) {
    boolean permanent = effect != Effect.REJECT_FOR_NOW;
    return new Fault(effect, Call.PAYMENT, null, null, 0, Match.ALL, code(effect), permanent, after(effect), null, "AC04", 1, new AtomicLong());
  }

  static Fault read(Json json) {
    var standard = of(Effect.read(json.need("effect")));
    var effect = standard.effect;
    var call = call(json, effect);
    var next = json.get("next") == null ? null : new AtomicLong(json.integer("next", 1, Integer.MAX_VALUE, 1));
    var share = json.get("share") == null ? null : json.share("share", BigDecimal.ONE);
    var amount = json.text("amount");
    var code = json.text("code");
    var reason = json.text("reason");
    var fault = new Fault(effect, call, next, share, json.integer("seed", Integer.MIN_VALUE, Integer.MAX_VALUE, 0), Match.read(json.child("match")),
        code == null ? standard.code : code, json.bool("permanent", standard.permanent), json.millis("after_ms", standard.after),
        amount == null ? null : plain(json, "amount", amount), reason == null ? standard.reason : reason,
        json.integer("retry_after_s", 0, 86_400, 1), new AtomicLong());
    json.noOthers();
    return fault;
  }

  /** Whether it strikes now; if so, it is used up by one. */
  boolean strikes(@Nullable Order order, String id, long attempt) {
    if (!match.matches(order)) return false;
    if (share != null && !Draw.hits(share, seed, id, attempt)) return false;
    if (next != null && next.getAndUpdate(left -> Math.max(0, left - 1)) == 0) return false;
    hits.incrementAndGet();
    return true;
  }

  ObjectNode json() {
    var json = Json.object().put("effect", effect.toString()).put("call", call.name().toLowerCase(Locale.ROOT));
    if (next != null) json.put("next", next.get());
    if (share != null) json.put("share", share.toPlainString()).put("seed", seed);
    if (!match.equals(Match.ALL)) json.set("match", match.json());
    json.put("after_ms", after.toMillis()).put("code", code).put("permanent", permanent).put("reason", reason).put("retry_after_s", retryAfter);
    if (amount != null) json.put("amount", amount.toPlainString());
    return json.put("hits", hits.get());
  }

  private static Call call(Json json, Effect effect) {
    var text = json.text("call");
    var call = text == null ? (effect == Effect.CANCEL_LATER ? Call.CANCEL : Call.PAYMENT) : null;
    for (var one : Call.values()) if (one.name().equalsIgnoreCase(text)) call = one;
    if (call == null) throw Problem.invalid("call", "must be payment, lookup, cancel, credit, account, token or every");
    boolean possible = switch (call) {
      case PAYMENT -> effect != Effect.CANCEL_LATER;
      case CREDIT -> effect.lines() != 1;
      case CANCEL -> effect == Effect.CANCEL_LATER || effect.tell != Effect.Tell.TRUTH;
      case LOOKUP, ACCOUNT, TOKEN, EVERY -> effect.tell != Effect.Tell.TRUTH;
    };
    if (!possible) throw Problem.invalid("effect", effect + " cannot happen to the call " + call.name().toLowerCase(Locale.ROOT));
    return call;
  }

  private static String code(Effect effect) { return effect == Effect.REJECT_FOR_NOW ? "MS03" : "AC04"; }

  private static Duration after(Effect effect) {
    return switch (effect) {
      case HANG, EXECUTE_THEN_HANG, ACCEPT_THEN_HANG -> Duration.ofMinutes(2);
      case PROXY_404 -> Duration.ofSeconds(15);
      case DELAY -> Duration.ofSeconds(5);
      default -> Duration.ofSeconds(2);
    };
  }

  private static BigDecimal plain(Json json, String field, String text) {
    if (text.length() > 40 || !text.matches("[0-9]+(\\.[0-9]+)?")) throw json.invalid(field, "must be a plain decimal string such as \"12.34\"");
    return new BigDecimal(text);
  }
}
