package finality.rail.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import finality.rail.message.Finding.Position;
import finality.rail.message.StatementHeader.Kind;
import finality.rail.message.StatementLine.Batch;
import finality.rail.message.StatementLine.Type;
import finality.rail.message.Statements.Made;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything that a statement can say goes into each camt message, is valid there, and comes out as it was meant. */
class CamtRoundTripTest {
  private static final Map<Kind, Format> FORMATS = Map.of(Kind.REPORT, Format.CAMT_052, Kind.STATEMENT, Format.CAMT_053, Kind.NOTIFICATION, Format.CAMT_054);
  private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

  @ParameterizedTest @EnumSource(Kind.class) void whatIsWrittenIsValidReadAsItWasMeantAndWrittenAgainByteForByte(Kind kind) {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    var format = FORMATS.get(kind);
    for (int i = 0; i < 150; i++) {
      var made = any(random, kind);
      var told = new ArrayList<Finding>();
      var bytes = Statements.write(made.statement(), made.lines(), Statements.writer(format, told::add));
      assertThat(told).as("seed %d", seed).isEmpty();
      assertThat(Schemas.errors(bytes)).as("seed %d", seed).isEmpty();
      var read = Statements.read(format, bytes);
      assertThat(read.footing().findings()).as("seed %d", seed).allMatch(finding -> finding.code().equals("not_booked"));
      assertThat(read.heard().lines).as("seed %d", seed).usingRecursiveFieldByFieldElementComparatorIgnoringFields("position").isEqualTo(made.lines());
      assertThat(read.heard().balances).isEqualTo(made.statement().balances());
      assertThat(read.footing().statements().getFirst().foots()).isTrue();
      var again = Statements.write(read.footing().statements().getFirst(), read.heard().lines, Statements.writer(format, _ -> { }));
      assertThat(new String(again, StandardCharsets.UTF_8)).as("seed %d", seed).isEqualTo(new String(bytes, StandardCharsets.UTF_8));
    }
  }

  /** Texts that are blank, too long, of characters that XML cannot hold; identifiers that are none; what cannot be said at all is refused. */
  @ParameterizedTest @EnumSource(Kind.class) void whateverIsGivenIsWrittenValidOrRefused(Kind kind) {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    int written = 0;
    for (int i = 0; i < 300; i++) {
      var made = odd(random, kind);
      byte[] bytes;
      try {
        bytes = Statements.write(made.statement(), made.lines(), Statements.writer(FORMATS.get(kind), _ -> { }));
      } catch (Unwritable refused) {
        assertThat(refused.code()).isIn("too_large", "too_many_decimals", "unknown_currency", "date", "missing_balance");
        continue;
      }
      written++;
      assertThat(Schemas.errors(bytes)).as("seed %d", seed).isEmpty();
      assertThat(Statements.read(FORMATS.get(kind), bytes).codes()).as("seed %d", seed).doesNotContain("not_well_formed", "unreadable_amount", "missing_element");
    }
    assertThat(written).as("seed %d", seed).isGreaterThan(50);
  }

  @Test void aStatementWithoutABalanceIsRefusedAndAReportIsNot() {
    var made = any(new Random(1), Kind.REPORT);
    var none = new StatementTotals(made.statement().header(), "EUR", List.of(), null, null, 0, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO, StatementTotals.Footed.FOOTS);
    assertThatThrownBy(() -> Statements.write(none, List.of(), Statements.writer(Format.CAMT_053, _ -> { }))).isInstanceOf(Unwritable.class).hasMessageContaining("camt.052");
    assertThat(Schemas.errors(Statements.write(none, List.of(), Statements.writer(Format.CAMT_052, _ -> { })))).isEmpty();
  }

  // ── what is made up ────────────────────────────────────────────────────────────────────────────────────

  private static Made any(Random random, Kind kind) {
    var footing = new Footing(new MessageListener() { });
    footing.begun(new StatementHeader(kind, "S" + random.nextInt(100_000), "DE89370400440532013000", "COBADEFFXXX", "EUR", Integer.toString(random.nextInt(1, 1000)), "1", OffsetDateTime.parse("2026-11-23T18:00:00Z")));
    var lines = new ArrayList<StatementLine>();
    for (int i = random.nextInt(12); i > 0; i--) lines.add(line(random, kind));
    if (kind == Kind.NOTIFICATION && lines.isEmpty()) lines.add(line(random, kind));
    var sum = lines.stream().filter(StatementLine::booked).map(StatementLine::signedAmount).reduce(BigDecimal.ZERO, BigDecimal::add);
    var opening = amount(random);
    if (kind == Kind.STATEMENT) {
      footing.balance(new Balance(Balance.Kind.OPENING, DAY, "EUR", opening), Position.FILE);
      for (var extra : Balance.Kind.values()) if (!extra.opens() && !extra.closes() && random.nextInt(4) == 0) footing.balance(new Balance(extra, DAY, "EUR", amount(random).negate()), Position.FILE);
    } else if (kind == Kind.REPORT) {
      for (var extra : List.of(Balance.Kind.OPENING, Balance.Kind.INTERIM, Balance.Kind.INTERIM_AVAILABLE)) if (random.nextBoolean()) footing.balance(new Balance(extra, DAY, "EUR", amount(random)), Position.FILE);
    }
    for (var line : lines) footing.line(line);
    if (kind == Kind.STATEMENT) footing.balance(new Balance(Balance.Kind.CLOSING, DAY, "EUR", opening.add(sum)), Position.FILE);
    footing.ended();
    return new Made(footing.statements().getFirst(), lines);
  }

  private static StatementLine line(Random random, Kind kind) {
    var details = new ArrayList<Detail>();
    int payments = random.nextInt(3) == 0 ? random.nextInt(2, 6) : random.nextInt(2);
    for (int i = 0; i < payments; i++) details.add(detail(random, payments > 1 && i > 0 && random.nextInt(4) == 0));
    var amount = payments < 2 ? amount(random) : details.stream().map(d -> d.amount().value()).reduce(BigDecimal.ZERO, BigDecimal::add);
    if (amount.signum() <= 0) return line(random, kind);
    if (payments == 1 && details.getFirst().isEmpty()) details.clear();
    if (payments == 1) details.replaceAll(d -> with(d, random.nextBoolean() ? new Amount(amount, "EUR") : null));
    var batch = payments > 1 && random.nextBoolean() ? new Batch(Statements.maybe(random, "MSG-1"), Statements.maybe(random, "PAY-" + random.nextInt(1000)), Statements.maybe(random, (long) payments)) : null;
    if (batch != null && batch.messageId() == null && batch.batchId() == null && batch.payments() == null) batch = null;
    return new StatementLine(Position.FILE, DAY, Statements.maybe(random, DAY.minusDays(1)), amount, "EUR", random.nextBoolean() ? Direction.CREDIT : Direction.DEBIT, random.nextInt(5) == 0,
        kind == Kind.STATEMENT || random.nextInt(3) > 0, type(random), Statements.maybe(random, "REF1"), Statements.maybe(random, "BK1"),
        Statements.maybe(random, Statements.words(random, 30)), random.nextInt(4) == 0 && payments < 2 ? List.of(charge(random)) : List.of(), batch, details);
  }

  private static Type type(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> new Type("swift", "NTRF");
      case 1 -> new Type("iso20022", "PMNT-RCDT-ESCT", "NTRF+166+00931", Statements.maybe(random, "DK"));
      case 2 -> new Type("iso20022", "PMNT-RCDT-ESCT");
      default -> new Type("proprietary", "NTRF+166", null, Statements.maybe(random, "DK"));
    };
  }

  private static Detail with(Detail d, @Nullable Amount amount) {
    return new Detail(d.references(), d.counterparty(), d.counterpartyAccount(), d.counterpartyBank(), d.ultimate(), d.ownAccount(), d.remittance(), d.creditorReference(), d.returnReason(), amount,
        d.instructed(), d.exchange(), d.charges(), d.bankReference(), d.mandate(), d.creditorId(), d.purpose(), d.text());
  }

  private static Detail detail(Random random, boolean opposite) {
    var references = new References(Statements.maybe(random, "INSTR"), Statements.maybe(random, "E2E-" + random.nextInt(1_000_000)), Statements.maybe(random, "TX1"), Statements.maybe(random, "eb6305c9-1f7f-49de-aed0-16487c27b42d"),
        Statements.maybe(random, "CLR"), Statements.maybe(random, "PAY-1"));
    var instructed = random.nextInt(4) == 0 ? new Amount(amount(random), "USD") : null;
    return new Detail(references, Statements.maybe(random, "Müller & Söhne <" + Statements.words(random, 4) + ">"), Statements.maybe(random, random.nextBoolean() ? "GB29NWBK60161331926819" : "021000021-4417730925"),
        Statements.maybe(random, random.nextBoolean() ? "COBADEFFXXX" : "021000021"), Statements.maybe(random, "Group plc"), Statements.maybe(random, "DE02120300000000202051"),
        Statements.maybe(random, Statements.words(random, 60)), Statements.maybe(random, "RF18539007547034"), Statements.maybe(random, "AC04"), new Amount(opposite ? amount(random).negate() : amount(random), "EUR"), instructed,
        instructed == null ? null : Statements.maybe(random, new Detail.Exchange(new BigDecimal("1.0834"), "USD", "EUR", Statements.maybe(random, "EUR"))), List.of(), Statements.maybe(random, "BK7"),
        Statements.maybe(random, "MANDATE-1"), Statements.maybe(random, "DE98ZZZ09999999999"), Statements.maybe(random, random.nextBoolean() ? "SALA" : "for the garden"), Statements.maybe(random, "words of the bank"));
  }

  private static BigDecimal amount(Random random) { return BigDecimal.valueOf(random.nextLong(1, 1_000_000_000_000L), 2); }

  private static Charge charge(Random random) {
    var amount = new Amount(BigDecimal.valueOf(random.nextLong(-500, 500), 2), "EUR");
    return new Charge(amount, random.nextBoolean() ? Agent.bic("COBADEFFXXX") : null);
  }

  private static Made odd(Random random, Kind kind) {
    var lines = new ArrayList<StatementLine>();
    var currency = random.nextInt(10) == 0 ? text(random) : "EUR";
    for (int i = random.nextInt(4); i > 0; i--) lines.add(oddLine(random, currency));
    var header = new StatementHeader(Kind.values()[random.nextInt(3)], text(random), text(random), Statements.maybe(random, text(random)), currency, text(random), text(random),
        OffsetDateTime.of(random.nextInt(50) == 0 ? 12_000 : 2026, 11, 23, 18, 0, 0, 123, java.time.ZoneOffset.ofTotalSeconds(random.nextInt(-64_800, 64_800))));
    var balances = new ArrayList<Balance>();
    for (var each : Balance.Kind.values()) if (random.nextInt(3) == 0) balances.add(new Balance(each, DAY, currency, oddAmount(random)));
    return new Made(new StatementTotals(header, currency, balances, null, null, lines.size(), lines.size(), 0, oddAmount(random).abs(), BigDecimal.ZERO, StatementTotals.Footed.FOOTS), lines);
  }

  private static StatementLine oddLine(Random random, String currency) {
    var details = new ArrayList<Detail>();
    for (int i = random.nextInt(3); i > 0; i--) {
      var money = Statements.maybe(random, new Amount(oddAmount(random), currency));
      details.add(new Detail(new References(text(random), text(random), text(random), text(random), text(random), text(random)), text(random), text(random), text(random), text(random), text(random), text(random),
          text(random), text(random), money, Statements.maybe(random, new Amount(oddAmount(random), currency)), Statements.maybe(random, new Detail.Exchange(oddAmount(random), null, null, null)),
          List.of(new Charge(new Amount(oddAmount(random), currency), Agent.bic(text(random)))), text(random), text(random), text(random), text(random), text(random)));
    }
    return new StatementLine(Position.FILE, DAY, random.nextInt(50) == 0 ? LocalDate.of(-1, 1, 1) : DAY, oddAmount(random).abs(), currency, Direction.CREDIT, false, random.nextBoolean(), new Type(random.nextBoolean() ? "iso20022" : "swift", text(random), text(random), text(random)),
        text(random), text(random), text(random), List.of(), Statements.maybe(random, new Batch(text(random), text(random), random.nextLong())), details);
  }

  private static BigDecimal oddAmount(Random random) {
    return switch (random.nextInt(60)) {
      case 0 -> new BigDecimal("1E+30");
      case 1 -> new BigDecimal("0.0000001");
      case 2 -> BigDecimal.valueOf(Long.MAX_VALUE, 2);
      default -> BigDecimal.valueOf(random.nextLong(-1_000_000, 1_000_000), random.nextInt(6));
    };
  }

  private static String text(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> "";
      case 1 -> "  \n \t ";
      case 2 -> "\u0000\uFFFF\uD800 " + (char) random.nextInt(0x10000);
      case 3 -> "😀".repeat(random.nextInt(1, 700));
      case 4 -> "x".repeat(random.nextInt(1, 700));
      case 5 -> "]]> <&\"' \r\n ü";
      case 6 -> "DE89370400440532013000";
      case 7 -> "COBADEFFXXX";
      case 8 -> "eb6305c9-1f7f-49de-aed0-16487c27b42d";
      case 9 -> "PMNT-RCDT-" + random.nextInt(10);
      case 10 -> Integer.toString(random.nextInt());
      default -> Statements.words(random, 40);
    };
  }
}
