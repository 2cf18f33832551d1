package finality.rail.message;

import finality.rail.message.Finding.Position;
import finality.rail.message.fin.Mt940Writer;
import finality.rail.message.iso20022.CamtWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/** A file of statements kept whole, for tests: what was heard of it, and statements made up from a seed. */
final class Statements implements MessageListener {
  /** Formats of statements that lead from one balance to another, all of which can carry what {@link #any} makes. */
  static final Set<Format> FORMATS = EnumSet.of(Format.MT940, Format.CAMT_053);
  /** Formats for which there is a {@link StatementWriter}. */
  static final Set<Format> WRITABLE = EnumSet.of(Format.MT940, Format.CAMT_052, Format.CAMT_053, Format.CAMT_054);

  final List<StatementHeader> headers = new ArrayList<>();
  final List<Balance> balances = new ArrayList<>();
  final List<StatementLine> lines = new ArrayList<>();
  int ended;

  /** What a reading gave. */
  record Read(Statements heard, Footing footing) {
    List<String> codes() { return footing.findings().stream().map(Finding::code).toList(); }

    List<String> errors() { return footing.findings().stream().filter(f -> f.severity() == Finding.Severity.ERROR).map(Finding::code).toList(); }
  }

  static Read read(Format format, String text) { return read(format, text.getBytes(StandardCharsets.UTF_8)); }

  static Read read(Format format, byte[] bytes) {
    var heard = new Statements();
    var footing = new Footing(heard);
    try {
      format.read(new ByteArrayInputStream(bytes), footing);
    } catch (IOException e) {
      throw new AssertionError("bytes in memory can always be read", e);
    }
    return new Read(heard, footing);
  }

  @Override public void begun(StatementHeader header) { headers.add(header); }

  @Override public void balance(Balance balance, Position position) { balances.add(balance); }

  @Override public void line(StatementLine line) { lines.add(line); }

  @Override public void ended() { ended++; }

  interface Writer { StatementWriter to(ByteArrayOutputStream out) throws IOException; }

  static Writer writer(Format format, Consumer<Finding> told) {
    return switch (format) {
      case MT940 -> out -> new Mt940Writer(out, told);
      case CAMT_052 -> camt(StatementHeader.Kind.REPORT, told);
      case CAMT_053 -> camt(StatementHeader.Kind.STATEMENT, told);
      case CAMT_054 -> camt(StatementHeader.Kind.NOTIFICATION, told);
      default -> throw new IllegalArgumentException("statements are not written as " + format);
    };
  }

  private static Writer camt(StatementHeader.Kind kind, Consumer<Finding> told) { return out -> new CamtWriter(kind, out, "M1", OffsetDateTime.parse("2026-11-23T18:00:00Z"), told); }

  static byte[] write(StatementTotals statement, List<StatementLine> lines, Writer writer) {
    var out = new ByteArrayOutputStream();
    try {
      var to = writer.to(out);
      to.begin(statement);
      for (var line : lines) to.line(line);
      to.end();
      to.finish();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  record Made(StatementTotals statement, List<StatementLine> lines) {}

  /** A statement that foots, of what both formats can carry. */
  static Made any(Random random) {
    var currency = List.of("EUR", "JPY", "KWD").get(random.nextInt(3));
    int scale = currency.equals("EUR") ? 2 : currency.equals("JPY") ? 0 : 3;
    var day = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(364));
    var opening = BigDecimal.valueOf(random.nextLong(-1_000_000_000, 1_000_000_000), scale);
    var footing = new Footing(new MessageListener() { });
    footing.begun(new StatementHeader(StatementHeader.Kind.STATEMENT, "S" + random.nextInt(100_000), "DE89370400440532013000", null, currency, Integer.toString(random.nextInt(1, 1000)), "1", OffsetDateTime.parse("2026-11-23T18:00:00Z")));
    footing.balance(new Balance(Balance.Kind.OPENING, day, currency, opening), Position.FILE);
    var lines = new ArrayList<StatementLine>();
    var sum = opening;
    for (int i = random.nextInt(20); i > 0; i--) {
      var line = line(random, currency, scale, day);
      lines.add(line);
      sum = sum.add(line.signedAmount());
      footing.line(line);
    }
    footing.balance(new Balance(Balance.Kind.CLOSING, day, currency, sum), Position.FILE);
    footing.ended();
    return new Made(footing.statements().getFirst(), lines);
  }

  private static StatementLine line(Random random, String currency, int scale, LocalDate day) {
    var detail = random.nextInt(4) == 0 ? Detail.NONE : new Detail(maybe(random, "E2E-" + random.nextInt(1_000_000)), maybe(random, "eb6305c9-1f7f-49de-aed0-16487c27b42d"), maybe(random, words(random, 4)),
        maybe(random, "GB29NWBK60161331926819"), maybe(random, "COBADEFFXXX"), maybe(random, words(random, 25)), maybe(random, "AC04"));
    return new StatementLine(Position.FILE, day, random.nextBoolean() ? day.plusDays(random.nextInt(-20, 20)) : null, BigDecimal.valueOf(random.nextLong(1, 1_000_000_000_000L), scale), currency,
        random.nextBoolean() ? Direction.CREDIT : Direction.DEBIT, random.nextInt(5) == 0, true, new StatementLine.Type("swift", "NTRF"), maybe(random, "REF" + random.nextInt(100_000)),
        maybe(random, "BK" + random.nextInt(100_000)), null, List.of(), null, detail.isEmpty() ? List.of() : List.of(detail));
  }

  static <T> @org.jspecify.annotations.Nullable T maybe(Random random, T value) { return random.nextBoolean() ? value : null; }

  static String words(Random random, int most) {
    var text = new StringBuilder();
    for (int i = random.nextInt(1, most + 1); i > 0; i--) {
      for (int j = random.nextInt(1, 9); j > 0; j--) text.append("abcdefgABC0123456789.,()?+".charAt(random.nextInt(26)));
      text.append(i > 1 ? " " : "");
    }
    return text.toString();
  }
}
