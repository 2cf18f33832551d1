package finality.rail.message;

import static org.assertj.core.api.Assertions.assertThat;

import finality.rail.message.CreditTransfer.Kind;
import finality.rail.message.fin.FinReader;
import finality.rail.message.fin.FinWriter;
import finality.rail.message.iso20022.PaymentReader;
import finality.rail.message.iso20022.PaymentWriter;
import finality.rail.message.iso20022.Profile;
import finality.rail.message.nacha.AchBatch;
import finality.rail.message.nacha.NachaReader;
import finality.rail.message.nacha.NachaWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Of a payment each component comes back when what was written is read, or the payment is refused: nothing goes without a word. */
class PaymentLossTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 23);
  private static final String UETR = "eb6305c9-1f7f-49de-aed0-16487c27b42d";
  private static final Amount AMOUNT = new Amount(new BigDecimal("12.34"), "EUR");
  private static final Map<String, String> SAMPLES = samples("uetr=1c9a1b6e-50f1-4e2b-9d43-7b0a6f6c7e11 bic=BNPAFRPP lei=529900T8BM49AURSDO55 country=DE currency=EUR priority=HIGH serviceLevel=G001 categoryPurpose=SALA purpose=GDDS chargeBearer=DEBT "
      + "number=DE89370400440532013000 scheme=IBAN clearing=USABA member=021000021 type=CACC instructions=/REC/WORDS creditorReference=RF18539007547034 referenceType=SCOR idScheme=CUST code=AC03 header.type=MT103 header.clearing=TGT status=RJCT "
      + "originator.name=Muster clearingReference=QCLR messageType=MT103 settlement=INGA");

  /** With its header. */
  private record Message(MessageHeader header, Item item) {}

  private interface Reader { void read(InputStream in, MessageListener listener) throws IOException; }

  private interface Writer { MessageWriter to(OutputStream out) throws IOException; }

  // ── FIN ────────────────────────────────────────────────────────────────────────────────────────────────

  private static final Side DEBTOR = new Side(new Party("Muster GmbH", null, null, null, null, null), Account.iban("DE89370400440532013000"), Agent.bic("COBADEFF"), null);
  private static final Side CREDITOR = new Side(new Party("Example plc", new Address(null, null, null, "London", null, "GB", List.of()), null, null, null, null), Account.iban("GB29NWBK60161331926819"), Agent.bic("BARCGB22"), null);

  @Test void ofAnMt103() { fin(header("MT103"), customer(Remittance.of("Invoice 4711"), "NORM")); }

  @Test void ofAnMt103WithCodes() { fin(header("MT103"), customer(new Remittance(List.of("Invoice 4711"), "RF18539007547034", "SCOR"), "NORM")); }

  @Test void ofAnMt103Remit() { fin(header("MT103 REMIT"), customer(Remittance.of("Invoice 4711"), "NORM")); }

  @Test void ofAnMt202() { fin(header("MT202"), bank(null)); }

  @Test void ofAnMt202Cov() { fin(header("MT202 COV"), bank(covered())); }

  @Test void ofAReturnInFin() { fin(header("MT103"), back("MT103")); }

  @Test void ofARejectInFin() {
    fin(header("MT103"), new StatusReport(StatusReport.Level.TRANSACTION, "REJ1", new Original(null, "MT103", new References("REF1", "E2E-1", null, UETR, null, null), AMOUNT, DAY, DEBTOR, CREDITOR), "RJCT", List.of(Reason.of("AC04")), null, null, null, List.of()));
  }

  private static void fin(MessageHeader header, Item item) { holds(new Message(header, item), through(FinWriter::new, FinReader::read)); }

  private static MessageHeader header(String type) { return new MessageHeader(type, "", null, Agent.bic("DEUTDEFF"), Agent.bic("CHASUS33"), null, null, null, null, null, null, null); }

  private static CreditTransfer customer(Remittance remittance, String priority) {
    return new CreditTransfer(Kind.CUSTOMER, new References("REF1", remittance.creditorReference() == null ? null : "E2E-1", null, UETR, null, null), AMOUNT, DAY, DEBTOR, CREDITOR, Route.NONE, new Terms(priority, null, null, null, null, "SHAR"), null, null, List.of(), remittance, List.of(), null);
  }

  private static CreditTransfer bank(CreditTransfer underlying) {
    return new CreditTransfer(Kind.BANK, new References("REF1", "REL1", null, UETR, null, null), AMOUNT, DAY, new Side(null, null, Agent.bic("COBADEFF"), null), new Side(null, null, Agent.bic("BARCGB22"), null), Route.NONE, new Terms("NORM", null, null, null, null, null),
        null, null, List.of(), Remittance.NONE, List.of(), underlying);
  }

  private static CreditTransfer covered() {
    return new CreditTransfer(Kind.CUSTOMER, References.NONE, AMOUNT, null, DEBTOR, CREDITOR, Route.NONE, Terms.NONE, null, null, List.of(), Remittance.of("Invoice 4711"), List.of(), null);
  }

  private static PaymentReturn back(String type) {
    return new PaymentReturn("RET1", null, new Original(null, type, new References("REF1", "E2E-1", null, UETR, null, null), null, null, null, null), AMOUNT, DAY, List.of(Reason.of("AC04")), List.of(), CREDITOR, DEBTOR, Route.NONE, null, null, "SHAR");
  }

  // ── ISO 20022 ──────────────────────────────────────────────────────────────────────────────────────────

  @Test void ofAPacs008() {
    var header = new MessageHeader("pacs.008.001.08", "M1", OffsetDateTime.parse("2026-11-23T10:00:00Z"), null, null, null, 1L, null, null, null, "INDA", null);
    iso(header, customer(Remittance.of("Invoice 4711"), null));
  }

  @Test void ofAPacs009Cov() {
    var header = new MessageHeader("pacs.009.001.08", "M1", OffsetDateTime.parse("2026-11-23T10:00:00Z"), null, null, null, 1L, null, null, null, "INDA", null);
    iso(header, bank(covered()));
  }

  @Test void ofAPacs004() {
    var header = new MessageHeader("pacs.004.001.09", "M1", OffsetDateTime.parse("2026-11-23T10:00:00Z"), null, null, null, 1L, null, null, null, "INDA", null);
    var plain = back("pacs.008.001.08");
    var original = new Original("M0", "pacs.008.001.08", plain.original().references(), AMOUNT, DAY, null, null);
    iso(header, new PaymentReturn("RET1", null, original, AMOUNT, DAY, plain.reasons(), List.of(), null, null, Route.NONE, null, null, null));
  }

  private static void iso(MessageHeader header, Item item) { holds(new Message(header, item), through(out -> new PaymentWriter(out, Profile.ISO, null), PaymentReader::read)); }

  // ── NACHA ──────────────────────────────────────────────────────────────────────────────────────────────

  private static final Side COMPANY = new Side(new Party("ACME INC", null, null, null, "1234567890", "BANK"), null, Agent.member("USABA", "091000019"), null);
  private static final Side RECEIVER = new Side(Party.named("JANE DOE"), new Account("4417730925", null, "CACC", null), Agent.member("USABA", "021000021"), null);

  @Test void ofACreditEntry() { ach(new CreditTransfer(Kind.CUSTOMER, references("CREDIT-1"), DOLLARS, DAY, COMPANY, RECEIVER, Route.NONE, CLASS, null, null, List.of(), Remittance.of("Invoice 4711"), List.of(), null)); }

  @Test void ofADebitEntry() { ach(new DirectDebit(references("DEBIT-1"), DOLLARS, DAY, COMPANY, RECEIVER, CLASS, Remittance.of("Invoice 4711"))); }

  @Test void ofAnAchReturn() {
    var names = new References(null, "CREDIT-1", "091000010000001", null, null, null);
    ach(new PaymentReturn("091000010000009", null, new Original(null, null, names, DOLLARS, null, COMPANY, RECEIVER), DOLLARS, DAY, List.of(Reason.of("R03")), List.of(), RECEIVER, COMPANY, Route.NONE, null, null, null));
  }

  private static final Amount DOLLARS = new Amount(new BigDecimal("12.34"), "USD");
  private static final Terms CLASS = new Terms(null, null, "PPD", "PAYROLL", null, null);

  private static References references(String id) { return new References(null, id, "091000010000001", null, null, "1"); }

  private static void ach(Item item) {
    var header = new MessageHeader("NACHA", "A", OffsetDateTime.parse("2026-11-20T18:56:00Z"), new Agent(null, "1234567890", null, null, "ACME INC", null, null), new Agent(null, "091000019", null, null, "FIRST BANK", null, null), null, null, null, null, null, null, null);
    holds(new Message(header, item), through(out -> new Batched(new NachaWriter(out)), NachaReader::read));
  }

  /** Into a batch of the company. */
  private record Batched(NachaWriter writer) implements MessageWriter {
    @Override public void begin(MessageHeader header) throws IOException {
      writer.begin(header);
      writer.batch(AchBatch.of(AchBatch.MIXED, "PPD", "ACME INC", "1234567890", "PAYROLL", DAY, "091000019"));
    }

    @Override public void item(Item item) throws IOException { writer.item(item); }

    @Override public void end() throws IOException { writer.end(); }
  }

  // ── the way there and back ─────────────────────────────────────────────────────────────────────────────

  private static Function<Message, EachComponent.Outcome<Message>> through(Writer writer, Reader reader) {
    return message -> {
      var headers = new ArrayList<MessageHeader>();
      var items = new ArrayList<Item>();
      var out = new ByteArrayOutputStream();
      try {
        var to = writer.to(out);
        to.begin(message.header);
        to.item(message.item);
        to.end();
        reader.read(new ByteArrayInputStream(out.toByteArray()), new MessageListener() {
          @Override public void opened(MessageHeader header, Finding.Position position) { headers.add(header); }

          @Override public void item(Item item, Finding.Position position) { items.add(item); }
        });
      } catch (IOException e) {
        throw new AssertionError("bytes in memory can always be written and read", e);
      }
      assertThat(items).as(out.toString()).hasSize(1);
      return new EachComponent.Outcome<>(new Message(headers.getFirst(), items.getFirst()), List.of());
    };
  }

  private static void holds(Message base, Function<Message, EachComponent.Outcome<Message>> way) {
    assertThat(way.apply(base).read().item()).as("what is varied comes back itself").isEqualTo(base.item);
    var fates = new EachComponent(SAMPLES).fates(base, way);
    var lost = new TreeMap<>(fates);
    lost.values().removeIf(fate -> !fate.equals("LOST"));
    if (base.header.type().equals("NACHA")) lost.keySet().removeIf(path -> path.matches("header\\.(created|id|type|sender\\.clearing)"));   // minutes of no zone, the last letter, numbers whatever they are
    if (base.header.type().equals("NACHA")) lost.keySet().removeIf(path -> path.matches("item\\.references\\.uetr|item\\." + (base.item instanceof DirectDebit ? "creditor" : "debtor") + "\\.account.*"));   // stay with the sender
    if (base.header.type().startsWith("MT")) lost.keySet().removeIf(path -> path.matches(base.item instanceof PaymentReturn ? "item\\.original\\.(message|amount|settlementDate|debtor|creditor).*" : "item\\.original\\.message(Id|Type)"));   // what the original itself says
    assertThat(fates).hasSizeGreaterThan(100);
    assertThat(lost).as("neither carried nor refused").isEmpty();
  }

  private static Map<String, String> samples(String text) {
    var samples = new TreeMap<String, String>();
    for (var sample : text.split(" ")) samples.put(sample.split("=")[0], sample.split("=")[1]);
    return samples;
  }
}
