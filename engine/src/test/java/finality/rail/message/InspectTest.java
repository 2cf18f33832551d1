package finality.rail.message;

import static org.assertj.core.api.Assertions.assertThat;

import finality.cli.Ran;
import finality.rail.message.command.MessageCommand;
import finality.rail.message.json.JsonWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** What people see of messages about payments, and what becomes of several files. */
class InspectTest {
  private static final String PAYMENTS = "../samples/messages/payments.json";
  private static final String DAY = "../samples/statements/day.mt940";

  @TempDir Path directory;
  private String out = "";
  private String err = "";

  private int run(int width, byte[] in, String... words) {
    var ran = Ran.of((to, errors) -> new MessageCommand(new ByteArrayInputStream(in), to, errors, width).run(words));
    out = ran.out();
    err = ran.err();
    return ran.code();
  }

  private int run(String... words) { return run(120, new byte[0], words); }

  private static byte[] json(Consumer<JsonWriter> content) {
    var bytes = new ByteArrayOutputStream();
    try (var json = JsonFactory.builder().build().createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      var writer = new JsonWriter(json, false);
      writer.start();
      content.accept(writer);
      writer.finish();
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static MessageHeader header() { return new MessageHeader("pacs.008.001.08", "M1", null, null, null, null, null, null, null, null, null, null); }

  private static CreditTransfer transfer(String name) {
    return CreditTransfer.of(CreditTransfer.Kind.CUSTOMER, References.of("E1", "eb6305c9-1f7f-49de-aed0-16487c27b42d"), new Amount(new BigDecimal("1.00"), "EUR"),
        new Side(Party.named(name), null, null, null), new Side(Party.named("B"), null, null, null));
  }

  @Test void eachItemIsARow() {
    assertThat(run("inspect", PAYMENTS)).as(err).isZero();
    assertThat(out).contains(
        "\npacs.008.001.08 FIN-20261123-0001  3 credit transfers  of 2026-11-23T10:00:00Z  COBADEFFXXX → BNPAFRPPXXX\n  settlement 2026-11-23  CLRG  ST2\n",
        "\n  2026-11-23   1250.50 EUR  E2E-4711  Acme Tools GmbH → Société Muster SA  Invoice 4711 of 2 November\n",
        "\n  2026-11-23    500.00 EUR  TX-20261123-3  DE02120300000000202051 → J. Janssen  Rent December\n", "\n  18750.50 EUR in all\n",
        "17000.00 EUR  E2E-4712  RJCT rejected  AC04 closed account number “account closed on 1 October”\n", "DUPL", "case CASE-9", "right is 1918171614", "42.17 USD  direct debit  121042880000002  JOHN ROE → CITY WATER");
  }

  @Test void theOnlyItemOfAMessageIsShownWithEverythingThatIsSaid() {
    run("inspect", PAYMENTS);
    assertThat(out).contains("    amount                  490.00 EUR\n", "    charge                  10.00 EUR taken by INGBNL2A\n", "    transaction id          TX-20261123-3\n");
  }

  @Test void theCardOfAReturnAndOfAResolutionSaysWhatCameBackForWhatAndWhoAsked() {
    var original = new Original(null, null, References.of("E1", "eb6305c9-1f7f-49de-aed0-16487c27b42d"), null, null, null, null);
    var back = new PaymentReturn("RET1", null, original, new Amount(new BigDecimal("90.00"), "EUR"), null, List.of(), List.of(), null, null, Route.NONE, new Amount(new BigDecimal("100.00"), "USD"), new BigDecimal("0.9"), "SHAR");
    for (Item item : List.of(back, new Resolution("CASE-1", null, "CNCL", null, original, List.of(), List.of(), Party.named("Opening Bank")), new Change("091000010000001", original, "C01", "123"))) {
      run(120, json(writer -> {
        writer.opened(header(), Finding.Position.FILE);
        writer.item(item, Finding.Position.FILE);
        writer.closed();
      }), "inspect", "-");
      assertThat(out).contains(switch (item) {
        case PaymentReturn _ -> new String[] {"    instructed              100.00 USD\n", "    rate                    0.9\n", "    charges borne by        SHAR\n"};
        case Change _ -> new String[] {"    change id               091000010000001\n"};
        default -> new String[] {"    opened by               Opening Bank\n"};
      });
    }
  }

  @Test void noRowIsWiderThanTheTerminalWhateverIsInIt() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int i = 0; i < 150; i++) {
      var any = new AnyRecord(random);
      int count = random.nextInt(4);
      var bytes = json(writer -> {
        writer.opened(any.of(MessageHeader.class), Finding.Position.FILE);
        for (int j = 0; j < count; j++) writer.item(any.item(), Finding.Position.FILE);
        writer.closed();
      });
      int width = random.nextInt(60, 160);
      run(width, bytes, "inspect", "-");
      assertThat(out.lines()).as("seed %d", seed).allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(width));
      assertThat(out).as("seed %d", seed).doesNotContainPattern("[\\p{Cc}&&[^\\n]]");
    }
  }

  @Test void aNameCannotSteerTheTerminal() {
    run(120, json(writer -> {
      writer.opened(header(), Finding.Position.FILE);
      writer.item(transfer("A\u001b[2J\u009b31m\u202Egpj.exe\nB"), Finding.Position.FILE);
      writer.item(transfer("A"), Finding.Position.FILE);
      writer.closed();
    }), "inspect", "-");
    assertThat(out).contains("A\uFFFD[2J\uFFFD31m\uFFFDgpj.exe B → B");
  }

  @Test void theFirstFiftyAreShownAndTheOthersAreCounted() {
    run(120, json(writer -> {
      writer.opened(header(), Finding.Position.FILE);
      for (int i = 0; i < 100_000; i++) writer.item(transfer("A" + i), Finding.Position.FILE);
      writer.closed();
    }), "inspect", "-");
    assertThat(out).contains("100000 credit transfers", "A49 → B\n  … and 99950 more; --json shows all\n  100000.00 EUR in all\n").doesNotContain("A50 ");
  }

  @Test void ofManyMessagesTheFirstFiftyAreShownAndAfterThreeASingleItemIsARow() {
    run(120, json(writer -> {
      for (int i = 0; i < 60; i++) {
        writer.opened(header(), Finding.Position.FILE);
        writer.item(transfer("A" + i), Finding.Position.FILE);
        writer.closed();
      }
    }), "inspect", "-");
    assertThat(out).contains("    debtor                  A2\n", "\n  1.00 EUR  E1  A3 → B\n", "A49 → B", "\n… and 10 more messages; --json shows all\n").doesNotContain("A50", "debtor                  A3");
  }

  @Test void theSumsOfTheFirstThousandMessagesAreListedAndTheOthersAreCounted() {
    var many = json(writer -> {
      for (int i = 0; i < Footing.MOST_TOTALS + 7; i++) {
        writer.opened(header(), Finding.Position.FILE);
        writer.item(transfer("A"), Finding.Position.FILE);
        writer.closed();
      }
    });
    assertThat(run(120, many, "inspect", "-", "--json")).as(err).isZero();
    assertThat(out).contains("\"more_messages\":7").doesNotContain("more_statements");
    assertThat(out.split("\"items\":1[,}]", -1).length - 1).isEqualTo(Footing.MOST_TOTALS);
    assertThat(run(120, out.getBytes(StandardCharsets.UTF_8), "inspect", "-")).as(err).isZero();
    assertThat(out).contains("… and " + (Footing.MOST_TOTALS + 7 - 50) + " more messages").doesNotContain("unknown_member");
  }

  @Test void theFootingKeepsNoMoreOfAFileThanItSays() {
    var footing = new Footing(new MessageListener() { });
    for (int i = 0; i < 3 * Footing.MOST_TOTALS; i++) {
      footing.opened(header(), Finding.Position.FILE);
      footing.closed();
      footing.begun(new StatementHeader(StatementHeader.Kind.REPORT, "R" + i, "1", null, "EUR", null, null, null));
      footing.ended();
    }
    assertThat(footing.messages()).hasSize(Footing.MOST_TOTALS);
    assertThat(footing.statements()).hasSize(Footing.MOST_TOTALS);
    assertThat(footing.counts()).isEqualTo(new Footing.Counts(3L * Footing.MOST_TOTALS, 0, 3L * Footing.MOST_TOTALS, 0));
  }

  @Test void amountsOfSeveralCurrenciesAreAddedUpEachForItself() {
    run("inspect", "../samples/messages/orders.pain.001.xml");
    assertThat(out).contains("\n  1270.25 EUR, 600.00 USD in all\n");
  }

  @Test void whatIsNoStatementIsNotMadeOne() {
    assertThat(run("convert", "../samples/statements/batch.camt.054.xml", "--to", "mt940")).isEqualTo(1);
    assertThat(err).contains("holds a notification, which does not lead from one balance to another");
  }

  @Test void aFileThatIsNotThereDoesNotKeepTheOthersFromBeingShown() throws IOException {
    var wrong = Files.writeString(directory.resolve("wrong"), "nothing of the kind").toString();
    assertThat(run("inspect", DAY, directory.resolve("absent").toString(), wrong, PAYMENTS)).isEqualTo(65);
    assertThat(err).contains("there is no file ");
    assertThat(out).contains("it foots", "E2E-4712", "1 statement of 4 lines", "5 messages of 10 items", "expected one of mt940, ",
        "4 files: 2 without errors, 1 with errors, 1 could not be read\n");
    assertThat(run("inspect", "--json", DAY, directory.resolve("absent").toString())).isEqualTo(65);
    assertThat(out.lines()).hasSize(2).allSatisfy(line -> assertThat(JsonMapper.builder().build().readTree(line).has("content")).isTrue());
    assertThat(out).contains("\"code\":\"unreadable_file\"");
  }

  @Test void standardInputIsReadOnceAndNothingOfItStays() throws IOException {
    var in = Files.readAllBytes(Path.of(DAY));
    long before = copies();
    assertThat(run(120, in, "inspect", "-")).isZero();
    assertThat(out).startsWith("-  mt940\n").contains("it foots");
    assertThat(run(120, in, "convert", "-", "--to", "camt.053")).isZero();
    assertThat(copies()).isEqualTo(before);
    assertThat(run(120, in, "inspect", "-", "-")).isEqualTo(64);
  }

  private static long copies() throws IOException {
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(file -> file.getFileName().toString().matches("finality.*\\.message")).count();
    }
  }

  @Test void whatInspectPrintsAsJsonIsReadAgain() {
    run("inspect", "--json", PAYMENTS, DAY);
    assertThat(out).contains("\"messages\":[{\"type\":\"pacs.008.001.08\",\"id\":\"FIN-20261123-0001\",\"items\":3,\"sum\":\"18750.50\"}");
    assertThat(run(120, out.getBytes(StandardCharsets.UTF_8), "inspect", "-")).isZero();
    assertThat(out).contains("E2E-4711", "it foots").doesNotContain("note:", "warning:");
  }

  @Test void paymentsAreConvertedToJsonAndToNoStatement() {
    assertThat(run("convert", PAYMENTS, "--to", "json")).isZero();
    assertThat(run(120, out.getBytes(StandardCharsets.UTF_8), "convert", "-", "--to", "json")).isZero();
    assertThat(out).startsWith("{\"version\":1,\"content\":[\n{\"kind\":\"message\"");
    for (var format : new String[] {"camt.053", "mt940"}) {
      assertThat(run("convert", PAYMENTS, "--to", format)).isEqualTo(1);
      assertThat(out).isEmpty();
      assertThat(err).contains("pacs.008.001.08", "A payment is no statement");
    }
  }

  // ── what a file is, and what is said of it ────────────────────────────────────────────────────────────

  @Test void aFileThatEndsWithinItsHeaderIsSaidToBeCutOff() {
    var head = "<BizMsgEnvlp><AppHdr xmlns=\"urn:iso:std:iso:20022:tech:xsd:head.001.001.02\"><Fr><FIId>";
    assertThat(run(120, head.getBytes(StandardCharsets.UTF_8), "inspect", "-")).isEqualTo(1);
    assertThat(out).contains("[cut_off]").doesNotContain("which is not read");
  }

  @Test void aTableOfTwoColumnsIsCsvAndATextIsNot() {
    for (var csv : new String[] {"id,amount\nA,1.00\n", "id;amount\r\nA;1,00\r\nB;2,00\r\n", "a,b,c\n1,2,3\n"}) {
      run(120, csv.getBytes(StandardCharsets.UTF_8), "inspect", "-");
      assertThat(out).as(csv).contains("This is CSV");
    }
    for (var text : new String[] {"Dear Sir, dear Madam\nhello, world\n", "Hello,\nworld,\n", "id,amount"}) {
      run(120, text.getBytes(StandardCharsets.UTF_8), "inspect", "-");
      assertThat(out).as(text).contains("no format that is known");
    }
  }

  private static final String KREF = ":20:S1\n:25:DE89370400440532013000\n:28C:1/1\n:60F:C261120EUR100,00\n:61:261123C10,00NTRFKREF+\n:86:166?20KREF+SAMMLER-7?21SVWZ+Rent\n:62F:C261123EUR110,00\n";

  @Test void theReferenceThatIsShownIsTheOneThatWasRead() {
    assertThat(run(120, KREF.getBytes(StandardCharsets.UTF_8), "inspect", "-")).isZero();
    assertThat(out).contains("SAMMLER-7").doesNotContain("KREF+");
  }

  @Test void aStatementOfTwoClosingBalancesIsNotConverted() {
    for (var format : new String[] {"camt.053", "mt940", "json"}) {
      assertThat(run(120, (KREF + ":62F:C261123EUR99,00\n-\n").getBytes(StandardCharsets.UTF_8), "convert", "-", "--to", format)).as(format).isEqualTo(1);
      assertThat(out).isEmpty();
    }
  }
}
