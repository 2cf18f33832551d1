package finality.cli;

import finality.edge.Json;
import finality.edge.Json.Members;
import finality.edge.Json.Text;
import finality.money.Assets;
import finality.money.Money;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One payment of a file, to be sent or with the reasons why not.
 *
 * @param key Idempotency-Key: the same in every run of the same file
 * @param keyFrom what made it
 * @param body in the API's words
 * @param wrongs empty when it can be sent
 */
record Line(Place place, String key, KeyFrom keyFrom, Members body, List<Wrong> wrongs) {
  Line {
    wrongs = List.copyOf(wrongs);
  }

  enum KeyFrom {
    /** The line's own, or its message's. */
    OWN,
    /** Its debtor and reference, as asked. */
    REFERENCE,
    /** The file's bytes and its place in them. */
    FILE
  }

  boolean readable() { return wrongs.isEmpty(); }

  /** {@code null} when it cannot be read as one. */
  @Nullable Money amount() {
    var currency = text("currency");
    var amount = Form.digits(body.values().get("amount"));
    try {
      return currency == null || amount == null ? null : Money.of(amount, Assets.of(currency));
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  /** Who is paid, for people. */
  String payee() {
    if (text("creditor_account") instanceof String account) return account;
    if (body.values().get("creditor") instanceof Members(var creditor)) {
      for (var name : List.of("name", "account")) if (creditor.get(name) instanceof Text(var value)) return value;
    }
    return "";
  }

  @Nullable String text(String field) { return body.values().get(field) instanceof Text(var value) ? value : null; }

  Line withKey(String other) { return new Line(place, other, keyFrom, body, wrongs); }

  Line with(Wrong wrong) { return new Line(place, key, keyFrom, body, List.of(wrong)); }

  Line with(String field, String value) {
    var members = new LinkedHashMap<String, Json>(body.values());
    members.put(field, new Text(value));
    return new Line(place, key, keyFrom, new Members(members), wrongs);
  }
}
