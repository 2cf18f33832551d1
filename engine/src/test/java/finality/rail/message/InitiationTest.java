package finality.rail.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import finality.rail.message.CreditTransfer.Kind;
import finality.rail.message.Payments.Made;
import finality.rail.message.StatusReport.Level;
import finality.rail.message.iso20022.Profile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** pain.001 and pain.002: what customers order, and what becomes of it. */
class InitiationTest {

  @Test void whatWasWrittenIsValidAndReadAsItWasMeantAndWrittenAgainTheSame() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      (i % 2 == 0 ? initiation(random) : statuses(random)).assertValidAndReadAsMeantAndWrittenAgainTheSame(seed);
    }
  }

  @Test void changedFilesAreReadToTheirEndAndEachMessageIsClosed() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int i = 0; i < 1_000; i++) {
      var bytes = FuzzTest.changed((i % 2 == 0 ? initiation(random) : statuses(random)).written(), random);
      var read = Assertions.assertDoesNotThrow(() -> Payments.read(bytes), "seed " + seed);
      assertThat(read.heard().closed).as("seed %d", seed).isEqualTo(read.heard().headers.size());
    }
  }

  @Test void whatAGroupSaysTwiceIsAnError() {
    assertThat(Payments.read(message("09", "<PmtMtd>TRF</PmtMtd>")).codes()).containsExactly("repeated_element");
  }

  @Test void aGroupKeepsAHundredReasonsAndTellsOfMore() {
    var text = "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><CstmrPmtStsRpt><GrpHdr><MsgId>S1</MsgId><CreDtTm>2026-11-23T18:00:00Z</CreDtTm></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>M1</OrgnlMsgId><OrgnlMsgNmId>pain.001</OrgnlMsgNmId></OrgnlGrpInfAndSts>"
        + "<OrgnlPmtInfAndSts><OrgnlPmtInfId>P1</OrgnlPmtInfId><PmtInfSts>RJCT</PmtInfSts>" + "<StsRsnInf><Rsn><Cd>AC01</Cd></Rsn></StsRsnInf>".repeat(101) + "</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>";
    var read = Payments.read(text);
    assertThat(((StatusReport) read.heard().items.getFirst()).reasons()).hasSize(100);
    assertThat(read.codes()).containsExactly("not_carried");
  }

  @Test void theSamplesAreValidAndNothingIsWrongWithThem() throws IOException {
    for (var directory : List.of("messages", "statements")) try (var files = Files.newDirectoryStream(Path.of("../samples", directory), "*.xml")) {
      for (var file : files) {
        var bytes = Files.readAllBytes(file);
        assertThat(Schemas.errors(bytes)).as(file.toString()).isEmpty();
        var format = Format.recognise(new ByteArrayInputStream(bytes)).format();
        assertThat(Statements.read(format, bytes).errors()).as(file.toString()).isEmpty();
      }
    }
  }

  // ── what is made up ────────────────────────────────────────────────────────────────────────────────────

  private static Made initiation(Random random) {
    var any = new AnyPayment(random, Profile.ISO);
    var items = new ArrayList<Item>();
    var sum = BigDecimal.ZERO;
    for (int groups = random.nextInt(1, 4); groups > 0; groups--) {
      var batch = any.id(35);
      var day = any.date();
      var common = new Side(any.party(), any.account(), any.maybe(() -> any.agent(true)), null);
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        var debtor = new Side(common.party(), common.account(), common.agent(), any.maybe(any::party));
        var creditor = new Side(any.maybe(any::party), any.account(), any.maybe(() -> any.agent(true)), any.maybe(any::party));
        var amount = any.amount();
        sum = sum.add(amount.value());
        var route = new Route(null, null, List.of(), random.nextBoolean() ? List.of(any.agent(true), any.agent(true)) : List.of(), Route.Cover.NONE);
        items.add(new CreditTransfer(Kind.CUSTOMER, new References(any.maybe(any.id(35)), any.maybe(any.id(35)), null, any.maybe(any.uetr()), null, batch), amount, day, debtor, creditor, route,
            any.terms(any.maybe("SHAR")), null, any.maybe(new BigDecimal("1.08345")), List.of(), any.remittance(true), random.nextInt(3) > 0 ? List.of() : List.of("/ACC/" + any.text(100), "HOLD", "PHOB 12", "/REC/" + any.text(100)), null));
      }
    }
    return new Made(Profile.ISO, null, new MessageHeader("pain.001.001.09", any.id(35), any.created(), null, any.maybe(() -> any.agent(false)), any.party(), (long) items.size(), any.maybe(sum), null, null, null, null), items);
  }

  private static Made statuses(Random random) {
    var any = new AnyPayment(random, Profile.ISO);
    var message = any.id(35);
    var items = new ArrayList<Item>();
    if (random.nextBoolean()) items.add(status(any, Level.GROUP, message, References.NONE));
    for (int groups = random.nextInt(items.isEmpty() ? 1 : 0, 3); groups > 0; groups--) {
      var batch = any.id(35);
      if (random.nextBoolean()) items.add(status(any, Level.BATCH, message, new References(null, null, null, null, null, batch)));
      for (int i = random.nextInt(items.isEmpty() ? 1 : 0, 3); i > 0; i--) {
        var original = new Original(message, "pain.001.001.09", new References(any.maybe(any.id(35)), any.id(35), null, any.maybe(any.uetr()), null, batch), any.maybe(any::amount), any.maybe(any::date), any.maybe(any::customer), any.maybe(any::customer));
        items.add(new StatusReport(Level.TRANSACTION, any.maybe(any.id(35)), original, refuses(items, batch) ? "RJCT" : any.oneOf("ACSC", "RJCT", "ACSP", "PDNG"), List.of(any.reason()), any.maybe(any::created), null, any.maybe(any.id(35)),
            random.nextBoolean() ? List.of() : List.of(new Charge(any.amount(), any.agent(false)))));
      }
    }
    if (items.isEmpty()) return statuses(random);
    return new Made(Profile.ISO, null, new MessageHeader("pain.002.001.10", any.id(35), any.created(), any.maybe(() -> any.agent(false)), null, any.maybe(any::party), null, null, null, null, null, null), items);
  }

  /** The message or this group of it. */
  private static boolean refuses(List<Item> said, String batch) {
    return said.stream().map(StatusReport.class::cast).anyMatch(report -> "RJCT".equals(report.status())
        && (report.level() == Level.GROUP || report.level() == Level.BATCH && batch.equals(report.original().references().batchId())));
  }

  private static StatusReport status(AnyPayment any, Level level, String message, References references) {
    return new StatusReport(level, null, new Original(message, "pain.001.001.09", references, null, null, null, null), any.oneOf("ACCP", "RJCT", "PART"), List.of(any.reason()), null, null, null, List.of());
  }

  // ── groups ─────────────────────────────────────────────────────────────────────────────────────────────

  @Test void aGroupHasOneDebtorAndDayAndItsPaymentsFollowOneAnother() {
    var made = initiation(new Random(3));
    var first = (CreditTransfer) made.items().getFirst();
    var day = new CreditTransfer(first.kind(), first.references(), first.amount(), first.settlementDate().plusDays(1), first.debtor(), first.creditor(), first.route(), first.terms(), null, null, List.of(), first.remittance(),
        List.of(), null);
    assertThatThrownBy(() -> new Made(Profile.ISO, null, header(made.header(), 2), List.of(first, day)).written()).isInstanceOf(Unwritable.class).hasMessageContaining("one debtor and day");
  }

  private static MessageHeader header(MessageHeader h, long count) { return new MessageHeader(h.type(), h.id(), h.created(), null, null, h.initiator(), count, null, null, null, null, null); }

  private static final String PAYMENT = "<CdtTrfTxInf><PmtId><EndToEndId>%s</EndToEndId></PmtId><Amt><InstdAmt Ccy=\"EUR\">10.00</InstdAmt></Amt><Cdtr><Nm>Muster</Nm></Cdtr><CdtrAcct><Id><IBAN>DE02120300000000202051</IBAN></Id></CdtrAcct></CdtTrfTxInf>";

  private static String message(String version, String inGroup) {
    return "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001." + version + "\"><CstmrCdtTrfInitn><GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-23T18:00:00Z</CreDtTm><NbOfTxs>2</NbOfTxs><InitgPty><Nm>We</Nm></InitgPty></GrpHdr>"
        + "<PmtInf><PmtInfId>P1</PmtInfId><PmtMtd>TRF</PmtMtd>" + inGroup + (version.equals("03") ? "<ReqdExctnDt>2026-11-24</ReqdExctnDt>" : "<ReqdExctnDt><Dt>2026-11-24</Dt></ReqdExctnDt>")
        + "<Dbtr><Nm>We</Nm></Dbtr><DbtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></DbtrAcct><DbtrAgt><FinInstnId><Othr><Id>NOTPROVIDED</Id></Othr></FinInstnId></DbtrAgt><ChrgBr>SLEV</ChrgBr>"
        + PAYMENT.formatted("A") + PAYMENT.formatted("B") + "</PmtInf></CstmrCdtTrfInitn></Document>";
  }

  @Test void whatTheGroupSaysHoldsForItsPaymentsInEveryVersion() {
    for (var version : List.of("03", "09")) {
      var read = Payments.read(message(version, "<NbOfTxs>2</NbOfTxs><CtrlSum>20</CtrlSum><PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl></PmtTpInf>"));
      assertThat(read.codes()).isEmpty();
      assertThat(read.heard().items).hasSize(2).allSatisfy(item -> {
        var transfer = (CreditTransfer) item;
        assertThat(transfer.references().batchId()).isEqualTo("P1");
        assertThat(transfer.settlementDate()).isEqualTo("2026-11-24");
        assertThat(transfer.terms()).isEqualTo(new Terms(null, "SEPA", null, null, null, "SLEV"));
        assertThat(transfer.debtor()).isEqualTo(new Side(Party.named("We"), Account.iban("DE89370400440532013000"), null, null));
      });
    }
  }

  @Test void aPaymentThatIsAcceptedInAGroupThatIsRefusedIsAContradiction() {
    var text = "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><CstmrPmtStsRpt><GrpHdr><MsgId>S1</MsgId><CreDtTm>2026-11-23T18:00:00Z</CreDtTm></GrpHdr>"
        + "<OrgnlGrpInfAndSts><OrgnlMsgId>M1</OrgnlMsgId><OrgnlMsgNmId>pain.001</OrgnlMsgNmId><GrpSts>%s</GrpSts></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><OrgnlPmtInfId>P1</OrgnlPmtInfId><PmtInfSts>%s</PmtInfSts>"
        + "<StsRsnInf><Rsn><Cd>AC01</Cd></Rsn></StsRsnInf><TxInfAndSts><OrgnlEndToEndId>A</OrgnlEndToEndId><TxSts>%s</TxSts></TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>";
    assertThat(Payments.read(text.formatted("RJCT", "RJCT", "RJCT")).codes()).isEmpty();
    assertThat(Payments.read(text.formatted("RJCT", "RJCT", "ACSC")).codes()).containsExactly("contradiction");
    assertThat(Payments.read(text.formatted("PART", "RJCT", "ACSC")).codes()).containsExactly("contradiction");
    assertThat(Payments.read(text.formatted("PART", "PART", "ACSC")).codes()).isEmpty();
    assertThat(Payments.read(text.formatted("PART", "XXXX", "YYYY")).codes()).containsExactly("unknown_status", "unknown_status");
  }

  @Test void aPaymentThatCannotBeReadIsCounted() {
    var read = Payments.read(message("09", "<NbOfTxs>2</NbOfTxs><CtrlSum>20</CtrlSum>").replaceFirst("10.00", "-10.00"));
    assertThat(read.codes()).containsExactly("unreadable_amount");
    assertThat(read.footing().counts().items()).isEqualTo(2);
  }

  @Test void aGroupWithoutPaymentsIsToldWhereItStands() {
    var empty = message("09", "").replaceAll("<CdtTrfTxInf>.*</CdtTrfTxInf>", "").replace("<PmtInf>", "\n<PmtInf>");
    assertThat(Payments.read(empty).footing().findings()).anySatisfy(finding -> assertThat(finding.toString()).startsWith("error: line 2 PmtInf: The group P1 has no payment"));
  }

  @Test void aGroupThatLostAPaymentIsAnError() {
    assertThat(Payments.read(message("09", "<NbOfTxs>3</NbOfTxs>")).codes()).containsExactly("wrong_count");
    assertThat(Payments.read(message("09", "<CtrlSum>30.00</CtrlSum>")).codes()).containsExactly("wrong_sum");
    assertThat(Payments.read(message("09", "").replaceFirst("<CdtTrfTxInf>.*?</CdtTrfTxInf>", "")).codes()).containsExactly("wrong_count");
  }

  @Test void whatIsMissingOddOrNotCarriedIsTold() {
    assertThat(Payments.read(message("09", "").replaceFirst("<DbtrAcct>.*?</DbtrAcct>", "")).codes()).containsExactly("missing_element");
    assertThat(Payments.read(message("09", "").replace("TRF", "CHK")).codes()).containsExactly("payment_method");
    assertThat(Payments.read(message("09", "<BtchBookg>true</BtchBookg>")).codes()).containsExactly("not_carried");
    assertThat(Payments.read(message("09", "").replace("<EndToEndId>B", "<EndToEndId>A")).codes()).containsExactly("repeated_reference");
    assertThat(Payments.read(message("09", "").replace("2026-11-24", "2026-13-24")).codes()).containsExactly("impossible_date");
    var worth = message("09", "").replaceFirst("<InstdAmt Ccy=\"EUR\">10.00</InstdAmt>", "<EqvtAmt><Amt Ccy=\"EUR\">10.00</Amt><CcyOfTrf>USD</CcyOfTrf></EqvtAmt>");
    assertThat(Payments.read(worth).codes()).containsExactly("equivalent_amount");
  }

  @Test void aRefusalOfManyIsExplainedByAnyOfThem() {
    var text = "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><CstmrPmtStsRpt><GrpHdr><MsgId>S1</MsgId><CreDtTm>2026-11-23T18:00:00Z</CreDtTm></GrpHdr>"
        + "<OrgnlGrpInfAndSts><OrgnlMsgId>M1</OrgnlMsgId><OrgnlMsgNmId>pain.001</OrgnlMsgNmId><GrpSts>RJCT</GrpSts></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><OrgnlPmtInfId>P1</OrgnlPmtInfId>%s</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>";
    var reason = "<StsRsnInf><Rsn><Cd>AC01</Cd></Rsn></StsRsnInf>";
    var payment = "<TxInfAndSts><OrgnlEndToEndId>A</OrgnlEndToEndId><TxSts>RJCT</TxSts>%s</TxInfAndSts>";
    assertThat(Payments.read(text.formatted(payment.formatted(reason))).codes()).isEmpty();
    assertThat(Payments.read(text.formatted("<PmtInfSts>RJCT</PmtInfSts>" + reason + payment.formatted(""))).codes()).isEmpty();
    assertThat(Payments.read(text.formatted("")).codes()).containsExactly("missing_reason");
    assertThat(Payments.read(text.formatted("<PmtInfSts>RJCT</PmtInfSts>" + reason + payment.formatted(""))).heard().items).extracting(item -> ((StatusReport) item).level())
        .containsExactly(Level.GROUP, Level.BATCH, Level.TRANSACTION);
  }
}
