package finality.rail.message;

import java.util.Optional;

/**
 * Which characters a network carries within one line of text. What does not fit can be refused, or {@linkplain #transliterated written otherwise} where the rulebook allows it:
 * in names, addresses and remittance information, never in references, accounts or codes.
 *
 * <p>FIN's sets from general knowledge of SWIFT's User Handbook, which nobody here has.
 */
public enum CharacterSet {
  /** FIN, set x: most fields. Line breaks stand between lines, not within. */
  FIN_X(Letters.BOTH, "/-?:().,'+ ", Transliteration.ICAO_9303),
  /** FIN, set y: EDIFACT level A (ISO 9735), capitals alone. */
  FIN_Y(Letters.CAPITAL, ".,-()/='+:?!\"%&*<>; ", Transliteration.ICAO_9303),
  /** FIN, set z: fields 77T and 77B's like, where an agreement allows it. */
  FIN_Z(Letters.BOTH, ".,-()/='+:?!\"%&*<>;{@#_ ", Transliteration.ICAO_9303),
  /** Basic Latin of the European Payments Council's implementation guidelines. */
  SEPA(Letters.BOTH, "/-?:().,'+ ", Transliteration.EPC217_08),
  /** CBPR+ in names, addresses and remittance information ({@code CBPR_RestrictedFINXMax140Text_Extended}); its other elements are {@link #FIN_X}. */
  CBPR_EXTENDED(Letters.BOTH, "/-?:().,'+ !#$%&*=^_`{|}~\";<>@[\\]", Transliteration.ICAO_9303),
  /** Nacha Operating Rules, appendix three, "alphameric": printable ASCII. */
  NACHA(Letters.BOTH, " !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", Transliteration.ICAO_9303);

  private enum Letters { CAPITAL, BOTH }

  /** A character that a set does not have. @param index in the text, of chars. */
  public record Misfit(CharacterSet set, int index, int codePoint) {
    /** For people: {@code character 4, "ß" (U+00DF), is not in the character set FIN_X}. */
    @Override public String toString() {
      var shown = Character.isISOControl(codePoint) ? "" : "\"" + Character.toString(codePoint) + "\" ";
      return "character " + (index + 1) + ", " + shown + "(U+%04X), is not in the character set %s".formatted(codePoint, set.name());
    }
  }

  private final Letters letters;
  private final String marks;
  private final Transliteration first;

  CharacterSet(Letters letters, String marks, Transliteration first) {
    this.letters = letters;
    this.marks = marks;
    this.first = first;
  }

  public boolean fits(String text) { return misfit(text).isEmpty(); }

  /** The first character that does not fit. */
  public Optional<Misfit> misfit(String text) {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) if (!has(text.codePointAt(i))) return Optional.of(new Misfit(this, i, text.codePointAt(i)));
    return Optional.empty();
  }

  /**
   * The same text in this set, possibly longer ({@code Müller} is {@code Muller} in SEPA, {@code Mueller} in FIN). SEPA writes as EPC217-08 says, the others, which have no table of their own, as ICAO 9303 does
   * in passports; each takes from the other what it does not say. What has no like becomes a full stop, any white space a blank. A text that fits is returned as it is.
   */
  public String transliterated(String text) { return fits(text) ? text : first.write(text, this); }

  boolean has(int codePoint) {
    return codePoint >= 'A' && codePoint <= 'Z' || codePoint >= '0' && codePoint <= '9' || letters == Letters.BOTH && codePoint >= 'a' && codePoint <= 'z' || marks.indexOf(codePoint) >= 0;
  }
}
