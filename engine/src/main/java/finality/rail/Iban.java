package finality.rail;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An account number with check digits, ISO 13616: country, two digits, and the country's own number. What is proved here is what holds in every
 * country; the structures of each are not known here.
 */
record Iban(String number) {
  private static final Pattern FORM = Pattern.compile("[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}");

  /** What an account number that may or may not be one is. */
  sealed interface Reading {
    record Valid(Iban iban) implements Reading {}

    /** It has the form, and is none. @param why the end of a sentence about the number */
    record Wrong(String code, String why) implements Reading {}

    /** Some other number. */
    record Other() implements Reading {}
  }

  /** In writing an IBAN has blanks and may have small letters; sent, it has neither: one account is one text, wherever it is compared. */
  static Reading read(String account) {
    var compact = account.replace(" ", "").toUpperCase(Locale.ROOT);
    if (!FORM.matcher(compact).matches()) return new Reading.Other();
    return wrong(compact, account).<Reading>map(why -> why).orElseGet(() -> new Reading.Valid(new Iban(compact)));
  }

  private static Optional<Reading.Wrong> wrong(String iban, String account) {
    if (!Countries.exists(iban.substring(0, 2))) return Optional.of(new Reading.Wrong("unknown_country", "has the form of an IBAN, and there is no country " + iban.substring(0, 2)));
    if (!finality.rail.message.identifier.Iban.checkDigitsFit(iban)) return Optional.of(new Reading.Wrong("wrong_check_digits", "is an IBAN whose check digits " + iban.substring(2, 4) + " do not fit the rest: a character is wrong or missing; ask whom it belongs to"));
    if (!iban.equals(account)) return Optional.of(new Reading.Wrong("invalid_iban", "is an IBAN written for people; send it without blanks, in capitals: " + iban));
    return Optional.empty();
  }

  @Override public String toString() { return number; }
}
