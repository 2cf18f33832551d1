package finality.rail.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is wrong with a message about payments is found with its line; what no record carries is told. */
class PaymentFindingsTest {
  private static final Path SAMPLES = Path.of("../samples/messages");

  private static String sample(String name) {
    try {
      return Files.readString(SAMPLES.resolve(name));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static final String TRANSFER = sample("customer.pacs.008.xml");
  private static final String REFUSED = sample("refused.pacs.002.xml");
  private static final String BACK = sample("return.pacs.004.xml");
  private static final String RECALL = sample("recall.camt.056.xml");
  private static final String RECALL_REFUSED = sample("recall-refused.camt.029.xml");

  /** As {@code error 12 IBAN invalid_iban}. */
  private static java.util.List<String> findings(String xml) {
    return Payments.read(xml).footing().findings().stream().map(f -> f.severity().name().toLowerCase(java.util.Locale.ROOT) + " " + f.position().field() + " " + f.code()).toList();
  }

  private static void changed(String xml, String from, String to, String... findings) {
    assertThat(xml).contains(from);
    assertThat(findings(xml.replace(from, to))).as("%s → %s", from, to).contains(findings);
  }

  @Test void theSamplesAreSoundAndValid() throws IOException {
    try (var files = Files.list(SAMPLES)) {
      for (var file : files.filter(f -> f.toString().matches(".*(pacs\\.00[248]|camt\\.056|camt\\.029)\\.xml")).toList()) {
        var read = Payments.read(Files.readAllBytes(file));
        assertThat(read.footing().findings()).as(file.toString()).isEmpty();
        assertThat(read.heard().items).as(file.toString()).isNotEmpty();
        Schemas.assertValid(Files.readAllBytes(file));
      }
    }
  }

  @Test void whatIsMissingIsFound() {
    changed(TRANSFER, "<MsgId>BANKA-20261123-0001</MsgId>", "", "error GrpHdr missing_element");
    changed(TRANSFER, "<EndToEndId>INV-4711</EndToEndId>", "", "error PmtId missing_element");
    changed(TRANSFER, "<IntrBkSttlmDt>2026-11-23</IntrBkSttlmDt>", "", "error CdtTrfTxInf missing_element");
    changed(TRANSFER, "<ChrgBr>SHAR</ChrgBr>", "", "error CdtTrfTxInf missing_element");
    changed(TRANSFER, "<SttlmMtd>INDA</SttlmMtd>", "", "error GrpHdr missing_element");
    changed(TRANSFER, " Ccy=\"EUR\"", "", "error IntrBkSttlmAmt missing_currency");
    changed(TRANSFER, "<Nm>Acme GmbH</Nm>", "", "error Dbtr missing_element");
    changed(TRANSFER, "<BICFI>BNPAFRPP</BICFI>", "", "error CdtrAgt missing_element");
    changed(REFUSED, "<Rsn><Cd>AC04</Cd></Rsn>", "<Rsn/>");
    assertThat(findings(REFUSED.replaceAll("(?s)<StsRsnInf>.*?</StsRsnInf>", ""))).containsExactly("error TxInfAndSts missing_reason");
  }

  @Test void whatIsWrongIsFoundWhereItStands() {
    changed(TRANSFER, "DE89370400440532013000", "DE88370400440532013000", "error IBAN invalid_iban");
    changed(TRANSFER, "DE89370400440532013000", "de89 3704 0044 0532 0130 00", "warning IBAN odd_identifier");
    changed(TRANSFER, "DEUTDEFF", "DEUTXXFF", "error BICFI invalid_bic");
    changed(TRANSFER, "eb6305c9-1f7f-49de-aed0-16487c27b42d", "eb6305c9-1f7f-19de-aed0-16487c27b42d", "error UETR invalid_uetr");
    changed(TRANSFER, "1250.00</IntrBkSttlmAmt>", "1250.001</IntrBkSttlmAmt>", "error CdtTrfTxInf too_many_decimals", "error FIToFICstmrCdtTrf wrong_sum");
    changed(TRANSFER, "1250.00</IntrBkSttlmAmt>", "-1250.00</IntrBkSttlmAmt>", "error IntrBkSttlmAmt unreadable_amount");
    changed(TRANSFER, "Ccy=\"EUR\"", "Ccy=\"ZZZ\"", "error IntrBkSttlmAmt unknown_currency");
    changed(TRANSFER, "<IntrBkSttlmDt>2026-11-23", "<IntrBkSttlmDt>2026-02-30", "error IntrBkSttlmDt impossible_date");
    changed(TRANSFER, "<NbOfTxs>1<", "<NbOfTxs>2<", "error FIToFICstmrCdtTrf wrong_count");
    changed(TRANSFER, "<NbOfTxs>1<", "<NbOfTxs>one<", "error NbOfTxs unreadable_number");
    changed(TRANSFER, "<CtrlSum>1250.00</CtrlSum>", "<CtrlSum>1250.10</CtrlSum>", "error FIToFICstmrCdtTrf wrong_sum");
    changed(TRANSFER, "<CtrlSum>1250.00</CtrlSum>", "<TtlIntrBkSttlmAmt Ccy=\"EUR\">1250.10</TtlIntrBkSttlmAmt>", "error FIToFICstmrCdtTrf wrong_sum");
    changed(TRANSFER, "<CtrlSum>1250.00</CtrlSum>", "<TtlIntrBkSttlmAmt Ccy=\"USD\">1250.00</TtlIntrBkSttlmAmt>", "error CdtTrfTxInf mixed_currencies");
    changed(TRANSFER, "<MsgDefIdr>pacs.008.001.08", "<MsgDefIdr>pacs.009.001.08", "error MsgDefIdr other_message");
    changed(TRANSFER, "<BizMsgIdr>BANKA", "<BizMsgIdr>BANKB", "warning BizMsgIdr other_id");
    changed(TRANSFER, "</AppHdr>", "<PssblDplct>true</PssblDplct></AppHdr>", "warning PssblDplct possible_duplicate");
    changed(TRANSFER, "tech:xsd:pacs.008.001.08", "other", "warning FIToFICstmrCdtTrf odd_namespace");
  }

  @Test void whatStandsTwiceWhereItsDefinitionHasItOnceIsAnErrorWithBothValues() {
    for (var element : java.util.List.of("IntrBkSttlmAmt", "CdtrAcct", "EndToEndId", "NbOfTxs", "Nm", "IBAN", "BICFI", "GrpHdr", "SttlmMtd", "ChrgBr")) {
      var once = java.util.regex.Pattern.compile("(?s)<" + element + "[ >].*?</" + element + ">").matcher(TRANSFER);
      assertThat(once.find()).as(element).isTrue();
      var another = once.group().replace("1250.00", "9250.00").replace("Acme GmbH", "Ernie GmbH");
      assertThat(findings(TRANSFER.substring(0, once.end()) + another + TRANSFER.substring(once.end()))).as(element).containsExactly("error " + element + " repeated_element");
    }
    var twice = Payments.read(TRANSFER.replace("<IntrBkSttlmAmt Ccy=\"EUR\">1250.00</IntrBkSttlmAmt>", "<IntrBkSttlmAmt Ccy=\"EUR\">1250.00</IntrBkSttlmAmt>\n<IntrBkSttlmAmt Ccy=\"EUR\">9250.00</IntrBkSttlmAmt>"));
    assertThat(twice.footing().findings()).singleElement().satisfies(finding -> {
      assertThat(finding.message()).contains("\"9250.00 EUR\"", "line " + (finding.position().line() - 1) + " says \"1250.00 EUR\"");
      assertThat(twice.footing().messages().getFirst().sum()).isEqualByComparingTo("1250.00");
    });
  }

  @Test void anAmountThatCannotBeReadIsToldWithWhyAndItsPaymentIsCounted() {
    for (var wrong : java.util.Map.of("-98765.43", "has a sign", "1e3", "has an exponent", "12345678901234567890", "more than 18 digits", "1.250,00", "has a comma", "EUR 5", "no number").entrySet()) {
      var read = Payments.read(TRANSFER.replace("1250.00</IntrBkSttlmAmt>", wrong.getKey() + "</IntrBkSttlmAmt>"));
      assertThat(read.codes()).as(wrong.getKey()).containsExactly("unreadable_amount");
      assertThat(read.footing().findings().getFirst().message()).contains(wrong.getValue());
      assertThat(read.footing().messages().getFirst().items()).isEqualTo(1);
    }
  }

  @Test void whatIsWrongIsToldOnce() {
    assertThat(findings(TRANSFER.replace("<ChrgBr>SHAR</ChrgBr>", "<ChrgBr>SHAR</ChrgBr><ChrgsInf><Amt Ccy=\"EUR\">x</Amt><Agt><FinInstnId><BICFI>DEUTDEFF</BICFI></FinInstnId></Agt></ChrgsInf>")))
        .containsExactly("error Amt unreadable_amount");
    assertThat(findings(TRANSFER.replace("<IntrBkSttlmDt>2026-11-23", "<IntrBkSttlmDt>"))).containsExactly("error IntrBkSttlmDt impossible_date");
    assertThat(findings(TRANSFER.replace("<IntrBkSttlmDt>2026-11-23", "<IntrBkSttlmDt>2026-02-30"))).containsExactly("error IntrBkSttlmDt impossible_date");
    assertThat(findings(TRANSFER.replace("<CtrlSum>1250.00</CtrlSum>", "<TtlIntrBkSttlmAmt Ccy=\"EUR\">1250.10</TtlIntrBkSttlmAmt>"))).containsExactly("error FIToFICstmrCdtTrf wrong_sum");
    assertThat(findings(TRANSFER.replace("<CtrlSum>1250.00</CtrlSum>", "<TtlIntrBkSttlmAmt Ccy=\"EUR\">-1250</TtlIntrBkSttlmAmt>"))).containsExactly("error TtlIntrBkSttlmAmt unreadable_amount");
  }

  @Test void aCodeThatIsNotInItsListAndATextThatIsLongerThanItsTypeAreErrors() {
    changed(TRANSFER, "<ChrgBr>SHAR", "<ChrgBr>OURS", "error ChrgBr unknown_code");
    changed(TRANSFER, "<SttlmMtd>INDA", "<SttlmMtd>CASH", "error SttlmMtd unknown_code");
    changed(TRANSFER, "<Ctry>FR", "<Ctry>ZZ", "error Ctry unknown_code");
    changed(TRANSFER, "INV-4711", "9".repeat(36), "error EndToEndId too_long");
    changed(TRANSFER, "<MsgId>BANKA", "<MsgId>" + "B".repeat(40), "error MsgId too_long");
    changed(TRANSFER, "Acme GmbH", "A".repeat(141), "error Nm too_long");
    assertThat(findings(TRANSFER.replace("Acme GmbH", "\uD83D\uDE00".repeat(140)).replace("INV-4711", "9".repeat(35)))).isEmpty();
    var american = "<CdtrAgt><FinInstnId><ClrSysMmbId><ClrSysId><Cd>USABA</Cd></ClrSysId><MmbId>021000021</MmbId></ClrSysMmbId></FinInstnId></CdtrAgt>";
    var abroad = TRANSFER.replaceAll("<CdtrAgt>.*</CdtrAgt>", american);
    assertThat(findings(abroad)).isEmpty();
    changed(abroad, "021000021", "021000022", "error MmbId invalid_member");
    changed(REFUSED, "<TxSts>RJCT", "<TxSts>NOPE", "warning TxSts unknown_status");
    var group = "<OrgnlGrpInfAndSts><OrgnlMsgId>M</OrgnlMsgId><OrgnlMsgNmId>pacs.008.001.08</OrgnlMsgNmId><GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf></OrgnlGrpInfAndSts><TxInfAndSts>";
    var both = REFUSED.replace("<TxInfAndSts>", group).replaceAll("(?s)<OrgnlGrpInf>.*?</OrgnlGrpInf>", "");
    assertThat(findings(both)).isEmpty();
    changed(both, "<TxSts>RJCT", "<TxSts>ACSC", "error TxSts contradiction");
  }

  @Test void aReasonThatSaysNothingIsAsOneThatIsNotThere() {
    for (var empty : java.util.List.of("<Rsn/>", "<Rsn><Cd/></Rsn>", "")) {
      assertThat(findings(BACK.replaceAll("(?s)<RtrRsnInf>.*</RtrRsnInf>", "<RtrRsnInf>" + empty + "</RtrRsnInf>"))).as(empty).containsExactly("error TxInf missing_reason");
      assertThat(findings(RECALL.replaceAll("(?s)<CxlRsnInf>.*</CxlRsnInf>", "<CxlRsnInf>" + empty + "</CxlRsnInf>"))).as(empty).containsExactly("warning TxInf missing_reason");
      assertThat(findings(RECALL_REFUSED.replaceAll("(?s)<CxlStsRsnInf>.*</CxlStsRsnInf>", "<CxlStsRsnInf>" + empty + "</CxlStsRsnInf>"))).as(empty).containsExactly("error TxInfAndSts missing_reason");
      assertThat(findings(REFUSED.replaceAll("(?s)<StsRsnInf>.*?</StsRsnInf>", "<StsRsnInf>" + empty + "</StsRsnInf>"))).as(empty).containsExactly("error TxInfAndSts missing_reason");
    }
    for (var empty : java.util.List.of("<Sts/>", "<Sts><Conf/></Sts>", "")) assertThat(findings(RECALL_REFUSED.replace("<Sts><Conf>RJCR</Conf></Sts>", empty))).as(empty).containsExactly("error RsltnOfInvstgtn missing_element");
    changed(BACK, "<Rsn><Cd>CUST</Cd></Rsn><AddtlInf>At the creditor's wish</AddtlInf>", "<Orgtr><Nm>Bank B</Nm></Orgtr>", "error TxInf missing_reason", "note Orgtr not_carried");
    assertThat(findings(BACK.replace("<Rsn><Cd>CUST</Cd></Rsn>", ""))).as("words are a reason").isEmpty();
  }

  @Test void aReasonThatIsNotInItsListIsAWarning() {
    changed(BACK, "<Cd>CUST", "<Cd>NOPE", "warning Cd unknown_reason");
    changed(RECALL, "<Cd>DUPL", "<Cd>NOPE", "warning Cd unknown_reason");
    changed(RECALL_REFUSED, "<Rsn><Cd>CUST", "<Rsn><Cd>NOPE", "warning Cd unknown_reason");
    changed(REFUSED, "<Rsn><Cd>AC04", "<Rsn><Cd>NOPE", "warning Cd unknown_reason");
    assertThat(findings(BACK.replace("<Rsn><Cd>CUST</Cd></Rsn>", "<Rsn><Prtry>our own</Prtry></Rsn>"))).isEmpty();
  }

  @Test void aSettlementDateOtherThanTheHeadersIsAContradiction() {
    var header = "<IntrBkSttlmDt>2026-11-%s</IntrBkSttlmDt><SttlmInf>";
    changed(TRANSFER, "<SttlmInf>", header.formatted("24"), "error IntrBkSttlmDt contradiction");
    changed(BACK, "<SttlmInf>", header.formatted("26"), "error IntrBkSttlmDt contradiction");
    assertThat(findings(TRANSFER.replace("<SttlmInf>", header.formatted("23")))).isEmpty();
  }

  @Test void aReturnOfMoreThanThePaymentOrBeforeItIsToldAsImplausible() {
    changed(BACK, "\"EUR\">1242.50", "\"EUR\">1250.01", "warning RtrdIntrBkSttlmAmt implausible");
    changed(BACK, "<IntrBkSttlmDt>2026-11-25", "<IntrBkSttlmDt>2026-11-22", "warning TxInf implausible");
    assertThat(findings(BACK.replace("\"EUR\">1242.50", "\"EUR\">1250.00").replace("<IntrBkSttlmDt>2026-11-25", "<IntrBkSttlmDt>2026-11-23"))).isEmpty();
    assertThat(findings(BACK.replace("\"EUR\">1242.50", "\"USD\">1300.00"))).isEmpty();
  }

  @Test void whatIsSettledIsWhatWasInstructedLessTheChargesThatAreToldOf() {
    var charge = "<ChrgsInf><Amt Ccy=\"EUR\">%s</Amt><Agt><FinInstnId><BICFI>DEUTDEFF</BICFI></FinInstnId></Agt></ChrgsInf>";
    record Case(String instructed, String bearer, String charges, boolean comes) {}
    for (var one : java.util.List.of(new Case("EUR\">1250.00", "SHAR", "", true), new Case("EUR\">1260.00", "SHAR", charge.formatted("4.00") + charge.formatted("6"), true), new Case("EUR\">1260.00", "SHAR", "", false),
        new Case("EUR\">1240.00", "CRED", charge.formatted("10.00"), false), new Case("EUR\">1240.00", "DEBT", charge.formatted("10.00"), true), new Case("EUR\">1250.00", "DEBT", charge.formatted("10.00"), true),
        new Case("EUR\">1260.00", "DEBT", charge.formatted("10.00"), false), new Case("USD\">1300.00", "SHAR", "", true), new Case("EUR\">1260.00", "SHAR", charge.formatted("9.00").replace("EUR", "USD"), true))) {
      var found = findings(TRANSFER.replace("<ChrgBr>SHAR</ChrgBr>", "<InstdAmt Ccy=\"" + one.instructed + "</InstdAmt><ChrgBr>" + one.bearer + "</ChrgBr>" + one.charges));
      assertThat(found).as(one.toString()).isEqualTo(one.comes ? java.util.List.of() : java.util.List.of("warning InstdAmt wrong_sum"));
    }
  }

  @Test void aHeaderOfAnotherNetworkIsOneNote() {
    var older = "<AppHdr xmlns=\"urn:swift:xsd:$ahV10\"><From><Type>BIC</Type><Id>DEUTDEFF</Id></From><To><Type>BIC</Type><Id>BNPAFRPP</Id></To><MsgRef>M</MsgRef><CrDate>2026-11-23T09:30:00</CrDate></AppHdr>";
    assertThat(findings(TRANSFER.replaceAll("(?s)<AppHdr.*</AppHdr>", java.util.regex.Matcher.quoteReplacement(older)))).containsExactly("note AppHdr unknown_header");
    assertThat(findings(TRANSFER.replaceAll("(?s)<Fr>.*</Fr>", ""))).containsExactly("error AppHdr missing_element");
  }

  @Test void aTimeWithoutZoneIsToldOnceAMessageAndATimeWhereADateIsExpected() {
    var local = TRANSFER.replace("09:30:00+01:00", "09:30:00");
    assertThat(findings(local)).containsExactly("note CreDt missing_zone");
    assertThat(Payments.read(local).heard().headers.getFirst().created()).isEqualTo("2026-11-23T09:30:00Z");
    assertThat(findings(TRANSFER.replace("<CreDtTm>2026-11-23T09:30:00+01:00", "<CreDtTm>2026-11-23T09:30:00"))).containsExactly("note CreDtTm missing_zone");
    for (var odd : java.util.List.of("2026-11-23T00:00:00", "2026-11-23Z", "2026-11-23+01:00")) assertThat(findings(TRANSFER.replace("<IntrBkSttlmDt>2026-11-23", "<IntrBkSttlmDt>" + odd))).containsExactly("warning IntrBkSttlmDt odd_date");
    assertThat(findings(TRANSFER.replace("<IntrBkSttlmDt>2026-11-23", "<IntrBkSttlmDt>2026-11-231"))).containsExactly("error IntrBkSttlmDt impossible_date");
  }

  @Test void whatItsDefinitionHasAnyNumberOfIsNoErrorWhereOneIsCarried() {
    changed(TRANSFER, "</CdtTrfTxInf>", "<PmtTpInf><SvcLvl><Cd>G001</Cd></SvcLvl><SvcLvl><Cd>G002</Cd></SvcLvl></PmtTpInf></CdtTrfTxInf>", "note SvcLvl not_carried");
  }

  @Test void aNameThatIsGivenTwiceIsFound() {
    var transaction = TRANSFER.substring(TRANSFER.indexOf("<CdtTrfTxInf>"), TRANSFER.indexOf("</CdtTrfTxInf>") + 14);
    assertThat(findings(TRANSFER.replace(transaction, transaction + transaction))).contains("error UETR duplicate_id", "error InstrId duplicate_id", "warning EndToEndId repeated_reference", "error FIToFICstmrCdtTrf wrong_count");
  }

  @Test void whatNoRecordCarriesIsToldOnceForEachKind() {
    var reporting = "<Purp><Cd>GDDS</Cd></Purp><RgltryRptg><Dtls><Cd>1</Cd></Dtls></RgltryRptg><RgltryRptg><Dtls><Cd>2</Cd></Dtls></RgltryRptg>";
    assertThat(Payments.read(TRANSFER.replace("<Purp><Cd>GDDS</Cd></Purp>", reporting)).footing().findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Finding.Severity.NOTE);
      assertThat(finding.message()).startsWith("CdtTrfTxInf/RgltryRptg ");
    });
    assertThat(findings(TRANSFER.replace("</CdtTrfTxInf>", "</CdtTrfTxInf><SplmtryData><Envlp>x</Envlp></SplmtryData>"))).containsExactly("note SplmtryData not_carried");
  }

  @Test void otherVersionsPrefixesAndEnvelopesAreReadToo() {
    var old = TRANSFER.replace("pacs.008.001.08", "pacs.008.001.02").replace("BICFI", "BIC").replaceAll("(?s)<UETR>.*?</UETR>", "").replace("Envelope", "BusMsg");
    var read = Payments.read(old);
    assertThat(read.footing().findings()).isEmpty();
    assertThat(((CreditTransfer) read.heard().items.getFirst()).debtor().agent()).isEqualTo(Agent.bic("DEUTDEFF"));
    assertThat(read.heard().headers.getFirst().type()).isEqualTo("pacs.008.001.02");
    var prefixed = TRANSFER.replaceAll("<(/?)([A-Z])", "<$1p:$2").replace("xmlns=", "xmlns:p=").replace("<p:Envelope>", "<p:Envelope xmlns:p=\"urn:x\">");
    assertThat(findings(prefixed)).isEmpty();
  }

  @Test void entitiesAreRefused() {
    var external = "<!DOCTYPE d [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>" + TRANSFER.substring(TRANSFER.indexOf("<Envelope")).replace("Acme GmbH", "&e;");
    assertThat(findings(external)).containsExactly("error  not_well_formed");
    var laughs = new StringBuilder("<!DOCTYPE d [<!ENTITY a \"ha\">");
    for (char c = 'b'; c <= 'z'; c++) laughs.append("<!ENTITY ").append(c).append(" \"").append(("&" + (char) (c - 1) + ";").repeat(10)).append("\">");
    assertThat(findings(laughs + "]>" + TRANSFER.substring(TRANSFER.indexOf("<Envelope")).replace("Acme GmbH", "&z;"))).containsExactly("error  not_well_formed");
  }

  @Test void aMessageThatBreaksOffIsClosed() {
    var read = Payments.read(TRANSFER.substring(0, TRANSFER.indexOf("</FIToFICstmrCdtTrf>")));
    assertThat(read.heard().headers).hasSize(1);
    assertThat(read.heard().closed).isEqualTo(1);
    assertThat(read.codes()).containsExactly("not_well_formed");
  }
}
