package finality.rail.message.identifier;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An account number of ISO 13616, without blanks: country, two check digits, and the country's own number in the structure that {@code iban.csv} gives for it.
 * The national check digits within that number are not checked.
 */
public record Iban(String value) {
  /** @param kinds of each position behind the check digits: n a digit, a a capital, c either */
  private record Structure(String kinds, boolean registered) {}

  private static final Pattern FORM = Pattern.compile("[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}");
  private static final Pattern PART = Pattern.compile("([0-9]{1,2})!([nac])");
  private static final Map<String, Structure> STRUCTURES = structures();

  /** @throws IllegalArgumentException when it is none */
  public Iban { Refusal.none(refusal(value)); }

  /** Blanks between the groups and small letters are taken. */
  public static Checked<Iban> read(String text) {
    var tidy = Letters.tidy(text);
    return Checked.of(tidy, refusal(tidy), Iban::new);
  }

  /** Whether a number, as it is sent or as it is written, is meant as an IBAN, right or wrong: two letters, two digits, 11 to 30 letters and digits. */
  public static boolean resembles(String text) { return FORM.matcher(Letters.tidy(text)).matches(); }

  public String country() { return value.substring(0, 2); }

  /** The country's own account number. */
  public String bban() { return value.substring(4); }

  /** In groups of four, as on paper. */
  public String printed() { return value.replaceAll("(.{4})(?=.)", "$1 "); }

  /** Whether the country is in SWIFT's registry; otherwise the structure is only what its banks are known to use. */
  public boolean registered() { return STRUCTURES.get(country()).registered(); }

  /** The countries whose structure is known. */
  public static Set<String> countries() { return STRUCTURES.keySet(); }

  /** ISO 7064, MOD 97-10. 00, 01 and 99 can satisfy the modulus too, and are never issued: the check digits are 98 minus a rest below 97. */
  private static boolean checkDigitsFit(String text) {
    return Integer.parseInt(text.substring(2, 4)) == 98 - Letters.mod97(text.substring(4) + text.substring(0, 2) + "00");
  }

  private static @Nullable Refusal refusal(String text) {
    if (text.length() < 5) return new Refusal("wrong_length", "An IBAN has a country code, two check digits and an account number; this is too short.");
    var structure = STRUCTURES.get(text.substring(0, 2));
    if (structure == null) return new Refusal("unknown_country", "Country " + text.substring(0, 2) + " has no IBANs.");
    if (!Letters.isDigit(text.charAt(2)) || !Letters.isDigit(text.charAt(3))) return new Refusal("wrong_character", "Positions 3 and 4 of an IBAN are its check digits; here they are \"" + text.substring(2, 4) + "\".");
    var misfit = misfit(text, structure.kinds());
    if (misfit != null) return misfit;
    return checkDigitsFit(text) ? null : new Refusal("wrong_check_digits", "Check digits " + text.substring(2, 4) + " do not fit the rest: a character is wrong, or two have changed places; ask whom it belongs to.");
  }

  private static @Nullable Refusal misfit(String text, String kinds) {
    int length = 4 + kinds.length();
    if (text.length() != length) return new Refusal("wrong_length", "Length is " + text.length() + "; an IBAN of " + text.substring(0, 2) + " has " + length + " characters.");
    for (int at = 4; at < length; at++) {
      char c = text.charAt(at);
      char kind = kinds.charAt(at - 4);
      boolean fits = kind != 'a' && Letters.isDigit(c) || kind != 'n' && Letters.isCapital(c);
      if (!fits) return new Refusal("wrong_character", "Position " + (at + 1) + " is '" + c + "'; an IBAN of " + text.substring(0, 2) + " has " + (kind == 'n' ? "a digit" : kind == 'a' ? "a letter" : "a digit or letter") + " there.");
    }
    return null;
  }

  private static Map<String, Structure> structures() {
    try (var in = Iban.class.getResourceAsStream("iban.csv"); var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines.lines().filter(line -> !line.startsWith("#")).map(line -> line.split(",")).collect(Collectors.toUnmodifiableMap(row -> row[0], row -> new Structure(kinds(row[1]), row[2].equals("registry"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String kinds(String structure) { return PART.matcher(structure).replaceAll(part -> part.group(2).repeat(Integer.parseInt(part.group(1)))); }
}
