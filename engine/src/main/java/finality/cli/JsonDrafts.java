package finality.cli;

import finality.edge.Json;
import finality.edge.Json.Items;
import finality.edge.Json.Members;
import finality.edge.Json.Text;
import finality.edge.Refused;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Payments as JSON: an array of bodies as {@code POST /v1/settlements} takes them, one such body, or one on each line. */
final class JsonDrafts {
  private JsonDrafts() {}

  /** @throws Stop when an array or a single body cannot be read */
  static List<Draft> read(String file, byte[] bytes) {
    try {
      return switch (Json.read(bytes)) {
        case Items(var items) -> items(file, items);
        case Members body -> List.of(draft(new Place(file, "item 1", 1), body));
        case Json other -> throw Stop.unreadable(file + " is " + other.what() + "; expected an array of payments, or one payment on each line.");
      };
    } catch (Refused e) {
      var lines = lines(file, bytes);
      if (lines.size() < 2 || lines.stream().allMatch(d -> !d.wrongs().isEmpty())) throw Stop.unreadable(file + ": " + e.problem().detail().replace("The body is not JSON: ", "not JSON at "));
      return lines;
    }
  }

  private static List<Draft> items(String file, List<Json> items) {
    var drafts = new ArrayList<Draft>();
    for (var item : items) {
      int number = drafts.size() + 1;
      drafts.add(draft(new Place(file, "item " + number, number), item));
    }
    return drafts;
  }

  private static List<Draft> lines(String file, byte[] bytes) {
    var drafts = new ArrayList<Draft>();
    int number = 0;
    for (var line : PaymentFile.text(file, bytes).lines().toList()) {
      number++;
      if (line.isBlank()) continue;
      var place = new Place(file, "line " + number, number);
      try {
        drafts.add(draft(place, Json.read(line.getBytes(StandardCharsets.UTF_8))));
      } catch (Refused e) {
        drafts.add(Draft.unreadable(place, "", e.problem().detail().replace("The body is not JSON: line 1, ", "not JSON at ")));
      }
    }
    return drafts;
  }

  private static Draft draft(Place place, Json json) {
    if (!(json instanceof Members(var members))) return Draft.unreadable(place, "", "is " + json.what() + ", expected an object with debtor_account, creditor, amount, currency");
    var own = members.get("idempotency_key") instanceof Text(var key) ? key : null;
    var body = new LinkedHashMap<>(members);
    if (own != null) body.remove("idempotency_key");
    return new Draft(place, new Members(body), own, List.of());
  }
}
