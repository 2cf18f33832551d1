package finality.cli;

import finality.edge.Json;
import finality.edge.Json.Digits;
import finality.edge.Json.Items;
import finality.edge.Json.Members;
import finality.edge.Json.Text;
import finality.edge.Refused;
import finality.matching.Direction;
import finality.matching.Fee;
import finality.matching.Pass;
import finality.matching.Rules;
import finality.matching.Scope;
import finality.matching.Tolerance;
import finality.matching.Window;
import finality.money.Assets;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rules as JSON; what is left out is as in {@link Rules#standard()}. A field nobody knows is refused: a misspelt tolerance would be none. */
final class MatchRules {
  /** The fields of the passes that have any. */
  private static final Map<String, Set<String>> OF_A_PASS = Map.of("amount_date_party", Set.of("pass", "days_early", "days_late", "similarity", "margin"), "amount_date", Set.of("pass", "days_early", "days_late"),
      "one_to_many", Set.of("pass", "days_early", "days_late", "similarity", "parts", "candidates"), "many_to_one", Set.of("pass", "days_early", "days_late", "similarity", "parts", "candidates"),
      "one_to_many_by_reference", Set.of("pass", "parts", "candidates"), "many_to_one_by_reference", Set.of("pass", "parts", "candidates"));
  private static final Set<String> SCOPE = Set.of("currency", "direction", "from", "below");

  private MatchRules() {}

  /** @throws Stop 65 with the field and what was expected */
  static Rules read(Path file) {
    try {
      var root = new Fields("rules", Json.read(Files.readAllBytes(file)), Set.of("passes", "tolerances", "fees", "alert", "old_days", "in_transit_days"));
      var standard = Rules.standard();
      var passes = root.list("passes", MatchRules::pass);
      if (passes.isEmpty() && root.values.containsKey("passes")) throw new IllegalArgumentException("passes is empty; name the passes to run, or leave the field out to run all");
      for (int i = 0; i < passes.size(); i++)
        if (passes.indexOf(passes.get(i)) < i) throw new IllegalArgumentException("passes[" + i + "] is passes[" + passes.indexOf(passes.get(i)) + "] again, " + passes.get(i).name() + "; name it once");
      return new Rules(passes.isEmpty() ? standard.passes() : passes, root.list("tolerances", MatchRules::tolerance), root.list("fees", MatchRules::fee),
          root.decimal("alert", standard.alert()), root.number("old_days", standard.old()), root.number("in_transit_days", standard.inTransit()));
    } catch (IOException e) {
      throw Stop.unreadable(file + " cannot be read" + (e instanceof java.nio.file.NoSuchFileException ? ": there is no such file." : ": " + e.getMessage()));
    } catch (Refused e) {
      throw Stop.unreadable(file + ": " + e.problem().detail().replace("The body", "the file"));
    } catch (IllegalArgumentException e) {
      throw Stop.unreadable(file + ": " + e.getMessage());
    }
  }

  private static Tolerance tolerance(String place, Json json) {
    var fields = new Fields(place, json, with(SCOPE, "less", "more"));
    return new Tolerance(scope(fields), fields.decimal("less", BigDecimal.ZERO), fields.decimal("more", BigDecimal.ZERO));
  }

  private static Fee fee(String place, Json json) {
    var fields = new Fields(place, json, with(SCOPE, "name", "fixed", "rate", "least", "most"));
    var fee = new Fee(fields.text("name", "fee"), scope(fields), fields.decimal("fixed", BigDecimal.ZERO), fields.decimal("rate", BigDecimal.ZERO), fields.decimal("least", BigDecimal.ZERO), fields.decimal("most"));
    if (fee.rate().compareTo(BigDecimal.ONE) > 0) throw new IllegalArgumentException(place + ".rate is " + fee.rate().toPlainString() + ", expected a fraction of the amount, 1 at most: 0.0015 is 0.15 %");
    boolean nothing = fee.fixed().signum() == 0 && fee.rate().signum() == 0 && fee.least().signum() == 0;
    if (nothing || fee.most() != null && fee.most().signum() == 0) throw new IllegalArgumentException(place + " is a fee of nothing; give it \"fixed\", \"rate\" or \"least\" above zero, and no \"most\" of zero, or take it out");
    return fee;
  }

  private static Scope scope(Fields fields) {
    var direction = fields.text("direction", "both");
    var currency = fields.text("currency", "*").toUpperCase(Locale.ROOT);
    if (!currency.equals("*") && Assets.find(currency).isEmpty()) throw new IllegalArgumentException(fields.place + ".currency is \"" + currency + "\", expected a code such as EUR, or * for any");
    return new Scope(currency, switch (direction) {
      case "debit" -> Direction.DEBIT;
      case "credit" -> Direction.CREDIT;
      case "both" -> null;
      default -> throw new IllegalArgumentException(fields.place + ".direction is \"" + direction + "\", expected debit, credit or both");
    }, fields.decimal("from", BigDecimal.ZERO), fields.decimal("below"));
  }

  private static Pass pass(String place, Json json) {
    var fields = new Fields(place, json, Set.of("pass", "days_early", "days_late", "similarity", "margin", "parts", "candidates"));
    var word = fields.text("pass", "");
    if (standardPasses().contains(word)) fields.only(place + " (" + word + ")", OF_A_PASS.getOrDefault(word, Set.of("pass")));
    var window = new Window(fields.number("days_early", 1), fields.number("days_late", 3));
    for (var link : Pass.Link.values()) for (var withFee : List.of(false, true)) if (new Pass.Reference(link, withFee).name().equals(word)) return new Pass.Reference(link, withFee);
    return switch (word) {
      case "batch" -> new Pass.Batch();
      case "amount_date_party" -> new Pass.Party(window, fields.number("similarity", 80), fields.number("margin", 15));
      case "amount_date" -> new Pass.Amount(window);
      case "one_to_many", "many_to_one" -> new Pass.Split(word.startsWith("one"), false, window, fields.number("similarity", 85), fields.number("parts", 8), fields.number("candidates", 16));
      case "one_to_many_by_reference", "many_to_one_by_reference" -> new Pass.Split(word.startsWith("one"), true, window, 0, fields.number("parts", 24), fields.number("candidates", 24));
      default -> throw new IllegalArgumentException(place + ".pass is \"" + word + "\", expected one of " + String.join(", ", standardPasses()));
    };
  }

  private static List<String> standardPasses() { return Rules.standard().passes().stream().map(Pass::name).toList(); }

  private static Set<String> with(Set<String> some, String... others) {
    var all = new java.util.HashSet<>(some);
    all.addAll(List.of(others));
    return all;
  }

  /** An object of the file, with where it stands. */
  private static final class Fields {
    private final String place;
    private final Map<String, Json> values;

    Fields(String place, Json json, Set<String> known) {
      if (!(json instanceof Members(var members))) throw new IllegalArgumentException(place + " is " + json.what() + ", expected an object");
      this.place = place;
      values = members;
      only(place, known);
    }

    /** @throws IllegalArgumentException naming a field that is none of these */
    void only(String called, Set<String> known) {
      for (var name : values.keySet()) if (!known.contains(name)) throw new IllegalArgumentException(called + " has no field \"" + name + "\"; there " + (known.size() == 1 ? "is " : "are ") + String.join(", ", known.stream().sorted().toList()));
    }

    String text(String name, String otherwise) {
      if (!values.containsKey(name)) return otherwise;
      if (values.get(name) instanceof Text(var text)) return text;
      throw wrong(name, "a string");
    }

    BigDecimal decimal(String name, BigDecimal otherwise) {
      var decimal = decimal(name);
      return decimal == null ? otherwise : decimal;
    }

    @Nullable BigDecimal decimal(String name) {
      return switch (values.get(name)) {
        case null -> null;
        case Text(var text) when text.matches("[0-9]{1,18}(\\.[0-9]{1,18})?") -> new BigDecimal(text);
        case Digits(var text) when text.matches("[0-9]{1,18}(\\.[0-9]{1,18})?") -> new BigDecimal(text);
        default -> throw wrong(name, "a plain decimal such as \"0.01\"");
      };
    }

    int number(String name, int otherwise) {
      return switch (values.get(name)) {
        case null -> otherwise;
        case Digits(var text) when text.matches("[0-9]{1,6}") -> Integer.parseInt(text);
        default -> throw wrong(name, "a whole number");
      };
    }

    <T> List<T> list(String name, java.util.function.BiFunction<String, Json, T> read) {
      if (!values.containsKey(name)) return List.of();
      if (!(values.get(name) instanceof Items(var items))) throw wrong(name, "an array");
      var list = new ArrayList<T>();
      for (var item : items) list.add(read.apply(name + "[" + list.size() + "]", item));
      return list;
    }

    private IllegalArgumentException wrong(String name, String expected) { return new IllegalArgumentException(place + "." + name + " is not " + expected); }
  }
}
