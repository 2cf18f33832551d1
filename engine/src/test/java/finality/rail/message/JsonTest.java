package finality.rail.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import finality.rail.message.Finding.Position;
import finality.rail.message.json.JsonReader;
import finality.rail.message.json.JsonWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of docs/message-json.md: it says everything that the records say, its schema describes it, and its reader takes whatever comes. */
class JsonTest {
  private static final Schema SCHEMA = schema();

  private static Schema schema() {
    try (var in = JsonTest.class.getResourceAsStream("message.schema.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(JsonMapper.builder().build().readTree(in));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What a listener was told, in order, without positions. */
  private static final class Heard implements MessageListener {
    final List<Object> told = new ArrayList<>();
    final List<Finding> findings = new ArrayList<>();
    int depth;

    @Override public void opened(MessageHeader header, Position position) { begin(header); }

    @Override public void item(Item item, Position position) { told.add(item); }

    @Override public void closed() { end("closed"); }

    @Override public void begun(StatementHeader header) { begin(header); }

    @Override public void balance(Balance balance, Position position) { told.add(balance); }

    @Override public void line(StatementLine line) {
      told.add(new StatementLine(Position.FILE, line.valueDate(), line.bookingDate(), line.amount(), line.currency(), line.direction(), line.reversal(), line.booked(), line.type(), line.reference(),
          line.bankReference(), line.text(), line.charges(), line.batch(), line.details()));
    }

    @Override public void ended() { end("ended"); }

    @Override public void found(Finding finding) { findings.add(finding); }

    private void begin(Object header) {
      assertThat(depth++).isZero();
      told.add(header);
    }

    private void end(String how) {
      assertThat(--depth).isZero();
      told.add(how);
    }

    List<String> codes() { return findings.stream().map(Finding::code).toList(); }
  }

  private static Heard read(byte[] bytes) {
    var heard = new Heard();
    try {
      JsonReader.read(new ByteArrayInputStream(bytes), heard);
    } catch (IOException e) {
      throw new AssertionError("bytes in memory can always be read", e);
    }
    assertThat(heard.depth).isZero();
    return heard;
  }

  private static Heard read(String text) { return read(text.getBytes(StandardCharsets.UTF_8)); }

  private static byte[] written(boolean positions, Consumer<JsonWriter> content) {
    var out = new ByteArrayOutputStream();
    try (var json = JsonFactory.builder().build().createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      var writer = new JsonWriter(json, positions);
      writer.start();
      content.accept(writer);
      writer.finish();
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private static void tell(List<Object> told, MessageListener to) {
    for (var one : told) {
      switch (one) {
        case MessageHeader header -> to.opened(header, Position.FILE);
        case StatementHeader header -> to.begun(header);
        case Item item -> to.item(item, Position.FILE);
        case Balance balance -> to.balance(balance, Position.FILE);
        case StatementLine line -> to.line(line);
        case String word when word.equals("closed") -> to.closed();
        default -> to.ended();
      }
    }
  }

  private static List<Object> any(Random random) {
    var any = new AnyRecord(random);
    var all = new ArrayList<Object>();
    for (int i = random.nextInt(3); i > 0; i--) {
      if (random.nextBoolean()) {
        all.add(any.of(MessageHeader.class));
        for (int j = random.nextInt(5); j > 0; j--) all.add(any.item());
        all.add("closed");
      } else {
        all.add(any.of(StatementHeader.class));
        for (int j = random.nextInt(5); j > 0; j--) all.add(random.nextBoolean() ? any.of(Balance.class) : any.of(StatementLine.class));
        all.add("ended");
      }
    }
    return all;
  }

  @Test void whatWasWrittenIsReadAsItWasMeantAndTheSchemaDescribesIt() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int i = 0; i < 400; i++) {
      var told = any(random);
      var bytes = written(random.nextBoolean(), writer -> tell(told, writer));
      var heard = read(bytes);
      assertThat(heard.findings).as("seed %d", seed).isEmpty();
      assertThat(heard.told).as("seed %d", seed).isEqualTo(told);
      if (i % 4 == 0) assertThat(SCHEMA.validate(JsonMapper.builder().build().readTree(bytes))).as("seed %d: %s", seed, new String(bytes, StandardCharsets.UTF_8)).isEmpty();
    }
  }

  @Test void aStatementThroughCamt053IsTheSameStatement() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int i = 0; i < 100; i++) {
      var made = Statements.any(random);
      var camt = Statements.write(made.statement(), made.lines(), Statements.writer(Format.CAMT_053, _ -> { }));
      var json = written(true, writer -> readCamt(camt, writer));
      var read = Statements.read(Format.JSON, json);
      assertThat(read.footing().findings()).as("seed %d", seed).isEmpty();
      var again = Statements.write(read.footing().statements().getFirst(), read.heard().lines, Statements.writer(Format.CAMT_053, _ -> { }));
      assertThat(new String(again, StandardCharsets.UTF_8)).as("seed %d", seed).isEqualTo(new String(camt, StandardCharsets.UTF_8));
    }
  }

  private static void readCamt(byte[] camt, MessageListener to) {
    try {
      Format.CAMT_053.read(new ByteArrayInputStream(camt), to);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  // ── what is odd or wrong ───────────────────────────────────────────────────────────────────────────────

  private static final String TRANSFER = "{\"kind\":\"credit_transfer\",\"between\":\"customers\",\"end_to_end_id\":\"E1\",\"amount\":\"12.50\",\"currency\":\"EUR\",\"debtor\":{\"name\":\"A\"},\"creditor\":{\"name\":\"B\"}}";

  private static String message(String item) { return "{\"version\":1,\"content\":[{\"kind\":\"message\",\"type\":\"T\",\"id\":\"M\",\"items\":[" + item + "]}]}"; }

  @ParameterizedTest @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
      "\"12.50\"; 12.50; number_for_amount; 1", "\"12.50\"; 0.1000000000000000000001; number_for_amount; 1", "\"12.50\"; 1e3; number_for_amount; 1", "\"12.50\"; 1e999999999; unreadable_amount; 0", "\"12.50\"; 1e99999999999; unreadable_amount; 0",
      "\"12.50\"; \"12,50\"; unreadable_amount; 0", "\"12.50\"; \"-12.50\"; unreadable_amount; 0", "\"12.50\"; true; wrong_type; 0", "\"12.50\"; null; missing_member; 0",
      "{\"name\":\"A\"}; \"A\"; wrong_type; 0", "{\"name\":\"A\"}; {\"name\":7}; wrong_type; 1", "\"E1\"; \"E1\",\"end_to_end_id\":\"E2\"; duplicate_member; 1", "\"E1\"; \"E1\",\"colour\":\"red\"; unknown_member; 1",
      "\"customers\"; \"friends\"; unknown_value; 0", "\"credit_transfer\"; \"gift\"; unknown_value; 0", "\"E1\"; \"E1\",\"settlement_date\":\"2026-02-30\"; impossible_date; 1",
      "\"E1\"; \"E1\",\"instructions\":[\"a\",1]; wrong_type; 1"})
  void whatIsOddInAnItemIsToldAndWhatCanBeReadIsRead(String was, String is, String code, int items) {
    var heard = read(message(TRANSFER.replace(was, is)));
    assertThat(heard.codes()).containsExactly(code);
    assertThat(heard.told).hasSize(2 + items);
  }

  @Test void anItemThatCannotBeReadIsCounted() {
    var footing = new Footing(new MessageListener() { });
    try {
      var json = message(TRANSFER.replace("12.50", "12,50")).replace("\"items\"", "\"count\":1,\"sum\":\"12.50\",\"items\"");
      Format.JSON.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), footing);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    assertThat(footing.findings()).extracting(Finding::code).containsExactly("unreadable_amount");
    assertThat(footing.counts().items()).isEqualTo(1);
  }

  @Test void anAmountThatIsNullIsAbsent() {
    var heard = read(message("{\"kind\":\"status_report\",\"level\":\"transaction\",\"status\":\"ACSC\",\"original\":{\"end_to_end_id\":\"E1\",\"amount\":null}}"));
    assertThat(heard.findings).isEmpty();
    assertThat(heard.told).hasSize(3);
  }

  @Test void aFindingIsShortWhateverItIsAbout() {
    var heard = read(message(TRANSFER.replace("\"12.50\"", "\"" + "x".repeat(900_000) + "\"")));
    assertThat(heard.findings).singleElement().satisfies(finding -> assertThat(finding.message()).hasSizeLessThan(300));
  }

  @Test void aFindingHasItsLineAndPointer() {
    var heard = read(message("\n" + TRANSFER + ",\n" + TRANSFER.replace("{\"name\":\"A\"}", "{\"bank\":{\"bic\":7}}")));
    assertThat(heard.findings).singleElement().satisfies(finding -> assertThat(finding.position()).isEqualTo(new Position(3, "/content/0/items/1/debtor/bank/bic")));
  }

  @Test void anAmountInANumberIsReadDigitForDigit() {
    var heard = read(message(TRANSFER.replace("\"12.50\"", "0.1000000000000000000001")));
    assertThat(((CreditTransfer) heard.told.get(1)).amount()).hasToString("0.1000000000000000000001 EUR");
  }

  @Test void anUnknownMemberIsToldOnce() { assertThat(read(message(TRANSFER.replace("\"E1\"", "\"E1\",\"colour\":{}") + "," + TRANSFER.replace("\"E1\"", "\"E2\",\"colour\":[]"))).codes()).containsExactly("unknown_member"); }

  @Test void membersOfAnItemMayStandInAnyOrder() {
    var heard = read(message("{\"creditor\":{},\"debtor\":{},\"currency\":\"EUR\",\"amount\":\"1\",\"between\":\"banks\",\"kind\":\"credit_transfer\"}"));
    assertThat(heard.findings).isEmpty();
    assertThat(heard.told.get(1)).isEqualTo(CreditTransfer.of(CreditTransfer.Kind.BANK, References.NONE, new Amount(new java.math.BigDecimal("1"), "EUR"), Side.NONE, Side.NONE));
  }

  @ParameterizedTest @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
      "{}; missing_member", "[1,2]; wrong_type", "{\"content\":[]}; missing_version", "{\"version\":2,\"content\":[]}; unknown_version", "{\"version\":1,\"content\":{}}; wrong_type", "{\"version\":1,\"content\":[7]}; wrong_type",
      "{\"version\":1,\"content\":[],\"content\":[]}; duplicate_member", "{\"version\":1,\"content\":[{\"kind\":\"party\",\"items\":[]}]}; unknown_value",
      "{\"version\":1,\"content\":[{\"kind\":\"message\",\"type\":\"T\",\"items\":[{}]}]}; missing_member", "{\"version\":1,\"content\":[{\"kind\":\"message\",\"type\":\"T\",\"id\":\"M\"}]}; missing_member",
      "{\"version\":1,\"content\":[{\"kind\":\"message\",\"type\":\"T\",\"id\":\"M\",\"items\":[],\"sum\":\"1\"}]}; misplaced_member",
      "{\"version\":1,\"content\":[{\"kind\":\"message\",\"type\":\"T\",\"id\":\"M\",\"items\":[]; not_well_formed", "{\"version\":1,\"content\":[{\"kind\":\"message\",\"type\":\"T\",\"id\":\"M\",\"items\":{}}]}; wrong_type"})
  void whatIsOddInADocumentIsTold(String text, String code) { assertThat(read(text).codes()).containsExactly(code); }

  @Test void severalDocumentsFollowOneAnother() {
    var heard = read(message(TRANSFER) + "\n" + message(TRANSFER));
    assertThat(heard.findings).isEmpty();
    assertThat(heard.told).hasSize(6);
  }

  @Test void whatIsTooDeepOrTooLargeIsRefused() {
    assertThat(read(message("{\"kind\":\"change\",\"original\":" + "{\"debtor\":".repeat(100_000))).codes()).containsExactly("not_well_formed");
    var heard = read(message("{\"kind\":\"change\",\"notes\":[" + "\"a\",".repeat(100_000) + "\"b\"]}," + TRANSFER));
    assertThat(heard.codes()).containsExactly("too_long");
    assertThat(heard.told).hasSize(3);
  }

  // ── anything at all ────────────────────────────────────────────────────────────────────────────────────

  @Test void changedDocumentsAreReadToTheirEnd() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    Assertions.assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
      for (int i = 0; i < 1_500; i++) {
        var told = any(random);
        var bytes = FuzzTest.changed(written(false, writer -> tell(told, writer)), random);
        Assertions.assertDoesNotThrow(() -> read(bytes), "seed " + seed);
      }
    });
  }

  /** What would be kept would be told of, too. */
  @Test void memoryDoesNotGrowWithWhatComes() throws IOException {
    for (var piece : List.of("\"a%d\":%d,", "\"a%d\":\"%d\",", "\"findings\":[%d,[{\"x\":%d}]],")) {
      var heard = new Heard();
      JsonReader.read(new Endless("{\"version\":1,", piece, 300_000), heard);
      assertThat(heard.findings.size()).isLessThan(300);
    }
  }

  /** A text that is made while it is read. */
  private static final class Endless extends InputStream {
    private final String piece;
    private final int pieces;
    private byte[] now;
    private int at;
    private int made;

    Endless(String beginning, String piece, int pieces) {
      this.piece = piece;
      this.pieces = pieces;
      now = beginning.getBytes(StandardCharsets.UTF_8);
    }

    @Override public int read() {
      if (at == now.length) {
        if (made++ == pieces) return -1;
        now = piece.formatted(made, made).getBytes(StandardCharsets.UTF_8);
        at = 0;
      }
      return now[at++];
    }

    @Override public int read(byte[] into, int from, int most) {
      int next = read();
      if (next < 0) return -1;
      into[from] = (byte) next;
      int length = Math.min(most - 1, now.length - at);
      System.arraycopy(now, at, into, from + 1, length);
      at += length;
      return length + 1;
    }
  }
}
