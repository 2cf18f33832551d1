package finality.rail.message.identifier;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A key of Brazil's Pix directory: a taxpayer's number (CPF, CNPJ), a telephone number, an e-mail address or a random UUID (EVP; the directory makes it, of whatever version).
 * A CNPJ may have capitals in its first twelve places since July 2026 (Receita Federal, IN RFB 2.229/2024).
 */
public record PixKey(Kind kind, String value) {

  public enum Kind { CPF, CNPJ, PHONE, EMAIL, RANDOM }

  private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern PHONE = Pattern.compile("\\+[1-9][0-9]{1,14}");
  private static final Pattern EMAIL = Pattern.compile("[a-z0-9.!#$'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*");
  private static final int[] CNPJ_WEIGHTS = {6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2};

  /** @throws IllegalArgumentException when the value is not a key of that kind */
  public PixKey {
    if (kind != kind(value)) throw new IllegalArgumentException("\"" + value + "\" is not a Pix key of kind " + kind);
    Refusal.none(refusal(value));
  }

  /** Points, hyphens and strokes of a CPF or CNPJ are taken, and small letters of a CNPJ. */
  public static Checked<PixKey> read(String text) {
    var tidy = text.strip().toLowerCase(Locale.ROOT);
    if (tidy.matches("[0-9]{3}\\.[0-9]{3}\\.[0-9]{3}-[0-9]{2}|[0-9a-z]{2}\\.[0-9a-z]{3}\\.[0-9a-z]{3}/[0-9a-z]{4}-[0-9]{2}")) tidy = tidy.replaceAll("[^0-9a-z]", "");
    if (tidy.matches("[0-9a-z]{12}[0-9]{2}")) tidy = tidy.toUpperCase(Locale.ROOT);
    return Checked.of(tidy, refusal(tidy), key -> new PixKey(kind(key), key));
  }

  private static @Nullable Kind kind(String key) {
    if (key.contains("@")) return Kind.EMAIL;
    if (key.startsWith("+")) return Kind.PHONE;
    if (key.matches("[0-9]{11}")) return Kind.CPF;
    if (key.matches("[0-9A-Z]{12}[0-9]{2}")) return Kind.CNPJ;
    return UUID.matcher(key).matches() ? Kind.RANDOM : null;
  }

  private static @Nullable Refusal refusal(String key) {
    return switch (kind(key)) {
      case EMAIL -> key.length() <= 77 && EMAIL.matcher(key).matches() ? null : new Refusal("wrong_form", "This is not an e-mail address of at most 77 characters.");
      case PHONE -> PHONE.matcher(key).matches() ? null : new Refusal("wrong_form", "A telephone number has a plus sign, the country's number and at most 15 digits: +5561912345678.");
      case CPF -> key.chars().distinct().count() > 1 && cpfDigit(key, 9) && cpfDigit(key, 10) ? null : new Refusal("wrong_check_digits", "The CPF's check digits do not fit the rest.");
      case CNPJ -> key.chars().distinct().count() > 1 && cnpjDigit(key, 12) && cnpjDigit(key, 13) ? null : new Refusal("wrong_check_digits", "The CNPJ's check digits do not fit the rest.");
      case RANDOM -> null;
      case null -> new Refusal("wrong_form", "A Pix key is a CPF (11 digits), a CNPJ (12 digits or letters and 2 digits), a telephone number beginning with +, an e-mail address or a UUID.");
    };
  }

  private static boolean cpfDigit(String key, int at) {
    int sum = 0;
    for (int i = 0; i < at; i++) sum += (key.charAt(i) - '0') * (at + 1 - i);
    return key.charAt(at) - '0' == sum * 10 % 11 % 10;
  }

  /** Letters count as their place in ASCII less 48: A is 17. */
  private static boolean cnpjDigit(String key, int at) {
    int sum = 0;
    for (int i = 0; i < at; i++) sum += (key.charAt(i) - '0') * CNPJ_WEIGHTS[CNPJ_WEIGHTS.length - at + i];
    return key.charAt(at) - '0' == sum * 10 % 11 % 10;
  }
}
