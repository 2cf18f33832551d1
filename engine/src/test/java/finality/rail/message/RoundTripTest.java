package finality.rail.message;

import static org.assertj.core.api.Assertions.assertThat;

import finality.rail.message.Statements.Made;
import finality.rail.message.Statements.Writer;
import finality.rail.message.fin.Mt940Writer;
import finality.rail.message.iso20022.Camt053Writer;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Random;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What was written is read as it was meant, and reading and writing it again changes no byte. */
class RoundTripTest {
  private static final OffsetDateTime CREATED = OffsetDateTime.parse("2026-11-23T18:00:00Z");
  private static final Writer CAMT = out -> new Camt053Writer(out, "M1", CREATED, _ -> { });
  private static final Writer MT = out -> new Mt940Writer(out, _ -> { });

  @Test void whatWasWrittenIsReadAsItWasMeant() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      var made = Statements.any(random);
      for (var format : List.of(Format.MT940, Format.CAMT_053)) {
        var read = Statements.read(format, Statements.write(made.statement(), made.lines(), writer(format)));
        assertThat(read.footing().findings()).as("seed %d, %s", seed, format).isEmpty();
        assertThat(read.heard().lines).as("seed %d, %s", seed, format).usingRecursiveFieldByFieldElementComparatorIgnoringFields("position").isEqualTo(made.lines());
        assertThat(read.heard().balances).isEqualTo(made.statement().balances());
        assertThat(read.footing().statements().getFirst().foots()).isTrue();
      }
    }
  }

  @Test void readingAndWritingAgainChangesNoByte() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int i = 0; i < 100; i++) {
      var made = Statements.any(random);
      for (var format : List.of(Format.MT940, Format.CAMT_053)) {
        var once = Statements.write(made.statement(), made.lines(), writer(format));
        var read = Statements.read(format, once);
        var again = new Made(read.footing().statements().getFirst(), read.heard().lines);
        assertThat(new String(Statements.write(again.statement(), again.lines(), writer(format)), StandardCharsets.UTF_8)).as("seed %d, %s", seed, format).isEqualTo(new String(once, StandardCharsets.UTF_8));
      }
    }
  }

  /** ISO's schemas are not ours to hand on; ISO20022_XSD names a directory that has them. */
  @Test void whatIsWrittenIsValidAgainstTheSchema() throws Exception {
    var directory = System.getenv("ISO20022_XSD");
    Assumptions.assumeTrue(directory != null && Files.exists(Path.of(directory, "camt.053.001.08.xsd")), "ISO20022_XSD names no directory with camt.053.001.08.xsd");
    var schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(Path.of(directory, "camt.053.001.08.xsd").toFile());
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      var made = Statements.any(random);
      var xml = Statements.write(made.statement(), made.lines(), CAMT);
      schema.newValidator().validate(new StreamSource(new ByteArrayInputStream(xml)));
    }
  }

  @Test void aLongTextIsCutOrSpreadAndThatIsTold() {
    var made = Statements.any(new Random(1));
    var told = new java.util.ArrayList<String>();
    var line = new StatementLine(Finding.Position.FILE, made.statement().closing().date(), null, java.math.BigDecimal.ONE, made.statement().currency(), Direction.CREDIT, false, true, StatementLine.Type.UNKNOWN,
        "R".repeat(40), null, null, List.of(new Detail(null, null, "Müller".repeat(40), null, null, "x".repeat(500), null)));
    Statements.write(made.statement(), List.of(line), out -> new Mt940Writer(out, finding -> told.add(finding.code())));
    Statements.write(made.statement(), List.of(line), out -> new Camt053Writer(out, "M1", CREATED, finding -> told.add(finding.code())));
    assertThat(told).contains("characters", "cut", "cut_reference", "type_not_carried", "cut_name");
  }

  private static Writer writer(Format format) { return format == Format.MT940 ? MT : CAMT; }
}
