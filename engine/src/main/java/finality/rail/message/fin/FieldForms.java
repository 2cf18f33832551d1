package finality.rail.message.fin;

import finality.money.Asset;
import finality.money.Assets;
import finality.rail.message.CharacterSet;
import finality.rail.message.Finding;
import finality.rail.message.identifier.Bic;
import finality.rail.message.identifier.IdRule;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The form of each field, as it is generally known from the User Handbook's field specifications; lines are put together with a line feed between. */
final class FieldForms {
  private static final String X = "[A-Za-z0-9/\\-?:().,'+ ]";
  private static final String AMOUNT = "(?=[0-9,]{2,15}$)[0-9]+,[0-9]*";
  private static final String IDENTIFIED = "(/[A-Z])?(/" + X + "{1,34})?";
  private static final String BIC = "[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?";
  private static final String FOUR = X + "{1,35}(\n" + X + "{1,35}){0,3}";
  private static final String INSTITUTION = "(" + IDENTIFIED + "\n)?" + BIC;
  private static final String PLACE = "(" + IDENTIFIED + ")?(\n?" + X + "{1,35})?";
  private static final String NAMED = "(" + IDENTIFIED + "\n)?" + FOUR;
  private static final String ACCOUNT = "(/" + X + "{1,34}\n)?";

  private static final Map<String, Pattern> FORMATS = Map.ofEntries(
      form("13C", "/[A-Z0-9]{1,8}/([01][0-9]|2[0-3])[0-5][0-9][+-](0[0-9]|1[0-3])[0-5][0-9]"), form("23B", "CRED|CRTS|SPAY|SPRI|SSTD"),
      form("23E", "(SDVA|INTC|REPA|CORT|HOLD|CHQB|PHOB|TELB|PHON|TELE|PHOI|TELI)(/" + X + "{1,30})?"), form("26T", "[A-Z0-9]{3}"), form("32A", "[0-9]{6}[A-Z]{3}" + AMOUNT), form("33B", "[A-Z]{3}" + AMOUNT),
      form("36", "(?=[0-9,]{2,12}$)[0-9]+,[0-9]*"), form("50A", ACCOUNT + BIC), form("50K", ACCOUNT + FOUR), form("50F", X + "{1,35}\n1/" + X + "{1,33}(\n[1-8]/" + X + "{1,33}){0,3}"), form("51A", INSTITUTION),
      form("52A", INSTITUTION), form("53A", INSTITUTION), form("54A", INSTITUTION), form("55A", INSTITUTION), form("56A", INSTITUTION), form("57A", INSTITUTION), form("58A", INSTITUTION),
      form("53B", PLACE), form("54B", PLACE), form("55B", PLACE), form("57B", PLACE), form("56C", "/" + X + "{1,34}"), form("57C", "/" + X + "{1,34}"),
      form("52D", NAMED), form("53D", NAMED), form("54D", NAMED), form("55D", NAMED), form("56D", NAMED), form("57D", NAMED), form("58D", NAMED),
      form("59", ACCOUNT + FOUR), form("59A", ACCOUNT + BIC), form("59F", ACCOUNT + "1/" + X + "{1,33}(\n[1-3]/" + X + "{1,33}){0,3}"), form("70", FOUR), form("71A", "OUR|BEN|SHA"), form("71F", "[A-Z]{3}" + AMOUNT),
      form("71G", "[A-Z]{3}" + AMOUNT), form("72", "/" + X + "{1,34}(\n" + X + "{1,35}){0,5}"), form("77B", X + "{1,35}(\n" + X + "{1,35}){0,2}"));

  private static final Pattern MONEY = Pattern.compile("(?:[0-9]{6})?([A-Z]{3})([0-9]+,([0-9]*))");
  private static final int LONGEST_ENVELOPE = 9_000;

  private FieldForms() {}

  private static Map.Entry<String, Pattern> form(String tag, String pattern) { return Map.entry(tag, Pattern.compile(pattern)); }

  /** What is wrong with the form of a field, as a sentence. */
  static Optional<String> wrong(Field field) {
    var text = String.join("\n", field.lines());
    for (var line : field.lines()) {
      var misfit = (field.tag().equals("77T") ? CharacterSet.FIN_Z : CharacterSet.FIN_X).misfit(line);
      if (misfit.isPresent()) return misfit.map(m -> "In \"" + Finding.shortened(line) + "\" " + m + ".");
    }
    for (var line : field.lines().subList(1, field.lines().size())) if (line.startsWith(":") || line.startsWith("-")) return Optional.of("The line \"" + Finding.shortened(line) + "\" begins with \"" + line.charAt(0) + "\", which no line but the first may.");
    if (field.tag().equals("77T"))
      return text.length() <= LONGEST_ENVELOPE ? Optional.empty() : Optional.of("It has " + text.length() + " characters, of at most " + LONGEST_ENVELOPE + ".");
    if (field.tag().equals("20") || field.tag().equals("21")) return IdRule.FIN_REFERENCE.refusal(text).map(why -> "\"" + Finding.shortened(text.replace("\n", "⏎")) + "\": " + why.reason());
    var pattern = FORMATS.get(field.tag());
    if (pattern != null && !pattern.matcher(text).matches())
      return Optional.of("\"" + Finding.shortened(text.replace("\n", "⏎")) + "\" has not the form of field " + field.tag() + ".");
    return meaning(field, text);
  }

  /** What a form does not say: that a currency exists and has these decimals, that a BIC has a country. */
  private static Optional<String> meaning(Field field, String text) {
    if ("32A 33B 71F 71G".contains(field.tag())) {
      var money = MONEY.matcher(text);
      if (money.matches()) {
        var asset = Assets.find(money.group(1)).filter(found -> found.kind() == Asset.Kind.CURRENCY);
        if (asset.isEmpty()) return Optional.of(money.group(1) + " is not a currency of ISO 4217 that is known here [T52].");
        if (money.group(3).length() > asset.get().scale())
          return Optional.of(money.group(2) + " has more decimals than " + money.group(1) + ", which has " + asset.get().scale() + " [C03].");
        if (field.tag().equals("71G") && money.group(2).matches("0*,0*")) return Optional.of("The receiver's charges must not be zero [D57].");
      }
    }
    var last = field.lines().getLast();
    if (field.option().equals("A") && last.matches(BIC) && !Bic.read(last).isValid()) return Optional.of("\"" + last + "\" is no BIC [T27].");
    return Optional.empty();
  }
}
