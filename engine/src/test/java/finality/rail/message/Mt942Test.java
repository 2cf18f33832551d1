package finality.rail.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import finality.rail.message.StatementHeader.Kind;
import finality.rail.message.fin.Mt940Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Mt942Test {
  private static final OffsetDateTime NOON = OffsetDateTime.parse("2026-11-23T12:00+01:00");
  private static final String HEAD = ":20:S1\n:25:DE89370400440532013000\n:28C:1/1\n:34F:EUR0,\n:13D:2611231200+0100\n";
  private static final String LINES = ":61:2611231123C10,NTRFREF//BANK\n:86:/EREF/E2E-1/REMI/Invoice\n:61:2611231123D2,50NTRFREF\n";

  private static Statements.Read read(String text) { return Statements.read(Format.MT942, text); }

  @Test void aReportHasItsTimeAndNeedsNoBalances() {
    var read = read(HEAD + LINES + ":90D:1EUR2,5\n:90C:1EUR10,\n-\n");
    assertThat(read.codes()).isEmpty();
    assertThat(read.heard().headers).singleElement().satisfies(header -> {
      assertThat(header.kind()).isEqualTo(Kind.REPORT);
      assertThat(header.created()).isEqualTo(NOON);
      assertThat(header.currency()).isEqualTo("EUR");
    });
    assertThat(read.heard().lines).hasSize(2).extracting(StatementLine::currency).containsOnly("EUR");
    assertThat(read.heard().lines.getFirst().detail().remittance()).isEqualTo("Invoice");
  }

  @Test void anEnvelopeSaysThatItIsAReport() {
    var message = "{1:F01DEUTDEFFAXXX0000000000}{2:I942CHASUS33XXXXN}{4:\n" + HEAD + LINES + "-}";
    var read = read(message + message.replace("I942", "I940").replace(":13D:2611231200+0100\n", ":60F:C261123EUR1,\n").replace("-}", ":62F:C261123EUR8,5\n-}").replace(":34F:EUR0,\n", ""));
    assertThat(read.codes()).isEmpty();
    assertThat(read.heard().headers).extracting(StatementHeader::kind).containsExactly(Kind.REPORT, Kind.STATEMENT);
  }

  @Test void aSumThatIsNotThatOfTheLinesIsAnError() {
    assertThat(read(HEAD + LINES + ":90D:1EUR2,50\n:90C:1EUR11,\n-\n").footing().findings()).singleElement().satisfies(finding -> {
      assertThat(finding.code()).isEqualTo("wrong_sum");
      assertThat(finding.position()).hasToString("line 10 :90C:");
      assertThat(finding.message()).contains("1 differ");
    });
    assertThat(read(HEAD + LINES + ":90D:2EUR2,50\n").errors()).containsExactly("wrong_count");
  }

  @Test void announcedLinesAreNotBooked() {
    var read = read(HEAD + LINES + ":61:261124EC5,NTRFNONREF\n:90D:1EUR2,50\n:90C:1EUR10,\n-\n");
    assertThat(read.codes()).isEmpty();
    assertThat(read.heard().lines).extracting(StatementLine::booked).containsExactly(true, true, false);
    assertThat(read(HEAD + LINES + ":61:261124EC5,NTRFNONREF\n:90D:1EUR2,50\n:90C:2EUR15,\n-\n").codes()).isEmpty();
  }

  @Test void aFloorLimitIsTold() {
    var read = read(HEAD.replace(":34F:EUR0,", ":34F:EURD100,\n:34F:EURC0,") + LINES);
    assertThat(read.footing().findings()).extracting(Finding::message).containsExactly("Debits below 100 EUR are not in this report.");
  }

  @Test void aReportWithoutLinesIsOne() {
    var read = read(HEAD + ":90D:0EUR0,\n:90C:0EUR0,\n-\n" + HEAD + "-\n");
    assertThat(read.codes()).isEmpty();
    assertThat(read.heard().headers).extracting(StatementHeader::kind).containsExactly(Kind.REPORT, Kind.REPORT);
  }

  @Test void informationBehindTheSumsIsAboutTheReport() { assertThat(read(HEAD + LINES + ":90C:1EUR10,\n:86:all accounts\n").codes()).containsExactly("statement_information"); }

  @Test void aStatementThatTellsItsTimeIsAStatement() {
    var read = Statements.read(Format.MT940, ":20:S1\n:25:1\n:28C:1\n:13D:2611231200+0100\n:60F:C261123EUR1,\n:62F:C261123EUR1,\n-\n");
    assertThat(read.heard().headers).extracting(StatementHeader::kind).containsExactly(Kind.STATEMENT);
    assertThat(read.footing().statements().getFirst().foots()).isTrue();
  }

  @Test void oddTimesAreTold() {
    assertThat(read(HEAD.replace("1200+0100", "2500+0100") + LINES).codes()).containsExactly("unreadable_time");
    assertThat(read(HEAD.replace("+0100", "") + LINES).codes()).containsExactly("missing_zone");
  }

  @Test void whatWasWrittenIsReadAsItWasMeant() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      var made = Statements.any(random);
      var lines = new ArrayList<>(made.lines());
      var currency = made.statement().currency();
      if (random.nextBoolean()) lines.add(new StatementLine(Finding.Position.FILE, LocalDate.of(2026, 11, 24), null, BigDecimal.valueOf(7), currency, Direction.CREDIT, false, false, new StatementLine.Type("swift", "NTRF"), null, null, null, List.of(), null, List.of()));
      var footing = new Footing(new MessageListener() { });
      var header = made.statement().header();
      footing.begun(new StatementHeader(Kind.REPORT, header.id(), header.account(), null, currency, header.number(), header.page(), NOON));
      for (var line : lines) footing.line(line);
      footing.ended();
      var bytes = Statements.write(footing.statements().getFirst(), lines, out -> Mt940Writer.interim(out, NOON, _ -> { }));
      var read = Statements.read(Format.MT942, bytes);
      assertThat(read.footing().findings()).as("seed %d:%n%s", seed, new String(bytes, StandardCharsets.UTF_8)).isEmpty();
      assertThat(read.heard().lines).as("seed %d", seed).usingRecursiveFieldByFieldElementComparatorIgnoringFields("position").isEqualTo(lines);
      assertThat(read.footing().statements()).as("seed %d", seed).isEqualTo(footing.statements());
    }
  }

  @Test void aReportWithoutACurrencyIsNotWritten() {
    var footing = new Footing(new MessageListener() { });
    footing.begun(new StatementHeader(Kind.REPORT, "S", "1", null, null, null, null, null));
    footing.ended();
    assertThatThrownBy(() -> Statements.write(footing.statements().getFirst(), List.of(), out -> Mt940Writer.interim(out, NOON, _ -> { }))).isInstanceOf(Unwritable.class).hasMessageContaining("currency");
  }
}
