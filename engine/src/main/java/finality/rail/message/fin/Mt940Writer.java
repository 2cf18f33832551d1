package finality.rail.message.fin;

import finality.rail.message.Balance;
import finality.rail.message.CharacterSet;
import finality.rail.message.Direction;
import finality.rail.message.Finding;
import finality.rail.message.Finding.Position;
import finality.rail.message.StatementHeader;
import finality.rail.message.StatementLine;
import finality.rail.message.StatementTotals;
import finality.rail.message.StatementWriter;
import finality.rail.message.Unwritable;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * MT940 or MT942 without envelope, as banks hand it to customers: fields of SWIFT's character set x, lines of at most 65 characters, the line's information between strokes
 * ({@code /EREF/…/REMI/…}). Letters outside the set are transliterated, and that is told.
 */
public final class Mt940Writer implements StatementWriter {
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyMMdd");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyMMddHHmmxx");
  /** A type of booking as German banks write it beside ISO's: SWIFT's, the business transaction code, the number of the prima nota. */
  private static final Pattern TYPE = Pattern.compile("([NFS][A-Z0-9]{3})(\\+[0-9]{1,3}.*)?");
  private static final Set<String> ISSUERS = Set.of("SWIFT", "DK", "ZKA");
  private static final Pattern PARTY = Pattern.compile("(/CSID/|/CRED/|/DEBT/|\\bCRED\\+|\\bDEBT\\+)([^\\s/]+)/?");
  /** Of what a reader leaves in the text: code words between strokes or before a plus sign, numbers of sub-fields. */
  private static final Pattern WORD = Pattern.compile("/[A-Z]{4}/|\\b[A-Z]{4}\\+|(?<=\\s)[0-9]{2}:");
  private static final int WIDTH = 65;
  private static final int MOST_LINES = 6;

  private final OutputStream out;
  private final Consumer<Finding> findings;
  private final Set<String> told = new HashSet<>();
  private final @Nullable OffsetDateTime interim;
  private @Nullable StatementTotals statement;

  public Mt940Writer(OutputStream out, Consumer<Finding> findings) { this(out, findings, null); }

  private Mt940Writer(OutputStream out, Consumer<Finding> findings, @Nullable OffsetDateTime interim) {
    this.out = out;
    this.findings = findings;
    this.interim = interim;
  }

  /** MT942. @param created of a report that does not say when it was made */
  public static Mt940Writer interim(OutputStream out, OffsetDateTime created, Consumer<Finding> findings) { return new Mt940Writer(out, findings, created); }

  @Override public void begin(StatementTotals statement) throws IOException {
    this.statement = statement;
    var header = statement.header();
    field("20", cut(set(header.id().isEmpty() ? "NONREF" : header.id()), 16, "id"));
    field("25", cut(set(header.account()), 35, "account"));
    var number = header.number() == null ? "0" : header.number().replaceAll("[^0-9]", "");
    field("28C", (number.isEmpty() ? "0" : number.length() > 5 ? number.substring(number.length() - 5) : number) + (header.page() == null || !header.page().matches("[0-9]{1,5}") ? "" : "/" + header.page()));
    header(header);
    if (interim == null) {
      if (statement.opening() != null) balance(statement.opening());
      return;
    }
    if (!statement.balances().isEmpty()) tell("balances_not_carried", "Balances are no part of an MT942 and were left out.");
    field("34F", currency(statement) + Figures.written(BigDecimal.ZERO));
    field("13D", TIME.format((header.created() == null ? interim : header.created()).truncatedTo(ChronoUnit.MINUTES)));
  }

  private void header(StatementHeader header) {
    var meant = interim == null ? StatementHeader.Kind.STATEMENT : StatementHeader.Kind.REPORT;
    if (header.kind() != meant) tell("other_kind", "What was read as a " + header.kind().name().toLowerCase(Locale.ROOT) + " became a " + meant.name().toLowerCase(Locale.ROOT) + ".");
    var left = new LinkedHashSet<String>();
    if (header.bank() != null) left.add("the bank that keeps the account");
    if (header.created() != null && interim == null) left.add("the time at which the statement was made");
    if (header.created() != null && interim != null && !header.created().truncatedTo(ChronoUnit.MINUTES).equals(header.created())) left.add("the seconds of the time at which the report was made");
    if (header.number() != null && !header.number().matches("[0-9]{1,5}")) left.add("a statement's number of more than five digits or other characters");
    if (header.page() != null && !header.page().matches("[0-9]{1,5}")) left.add("a page that is no number of five digits");
    left(left, Position.FILE);
  }

  private String currency(StatementTotals statement) {
    var said = statement.currency().isEmpty() ? statement.header().currency() : statement.currency();
    if (said == null) throw new Unwritable(":34F:", "missing_currency", "An MT942 names the account's currency; the report has none.");
    return said;
  }

  @Override public void line(StatementLine line) throws IOException {
    var side = line.direction() == Direction.CREDIT ? "C" : "D";
    var mark = line.reversal() ? line.direction() == Direction.CREDIT ? "RD" : "RC" : line.booked() ? side : "E" + side;
    if (!line.booked() && (interim == null || line.reversal())) {
      tell("not_booked", "Lines that are not booked are no part of an MT940, nor reversals of them of an MT942, and were left out.");
      return;
    }
    var type = type(line.type());
    var reference = line.reference() == null ? "NONREF" : cut(reference(line.reference()), 16, "reference");
    var bankReference = line.bankReference() == null ? "" : "//" + cut(set(line.bankReference()), 16, "bank reference");
    field("61", date(line.valueDate()) + (line.bookingDate() == null ? "" : date(line.bookingDate()).substring(2)) + mark + Figures.written(line.amount()) + type + reference + bankReference);
    narrative(line);
  }

  private String type(StatementLine.Type type) {
    boolean swift = type.scheme().equals("swift");
    var own = TYPE.matcher(swift || type.proprietary() == null ? type.code() : type.proprietary());
    if (!own.matches() || !swift && !ISSUERS.contains(type.issuer() == null ? "" : type.issuer())) {
      tell("NMSC", "type_not_carried", "The type of booking is not one of SWIFT's and became NMSC (miscellaneous).");
      return "NMSC";
    }
    boolean more = type.scheme().equals("iso20022") || own.group(2) != null || swift && (type.proprietary() != null || type.issuer() != null);
    if (more) tell("type", "type_not_carried", "Of the type of booking SWIFT's own code was written; ISO 20022's, and what the bank adds, such as the business transaction code (GVC), were left out.");
    return own.group(1);
  }

  private String reference(String reference) {
    var written = set(reference);
    if (written.contains("//")) tell("characters", "Two strokes in a reference, behind which the bank's begins, were written with a blank between them.");
    return written.replace("//", "/ ");
  }

  private void narrative(StatementLine line) throws IOException {
    var detail = line.detail();
    var text = new StringBuilder();
    part(text, "EREF", detail.endToEndId());
    part(text, "UETR", detail.uetr());
    part(text, "NAME", detail.counterparty());
    part(text, "IBAN", detail.counterpartyAccount());
    part(text, "BIC", detail.counterpartyBank());
    part(text, "RTRN", detail.returnReason());
    part(text, "MARF", detail.mandate());
    part(text, "CSID", detail.creditorId());
    part(text, "PURP", detail.purpose());
    part(text, "IREF", detail.references().instructionId());
    part(text, "PREF", detail.references().batchId());
    Additions.of(line).forEach((word, value) -> part(text, word, value));
    var remittance = detail.remittance() == null ? detail.creditorReference() : detail.remittance();
    boolean free = text.isEmpty() && remittance == null;
    var said = Stream.of(line.text(), detail.text()).filter(Objects::nonNull).collect(Collectors.joining("\n"));
    var own = free ? said : parties(text, said);
    part(text, "REMI", remittance);
    if (free) text.append(apart(set(own)));
    else dropped(own, line.position());
    left(Additions.left(line), line.position());
    if (!text.isEmpty()) field("86", String.join("\r\n", lines(text.toString())));
  }

  /** Each kind is told once. */
  private void left(Set<String> kinds, Position at) {
    kinds.removeIf(kind -> !told.add(kind));
    if (!kinds.isEmpty()) findings.accept(Finding.note(at, "details_not_carried", "There is no place for " + String.join(", ", kinds) + ": left out here and elsewhere."));
  }

  /** The identifiers of creditor and debtor, which readers leave in the text. @return what is left of it */
  private String parties(StringBuilder text, String own) {
    var id = PARTY.matcher(own);
    while (id.find()) part(text, id.group(1).contains("DEBT") ? "DEBT" : "CSID", id.group(2));
    return PARTY.matcher(own).replaceAll("").strip();
  }

  /** Names what is left out, each kind once in a file. */
  private void dropped(String own, Position at) {
    if (own.isBlank()) return;
    var kinds = new LinkedHashSet<String>();
    if (own.matches("(?s)[0-9]{3}(\\s.*)?")) kinds.add("the business transaction code (GVC) " + own.substring(0, 3));
    for (var word = WORD.matcher(own); word.find(); ) kinds.add(word.group().replaceAll("[^A-Z0-9]", ""));
    if (kinds.isEmpty() || own.matches("(?s)[0-9]{3}\\s.*")) kinds.add("words");
    if (!told.addAll(kinds)) return;
    findings.accept(Finding.note(at, "text_not_carried", "Beside references the line's information has no place for " + String.join(", ", kinds) + ": \"" + Finding.shortened(set(own)) + "\" was left out, and so the like on other lines."));
  }

  /** Breaks where neither side has a blank, which readers take off lines, and no line begins a field or ends the message. */
  private List<String> lines(String text) {
    var lines = new ArrayList<String>();
    int from = 0;
    for (int end = 0; from < text.length() && lines.size() < MOST_LINES; from = end) {
      end = text.length() <= from + WIDTH ? text.length() : breakOf(text, from);
      var line = text.substring(from, end).strip();
      boolean odd = from > 0 && (line.startsWith(":") || line.startsWith("-"));
      if (odd) tell("characters", "A colon or hyphen at which a line had to begin was written as a full stop.");
      if (line.length() < end - from) tell("blanks", "A blank at which a line had to break was left out.");
      lines.add(odd ? "." + line.substring(1) : line);
    }
    if (from < text.length()) tell("cut", "Information longer than " + MOST_LINES + " lines of " + WIDTH + " characters was cut.");
    return lines;
  }

  private static int breakOf(String text, int from) {
    for (int end = from + WIDTH; end > from; end--) if (mayBreak(text, end)) return end;
    for (int end = from + WIDTH; end > from; end--) if (text.charAt(end - 1) != ' ' && text.charAt(end) != ' ') return end;   // a row of colons
    return from + WIDTH;   // each letter stands alone
  }

  private static boolean mayBreak(String text, int at) { return text.charAt(at - 1) != ' ' && " :-".indexOf(text.charAt(at)) < 0; }

  private void part(StringBuilder text, String word, @Nullable String value) {
    if (value == null || value.isBlank()) return;
    var plain = apart(set(value));
    if (!plain.isEmpty()) text.append('/').append(word).append('/').append(plain);
  }

  /** What looks like a code word is the payer's text, and must not become a field of its own. */
  private String apart(String value) {
    var apart = CodeWords.apart(value, Narrative.WORDS);
    if (!apart.equals(value)) tell("strokes", "characters", "Text that has code words between strokes, or a stroke at its end, was written with a blank before the word and without that stroke.");
    return apart;
  }

  @Override public void end() throws IOException {
    if (statement == null) return;
    if (interim == null) {
      if (statement.closing() != null) balance(statement.closing());
      for (var balance : statement.balances()) {
        if (balance.kind() == Balance.Kind.AVAILABLE || balance.kind() == Balance.Kind.FORWARD_AVAILABLE) balance(balance);
        else if (!balance.equals(statement.opening()) && !balance.equals(statement.closing()))
          tell("balances_not_carried", "Beside opening and closing balance an MT940 has those that are available; " + balance.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " and the like were left out.");
      }
    } else {
      field("90D", statement.booked() - statement.creditCount() + currency(statement) + Figures.written(statement.debits()));
      field("90C", statement.creditCount() + currency(statement) + Figures.written(statement.credits()));
    }
    write("-\r\n");
    statement = null;
  }

  @Override public void finish() throws IOException { out.flush(); }

  private void balance(Balance balance) throws IOException {
    var tag = switch (balance.kind()) {
      case OPENING -> "60F";
      case OPENING_INTERIM -> "60M";
      case CLOSING -> "62F";
      case CLOSING_INTERIM -> "62M";
      case AVAILABLE -> "64";
      case FORWARD_AVAILABLE -> "65";
      case OPENING_AVAILABLE, INTERIM, INTERIM_AVAILABLE, EXPECTED -> throw new IllegalArgumentException("no balance of an MT940: " + balance.kind());
    };
    field(tag, (balance.amount().signum() < 0 ? "D" : "C") + date(balance.date()) + balance.currency() + Figures.written(balance.amount().abs()));
  }

  private static String date(LocalDate date) { return DATE.format(date); }

  /** In SWIFT's character set x, on one line. */
  private String set(String text) {
    var line = text.replaceAll("\\s+", " ").strip();
    var written = CharacterSet.FIN_X.transliterated(line);
    if (!line.equals(text)) tell("blanks", "Several blanks, and line breaks, were written as one blank.");
    if (!written.equals(line)) tell("characters", "Characters that SWIFT's set x does not have were written otherwise.");
    return written;
  }

  private String cut(String text, int most, String what) {
    if (text.length() > most) tell("cut_" + what.replace(' ', '_'), "The " + what + " \"" + text + "\" has more than " + most + " characters and was cut.");
    return text.length() > most ? text.substring(0, most) : text;
  }

  private void tell(String code, String message) { tell(code, code, message); }

  private void tell(String kind, String code, String message) { if (told.add(kind)) findings.accept(Finding.note(Position.FILE, code, message)); }

  private void field(String tag, String value) throws IOException { write(":" + tag + ":" + value + "\r\n"); }

  private void write(String text) throws IOException { out.write(text.getBytes(StandardCharsets.US_ASCII)); }
}
