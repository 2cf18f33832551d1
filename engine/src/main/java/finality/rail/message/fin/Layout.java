package finality.rail.message.fin;

import finality.rail.message.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Which fields a message has, in which order (general knowledge of the format specifications in SWIFT's User Handbook, categories 1 and 2). */
final class Layout {
  /** A place for a field: number and options; ! mandatory, ? optional, * as often as wanted. Behind | the second sequence of an MT202 COV. */
  private static final Map<String, List<Slot>> LAYOUTS = Map.of(
      "103", slots("20! 13C* 23B! 23E* 26T? 32A! 33B? 36? 50AFK! 51A? 52AD? 53ABD? 54ABD? 55ABD? 56ACD? 57ABCD? 59-AF! 70? 71A! 71F* 71G? 72? 77B?"),
      "103 STP", slots("20! 13C* 23B! 23E* 26T? 32A! 33B? 36? 50AFK! 52A? 53AB? 54A? 55A? 56A? 57A? 59-AF! 70? 71A! 71F* 71G? 72? 77B?"),
      "103 REMIT", slots("20! 13C* 23B! 23E* 26T? 32A! 33B? 36? 50AFK! 51A? 52AD? 53ABD? 54ABD? 55ABD? 56ACD? 57ABCD? 59-AF! 71A! 71F* 71G? 72? 77B? 77T!"),
      "202", slots("20! 21! 13C* 32A! 52AD? 53ABD? 54ABD? 56AD? 57ABD? 58AD! 72?"),
      "202 COV", slots("20! 21! 13C* 32A! 52AD? 53ABD? 54ABD? 56AD? 57ABD? 58AD! 72? | 50AFK! 52AD? 56ACD? 57ABCD? 59-AF! 70? 72? 33B?"));

  private record Slot(String number, String options, char presence, boolean second) {
    boolean takes(Field field) { return number.equals(field.number()) && (options.isEmpty() ? field.option().isEmpty() : options.indexOf(field.option().isEmpty() ? '-' : field.option().charAt(0)) >= 0); }

    String name() { return options.length() > 1 ? number + "a" : number + options.replace("-", ""); }
  }

  private Layout() {}

  private static List<Slot> slots(String text) {
    var slots = new ArrayList<Slot>();
    boolean second = false;
    for (var word : text.split(" ")) {
      if (word.equals("|")) second = true;
      else slots.add(new Slot(word.substring(0, 2), word.substring(2, word.length() - 1), word.charAt(word.length() - 1), second));
    }
    return List.copyOf(slots);
  }

  /** Fields that are missing, unknown, too many or out of order. */
  static List<Finding> check(FinMessage message) {
    var slots = LAYOUTS.get(message.kind());
    var findings = new ArrayList<Finding>();
    var taken = new HashSet<Slot>();
    int from = 0;
    for (var field : message.fields()) {
      int at = next(slots, field, from);
      if (at < 0) at = next(slots, field, 0);
      if (at < 0) findings.add(Finding.error(field.position(), "unknown_tag", "An MT" + message.kind() + " has no field " + field.tag() + "; it was not read."));
      else if (!taken.add(slots.get(at)) && slots.get(at).presence != '*')
        findings.add(Finding.error(field.position(), "repeated_tag", "An MT" + message.kind() + " has field " + slots.get(at).name() + " once; only the first one was read."));
      else if (at < from)
        findings.add(Finding.error(field.position(), "wrong_order", "Field " + field.tag() + " stands behind one that comes after it in an MT" + message.kind() + "."));
      from = Math.max(from, at);
    }
    for (var slot : slots) {
      if (slot.presence == '!' && !taken.contains(slot))
        findings.add(Finding.error(message.fields().getFirst().position(), "missing_tag", "An MT" + message.kind() + " must have field " + slot.name() + (slot.second ? " in its second sequence." : ".")));
    }
    return findings;
  }

  private static int next(List<Slot> slots, Field field, int from) {
    for (int at = from; at < slots.size(); at++) if (slots.get(at).takes(field)) return at;
    return -1;
  }

  /** The places of a sequence in order, for writing. */
  static int place(String kind, Field field, boolean second) {
    var slots = LAYOUTS.get(kind);
    for (int at = 0; at < slots.size(); at++) if (slots.get(at).second == second && slots.get(at).takes(field)) return at;
    return slots.size();
  }
}
