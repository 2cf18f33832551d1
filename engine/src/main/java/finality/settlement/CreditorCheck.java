package finality.settlement;

import finality.money.Asset;
import finality.rail.BankCode;
import finality.rail.Countries;
import finality.rail.Iban;
import finality.rail.Iban.Reading;
import finality.rail.Party;
import finality.settlement.Submitted.Problem;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with who is paid at a bank, as far as it can be known without asking a bank: money sent to a mistyped account is hard to get back. */
final class CreditorCheck {
  /** Of SWIFT's set x, in which accounts are written on every network; its line breaks are none of an account's. */
  private static final Pattern SET_X = Pattern.compile("[A-Za-z0-9/\\-?:().,'+ ]*");
  private static final Pattern BEGINS_LIKE_IBAN = Pattern.compile("[A-Z]{2}[0-9]{2}.*");

  private final Party creditor;
  private final @Nullable Asset asset;
  private final List<Problem> problems;

  private CreditorCheck(Party creditor, @Nullable Asset asset, List<Problem> problems) {
    this.creditor = creditor;
    this.asset = asset;
    this.problems = problems;
  }

  /** @param asset what is paid; {@code null} when that is not known */
  static void check(Party creditor, @Nullable Asset asset, List<Problem> problems) {
    var check = new CreditorCheck(creditor, asset, problems);
    var country = check.country();
    if (inCurrency(asset)) check.account(country);   // a chain's addresses have their own checks
    if (creditor.bank() != null) BankCode.wrong(creditor.bank()).ifPresent(why -> check.problem("creditor.bank", "invalid_bank", why));
  }

  /** Characters that an account may have. */
  static int longestAccount(@Nullable Asset asset) { return inCurrency(asset) ? 34 : 70; }

  private static boolean inCurrency(@Nullable Asset asset) { return asset == null || asset.kind() == Asset.Kind.CURRENCY; }

  /** {@code null} when it is not given, or wrong. */
  private @Nullable String country() {
    var country = creditor.country();
    if (country == null || Countries.exists(country)) return country;
    problem("creditor.country", "invalid_country", country.matches("[A-Z]{2}") ? "there is no country " + country + " in ISO 3166-1" : "is an ISO 3166-1 code of two capital letters");
    return null;
  }

  private void account(@Nullable String country) {
    var account = creditor.account();
    if (!SET_X.matcher(account).matches() || account.chars().noneMatch(Character::isLetterOrDigit)) {
      problem("creditor.account", "invalid_account", "is no account number: it has letters, digits and / - ? : ( ) . , ' + only, and not signs alone");
    } else switch (Iban.read(account)) {
      case Reading.Wrong(var code, var why) -> problem("creditor.account", code, why);
      case Reading.Valid(var iban) -> {
        if (country != null && !iban.isOf(country)) problem("creditor.country", "other_country", "is " + country + ", and the IBAN in creditor.account is of " + iban.country() + "; one of them is wrong, or leave the country out");
      }
      case Reading.Other() -> {
        if (needsIban(country)) problem("creditor.account", "not_an_iban", "is not an IBAN, as an account there has: the country's two letters, two check digits, and 11 to 30 letters and digits");
      }
    }
  }

  /** What begins like an IBAN of Europe is one cut short or run on, unless its country has other numbers. */
  private boolean needsIban(@Nullable String country) {
    if (country != null && asset != null && asset.code().equals("EUR") && Countries.hasOnlyIbansInEuro(country)) return true;
    var account = creditor.account();
    return BEGINS_LIKE_IBAN.matcher(account).matches() && Countries.hasOnlyIbansInEuro(account.substring(0, 2)) && (country == null || country.equals(account.substring(0, 2)));
  }

  private void problem(String field, String code, String why) { problems.add(new Problem(field, code, why)); }
}
