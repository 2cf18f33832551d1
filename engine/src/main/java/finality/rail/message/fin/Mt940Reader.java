package finality.rail.message.fin;

import finality.money.Asset;
import finality.money.Assets;
import finality.rail.message.Balance;
import finality.rail.message.Balance.Kind;
import finality.rail.message.Detail;
import finality.rail.message.Direction;
import finality.rail.message.Finding;
import finality.rail.message.Finding.Position;
import finality.rail.message.StatementHeader;
import finality.rail.message.StatementLine;
import finality.rail.message.StatementLine.Type;
import finality.rail.message.MessageListener;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * MT940, customer statement, and MT942, interim report, in the dialects of banks: with or without envelope, tags that are missing, one or many in a file. What has a field of MT942's is a report.
 */
public final class Mt940Reader {
  private static final Pattern BALANCE = Pattern.compile("\\s*([CD])\\s?([0-9]{6})([A-Z]{3})?\\s*([0-9.,]+)\\s*");
  private static final Pattern LINE = Pattern.compile("\\s*([0-9]{6})([0-9]{4})?\\s*(RC|RD|EC|ED|C|D)([A-Z])?\\s*([0-9][0-9.,]*)\\s*([NFS][A-Z0-9 ]{3})?(.*)", Pattern.DOTALL);
  private static final Pattern PAYMENT = Pattern.compile("13C|23[BE]|32A|5[0-9][A-Z]?");
  private static final Pattern ACCOUNT_AND_CURRENCY = Pattern.compile("(.*[0-9]) ?([A-Z]{3})");

  private static final Pattern ELSEWHERE = Pattern.compile("(?:EREF|KREF|PREF|MREF|MARF|IREF)\\+?");

  private final Fields fields;
  private final MessageListener listener;
  private final Figures figures;
  private String id = "";
  private String account = "";
  private @Nullable String bank;
  private @Nullable String accountCurrency;
  private @Nullable String number;
  private @Nullable String page;
  private @Nullable String currency;
  /** Header fields were read; {@code begun}: and told. */
  private boolean open;
  private boolean begun;
  private boolean closed;
  /** Three digits, where an envelope says them. */
  private String type = "";
  private boolean report;
  /** Block 4 was opened and is not closed yet. */
  private boolean textOpen;
  /** A hyphen alone within a statement: its end, unless the statement goes on. */
  private @Nullable Field hyphen;
  /** What is read now is no statement. */
  private boolean other;
  private Interim interim;
  private @Nullable StatementLine waiting;
  private final Set<String> fundsCodes = new HashSet<>();
  private @Nullable String after;
  private final Pages pages = new Pages();
  /** The balances of this statement by what there is one of: opening, closing, and of each day what is available. */
  private final Map<String, Balance> stated = new HashMap<>();
  private int oddEnds;

  private Mt940Reader(InputStream in, MessageListener listener) {
    this.fields = new Fields(in, listener);
    this.listener = listener;
    this.figures = Figures.ofStatement(listener);
    this.interim = new Interim(listener);
  }

  /** Reads to the end, in memory that does not grow with the file. */
  public static void read(InputStream in, MessageListener listener) throws IOException { new Mt940Reader(in, listener).read(); }

  private void read() throws IOException {
    boolean any = false;
    for (var field = fields.next(); field != null; field = fields.next()) {
      any = true;
      field(field);
    }
    cutOff();
    end();
    pages.tell(listener);
    if (!any) listener.found(Finding.error(Position.FILE, "no_statement", "There is no field of a FIN message in this file."));
  }

  private void field(Field field) {
    if (other) {
      if (!field.tag().matches(type.isEmpty() ? "[{-]|20|25P?|28C?|60[FM]?|61" : "[{-]")) return;
      other = false;
    }
    if (hyphen != null) hyphen(hyphen, field);
    switch (field.tag()) {
      case "20" -> {
        end();
        open = true;
        id = field.first().strip();
      }
      case "-" -> {
        type = "";
        textOpen = false;
        if (begun && !closed && !report && field.first().strip().equals("-")) hyphen = field;
        else end();
      }
      case "{" -> envelope(field);
      case "13", "13D", "34F", "90C", "90D" -> interim(field);
      case "21" -> open = true;
      case "25", "25P" -> account(field);
      case "28", "28C" -> number(field);
      case "60F", "60M", "60" -> balance(field, field.tag().equals("60M") ? Kind.OPENING_INTERIM : Kind.OPENING);
      case "61" -> line(field);
      case "86" -> narrative(field);
      case "NS" -> note(field);
      case "62F", "62M", "62" -> balance(field, field.tag().equals("62M") ? Kind.CLOSING_INTERIM : Kind.CLOSING);
      case "64" -> balance(field, Kind.AVAILABLE);
      case "65" -> balance(field, Kind.FORWARD_AVAILABLE);
      default -> unknown(field);
    }
    if (!field.tag().equals("NS")) after = field.tag();
  }

  /** Banks write one after the balance at the head of a page; no statement begins with a line or with its closing balance. */
  private void hyphen(Field hyphen, Field next) {
    this.hyphen = null;
    if (!next.tag().matches("61|86|62[FM]?")) end();
    else if (oddEnds++ == 0) listener.found(Finding.warning(hyphen.position(), "odd_end", "A line with a hyphen alone, the end of a statement, stands within one; it was stepped over, here and where it comes again."));
  }

  private void envelope(Field field) {
    type = "";
    cutOff();
    end();
    type = Envelope.read(field.first()).type();
    report = type.equals("942");
    textOpen = Envelope.opensText(field.first());
    if (type.isEmpty() || type.matches("94[0-2]|950|97[0-2]")) return;
    other(field, "an MT" + type);
  }

  private void cutOff() {
    if (textOpen) listener.found(Envelope.cutOff(new Position(fields.at(), "")));
    textOpen = false;
  }

  /** A payment among statements, which no envelope told apart, is known by its fields. */
  private void unknown(Field field) {
    if (!begun && account.isEmpty() && type.isEmpty() && PAYMENT.matcher(field.tag()).matches()) other(field, "a payment (MT103 or MT202)");
    else listener.found(Finding.warning(field.position(), "unknown_tag", "An MT940 has no field " + field.tag() + "; it was not read."));
  }

  /** Stepped over to its end. */
  private void other(Field field, String what) {
    listener.found(Finding.error(field.position(), "other_message", "This is " + what + "; it was not read with the statements around it. Split the file."));
    other = true;
    open = false;
    id = "";
  }

  private void interim(Field field) {
    boolean sum = field.number().equals("90");
    open = true;
    report |= !begun && type.isEmpty();
    if (sum) {
      flush();
      begin(field, field.first().matches("[0-9]+[A-Z]{3}.*") ? field.first().replaceFirst("^[0-9]+", "").substring(0, 3) : null);
      closed = true;   // an :86: from here on is about the report
    }
    interim.field(field);
  }

  private void account(Field field) {
    if (closed) end();
    open = true;
    account = field.first().strip().replaceFirst("^/(?=[A-Z0-9])", "");   // Polish banks write a stroke in front
    if (field.tag().equals("25P")) bank = field.lines().size() > 1 ? field.lines().get(1).strip() : null;
    var both = ACCOUNT_AND_CURRENCY.matcher(account);
    if (both.matches() && Assets.find(both.group(2)).filter(asset -> asset.kind() == Asset.Kind.CURRENCY).isPresent()) {
      account = both.group(1);
      accountCurrency = both.group(2);
    }
  }

  private void number(Field field) {
    var parts = field.first().strip().split("/", 2);
    number = parts[0];
    page = parts.length > 1 ? parts[1] : null;
  }

  private void begin(Field field, @Nullable String writtenCurrency) {
    if (begun) return;
    begun = true;
    currency = interim.currency() != null ? interim.currency() : writtenCurrency != null ? writtenCurrency : accountCurrency;
    if (!open || id.isEmpty()) listener.found(Finding.warning(field.position(), "missing_tag", "The statement has no reference (:20:)."));
    if (account.isEmpty()) listener.found(Finding.error(field.position(), "missing_tag", "The statement has no account (:25:)."));
    listener.begun(new StatementHeader(report ? StatementHeader.Kind.REPORT : StatementHeader.Kind.STATEMENT, id, account, bank, currency, number, page, interim.created()));
  }

  private void balance(Field field, Kind kind) {
    flush();
    if (kind.opens() && closed) {   // another statement without a :20: of its own
      var same = account;
      end();
      account = same;
    }
    if (kind.opens() && type.isEmpty()) report = false;   // a statement that tells its time, as some banks' do
    var match = BALANCE.matcher(field.first());
    if (!match.matches()) {
      begin(field, null);
      unread(field, "unreadable_balance", "\"" + Finding.shortened(field.first()) + "\" is not a balance; expected one such as C261123EUR1234,56.");
      return;
    }
    begin(field, match.group(3));
    if (currency == null) currency = match.group(3);
    if (currency == null) {
      unread(field, "unknown_currency", "The balance says no currency.");
      return;
    }
    if (match.group(3) == null)
      listener.found(Finding.warning(field.position(), "missing_currency", "The balance says no currency; the statement's, " + currency + ", was taken."));
    var balanceCurrency = match.group(3) == null ? currency : match.group(3);
    var date = figures.date(match.group(2), field.position());
    var amount = figures.amount(match.group(4), field.position());
    if (date == null || amount == null) {
      listener.unreadable(field.position());
      return;
    }
    closed |= kind.closes();
    var balance = new Balance(kind, date, balanceCurrency, match.group(1).equals("C") ? amount : amount.negate());
    if (isAgain(field, balance)) return;
    if (kind == Kind.OPENING_INTERIM || kind == Kind.CLOSING_INTERIM) pages.add(new Pages.Edge(kind.closes(), account + " " + balanceCurrency, number, page, balance.amount(), field.position()));
    listener.balance(balance, field.position());
  }

  /** Of two that differ nobody knows which is meant. */
  private boolean isAgain(Field field, Balance balance) {
    var first = stated.putIfAbsent(balance.kind().opens() ? "opens" : balance.kind().closes() ? "closes" : balance.kind() + " " + balance.date(), balance);
    if (first == null) return false;
    var sentence = ":" + field.tag() + ": says " + said(balance);
    if (first.equals(balance)) {
      listener.found(Finding.warning(field.position(), "repeated_element", sentence + " once more; it was read once."));
    } else {
      listener.found(Finding.error(field.position(), "repeated_element", sentence + ", and before it was " + said(first) + "; the first was read. Ask the bank which is meant."));
      listener.unreadable(field.position());
    }
    return true;
  }

  private static String said(Balance balance) { return balance.amount().toPlainString() + " " + balance.currency() + " of " + balance.date(); }

  private void line(Field field) {
    flush();
    begin(field, null);
    var match = LINE.matcher(field.first());
    if (!match.matches()) {
      unread(field, "unreadable_line", "\"" + Finding.shortened(field.first()) + "\" is not a line; expected one such as 2611231123C12,34NTRFREFERENCE//BANKREF.");
      return;
    }
    var at = field.position();
    var valueDate = figures.date(match.group(1), at);
    var amount = figures.amount(match.group(5), at);
    if (valueDate == null || amount == null) {
      listener.unreadable(at);
      return;
    }
    var bookingDate = match.group(2) == null ? null : figures.entryDate(match.group(2), valueDate, at);
    var mark = match.group(3);
    boolean reversal = mark.startsWith("R");
    var direction = mark.endsWith("C") != reversal ? Direction.CREDIT : Direction.DEBIT;
    if (match.group(6) == null) listener.found(Finding.warning(at, "missing_type", "The line says no type of booking, such as NTRF."));
    if (match.group(4) != null) fundsCode(match.group(4), at);
    if (currency == null) listener.found(Finding.error(at, "unknown_currency", "No balance before this line says its currency."));
    var references = match.group(7);
    int strokes = references.indexOf("//");
    var supplement = new StringBuilder();
    for (var more : field.lines().subList(1, field.lines().size())) supplement.append(supplement.isEmpty() ? "" : "\n").append(more);
    waiting = new StatementLine(at, valueDate, bookingDate, amount, currency == null ? "" : currency, direction, reversal, !mark.startsWith("E"),
        match.group(6) == null ? Type.UNKNOWN : new Type("swift", match.group(6).strip()), own(strokes < 0 ? references : references.substring(0, strokes)), strokes < 0 ? null : Narrative.blankIsNull(references.substring(strokes + 2)),
        Narrative.blankIsNull(supplement.toString()), List.of(), null, List.of());
  }

  /** Banks say here that the reference stands in field 86: {@code EREF}, or {@code KREF+}. */
  private static @Nullable String own(String reference) { return ELSEWHERE.matcher(reference.strip()).matches() ? null : Narrative.reference(reference); }

  private void unread(Field field, String code, String message) {
    listener.found(Finding.error(field.position(), code, message));
    listener.unreadable(field.position());
  }

  /** The letter behind the mark, the currency's third, which says nothing new. */
  private void fundsCode(String letter, Position at) {
    if (!fundsCodes.add(letter + currency)) return;
    if (currency == null || currency.endsWith(letter)) {
      if (fundsCodes.add("")) listener.found(Finding.note(at, "funds_code", "The funds code \"" + letter + "\", the third letter of the currency, is not carried, here and on other lines."));
    } else listener.found(Finding.warning(at, "funds_code", "The funds code \"" + letter + "\" is not the third letter of " + currency + "; it was not read, here and on other lines."));
  }

  private void narrative(Field field) {
    if (waiting == null) {
      if (!begun || !closed)
        listener.found(Finding.note(field.position(), "stepped_over", "The information \"" + Finding.shortened(field.joined()) + "\" belongs to no line and was stepped over."));
      else listener.found(Finding.note(field.position(), "statement_information", "About the statement as a whole: " + Finding.shortened(field.joined())));
      return;
    }
    if ("86".equals(after)) listener.found(Finding.warning(field.position(), "repeated_tag", "The line has more than one :86:; they were put together."));
    var read = Narrative.read(field);
    if (!read.written().isEmpty()) listener.found(Finding.warning(field.position(), "word_in_text", String.join(", ", read.written())
        + " stands once more, or where the payer writes what he likes, and was read as text: he could name the payment, or take the name, of another."));
    var text = join(waiting.text(), read.text());
    if (!waiting.details().isEmpty()) text = join(text, read.detail().remittance());
    waiting = with(waiting, text, waiting.details().isEmpty() && !read.detail().isEmpty() ? List.of(read.detail()) : waiting.details());
  }

  /** :NS: is what a bank adds outside of the standard. */
  private void note(Field field) {
    if (waiting != null) waiting = with(waiting, join(waiting.text(), String.join("\n", field.lines())), waiting.details());
    else listener.found(Finding.note(field.position(), "stepped_over", "The bank's own field NS belongs to no line and was stepped over."));
  }

  private static StatementLine with(StatementLine line, @Nullable String text, List<Detail> details) {
    return new StatementLine(line.position(), line.valueDate(), line.bookingDate(), line.amount(), line.currency(), line.direction(), line.reversal(), line.booked(), line.type(), line.reference(),
        line.bankReference(), text, line.charges(), line.batch(), details);
  }

  private static @Nullable String join(@Nullable String one, @Nullable String other) { return one == null ? other : other == null ? one : one + "\n" + other; }

  private void flush() {
    if (waiting == null) return;
    interim.add(waiting);
    listener.line(waiting);
    waiting = null;
  }

  private void end() {
    flush();
    if (open && report && !begun) begin(new Field("13D", List.of(""), fields.at()), null);   // nothing has happened yet
    if (begun) listener.ended();
    else if (open) listener.found(Finding.error(new Position(fields.at(), ""), "empty_statement", "Statement " + id + " has neither balances nor lines."));
    open = begun = closed = false;
    report = type.equals("942");
    interim = new Interim(listener);
    stated.clear();
    id = account = "";
    bank = accountCurrency = number = page = currency = null;
  }
}
