package finality.rail.message.fin;

import finality.rail.message.Balance;
import finality.rail.message.CharacterSet;
import finality.rail.message.Direction;
import finality.rail.message.Finding;
import finality.rail.message.Finding.Position;
import finality.rail.message.StatementTotals;
import finality.rail.message.StatementLine;
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
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * MT940 or MT942 without envelope, as banks hand it to customers: fields of SWIFT's character set x, lines of at most 65 characters, the line's information between strokes
 * ({@code /EREF/…/REMI/…}). Letters outside the set are transliterated, and that is told.
 */
public final class Mt940Writer implements StatementWriter {
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyMMdd");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyMMddHHmmxx");
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
    if (interim == null) {
      if (statement.opening() != null) balance(statement.opening());
      return;
    }
    if (!statement.balances().isEmpty()) tell("balances_not_carried", "Balances are no part of an MT942 and were left out.");
    field("34F", currency(statement) + Figures.written(BigDecimal.ZERO));
    field("13D", TIME.format((header.created() == null ? interim : header.created()).truncatedTo(ChronoUnit.MINUTES)));
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
    var type = line.type().scheme().equals("swift") && line.type().code().matches("[NFS][A-Z0-9]{3}") ? line.type().code() : "NMSC";
    if (type.equals("NMSC") && !line.type().code().equals("NMSC")) tell("type_not_carried", "The type of booking is not one of SWIFT's and became NMSC (miscellaneous).");
    var reference = line.reference() == null ? "NONREF" : cut(set(line.reference()).replace("//", "/ "), 16, "reference");
    var bankReference = line.bankReference() == null ? "" : "//" + cut(set(line.bankReference()), 16, "bank reference");
    field("61", date(line.valueDate()) + (line.bookingDate() == null ? "" : date(line.bookingDate()).substring(2)) + mark + Figures.written(line.amount()) + type + reference + bankReference);
    if (line.details().size() > 1) tell("details_not_carried", "A line with several payments carries the first one's references only.");
    narrative(line);
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
    boolean free = text.isEmpty() && detail.remittance() == null;
    var own = line.text() == null ? "" : free ? line.text() : parties(text, line.text());
    part(text, "REMI", detail.remittance());
    if (free) text.append(set(own));
    else dropped(own, line.position());
    if (!text.isEmpty()) field("86", String.join("\r\n", lines(text.toString())));
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
    if (value != null && !value.isBlank()) text.append('/').append(word).append('/').append(set(value));
  }

  @Override public void end() throws IOException {
    if (statement == null) return;
    if (interim == null) {
      if (statement.closing() != null) balance(statement.closing());
      for (var balance : statement.balances()) if (balance.kind() == Balance.Kind.AVAILABLE || balance.kind() == Balance.Kind.FORWARD_AVAILABLE) balance(balance);
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

  private void tell(String code, String message) { if (told.add(code)) findings.accept(Finding.note(Position.FILE, code, message)); }

  private void field(String tag, String value) throws IOException { write(":" + tag + ":" + value + "\r\n"); }

  private void write(String text) throws IOException { out.write(text.getBytes(StandardCharsets.US_ASCII)); }
}
