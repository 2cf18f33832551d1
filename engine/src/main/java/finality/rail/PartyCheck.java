package finality.rail;

import finality.money.Asset;
import finality.rail.message.identifier.Checked.Refused;
import finality.rail.message.identifier.Checked.Valid;
import finality.rail.message.identifier.Countries;
import finality.rail.message.identifier.Iban;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with who is paid at a bank, as far as it can be known without asking a bank: money sent to a mistyped account is hard to get back. */
public final class PartyCheck {

  /**
   * @param field of the party: account, bank, country
   * @param code for programs
   * @param why the end of a sentence about the field
   */
  public record Fault(String field, String code, String why) {}

  /** Of SWIFT's set x, in which accounts are written on every network; its line breaks are none of an account's. */
  private static final Pattern SET_X = Pattern.compile("[A-Za-z0-9/\\-?:().,'+ ]*");
  private static final Pattern BEGINS_LIKE_IBAN = Pattern.compile("[A-Z]{2}[0-9]{2}.*");
  /** The European Economic Area: in euro an account there is addressed by its IBAN and by nothing else (regulation (EU) 260/2012, article 5). */
  private static final Set<String> IBAN_ONLY_IN_EURO = Set.of("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV",
      "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK");

  private final Party party;
  private final @Nullable Asset asset;
  private final List<Fault> faults = new ArrayList<>();

  private PartyCheck(Party party, @Nullable Asset asset) {
    this.party = party;
    this.asset = asset;
  }

  /** @param asset what is paid; {@code null} when that is not known */
  public static List<Fault> faults(Party party, @Nullable Asset asset) {
    var check = new PartyCheck(party, asset);
    check.country();
    if (inCurrency(asset)) check.account();   // a chain's addresses have their own checks
    if (party.bank() != null) BankCode.wrong(party.bank()).ifPresent(why -> check.fault("bank", "invalid_bank", why));
    return List.copyOf(check.faults);
  }

  /** Characters that an account may have. */
  public static int longestAccount(@Nullable Asset asset) { return inCurrency(asset) ? 34 : 70; }

  private static boolean inCurrency(@Nullable Asset asset) { return asset == null || asset.kind() == Asset.Kind.CURRENCY; }

  /** Where he lives, which need not be where his account is. */
  private void country() {
    var country = party.country();
    if (country == null || Countries.has(country)) return;
    fault("country", "invalid_country", country.matches("[A-Z]{2}") ? "there is no country " + country + " in ISO 3166-1" : "is an ISO 3166-1 code of two capital letters");
  }

  private void account() {
    var account = party.account();
    if (!SET_X.matcher(account).matches() || account.chars().noneMatch(Character::isLetterOrDigit)) {
      fault("account", "invalid_account", "is no account number: it has letters, digits and / - ? : ( ) . , ' + only, and not signs alone");
    } else if (!Iban.resembles(account)) {
      if (needsIban()) fault("account", "not_an_iban", "is not an IBAN, as an account there has: the country's two letters, two check digits, and 11 to 30 letters and digits");
    } else switch (Iban.read(account)) {
      case Refused(var code, var reason) -> fault("account", code, "is an IBAN whose " + clause(reason));
      case Valid(var iban) -> {   // in writing it has blanks and may have small letters; sent, it has neither: one account is one text, wherever it is compared
        if (!iban.value().equals(account)) fault("account", "invalid_iban", "is an IBAN written for people; send it without blanks, in capitals: " + iban.value());
      }
    }
  }

  private static String clause(String sentence) { return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1, sentence.length() - 1); }

  /** What begins like an IBAN of Europe is one cut short or run on, unless its country has other numbers. */
  private boolean needsIban() {
    var country = party.bank() == null ? null : BankCode.country(party.bank()).orElse(null);
    if (country != null && asset != null && asset.code().equals("EUR") && IBAN_ONLY_IN_EURO.contains(country)) return true;
    var account = party.account();
    return BEGINS_LIKE_IBAN.matcher(account).matches() && IBAN_ONLY_IN_EURO.contains(account.substring(0, 2)) && (country == null || country.equals(account.substring(0, 2)));
  }

  private void fault(String field, String code, String why) { faults.add(new Fault(field, code, why)); }
}
