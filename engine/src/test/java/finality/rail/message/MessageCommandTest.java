package finality.rail.message;

import static org.assertj.core.api.Assertions.assertThat;

import finality.cli.Ran;
import finality.rail.message.command.MessageCommand;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on the samples. */
class MessageCommandTest {
  private static final String SAMPLES = "../samples/statements/";

  @TempDir Path directory;
  private String out = "";
  private String err = "";

  private int run(String... words) { return run("", 120, words); }

  private int run(String in, int width, String... words) {
    var ran = Ran.of((to, errors) -> new MessageCommand(new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)), to, errors, width).run(words));
    out = ran.out();
    err = ran.err();
    return ran.code();
  }

  @Test void aStatementThatFootsIsShown() {
    assertThat(run("inspect", SAMPLES + "day.mt940")).isZero();
    assertThat(out).contains("DE89370400440532013000 EUR", "Muster GmbH  E2E-4711  Invoice 4711 of 2 November", "4 lines, credits 1265.00, debits 100.00: it foots");
  }

  @Test void aTransposedDigitIsFound() {
    assertThat(run("inspect", SAMPLES + "transposed.mt940", "--json")).isEqualTo(1);
    assertThat(out).startsWith("{\"file\":\"" + SAMPLES + "transposed.mt940\",\"format\":\"mt940\",\"findings\":[{\"severity\":\"error\",\"position\":\"line 12 :62F:\",\"code\":\"does_not_foot\"")
        .contains("\"statements\":[{\"account\":\"DE89370400440532013000\",\"currency\":\"EUR\",\"opening\":\"12500.00\",\"closing\":\"13665.00\",\"lines\":4,\"foots\":false}]");
  }

  @Test void bothFormatsOfTheSampleSayTheSame() {
    run("inspect", "--json", SAMPLES + "day.mt940");
    var one = out.substring(out.indexOf("\"statements\""), out.indexOf("\"content\""));
    assertThat(run("inspect", "--json", SAMPLES + "day.camt.053.xml")).isZero();
    assertThat(out).contains(one);
  }

  @Test void whatIsConvertedCanBeConvertedBack() throws IOException {
    assertThat(run("convert", SAMPLES + "day.camt.053.xml", "--to", "mt940")).as(err).isZero();
    assertThat(out).contains(":61:2611231123RD15,00NTRFNONREF//BK0003\r\n").endsWith("-\r\n");
    var file = Files.writeString(directory.resolve("day.sta"), out);
    assertThat(run("convert", file.toString(), "--to", "camt.053")).as(err).isZero();
    assertThat(run("convert", file.toString(), "--to", "json")).as(err).isZero();
    assertThat(out).startsWith("{\"version\":1,\"content\":[\n{\"kind\":\"statement\",\"id\":\"FIN261123\"");
  }

  @Test void whatTheOtherFormatCannotSayIsRefused() {
    assertThat(run("convert", SAMPLES + "batch.camt.054.xml", "--to", "camt.053")).isEqualTo(1);
    assertThat(err).contains("holds a notification, which does not lead from one balance to another");
  }

  @Test void aFileWithErrorsIsNotConverted() {
    assertThat(run("convert", SAMPLES + "transposed.mt940", "--to", "camt.053")).isEqualTo(1);
    assertThat(out).isEmpty();
    assertThat(err).contains("does_not_foot", "was not converted");
  }

  @Test void wrongUseAndMissingFilesHaveTheirExitCodes() throws IOException {
    assertThat(run("inspect")).isEqualTo(64);
    assertThat(run("inspect", "--loudly", "x")).isEqualTo(64);
    assertThat(run("convert", SAMPLES + "day.mt940", "--to", "pdf")).isEqualTo(64);
    assertThat(run("convert", SAMPLES + "day.mt940")).isEqualTo(64);
    assertThat(run("inspect", directory.resolve("absent").toString())).isEqualTo(65);
    assertThat(run("inspect", Files.writeString(directory.resolve("x"), "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.007.001.08\"/>").toString())).isEqualTo(1);
    assertThat(out).contains("This is pain.007, which is not read; expected one of ");
    assertThat(run("inspect", "--help")).isZero();
  }
}
