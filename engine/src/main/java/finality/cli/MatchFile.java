package finality.cli;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import finality.edge.Json;
import finality.edge.Json.Digits;
import finality.edge.Json.Items;
import finality.edge.Json.Members;
import finality.edge.Json.Nothing;
import finality.edge.Json.Text;
import finality.edge.Refused;
import finality.matching.Direction;
import finality.matching.Item;
import finality.matching.References;
import finality.matching.Standing;
import finality.money.Assets;
import finality.money.Money;
import finality.rail.message.Format;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One side: a bank's statement, CSV read as a stream, or a JSON array of the same fields. What cannot be read stops the comparison: a line left out would be a break nobody made. */
final class MatchFile {
  private static final Map<String, Standing> STANDINGS = Map.of("", Standing.FINAL, "final", Standing.FINAL, "settled", Standing.FINAL, "booked", Standing.FINAL, "pending", Standing.PENDING,
      "failed", Standing.FAILED, "rejected", Standing.FAILED, "cancelled", Standing.FAILED);
  /** What of the formats is of an account. */
  private static final String STATEMENTS = Stream.of(Format.CAMT_052, Format.CAMT_053, Format.CAMT_054, Format.MT940, Format.MT942).map(Format::word).collect(Collectors.joining(", "));
  private static final int SHOWN = 20;

  private final @Nullable String account;
  private final boolean despiteFindings;
  private final PrintStream err;
  private final Map<String, LocalDate> days = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();   // parties recur: one text for each

  /** @param account of a statement the lines that are asked for; {@code null}: it is of one account. @param despiteFindings to take a statement that has errors */
  MatchFile(@Nullable String account, boolean despiteFindings, PrintStream err) {
    this.account = account;
    this.despiteFindings = despiteFindings;
    this.err = err;
  }

  private enum Column {
    ID, AMOUNT, CURRENCY, DIRECTION, VALUE_DATE, REFERENCE, COUNTERPARTY, TEXT, BOOKING_DATE, BANK_REFERENCE, BATCH, STATUS;

    final String word = name().toLowerCase(Locale.ROOT);

    static final List<String> NEEDED = words().limit(VALUE_DATE.ordinal() + 1).toList();
    static final List<String> OPTIONAL = words().skip(NEEDED.size()).toList();
    static final List<String> ALL = words().toList();

    private static Stream<String> words() { return Arrays.stream(values()).map(column -> column.word); }
  }

  /** What a line says in a column; the empty text is nothing. */
  private interface Fields { String of(Column column); }

  /** What is wrong with a line; the sentence says what was expected. */
  private static final class Wrong extends RuntimeException {
    Wrong(String sentence) { super(sentence, null, false, false); }
  }

  private final class Lines {
    final List<Item> items = new ArrayList<>();
    final Set<String> ids = new HashSet<>();
    final List<String> wrongs = new ArrayList<>();
    final Path file;
    final Set<String> strangers = new TreeSet<>();
    int repeated;

    Lines(Path file) { this.file = file; }

    void add(String what, long number, Fields fields) {
      try {
        items.add(item(fields, id(fields.of(Column.ID))));
      } catch (Wrong e) {
        wrongs.add(file + " " + what + " " + number + ": " + e.getMessage());
      }
    }

    /** A name that nobody reads is told; one that was meant to be another would leave out what decides. @param what of a line such as "item 3" */
    void names(String what, Collection<String> names) {
      for (var name : names) {
        if (name.isEmpty() || Column.ALL.contains(name)) continue;
        if (Spelling.meant(name, Column.ALL, names) instanceof String meant) wrongs.add(file + " " + what + ": \"" + name + "\" has no meaning here; if " + meant + " is meant write it so, else call it something else");
        else strangers.add(name);
      }
    }

    /** An id that comes again, as in a line delivered twice, gets a number: both lines count. */
    private String id(String id) {
      if (id.isEmpty()) throw new Wrong("id is empty; every line needs one");
      var unique = id;
      for (int n = 2; !ids.add(unique); n++) unique = id + "#" + n;
      if (unique != id) repeated++;
      return unique;
    }

    List<Item> done() {
      wrongs.stream().limit(SHOWN).forEach(err::println);
      if (wrongs.size() > SHOWN) err.println("… and " + (wrongs.size() - SHOWN) + " more");
      if (!wrongs.isEmpty()) throw Stop.unreadable(wrongs.size() + (wrongs.size() == 1 ? " line" : " lines") + " of " + file + " cannot be read; nothing was compared.");
      if (!strangers.isEmpty()) err.println(file + ": \"" + String.join("\", \"", strangers) + "\" " + (strangers.size() == 1 ? "has" : "have") + " no meaning here and " + (strangers.size() == 1 ? "is" : "are") + " not read; there are " + String.join(", ", Column.ALL) + ".");
      if (repeated > 0) err.println(file + ": " + repeated + (repeated == 1 ? " line repeats an id and is" : " lines repeat ids and are") + " called ID#2 and so on.");
      return items;
    }
  }

  /** @throws Stop 65 */
  MatchSide read(Path file) {
    try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      in.mark(4096);
      var bytes = in.readNBytes(1024);
      if (PaymentFile.isUtf16(bytes)) throw Stop.unreadable(file + " is UTF-16 text; save it as UTF-8, or convert it: iconv -f UTF-16 -t UTF-8.");
      var start = new String(bytes, StandardCharsets.UTF_8).replace("\uFEFF", "").stripLeading();
      in.reset();
      if (start.startsWith("[") || start.startsWith("{\"items\"")) return new MatchSide(json(file, in.readAllBytes()), Map.of());
      var recognised = Format.recognise(in);
      if (recognised.format() != null) return MatchStatement.read(file.toString(), in, recognised.format(), account, despiteFindings, err);
      if (!List.of("unknown", "csv", "empty").contains(recognised.name())) throw Stop.unreadable(file + " is " + recognised.name() + ", which is not read as a statement; expected CSV, JSON, or one of " + STATEMENTS + ".");
      return new MatchSide(csv(file, in), Map.of());
    } catch (CharacterCodingException e) {
      throw Stop.unreadable(file + " is not UTF-8 text; convert it first, such as by iconv -f WINDOWS-1252 -t UTF-8.");
    } catch (IOException e) {
      throw Stop.unreadable(file + " cannot be read: " + (e instanceof java.nio.file.NoSuchFileException ? "there is no such file." : e.getMessage()));
    }
  }

  // ── CSV ────────────────────────────────────────────────────────────────────────────────────────────────

  private List<Item> csv(Path file, BufferedInputStream in) throws IOException {
    in.mark(1 << 16);
    var first = new String(in.readNBytes(1 << 14), StandardCharsets.UTF_8).lines().filter(l -> !l.isBlank()).findFirst().orElse("");
    in.reset();
    char separator = first.chars().filter(c -> c == ';').count() > first.chars().filter(c -> c == ',').count() ? ';' : first.indexOf('\t') > 0 && first.indexOf(',') < 0 ? '\t' : ',';
    var lines = new Lines(file);
    Header header = null;
    var decoder = StandardCharsets.UTF_8.newDecoder();   // one that reports what is not UTF-8
    try (var reader = CsvForm.reader(separator).ofCsvRecord(new InputStreamReader(in, decoder))) {
      for (var record : reader) {
        if (CsvForm.swallowed(record) instanceof String why) {
          if (header == null) throw Stop.unreadable(file + " line 1: " + why + ".");
          lines.wrongs.add(file + " line " + record.getStartingLineNumber() + ": " + why);
        } else if (header == null) header = Header.of(lines, record);
        else if (!isBlank(record)) line(lines, header, record);
      }
    } catch (CsvParseException e) {
      if (e.getCause() instanceof CharacterCodingException coding) throw coding;
      throw Stop.unreadable(file + " cannot be read to its end: " + CsvForm.reason(e) + ".");
    } catch (java.io.UncheckedIOException e) {
      throw e.getCause();
    }
    if (header == null) throw Stop.unreadable(file + " is empty; its first line names the columns: id,amount,currency,direction,value_date,reference,counterparty,text.");
    return lines.done();
  }

  /** @param at by column, its place in a line; -1: it is not there. @param columns how many a line has */
  private record Header(int[] at, int columns) {
    static Header of(Lines lines, CsvRecord record) {
      var file = lines.file;
      var names = record.getFields().stream().map(field -> field.replace("\uFEFF", "").strip().toLowerCase(Locale.ROOT).replace(' ', '_')).toList();
      for (var name : names) if (!name.isEmpty() && names.indexOf(name) != names.lastIndexOf(name)) throw Stop.unreadable(file + " line 1: the column \"" + name + "\" is named twice.");
      var missing = Column.NEEDED.stream().filter(column -> !names.contains(column)).toList();
      if (!missing.isEmpty()) throw Stop.unreadable(file + " line 1: there is no column \"" + String.join("\", \"", missing) + "\". Needed are " + String.join(", ", Column.NEEDED) + "; known too are " + String.join(", ", Column.OPTIONAL) + ".");
      lines.names("line 1", names);
      return new Header(Column.words().mapToInt(names::indexOf).toArray(), names.size());
    }

    String field(CsvRecord record, Column column) { return at[column.ordinal()] < 0 ? "" : record.getField(at[column.ordinal()]).strip(); }
  }

  private static boolean isBlank(CsvRecord record) {
    for (int i = 0; i < record.getFieldCount(); i++) if (!record.getField(i).isBlank()) return false;
    return true;
  }

  private static void line(Lines lines, Header header, CsvRecord record) {
    if (record.getFieldCount() == header.columns) lines.add("line", record.getStartingLineNumber(), column -> header.field(record, column));
    else lines.wrongs.add(lines.file + " line " + record.getStartingLineNumber() + ": has " + record.getFieldCount() + " columns, the header has " + header.columns + "; put a field with a separator in quotes");
  }

  // ── JSON ───────────────────────────────────────────────────────────────────────────────────────────────

  private List<Item> json(Path file, byte[] bytes) {
    var lines = new Lines(file);
    try {
      var json = Json.read(bytes);
      if (json instanceof Members(var members) && members.get("items") instanceof Items items) json = items;
      if (!(json instanceof Items(var items))) throw Stop.unreadable(file + " is " + json.what() + "; expected an array of items.");
      int number = 0;
      for (var item : items) {
        number++;
        if (item instanceof Members(var members)) {
          lines.names("item " + number, members.keySet());
          lines.add("item", number, column -> text(column.word, members.getOrDefault(column.word, new Nothing())));
        } else lines.wrongs.add(file + " item " + number + ": is " + item.what() + ", expected an object with id, amount, currency, direction, value_date");
      }
    } catch (Refused e) {
      throw Stop.unreadable(file + ": " + e.problem().detail().replace("The body", "the file"));
    }
    return lines.done();
  }

  private static String text(String name, Json value) {
    return switch (value) {
      case Text(var text) -> text.strip();
      case Digits(var digits) -> digits;
      case Nothing _ -> "";
      default -> throw new Wrong(name + " is " + value.what() + ", expected a string");
    };
  }

  // ── one line ───────────────────────────────────────────────────────────────────────────────────────────

  private Item item(Fields fields, String id) {
    var valueDate = day(Column.VALUE_DATE, fields.of(Column.VALUE_DATE));
    var booked = fields.of(Column.BOOKING_DATE);
    return new Item(id, money(fields.of(Column.AMOUNT), fields.of(Column.CURRENCY)), direction(fields.of(Column.DIRECTION)), valueDate, booked.isEmpty() ? valueDate : day(Column.BOOKING_DATE, booked),
        new References(fields.of(Column.REFERENCE), fields.of(Column.BANK_REFERENCE), known(fields.of(Column.BATCH))), known(fields.of(Column.COUNTERPARTY)), fields.of(Column.TEXT), standing(fields.of(Column.STATUS)));
  }

  private String known(String name) { return name.isEmpty() ? name : names.computeIfAbsent(name, n -> n); }

  private static Money money(String amount, String currency) {
    var asset = Assets.find(currency.toUpperCase(Locale.ROOT)).orElseThrow(() -> new Wrong("currency is \"" + currency + "\", expected a code such as EUR"));
    try {
      return Money.of(amount, asset);
    } catch (IllegalArgumentException e) {
      if (amount.length() > 40 && amount.matches("[0-9]+(\\.[0-9]+)?"))
        throw new Wrong("amount has " + (amount.length() - (amount.contains(".") ? 1 : 0)) + " digits; there may be " + Money.MAX_INTEGER_DIGITS + " before the point, and after it those of its currency");
      throw new Wrong("amount " + e.getMessage());
    }
  }

  private static Direction direction(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "debit" -> Direction.DEBIT;
      case "credit" -> Direction.CREDIT;
      default -> throw new Wrong("direction is \"" + text + "\", expected debit or credit, as the account's holder sees it");
    };
  }

  private LocalDate day(Column column, String text) {
    @Nullable LocalDate known = days.get(text);
    if (known != null) return known;
    try {
      var day = LocalDate.parse(text);
      days.put(text, day);
      return day;
    } catch (DateTimeException _) {
      throw new Wrong(column.word + " is \"" + text + "\", expected a day such as 2026-11-21");
    }
  }

  private static Standing standing(String text) {
    var standing = STANDINGS.get(text.toLowerCase(Locale.ROOT));
    if (standing == null) throw new Wrong("status is \"" + text + "\", expected settled, booked, pending, failed, rejected or cancelled");
    return standing;
  }
}
