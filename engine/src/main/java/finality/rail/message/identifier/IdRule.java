package finality.rail.message.identifier;

import finality.rail.message.CharacterSet;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which ids of messages and payments each network takes. Their uniqueness is whoever makes them up's; a {@link Uetr} has a type of its own, and CBPR+ requires one. */
public enum IdRule {
  /** Message, instruction, end-to-end and transaction id in ISO's schemas: Max35Text. */
  ISO_20022("An id", 1, 35, _ -> true, false),
  /** All ids of SEPA schemes: Latin set, strokes as in FIN, as the EPC's guidelines are commonly known to have it (EPC115-06 and its paper on slashes in references were not opened). */
  SEPA("An id in SEPA", 1, 35, CharacterSet.SEPA::fits, true),
  /** Instruction id of CBPR+ (CBPR_RestrictedFINXMax16Text): it is field 20 wherever the payment goes on by FIN. */
  CBPR_INSTRUCTION("An instruction id of CBPR+", 1, 16, CharacterSet.FIN_X::fits, true),
  /** End-to-end and transaction id of CBPR+ (CBPR_RestrictedFINXMax35Text). */
  CBPR("An id of CBPR+", 1, 35, CharacterSet.FIN_X::fits, false),
  /** Fields 20 and 21 of FIN: 16x, network rule T26. */
  FIN_REFERENCE("A reference in FIN", 1, 16, CharacterSet.FIN_X::fits, true),
  /** Trace number of an ACH entry: eight digits of the originating bank's routing number, seven of sequence (Nacha Operating Rules, appendix three). */
  NACHA_TRACE("A trace number", 15, 15, c -> Letters.isDigit(c.charAt(0)), false),
  /** EndToEndId of Pix: E, eight places of who made it (ISPB, or the beginning of a CNPJ), year to minute in UTC, eleven letters and digits (Banco Central, "Manual de Padrões para Iniciação do Pix"). */
  PIX_END_TO_END("An end-to-end id of Pix", 32, 32, IdRule::isLetterOrDigit, false),
  /** RtrId of Pix: D, and the rest as in the end-to-end id. */
  PIX_RETURN("A return id of Pix", 32, 32, IdRule::isLetterOrDigit, false),
  /** Clave de rastreo of SPEI: at most 30 letters and digits, as the public interfaces of its participants have it. */
  SPEI_TRACKING("A clave de rastreo", 1, 30, IdRule::isLetterOrDigit, false),
  /** Input message accountability data: day, eight places of the source, six of the sequence (Fedwire Funds Service Format Reference Guide, tag 1520). */
  FEDWIRE_IMAD("An IMAD", 22, 22, IdRule::isLetterOrDigit, false);

  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuuMMddHHmm").withResolverStyle(ResolverStyle.STRICT);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);

  private final String what;
  private final int shortest;
  private final int longest;
  private final Predicate<String> takes;
  private final boolean strokes;

  /** @param takes a character. @param strokes none at the beginning or end, no two together */
  IdRule(String what, int shortest, int longest, Predicate<String> takes, boolean strokes) {
    this.what = what;
    this.shortest = shortest;
    this.longest = longest;
    this.takes = takes;
    this.strokes = strokes;
  }

  /** Most characters that an id may have. */
  public int longest() { return longest; }

  /** Why the network would not take it; empty when it would. */
  public Optional<Refusal> refusal(String id) {
    int length = id.codePointCount(0, id.length());
    if (length < shortest || length > longest) return Optional.of(new Refusal("wrong_length", what + " has " + (shortest == longest ? "" : shortest + " to ") + longest + " characters, this has " + length + "."));
    for (int i = 0; i < id.length(); i = id.offsetByCodePoints(i, 1)) {
      var character = id.substring(i, id.offsetByCodePoints(i, 1));
      if (!takes.test(character)) return Optional.of(new Refusal("wrong_character", what + " has no '" + character + "'; it stands at position " + (i + 1) + "."));
    }
    if (strokes && (id.startsWith("/") || id.endsWith("/") || id.contains("//"))) return Optional.of(new Refusal("wrong_stroke", what + " neither begins nor ends with a stroke and has no two together."));
    return Optional.ofNullable(form(id));
  }

  private @Nullable Refusal form(String id) {
    return switch (this) {
      case PIX_END_TO_END -> pix(id, 'E');
      case PIX_RETURN -> pix(id, 'D');
      case FEDWIRE_IMAD -> {
        if (!exists(() -> LocalDate.parse(id.substring(0, 8), DAY))) yield new Refusal("impossible_date", what + " begins with a day; there is no " + id.substring(0, 8) + ".");
        yield id.substring(16).matches("[0-9]{6}") ? null : new Refusal("wrong_form", what + " ends with six digits of sequence.");
      }
      case ISO_20022, SEPA, CBPR_INSTRUCTION, CBPR, FIN_REFERENCE, NACHA_TRACE, SPEI_TRACKING -> null;
    };
  }

  private @Nullable Refusal pix(String id, char first) {
    if (id.charAt(0) != first) return new Refusal("wrong_form", what + " begins with " + first + ".");
    if (!id.substring(1, 9).matches("[0-9A-Z]{8}")) return new Refusal("wrong_form", what + " has who made it in positions 2 to 9, digits or capitals.");
    return exists(() -> LocalDateTime.parse(id.substring(9, 21), MINUTE)) ? null : new Refusal("impossible_date", what + " has a minute in positions 10 to 21; there is no " + id.substring(9, 21) + ".");
  }

  private static boolean isLetterOrDigit(String character) {
    char c = character.charAt(0);
    return Letters.isDigit(c) || Letters.isCapital(c) || c >= 'a' && c <= 'z';
  }

  private static boolean exists(Runnable parse) {
    try {
      parse.run();
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
