package finality.screening;

import finality.money.Asset;
import finality.money.Assets;
import finality.money.Money;
import finality.rail.Settings;
import finality.rail.WrongSetting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;

/** Reads {@code finality.screening}. What it does not understand stops the start. */
final class ScreeningSettings {
  private static final String ROOT = "finality.screening";
  private static final List<String> LISTS = List.of("names", "accounts", "banks", "countries");

  private final Binder binder;

  private ScreeningSettings(Environment environment) { binder = Binder.get(environment); }

  static Screening read(Environment environment) {
    var settings = new ScreeningSettings(environment);
    settings.nothingElse(ROOT, List.of("blocked", "limits"));
    settings.nothingElse(ROOT + ".blocked", LISTS);
    var blocked = new BlockedParties(settings.list("names", "letters or digits"), settings.list("accounts", "letters or digits"), settings.list("banks", "letters or digits"), settings.countries());
    var limits = settings.limits();
    return blocked.isEmpty() && limits.isEmpty() ? Screening.NONE : new BuiltInRules(blocked, limits);
  }

  private void nothingElse(String at, List<String> known) {
    for (var name : new TreeMap<>(binder.bind(at, Bindable.mapOf(String.class, Object.class)).orElseGet(Map::of)).keySet()) {
      var first = name.replaceAll("[.\\[].*", "");
      if (!known.contains(first)) throw new WrongSetting(at + "." + first, "not a setting", "one of " + String.join(", ", known));
    }
  }

  private List<String> list(String name, String expected) {
    var at = ROOT + ".blocked." + name;
    var entries = binder.bind(at, Bindable.listOf(String.class)).orElseGet(List::of);
    for (int i = 0; i < entries.size(); i++) if (Plain.of(entries.get(i)).isEmpty()) throw new WrongSetting(at + "[" + i + "]", "\"" + entries.get(i) + "\"", expected);
    return entries;
  }

  private List<String> countries() {
    var countries = list("countries", "an ISO 3166-1 code of two letters");
    for (int i = 0; i < countries.size(); i++)
      if (!countries.get(i).matches("[A-Za-z]{2}")) throw new WrongSetting(ROOT + ".blocked.countries[" + i + "]", "\"" + countries.get(i) + "\"", "an ISO 3166-1 code of two letters such as KP; quote NO, which YAML reads as false");
    return countries;
  }

  private List<Limit> limits() {
    Bindable<List<Map<String, String>>> shape = Bindable.of(ResolvableType.forClassWithGenerics(List.class, ResolvableType.forClassWithGenerics(Map.class, String.class, String.class)));
    var written = binder.bind(ROOT + ".limits", shape).orElseGet(List::of);
    var limits = new ArrayList<Limit>();
    var seen = new HashSet<String>();
    for (int i = 0; i < written.size(); i++) {
      var settings = new Settings(ROOT + ".limits[" + i + "]", written.get(i));
      var limit = limit(settings);
      if (!seen.add(limit.currency() + " " + limit.party())) throw settings.wrong("currency", "one that no other limit of this party has");
      limits.add(limit);
    }
    return limits;
  }

  private static Limit limit(Settings settings) {
    var party = settings.find("party").map(name -> {
      if (Plain.of(name).isEmpty()) throw settings.wrong("party", "a name with letters or digits, or none for every party");
      return Plain.of(name);
    }).orElse(null);
    var asset = Assets.of(settings.text("currency", code -> Assets.find(code).isPresent(), "the code of a known currency such as EUR"));
    var limit = new Limit(party, asset.code(), amount(settings, "per_payment", asset), amount(settings, "per_day", asset), amount(settings, "approval_above", asset));
    settings.nothingElse();
    if (limit.perPayment() == null && limit.perDay() == null && limit.approvalAbove() == null) throw settings.wrong("per_payment", "an amount, here or in per_day or approval_above");
    return limit;
  }

  private static @Nullable Money amount(Settings settings, String name, Asset asset) {
    return settings.find(name).isEmpty() ? null
        : settings.read(name, Money.of("1", asset), text -> Money.of(text, asset), "an amount of " + asset + " above zero, with at most " + asset.scale() + " decimals, such as " + Money.of("1000", asset).amount().toPlainString());
  }
}
