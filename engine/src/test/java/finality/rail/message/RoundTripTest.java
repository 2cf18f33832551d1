package finality.rail.message;

import static org.assertj.core.api.Assertions.assertThat;

import finality.rail.message.Statements.Made;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What was written is read as it was meant, and reading and writing it again changes no byte. */
class RoundTripTest {
  @Test void whatWasWrittenIsReadAsItWasMeant() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      var made = Statements.any(random);
      for (var format : Statements.FORMATS) {
        var read = Statements.read(format, Statements.write(made.statement(), made.lines(), Statements.writer(format, _ -> { })));
        assertThat(read.footing().findings()).as("seed %d, %s", seed, format).isEmpty();
        assertThat(read.heard().lines).as("seed %d, %s", seed, format).usingRecursiveFieldByFieldElementComparatorIgnoringFields("position").isEqualTo(made.lines());
        assertThat(read.heard().balances).isEqualTo(made.statement().balances());
        assertThat(read.footing().statements().getFirst().foots()).isTrue();
      }
    }
  }

  /** A payer can write what he likes: it never becomes another field. Blanks and strokes at its ends may go. */
  @Test void textThatLooksLikeACodeWordStaysWhereItStood() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    var made = Statements.any(random);
    for (int i = 0; i < 3_000; i++) {
      var detail = new Detail(odd(random, "E2E"), null, odd(random, "Jansen"), odd(random, "NL20INGB0001234567"), null, odd(random, "rent"), null);
      var line = new StatementLine(Finding.Position.FILE, made.statement().closing().date(), null, java.math.BigDecimal.ONE, made.statement().currency(), Direction.CREDIT, false, true, new StatementLine.Type("swift", "NTRF"),
          null, null, null, List.of(), null, List.of(detail));
      var read = Statements.read(Format.MT940, Statements.write(made.statement(), List.of(line), Statements.writer(Format.MT940, _ -> { })));
      assertThat(shorn(read.heard().lines.getFirst().detail())).as("seed %d, %s", seed, detail).isEqualTo(shorn(detail));
    }
  }

  private static String odd(Random random, String begins) {
    var text = new StringBuilder(begins);
    for (int n = random.nextInt(6); n > 0; n--) text.append(List.of("/", "/", "//", "REMI", "EREF", "NAME", "IBAN", "BIC", "ULTD", " ", "x", "EREF+", "-").get(random.nextInt(13)));
    return text.toString();
  }

  private static String shorn(Detail detail) {
    return java.util.stream.Stream.of(detail.endToEndId(), detail.counterparty(), detail.counterpartyAccount(), detail.remittance()).map(text -> String.valueOf(text).replaceAll("[ /]", "")).toList() + " " + detail.ultimate() + detail.counterpartyBank();
  }

  @Test void readingAndWritingAgainChangesNoByte() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int i = 0; i < 100; i++) {
      var made = Statements.any(random);
      for (var format : Statements.FORMATS) {
        var once = Statements.write(made.statement(), made.lines(), Statements.writer(format, _ -> { }));
        var read = Statements.read(format, once);
        var again = new Made(read.footing().statements().getFirst(), read.heard().lines);
        assertThat(new String(Statements.write(again.statement(), again.lines(), Statements.writer(format, _ -> { })), StandardCharsets.UTF_8)).as("seed %d, %s", seed, format).isEqualTo(new String(once, StandardCharsets.UTF_8));
      }
    }
  }

  @Test void whatIsWrittenIsValidAgainstTheSchema() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      var made = Statements.any(random);
      assertThat(Schemas.errors(Statements.write(made.statement(), made.lines(), Statements.writer(Format.CAMT_053, _ -> { })))).as("seed %d", seed).isEmpty();
    }
  }

  @Test void aLongTextIsCutOrSpreadAndThatIsTold() {
    var made = Statements.any(new Random(1));
    var told = new java.util.ArrayList<String>();
    var line = new StatementLine(Finding.Position.FILE, made.statement().closing().date(), null, java.math.BigDecimal.ONE, made.statement().currency(), Direction.CREDIT, false, true, StatementLine.Type.UNKNOWN,
        "R".repeat(40), null, null, List.of(), null, List.of(new Detail(null, null, "Müller".repeat(40), null, null, "x".repeat(500), null)));
    Statements.write(made.statement(), List.of(line), Statements.writer(Format.MT940, finding -> told.add(finding.code())));
    Statements.write(made.statement(), List.of(line), Statements.writer(Format.CAMT_053, finding -> told.add(finding.code())));
    assertThat(told).contains("characters", "cut", "cut_reference", "type_not_carried", "cut_name");
  }
}
