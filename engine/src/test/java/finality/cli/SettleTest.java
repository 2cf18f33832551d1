package finality.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command against an engine that is only its HTTP API. */
class SettleTest {
  private static final Path SAMPLES = Path.of("../samples");
  private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC);
  private static final String HEADER = "debtor_account,creditor_name,creditor_account,amount,currency,reference\n";

  @TempDir Path directory;
  private FakeEngine engine;
  private String out = "";
  private String err = "";

  @BeforeEach void start() throws IOException { engine = new FakeEngine(); }

  @AfterEach void stop() { engine.close(); }

  private int settle(Object... arguments) {
    var words = new ArrayList<>(List.of("--url", engine.url().toString(), "--key", FakeEngine.KEY, "--wait", "10s"));
    for (var argument : arguments) words.add(argument.toString());
    return run(words);
  }

  private int run(List<String> words) {
    var ran = Ran.of((print, complain) -> new Settle(print, complain, Map.of("FINALITY_DATA", directory.toString()), CLOCK).run(words.toArray(String[]::new)));
    out = ran.out();
    err = ran.err();
    return ran.code();
  }

  private Path file(String name, String content) throws IOException { return Files.writeString(directory.resolve(name), content); }

  private Path csv(String... lines) throws IOException { return file("pay.csv", HEADER + String.join("\n", lines) + "\n"); }

  // ── once ───────────────────────────────────────────────────────────────────────────────────────────────

  @Test void aFileThatIsSentTwiceIsPaidOnce() {
    assertThat(settle(SAMPLES.resolve("payroll.csv"))).as(err).isZero();
    assertThat(engine.byKey).hasSize(1000);
    assertThat(out).containsPattern("settled +1000 +2712584.41 EUR");

    assertThat(settle(SAMPLES.resolve("payroll.csv"))).isZero();
    assertThat(engine.byKey).hasSize(1000);
    assertThat(out).contains("Sent by an earlier run and not paid again: 1000 lines.");
  }

  @Test void againPaysASecondTimeAndSaysSo() throws IOException {
    var file = csv("ACME-EUR,Jane,DE02120300000000202051,10.00,EUR,R1");
    settle(file);
    assertThat(settle(file, "--again")).isZero();
    assertThat(engine.byKey).hasSize(2);
    assertThat(err).contains("Paying on purpose what may have been paid before");
  }

  @Test void theSameLineTwiceInOneFileIsTwoPayments() throws IOException {
    assertThat(settle(csv("ACME-EUR,Jane,DE02120300000000202051,10.00,EUR,R1", "ACME-EUR,Jane,DE02120300000000202051,10.00,EUR,R1"))).isZero();
    assertThat(engine.byKey).hasSize(2);
  }

  @Test void aFilesOwnKeysAreTheSameInEveryFile() throws IOException {
    settle(file("a.csv", "debtor_account,creditor_name,creditor_account,amount,currency,idempotency_key\nACME-EUR,Jane,DE02120300000000202051,10.00,EUR,invoice-1\n"));
    settle(file("b.csv", "idempotency_key,debtor_account,creditor_name,creditor_account,amount,currency\ninvoice-1,ACME-EUR,Jane,DE02120300000000202051,10.00,EUR\ninvoice-2,ACME-EUR,Jane,DE02120300000000202051,10.00,EUR\n"));
    assertThat(engine.byKey.keySet()).containsExactlyInAnyOrder("invoice-1", "invoice-2");
  }

  @Test void byReferenceOnePaymentPerReferenceWhicheverFileItStandsIn() throws IOException {
    settle("--by-reference", csv("ACME-EUR,Jane,DE02120300000000202051,10.00,EUR,R1"));
    settle("--by-reference", csv("ACME-EUR,Ada,DE02120300000000202051,11.00,EUR,R0", "ACME-EUR,Jane,DE02120300000000202051,10.00,EUR,R1"));
    assertThat(engine.byKey).hasSize(2);
    assertThat(settle("--by-reference", csv("ACME-EUR,Ada,DE02120300000000202051,11.00,EUR,R2", "ACME-EUR,Jane,DE02120300000000202051,10.00,EUR,R2"))).isEqualTo(65);
    assertThat(err).contains("line 3: reference: is the same as at");
  }

  @Test void aLinesOwnKeyIsItsKeyInEveryRunWhateverTheOptions() throws IOException {
    var header = "debtor_account,creditor_name,creditor_account,amount,currency,reference,idempotency_key\n";
    var file = file("own.csv", header + "ACME-EUR,Jane,DE02120300000000202051,10.00,EUR,R1,invoice-1\nACME-EUR,Jane,DE02120300000000202051,11.00,EUR,,invoice-2\nACME-EUR,Ada,DE02120300000000202051,12.00,EUR,R3,\n");
    assertThat(settle("--by-reference", file)).as(err).isZero();
    assertThat(err).contains("2 lines have keys of their own and kept them; --by-reference makes keys for the others only.");
    assertThat(engine.byKey.keySet()).hasSize(3).contains("invoice-1", "invoice-2").anyMatch(key -> key.startsWith("reference-"));
    assertThat(settle("--by-reference", file)).isZero();
    assertThat(engine.byKey).hasSize(3);
    settle("--by-reference", file("json.json", "{\"idempotency_key\":\" invoice-1\",\"debtor_account\":\"ACME-EUR\",\"creditor\":{\"name\":\"Jane\",\"account\":\"DE02120300000000202051\"},\"amount\":\"10.00\",\"currency\":\"EUR\",\"reference\":\"R1\"}"));
    assertThat(engine.byKey).as("the same key in another format").hasSize(3);
    settle("--again", "--by-reference", file);
    assertThat(engine.byKey).as("the one way to pay twice").hasSize(6);
    assertThat(engine.byKey.keySet()).filteredOn(key -> key.startsWith("invoice-1-again-")).hasSize(1);
  }

  @Test void aPainMessagesIdsAreItsLinesKeysWhateverTheOptions() {
    var sample = SAMPLES.resolve("suppliers.pain.001.xml");
    assertThat(settle(sample)).as(err).isZero();
    assertThat(settle("--by-reference", sample)).as(err).isZero();
    assertThat(engine.byKey).hasSize(3);
    assertThat(err).contains("3 lines have keys of their own");
  }

  @Test void aDebtorsPaymentByReferenceHasOneKeyHoweverTheDebtorIsNamed() throws IOException {
    settle("--by-reference", csv("ACME-EUR,Jane,DE89370400440532013000,10.00,EUR,R1"));
    settle("--by-reference", csv("DE02120300000000202051,Jane,DE89370400440532013000,10.00,EUR,R1"));
    settle("--by-reference", csv("7,Jane,DE89370400440532013000,10.00,EUR,R1"));
    settle("--by-reference", "--debtor", "payroll=ACME-EUR", csv("payroll,Jane,DE89370400440532013000,10.00,EUR,R1"));
    assertThat(engine.byKey).hasSize(1);
  }

  @Test void aFileWithoutPaymentsIsSaidToHaveNone() throws IOException {
    for (var content : List.of(HEADER, HEADER + "\n;;\n".replace(";", ","))) {
      assertThat(settle(file("none.csv", content))).isEqualTo(65);
      assertThat(err).contains("none.csv has no payments.");
    }
    assertThat(settle(file("none.json", "[]"))).isEqualTo(65);
    assertThat(err).contains("none.json has no payments.");
  }

  @Test void lostConnectionsAndBusyAnswersAreRepeatedUnderTheSameKey() {
    engine.lost.set(40);
    engine.unavailable.set(40);
    assertThat(settle(SAMPLES.resolve("payroll.csv"))).as(out + err).isZero();
    assertThat(engine.posts.get()).isGreaterThanOrEqualTo(1080);
    assertThat(engine.bodies).hasSize(1000);
    assertThat(out).as("an answer that was lost is no earlier run").doesNotContain("earlier run").doesNotContain("sent before");

    engine.lost.set(40);
    engine.byKey.replaceAll((_, s) -> new FakeEngine.Stored(s.id(), s.body(), s.state(), s.created().minusSeconds(60)));
    assertThat(settle(SAMPLES.resolve("payroll.csv"))).as(out + err).isZero();
    assertThat(out).contains("Sent by an earlier run and not paid again: 1000 lines.");
  }

  // ── what is told ───────────────────────────────────────────────────────────────────────────────────────

  @Test void failedAndRefusedLinesAreTold() throws IOException {
    engine.states.put("13.01", "failed");
    assertThat(settle(csv("ACME-EUR,Jane,X1,10.00,EUR,R1", "ACME-EUR,Ada,X2,13.01,EUR,R2", "ACME-EUR,Bob,X3,66.60,EUR,R3"))).isEqualTo(1);
    assertThat(out).contains("line 3  13.01 EUR  Ada  failed: rejected: AC04").contains("line 4  66.60 EUR  Bob  refused: creditor.bank: is closed").containsPattern("settled +1 +10.00 EUR");
  }

  @Test void whatIsOpenAtTheEndOfTheWaitIsExitCode2() throws IOException {
    engine.later = "in_doubt";
    assertThat(settle(csv("ACME-EUR,Jane,X1,10.00,EUR,R1"), "--wait", "300ms")).isEqualTo(2);
    assertThat(out).contains("in_doubt");
    assertThat(err).contains("1 still open");
  }

  @Test void whatWaitsForAPersonIsNotWaitedFor() throws IOException {
    engine.later = "held";
    long start = System.nanoTime();
    assertThat(settle(csv("ACME-EUR,Jane,X1,10.00,EUR,R1"), "--wait", "60s")).isEqualTo(2);
    assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
  }

  @Test void manyOpenLinesAreAskedForInPages() {
    settle(SAMPLES.resolve("payroll.csv"));
    assertThat(engine.gets.get()).isLessThan(200);
  }

  @Test void badLinesAreAllToldAndNothingIsSent() {
    assertThat(settle(SAMPLES.resolve("bad-lines.csv"))).isEqualTo(65);
    assertThat(engine.byKey).isEmpty();
    assertThat(err).contains("line 3: amount: JPY has 0 decimals, 1500.5 has more").contains("line 4: debtor_account: there is no account").contains("line 5: creditor: is missing")
        .contains("line 6: currency: \"EURO\" is not").contains("line 7: amount: \"-12.00\"").contains("line 8: has 9 columns, the header has 8").contains("line 9: amount: \"1.234,56\"")
        .contains("7 of 9 lines cannot be sent as they are; nothing was sent");
  }

  @Test void oneMistypedAccountKeepsTheFileFromBeingSent() throws IOException {
    assertThat(settle(csv("ACME-EUR,Jane,DE89370400440532013000,10.00,EUR,R1", "ACME-EUR,Ada,DE89370400440532013001,11.00,EUR,R2", "ACME-EUR,,DE89370400440532013000,12.00,EUR,R3"))).isEqualTo(65);
    assertThat(err).contains("line 3: creditor.account: is an IBAN whose check digits 89 do not fit the rest").contains("line 4: creditor.name: is missing").contains("2 of 3 lines cannot be sent");
    assertThat(engine.byKey).isEmpty();
  }

  @Test void partialSendsTheGoodLinesAndFails() {
    assertThat(settle(SAMPLES.resolve("bad-lines.csv"), "--partial")).isEqualTo(1);
    assertThat(engine.byKey).hasSize(2);
    assertThat(out).containsPattern("unreadable +7 +\\n").containsPattern("settled +2 +1444.96 EUR");
  }

  @Test void checkSendsNothing() {
    assertThat(settle(SAMPLES.resolve("mixed.csv"), "--check")).isZero();
    assertThat(engine.byKey).isEmpty();
    assertThat(out).contains("12 lines checked, all would be taken; nothing was sent.");
  }

  @Test void jsonHasEveryLineAndTheSums() throws IOException {
    settle("--json", csv("ACME-EUR,Jane,X1,10.00,EUR,R1"));
    var report = (finality.edge.Json.Members) finality.edge.Json.read(out.getBytes(StandardCharsets.UTF_8));
    assertThat(report.canonical()).contains("\"exit_code\":0").contains("\"outcome\":\"settled\"").contains("\"reference\":\"R1\"");
  }

  @Test void noEngineAWrongKeyAndAWrongOptionHaveTheirExitCodes() throws IOException {
    var file = csv("ACME-EUR,Jane,X1,10.00,EUR,R1");
    assertThat(run(List.of(file.toString(), "--url", "http://127.0.0.1:1", "--key", "k"))).isEqualTo(69);
    assertThat(err).contains("Start one with ./finality run");
    assertThat(run(List.of(file.toString(), "--url", engine.url().toString(), "--key", "wrong"))).isEqualTo(77);
    assertThat(run(List.of(file.toString(), "--url", engine.url().toString()))).isEqualTo(69);
    assertThat(err).contains("operator.key");
    assertThat(run(List.of("--frobnicate"))).isEqualTo(64);
    assertThat(run(List.of(directory.resolve("none.csv").toString()))).isEqualTo(65);
    assertThat(run(List.of("--help"))).isZero();
    assertThat(out).contains("Usage: ./finality settle");
  }

  @Test void theKeyIsReadFromTheDataDirectory() throws IOException {
    file("operator.key", FakeEngine.KEY + "\n");
    assertThat(run(List.of(csv("ACME-EUR,Jane,X1,10.00,EUR,R1").toString(), "--url", engine.url().toString()))).isZero();
  }

  // ── formats ────────────────────────────────────────────────────────────────────────────────────────────

  @Test void theMixedSampleBecomesBodiesOfTheApi() {
    assertThat(settle(SAMPLES.resolve("mixed.csv"))).as(out + err).isZero();
    assertThat(engine.bodies).hasSize(12)
        .contains("{\"amount\":\"5000.00\",\"creditor_account\":\"GLOBEX-EUR\",\"currency\":\"EUR\",\"debtor_account\":\"ACME-EUR\",\"purpose\":\"within these books\",\"rail\":\"BOOK\",\"reference\":\"MIXED-05\"}")
        .anyMatch(b -> b.contains("\"priority\":\"urgent\"") && b.contains("{\"account\":\"ES3400499675239776439478\",\"bank\":\"BSCHESMMXXX\",\"country\":\"ES\",\"name\":\"Iberia Solar SL\"}"));
  }

  @Test void painSampleIsReadWithItsOwnIds() throws IOException {
    var sample = SAMPLES.resolve("suppliers.pain.001.xml");
    assertThat(settle(sample)).as(out + err).isZero();
    assertThat(engine.bodies).hasSize(3).anyMatch(b -> b.contains("\"amount\":\"1244.25\"") && b.contains("\"priority\":\"high\"") && !b.contains("\"reference\""));
    assertThat(settle(file("other-layout.xml", Files.readString(sample).replace(">\n", ">\n  ")))).isZero();
    assertThat(engine.bodies).as("the same message in other bytes").hasSize(3);
  }

  @Test void aDebtorIsFoundByItsNumberOrMapped() throws IOException {
    var iban = Files.readString(SAMPLES.resolve("suppliers.pain.001.xml")).replace("<Othr><Id>ACME-EUR</Id></Othr>", "<IBAN>DE02120300000000202051</IBAN>").replace("<Othr><Id>ACME-USD</Id></Othr>", "<IBAN>GB33BUKB20201555555555</IBAN>");
    assertThat(settle(file("iban.xml", iban))).isEqualTo(65);
    assertThat(err).contains("there is no account with id, code or number \"GB33BUKB20201555555555\"; --debtor GB33BUKB20201555555555=ACCOUNT says which pays");
    assertThat(settle(directory.resolve("iban.xml"), "--debtor", "GB33BUKB20201555555555=ACME-USD")).as(err).isZero();
    assertThat(engine.bodies).anyMatch(b -> b.contains("\"debtor_account\":\"ACME-EUR\"")).anyMatch(b -> b.contains("\"debtor_account\":\"ACME-USD\""));
  }

  @Test void aPainMessageThatIsNotWholeIsRefused() throws IOException {
    var text = Files.readString(SAMPLES.resolve("suppliers.pain.001.xml"));
    assertThat(settle(file("count.xml", text.replace("<NbOfTxs>3<", "<NbOfTxs>4<")))).isEqualTo(65);
    assertThat(err).contains("GrpHdr says that there are 4 transactions, there are 3");
    assertThat(settle(file("sum.xml", text.replace("9514.35", "9514.36")))).isEqualTo(65);
    assertThat(err).contains("the amounts add up to 9514.35");
  }

  @Test void entitiesAreRefused() throws IOException {
    assertThat(settle(file("evil.xml", "<!DOCTYPE d [<!ENTITY a SYSTEM \"file:///etc/hostname\">]><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\">&a;</Document>"))).isEqualTo(65);
    assertThat(err).contains("document type");
    assertThat(settle(file("version.xml", "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.05\"/>"))).isEqualTo(65);
    assertThat(err).contains("expected pain.001.001.03 or pain.001.001.09");
  }

  @Test void jsonArraysAndJsonLinesAreRead() throws IOException {
    var one = "{\"debtor_account\":\"ACME-EUR\",\"creditor\":{\"name\":\"Jane\",\"account\":\"X1\"},\"amount\":\"10.00\",\"currency\":\"EUR\"}";
    assertThat(settle(file("array.json", "[" + one + "," + one + "]"))).isZero();
    assertThat(settle(file("lines.json", one + "\n\n" + one + "\n"))).isZero();
    assertThat(engine.bodies).hasSize(4);
    assertThat(settle(file("bad.json", one + "\n{\"amount\":\n" + one.replace("amount", "amuont") + "\n"))).isEqualTo(65);
    assertThat(err).contains("line 2: not JSON at column").contains("line 3: amuont: there is no such field").contains("line 3: amount: is missing");
    assertThat(settle(file("half.json", "[" + one))).isEqualTo(65);
  }

  @Test void aFileInLatin1IsNotPaidToNamesWithQuestionMarks() throws IOException {
    var line = "{\"debtor_account\":\"ACME-EUR\",\"creditor\":{\"name\":\"M\u00fcller\",\"account\":\"X1\"},\"amount\":\"10.00\",\"currency\":\"EUR\"}\n";
    for (var content : List.of(line, line + line, line.replace("\u00fc", "u") + line)) {
      assertThat(settle(Files.write(directory.resolve("latin.json"), content.getBytes(StandardCharsets.ISO_8859_1)))).isEqualTo(65);
      assertThat(err).contains("is not UTF-8 text");
    }
    assertThat(engine.bodies).isEmpty();
  }

  @Test void spreadsheetsOfEuropeAreRead() throws IOException {
    assertThat(settle(file("excel.csv", "\uFEFFDebtor Account;Creditor Name;Creditor Account;Amount;Currency;metadata.cost_centre\r\nACME-EUR;\"Müller; Söhne\";X1;10.00;EUR;4711\r\n;;;;;\r\n"))).as(err).isZero();
    assertThat(engine.bodies).singleElement().asString().contains("Müller; Söhne").contains("\"metadata\":{\"cost_centre\":\"4711\"}");
    assertThat(settle(Files.write(directory.resolve("latin.csv"), "debtor_account,creditor_account,amount,currency\nM\u00fcller,X,1,EUR".getBytes(StandardCharsets.ISO_8859_1)))).isEqualTo(65);
    assertThat(err).contains("is not UTF-8 text");
    assertThat(settle(file("columns.csv", "debtor,amount\n"))).isEqualTo(65);
    assertThat(err).contains("there is no column \"debtor\"");
  }

  @Test void aDebtorForAllLinesMayBeGiven() throws IOException {
    assertThat(settle(file("short.csv", "creditor_name,creditor_account,amount,currency\nJane,X1,10.00,EUR\n"), "--debtor=ACME-EUR")).as(err).isZero();
    assertThat(engine.bodies).singleElement().asString().contains("\"debtor_account\":\"ACME-EUR\"");
  }
}
