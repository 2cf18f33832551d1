package finality.idempotency;

import finality.access.Principal;
import finality.edge.Fields;
import finality.edge.Json;
import finality.edge.Problem;
import finality.edge.Refused;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A POST, PUT or PATCH as it arrived. A handler takes it as a parameter.
 *
 * @param path without query
 * @param key 128-bit hash of tenant and idempotency key; {@code null} when the client sent none
 * @param body an object without members when there was none
 */
public record Call(Principal who, String method, String path, @Nullable UUID key, Json body) {
  /** What is wrong with a call that moves money and has no key. */
  public static final Problem.Item NO_KEY = new Problem.Item("Idempotency-Key", "idempotency_key_missing",
      "This call moves money and needs the header Idempotency-Key: a string of your own, new for every payment and the same when you repeat the call.");

  private static final String BODY_KEY = "idempotency_key";

  static Call of(Principal who, String method, String path, @Nullable String header, Json body) {
    var key = IdempotencyKey.agreed(header, body instanceof Json.Members(Map<String, Json> members) ? members.get(BODY_KEY) : null);
    return new Call(who, method, path, key == null ? null : Hash.of("key", String.valueOf(who.tenant()), key), body);
  }

  /** @throws Refused 400 when there is none */
  public UUID requiredKey() {
    if (key != null) return key;
    throw Problem.of(400, List.of(NO_KEY)).refused();
  }

  /** The members of the body, without the key. @throws Refused 400 when the body is not an object */
  public Fields fields() { return Fields.of(body).leaving(BODY_KEY); }

  /** Hash of method, path and canonical body: the first quarter of the path, the rest of the body, so that a difference can be named. */
  public UUID fingerprint() {
    var route = Hash.of("route", method, path);
    var content = Hash.of("body", withoutKey().canonical());
    return new UUID((route.getMostSignificantBits() & 0xFFFFFFFF00000000L) | (content.getMostSignificantBits() & 0xFFFFFFFFL), content.getLeastSignificantBits());
  }

  /** What differs between this call and one with that fingerprint. */
  String difference(UUID other) { return samePath(fingerprint(), other) ? "the body" : "the method or path"; }

  /** Whether two calls with these fingerprints have method and path in common. */
  public static boolean samePath(UUID one, UUID other) { return one.getMostSignificantBits() >>> 32 == other.getMostSignificantBits() >>> 32; }

  private Json withoutKey() {
    if (!(body instanceof Json.Members(Map<String, Json> members)) || !members.containsKey(BODY_KEY)) return body;
    var rest = new java.util.LinkedHashMap<>(members);
    rest.remove(BODY_KEY);
    return new Json.Members(rest);
  }
}
