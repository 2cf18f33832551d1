package finality.rail.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** camt.052, camt.053 and camt.054 of several versions, and what an attacker might send in its place. */
class CamtTest {
  private static final String NAMESPACE = " xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"";

  private static String document(String namespace, String entries) {
    return "<?xml version=\"1.0\"?><Document" + namespace + "><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId><CreDtTm>2026-11-23T18:00:00Z</CreDtTm></GrpHdr><Stmt><Id>S1</Id><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>"
        + balance("OPBD", "100.00") + balance("CLBD", "110.00") + entries + "</Stmt></BkToCstmrStmt></Document>";
  }

  private static String balance(String code, String amount) {
    return "<Bal><Tp><CdOrPrtry><Cd>" + code + "</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">" + amount + "</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-23</Dt></Dt></Bal>";
  }

  private static String entry(String status, String inside) {
    return "<Ntry><Amt Ccy=\"EUR\">10.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>" + status + "</Sts><BookgDt><Dt>2026-11-23</Dt></BookgDt><ValDt><DtTm>2026-11-23T23:30:00-05:00</DtTm></ValDt>" + inside + "</Ntry>";
  }

  private static Statements.Read read(String xml) { return Statements.read(Format.CAMT_053, xml); }

  @Test void theStatusOfOldVersionsAndOfNewOnes() {
    assertThat(read(document(NAMESPACE, entry("<Cd>BOOK</Cd>", ""))).codes()).isEmpty();
    assertThat(read(document(NAMESPACE.replace("08", "02"), entry("BOOK", ""))).codes()).isEmpty();
  }

  @Test void anotherNamespaceIsReadAndTold() {
    assertThat(read(document("", entry("BOOK", ""))).codes()).containsExactly("odd_namespace");
    var prefixed = document("", entry("BOOK", "")).replaceAll("<(/?)([A-Z])", "<$1c:$2").replace("<c:Document>", "<c:Document xmlns:c=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\">");
    assertThat(read(prefixed).codes()).isEmpty();
  }

  @Test void anEntryOfOtherStatusIsNoPartOfTheSums() {
    var read = read(document(NAMESPACE, entry("<Cd>BOOK</Cd>", "") + entry("<Cd>PDNG</Cd>", "")));
    assertThat(read.codes()).containsExactly("not_booked");
    assertThat(read.footing().statements().getFirst().foots()).isTrue();
  }

  @Test void theDetailsOfTheOtherPartyAreTakenWhicheverVersionHoldsThem() {
    var details = "<NtryDtls><TxDtls><Refs><EndToEndId>E2E-1</EndToEndId></Refs><RltdPties><Dbtr>%s</Dbtr><DbtrAcct><Id><IBAN>GB29NWBK60161331926819</IBAN></Id></DbtrAcct><Cdtr><Nm>Us</Nm></Cdtr></RltdPties>"
        + "<RmtInf><Ustrd>Invoice</Ustrd><Ustrd>4711</Ustrd></RmtInf><RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf></TxDtls></NtryDtls>";
    for (var name : new String[] {"<Nm>Muster</Nm>", "<Pty><Nm>Muster</Nm></Pty>"})
      assertThat(read(document(NAMESPACE, entry("BOOK", details.formatted(name)))).heard().lines.getFirst().detail())
          .isEqualTo(new Detail("E2E-1", null, "Muster", "GB29NWBK60161331926819", null, "Invoice\n4711", "AC04"));
  }

  @Test void ofAReturnWhoseBankLeavesThePartiesInTheirOldPlacesTheOtherOneIsTheCounterparty() {
    var parties = "<NtryDtls><TxDtls><RltdPties>%s</RltdPties><RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf></TxDtls></NtryDtls>";
    var we = "<Dbtr><Pty><Nm>We</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></DbtrAcct>";
    var supplier = "<Cdtr><Pty><Nm>Supplier</Nm></Pty></Cdtr><CdtrAcct><Id><IBAN>GB29NWBK60161331926819</IBAN></Id></CdtrAcct>";
    for (var inside : new String[] {we + supplier, supplier}) {
      var detail = read(document(NAMESPACE, entry("BOOK", parties.formatted(inside)))).heard().lines.getFirst().detail();
      assertThat(detail.counterparty()).isEqualTo("Supplier");
      assertThat(detail.counterpartyAccount()).isEqualTo("GB29NWBK60161331926819");
      assertThat(detail.ownAccount()).isNull();
    }
  }

  @Test void whatIsNotBookedNeedsNoDate() {
    var undated = entry("PDNG", "").replaceAll("<BookgDt>.*</ValDt>", "");
    assertThat(read(document(NAMESPACE, entry("BOOK", "") + undated)).errors()).isEmpty();
  }

  @Test void anEntryOfAStatementWithoutADateIsOfTheClosingBalancesDayOrTheMessages() {
    var undated = entry("BOOK", "").replaceAll("<BookgDt>.*</ValDt>", "");
    var read = read(document(NAMESPACE, undated + undated).replace("110.00", "120.00"));
    assertThat(read.codes()).containsExactly("missing_element", "missing_element");
    assertThat(read.errors()).isEmpty();
    assertThat(read.heard().lines).extracting(StatementLine::valueDate).containsOnly(java.time.LocalDate.parse("2026-11-23"));
    assertThat(read.footing().statements().getFirst().foots()).isTrue();
    var open = document(NAMESPACE, undated).replace(balance("CLBD", "110.00"), "").replace("2026-11-23T18", "2026-11-24T18");
    assertThat(read(open).heard().lines).extracting(StatementLine::valueDate).containsExactly(java.time.LocalDate.parse("2026-11-24"));
    assertThat(read(open.replaceAll("<CreDtTm>.*</CreDtTm>", "")).errors()).containsExactly("missing_element", "missing_closing");
  }

  @Test void aWordThatIsNeitherTrueNorFalseIsAnError() {
    for (var word : new String[] {"TRUE", "yes"}) assertThat(read(document(NAMESPACE, entry("BOOK", "").replace("<Sts>", "<RvslInd>" + word + "</RvslInd><Sts>"))).errors()).as(word).containsExactly("unknown_code");
    assertThat(read(document(NAMESPACE, entry("BOOK", "").replace("<Sts>", "<RvslInd>0</RvslInd><Sts>"))).errors()).isEmpty();
    assertThat(pages(page("<StmtPgntn><PgNb>1</PgNb><LastPgInd>nope</LastPgInd></StmtPgntn>", "OPBD", "100.00", "CLBD", "110.00")).errors()).containsExactly("unknown_code");
  }

  @Test void aBalanceWithoutATypeIsAnErrorAndWhetherAChargeIsIncludedIsToldAsNotCarried() {
    var whole = document(NAMESPACE, entry("BOOK", ""));
    assertThat(read(whole.replace("</Acct>", "</Acct>" + balance("ITBD", "1.00").replaceAll("<Tp>.*</Tp>", ""))).errors()).containsExactly("missing_element");
    var charged = read(document(NAMESPACE, entry("BOOK", "<Chrgs><Rcrd><Amt Ccy=\"EUR\">1.00</Amt><ChrgInclInd>true</ChrgInclInd></Rcrd></Chrgs>")));
    assertThat(charged.footing().findings()).singleElement().satisfies(finding -> assertThat(finding.message()).startsWith("Ntry/Chrgs/Rcrd/ChrgInclInd (line 1) is not carried"));
  }

  @Test void theDayIsTheBanksOwn() { assertThat(read(document(NAMESPACE, entry("BOOK", ""))).heard().lines.getFirst().valueDate()).isEqualTo("2026-11-23"); }

  // ── payments behind a line ─────────────────────────────────────────────────────────────────────────────

  private static String payment(String amount, String more) { return "<TxDtls><Amt Ccy=\"EUR\">" + amount + "</Amt>" + more + "</TxDtls>"; }

  private static Statements.Read batch(String batch, String... payments) {
    return read(document(NAMESPACE, entry("<Cd>BOOK</Cd>", "<NtryDtls>" + batch + String.join("", payments) + "</NtryDtls>")));
  }

  @Test void thePaymentsOfABatchMustAddUpToItsLine() {
    assertThat(batch("", payment("4.00", ""), payment("6.00", "")).codes()).isEmpty();
    assertThat(batch("", payment("14.00", ""), payment("4.00", "<CdtDbtInd>DBIT</CdtDbtInd>")).codes()).isEmpty();
    assertThat(batch("", payment("4.00", ""), payment("5.00", "")).errors()).containsExactly("wrong_sum");
    assertThat(batch("", payment("4.00", ""), payment("7.00", "<Chrgs><Rcrd><Amt Ccy=\"EUR\">1.00</Amt></Rcrd></Chrgs>")).codes()).isEmpty();
    assertThat(batch("", payment("9.00", "")).codes()).containsExactly("wrong_sum");
    assertThat(batch("", payment("9.00", "")).errors()).isEmpty();
  }

  @Test void paymentsWithoutAmountsOrInOtherCurrenciesAreNotAddedUpAndThatIsTold() {
    assertThat(batch("", "<TxDtls><Refs><TxId>1</TxId></Refs></TxDtls>", payment("6.00", "")).codes()).containsExactly("not_added");
    assertThat(batch("", payment("4.00", "").replace("EUR", "USD"), payment("6.00", "")).codes()).containsExactly("not_added");
  }

  @Test void whatABatchSaysOfItselfIsHeldAgainstItsPayments() {
    var read = batch("<Btch><MsgId>M1</MsgId><PmtInfId>P1</PmtInfId><NbOfTxs>2</NbOfTxs><TtlAmt Ccy=\"EUR\">10.00</TtlAmt></Btch>", payment("4.00", ""), payment("6.00", ""));
    assertThat(read.codes()).isEmpty();
    assertThat(read.heard().lines.getFirst().batch()).isEqualTo(new StatementLine.Batch("M1", "P1", 2L));
    assertThat(batch("<Btch><NbOfTxs>3</NbOfTxs></Btch>", payment("4.00", ""), payment("6.00", "")).errors()).containsExactly("wrong_count");
    assertThat(batch("<Btch><TtlAmt Ccy=\"EUR\">11.00</TtlAmt></Btch>", payment("4.00", ""), payment("6.00", "")).errors()).containsExactly("wrong_sum");
    assertThat(batch("<Btch><NbOfTxs>3</NbOfTxs><TtlAmt Ccy=\"EUR\">10.00</TtlAmt><CdtDbtInd>CRDT</CdtDbtInd></Btch>").codes()).as("a batch that is told of elsewhere").isEmpty();
    assertThat(batch("<Btch><TtlAmt Ccy=\"EUR\">11.00</TtlAmt></Btch>").codes()).containsExactly("wrong_sum");
    assertThat(batch("<Btch><TtlAmt Ccy=\"EUR\">11.00</TtlAmt></Btch>").errors()).isEmpty();
    assertThat(batch("<Btch><TtlAmt Ccy=\"USD\">11.00</TtlAmt></Btch>").codes()).containsExactly("not_carried");
  }

  @Test void anExchangeChargesAndThoseBehindThePartiesAreCarried() {
    var detail = batch("", payment("10.00", "<AmtDtls><InstdAmt><Amt Ccy=\"USD\">10.83</Amt></InstdAmt><TxAmt><Amt Ccy=\"EUR\">10.00</Amt><CcyXchg><SrcCcy>USD</SrcCcy><TrgtCcy>EUR</TrgtCcy><XchgRate>1.083</XchgRate></CcyXchg></TxAmt></AmtDtls>"
        + "<RltdPties><UltmtDbtr><Pty><Nm>Group</Nm></Pty></UltmtDbtr><CdtrAcct><Id><IBAN>DE02500105170137075030</IBAN></Id></CdtrAcct></RltdPties>")).heard().lines.getFirst().detail();
    assertThat(detail.instructed()).isEqualTo(new Amount(new BigDecimal("10.83"), "USD"));
    assertThat(detail.exchange()).isEqualTo(new Detail.Exchange(new BigDecimal("1.083"), "USD", "EUR", null));
    assertThat(detail.ultimate()).isEqualTo("Group");
    assertThat(detail.ownAccount()).isEqualTo("DE02500105170137075030");
  }

  @Test void theAmountsOfOldVersionsStandAmongTheDetailsAndEachChargeByItself() {
    var old = "<Chrgs><Amt Ccy=\"EUR\">1.00</Amt></Chrgs><NtryDtls><TxDtls><AmtDtls><InstdAmt><Amt Ccy=\"USD\">12.00</Amt></InstdAmt><TxAmt><Amt Ccy=\"EUR\">11.00</Amt></TxAmt></AmtDtls></TxDtls></NtryDtls>";
    var line = read(document(NAMESPACE.replace("08", "02"), entry("BOOK", old))).heard().lines.getFirst();
    assertThat(line.charges()).containsExactly(new Charge(new Amount(new BigDecimal("1.00"), "EUR"), null));
    assertThat(line.detail().amount()).isEqualTo(new Amount(new BigDecimal("11.00"), "EUR"));
    assertThat(line.detail().instructed()).isEqualTo(new Amount(new BigDecimal("12.00"), "USD"));
  }

  @Test void severalGroupsOfAnEntryAreOneBatchInWhatTheyAgree() {
    var groups = "<NtryDtls><Btch><MsgId>M1</MsgId><PmtInfId>P1</PmtInfId><NbOfTxs>2</NbOfTxs></Btch></NtryDtls><NtryDtls><Btch><MsgId>M1</MsgId><PmtInfId>P2</PmtInfId><NbOfTxs>1</NbOfTxs></Btch>%s</NtryDtls>";
    var untold = read(document(NAMESPACE, entry("BOOK", groups.formatted(""))));
    assertThat(untold.heard().lines.getFirst().batch()).isEqualTo(new StatementLine.Batch("M1", null, 3L));
    assertThat(untold.codes()).as("the second id has no place").containsExactly("not_carried");
    var told = read(document(NAMESPACE, entry("BOOK", groups.formatted(payment("10.00", "")))));
    assertThat(told.heard().lines.getFirst().detail().references().batchId()).isEqualTo("P2");
  }

  @Test void whatABankSaysOfEachStatementIsTold() {
    var first = page("", "OPBD", "100.00", "CLBD", "110.00").replace("</Stmt>", "<AddtlStmtInf>closed on Friday</AddtlStmtInf></Stmt>");
    var second = page("", "OPBD", "110.00", "CLBD", "120.00").replace("<Id>S1", "<Id>S2").replace("</Stmt>", "<AddtlStmtInf>new terms</AddtlStmtInf></Stmt>");
    assertThat(pages(first, second).footing().findings()).extracting(Finding::message).containsExactly("About Stmt S1 as a whole: closed on Friday", "About Stmt S2 as a whole: new terms");
  }

  @Test void eachKindOfElementThatIsNotCarriedIsNamedOnce() {
    var tax = "<NtryDtls><TxDtls><Tax><RefNb>%d</RefNb></Tax><RltdDts><TradDt>2026-11-20</TradDt></RltdDts></TxDtls></NtryDtls>";
    var read = read(document(NAMESPACE, "<FrToDt><FrDtTm>2026-11-23T00:00:00</FrDtTm></FrToDt>" + entry("BOOK", tax.formatted(1)) + entry("BOOK", tax.formatted(2))).replace("110.00", "120.00"));
    assertThat(read.footing().findings()).singleElement().satisfies(finding -> {
      assertThat(finding.code()).isEqualTo("not_carried");
      assertThat(finding.message()).startsWith("FrToDt (line 1), Ntry/NtryDtls/TxDtls/Tax (line 1), Ntry/NtryDtls/TxDtls/RltdDts (line 1) are not carried");
    });
  }

  // ── reports and notifications ──────────────────────────────────────────────────────────────────────────

  private static Statements.Read other(Format format, String balances, String entries) {
    boolean report = format == Format.CAMT_052;
    var xml = document(NAMESPACE, entries).replaceAll("<Bal>.*</Bal>", balances).replace("camt.053", report ? "camt.052" : "camt.054")
        .replace("BkToCstmrStmt", report ? "BkToCstmrAcctRpt" : "BkToCstmrDbtCdtNtfctn").replaceAll("<(/?)Stmt>", report ? "<$1Rpt>" : "<$1Ntfctn>");
    return Statements.read(format, xml);
  }

  @Test void aReportNeedsNoBalancesAndHasThoseOfTheDayAsItGoesOn() {
    assertThat(other(Format.CAMT_052, "", entry("<Cd>BOOK</Cd>", "")).codes()).isEmpty();
    var read = other(Format.CAMT_052, balance("ITBD", "1.00") + balance("ITAV", "2.00"), entry("<Cd>PDNG</Cd>", "") + entry("<Cd>PDNG</Cd>", ""));
    assertThat(read.codes()).as("once").containsExactly("not_booked");
    assertThat(read.heard().balances).extracting(Balance::kind).containsExactly(Balance.Kind.INTERIM, Balance.Kind.INTERIM_AVAILABLE);
    assertThat(read.heard().headers.getFirst().kind()).isEqualTo(StatementHeader.Kind.REPORT);
  }

  @Test void aNotificationHasBookingsAndNoBalances() {
    assertThat(other(Format.CAMT_054, "", entry("<Cd>BOOK</Cd>", "")).codes()).isEmpty();
    assertThat(other(Format.CAMT_054, "", "").codes()).containsExactly("empty_statement");
    assertThat(other(Format.CAMT_054, balance("CLBD", "1.00"), entry("<Cd>BOOK</Cd>", "")).codes()).containsExactly("odd_element");
  }

  // ── pages ──────────────────────────────────────────────────────────────────────────────────────────────

  private static final String GOES_ON = "<StmtPgntn><PgNb>%d</PgNb><LastPgInd>%b</LastPgInd></StmtPgntn>";

  /** A page of one entry of 10.00. */
  private static String page(String pagination, String opening, String from, String closing, String to) {
    return document(NAMESPACE, entry("BOOK", "")).replaceAll("<Bal>.*</Bal>", balance(opening, from) + balance(closing, to)).replace("</Id><Acct>", "</Id>" + pagination + "<Acct>").replaceAll("(?s).*(<Stmt>.*</Stmt>).*", "$1");
  }

  private static Statements.Read pages(String... pages) { return read(document(NAMESPACE, "").replaceAll("<Stmt>.*</Stmt>", String.join("", pages))); }

  @Test void aPageThatIsNotTheLastIsToldWhereTheNextOneIsNotInTheFile() {
    var first = page(GOES_ON.formatted(1, false), "OPBD", "100.00", "CLBD", "110.00");
    var second = page(GOES_ON.formatted(2, false), "OPBD", "110.00", "CLBD", "120.00");
    var third = page(GOES_ON.formatted(3, true), "OPBD", "120.00", "CLBD", "130.00");
    assertThat(pages(first, second, third).codes()).isEmpty();
    assertThat(pages(first, second).footing().findings()).singleElement().satisfies(finding -> {
      assertThat(finding.code()).isEqualTo("more_pages");
      assertThat(finding.message()).startsWith("Page 2 of Stmt S1 of DE89370400440532013000 is not its last");
    });
    assertThat(pages(first, third).codes()).containsExactlyInAnyOrder("broken_chain", "more_pages", "more_pages");
    assertThat(pages(first, second.replace("DE89370400440532013000", "DE02120300000000202051")).codes()).as("another account's").containsExactly("more_pages", "more_pages", "more_pages");
  }

  @Test void aPageThatIsNotTheFirstIsToldWhereTheOneBeforeIsNotInTheFile() {
    var first = page(GOES_ON.formatted(1, false), "OPBD", "100.00", "CLBD", "110.00");
    var second = page(GOES_ON.formatted(2, true), "OPBD", "110.00", "CLBD", "120.00");
    assertThat(pages(second).footing().findings()).singleElement().satisfies(finding -> {
      assertThat(finding.code()).isEqualTo("more_pages");
      assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
      assertThat(finding.message()).startsWith("Page 2 of Stmt S1 of DE89370400440532013000 is not its first");
    });
    assertThat(pages(second, first).codes()).as("a page that stands elsewhere in the file is not missing").doesNotContain("more_pages");
    assertThat(pages(page("", "ITBD", "110.00", "CLBD", "120.00")).codes()).as("joined by balances alone").contains("more_pages");
  }

  @Test void aPageOfAMessageIsToldWhereTheNextMessageIsNotInTheFile() {
    var whole = document(NAMESPACE, entry("BOOK", ""));
    var first = whole.replace("</GrpHdr>", "<MsgPgntn><PgNb>1</PgNb><LastPgInd>false</LastPgInd></MsgPgntn></GrpHdr>").replace("</Document>", "");
    var second = whole.replaceFirst(".*<BkTo", "<BkTo").replace("</GrpHdr>", "<MsgPgntn><PgNb>2</PgNb><LastPgInd>true</LastPgInd></MsgPgntn></GrpHdr>").replace("OPBD", "PRCD").replace("110.00", "120.00").replace("100.00", "110.00");
    assertThat(read(first + "</Document>").codes()).containsExactly("more_pages");
    assertThat(read(first + second).codes()).isEmpty();
  }

  /** With a subtype, with the one of Finland's banks, and with none. */
  @Test void pagesThatInterimBalancesJoinAreOneChain() {
    var subtyped = balance("ITBD", "110.00").replace("</CdOrPrtry>", "</CdOrPrtry><SubTp><Prtry>CIBD</Prtry></SubTp>");
    var first = page("", "OPBD", "100.00", "ITBD", "110.00");
    for (var one : new String[] {first, first.replace(balance("ITBD", "110.00"), subtyped), page("", "OPBD", "100.00", "CLBD", "110.00").replace("<Cd>CLBD</Cd></CdOrPrtry>", "<Cd>CLBD</Cd></CdOrPrtry><SubTp><Cd>INTM</Cd></SubTp>")}) {
      var read = pages(one, page("", "ITBD", "110.00", "ITBD", "120.00"), page("", "ITBD", "120.00", "CLBD", "130.00"));
      assertThat(read.codes()).isEmpty();
      assertThat(read.footing().statements()).allMatch(StatementTotals::foots);
      assertThat(read.heard().balances).extracting(Balance::kind).containsExactly(Balance.Kind.OPENING, Balance.Kind.CLOSING_INTERIM, Balance.Kind.OPENING_INTERIM, Balance.Kind.CLOSING_INTERIM, Balance.Kind.OPENING_INTERIM, Balance.Kind.CLOSING);
      assertThat(pages(one, page("", "ITBD", "115.00", "CLBD", "125.00")).codes()).containsExactly("broken_pages");
      assertThat(pages(one).codes()).containsExactly("more_pages");
    }
  }

  @Test void anInterimBalanceOfAWholeStatementOrOfItsLastPageJoinsNothing() {
    var whole = read(document(NAMESPACE, balance("ITBD", "105.00") + entry("BOOK", "")));
    assertThat(whole.codes()).isEmpty();
    assertThat(whole.heard().balances.getLast().kind()).isEqualTo(Balance.Kind.INTERIM);
    assertThat(pages(page(GOES_ON.formatted(1, true), "OPBD", "100.00", "ITBD", "110.00")).errors()).containsExactly("missing_closing");
    assertThat(pages(page(GOES_ON.formatted(1, true), "ITBD", "100.00", "CLBD", "110.00")).errors()).containsExactly("missing_opening");
  }

  // ── what is wrong ──────────────────────────────────────────────────────────────────────────────────────

  @Test void aStatementThatDoesNotFootIsAnError() { assertThat(read(document(NAMESPACE, "")).errors()).containsExactly("does_not_foot"); }

  @Test void whatStandsTwiceIsAnErrorAndABalanceThatIsTheSameAWarning() {
    var whole = document(NAMESPACE, entry("BOOK", ""));
    assertThat(read(whole.replace("</Acct>", "</Acct>" + balance("OPBD", "90.00"))).errors()).containsExactly("repeated_element", "does_not_foot");
    assertThat(read(whole.replace("</Acct>", "</Acct>" + balance("CLBD", "90.00"))).errors()).containsExactly("repeated_element", "does_not_foot");
    var same = read(whole.replace("</Acct>", "</Acct>" + balance("CLBD", "110.0")));
    assertThat(same.codes()).containsExactly("repeated_element");
    assertThat(same.errors()).isEmpty();
    assertThat(same.heard().balances).hasSize(2);
    assertThat(read(whole.replace("</Acct>", "</Acct><Acct><Id><IBAN>GB29NWBK60161331926819</IBAN></Id></Acct>")).errors()).containsExactly("repeated_element");
    assertThat(read(whole.replace("</IBAN>", "</IBAN><IBAN>GB29NWBK60161331926819</IBAN>")).errors()).containsExactly("repeated_element");
    assertThat(read(document(NAMESPACE, entry("BOOK", "<AcctSvcrRef>1</AcctSvcrRef><AcctSvcrRef>2</AcctSvcrRef>"))).errors()).containsExactly("repeated_element");
  }

  @Test void anIbanWithWrongCheckDigitsIsToldAndStopsNothing() {
    var whole = document(NAMESPACE, entry("BOOK", "<NtryDtls><TxDtls><RltdPties><DbtrAcct><Id><IBAN>GB29NWBK60161331926819</IBAN></Id></DbtrAcct></RltdPties></TxDtls></NtryDtls>"));
    assertThat(read(whole).codes()).isEmpty();
    assertThat(read(whole.replace("DE89", "DE88")).codes()).containsExactly("invalid_iban");
    assertThat(read(whole.replace("DE89", "DE88")).errors()).isEmpty();
    assertThat(read(whole.replace("GB29", "GB28")).codes()).containsExactly("invalid_iban");
    assertThat(read(whole.replace("<IBAN>DE89370400440532013000</IBAN>", "<Othr><Id>DE88370400440532013000</Id></Othr>")).codes()).isEmpty();
  }

  @Test void aTimeWithoutZoneIsToldOnce() {
    assertThat(read(document(NAMESPACE, "<CreDtTm>2026-11-23T18:00:00</CreDtTm>" + entry("BOOK", "")).replace("18:00:00Z", "18:00:00")).codes()).containsExactly("missing_zone");
    assertThat(read(document(NAMESPACE, entry("BOOK", "")).replace("<BookgDt><Dt>2026-11-23", "<BookgDt><Dt>2026-11-23T00:00:00")).codes()).containsExactly("odd_date");
  }

  @Test void aSummaryThatDisagreesIsAnError() {
    var summary = "<TxsSummry><TtlNtries><NbOfNtries>2</NbOfNtries><Sum>11.00</Sum></TtlNtries></TxsSummry>";
    assertThat(read(document(NAMESPACE, summary + entry("BOOK", ""))).errors()).containsExactly("wrong_count", "wrong_sum");
    var net = "<TxsSummry><TtlNtries><NbOfNtries>01</NbOfNtries><TtlNetNtry><Amt>10.00</Amt><CdtDbtInd>%s</CdtDbtInd></TtlNetNtry></TtlNtries></TxsSummry>";
    assertThat(read(document(NAMESPACE, net.formatted("CRDT") + entry("BOOK", ""))).codes()).isEmpty();
    assertThat(read(document(NAMESPACE, net.formatted("DBIT") + entry("BOOK", ""))).errors()).containsExactly("wrong_sum");
    assertThat(read(document(NAMESPACE, net.formatted("CRED") + entry("BOOK", ""))).errors()).containsExactly("unknown_code");
    var unreadable = "<TxsSummry><TtlNtries><NbOfNtries>2</NbOfNtries><Sum>20.00</Sum></TtlNtries></TxsSummry>" + entry("BOOK", "") + entry("BOOK", "").replace("10.00", "1e1");
    assertThat(read(document(NAMESPACE, unreadable)).errors()).as("counted, and not added up").containsExactly("unreadable_amount");
  }

  @Test void whatIsMissingOrUnreadableIsTold() {
    assertThat(read(document(NAMESPACE, entry("BOOK", "").replace("10.00", "-10.00"))).errors()).containsExactly("unreadable_amount", "does_not_foot");
    assertThat(read(document(NAMESPACE, entry("BOOK", "").replace("CRDT", "PLUS"))).errors()).containsExactly("unknown_code", "does_not_foot");
    assertThat(read(document(NAMESPACE, entry("BOOK", "").replace("2026-11-23", "2026-02-30"))).errors()).containsExactly("impossible_date", "impossible_date", "does_not_foot");
    assertThat(read(document(NAMESPACE, entry("BOOK", "").replaceAll("<BookgDt>.*</ValDt>", "<BookgDt/><ValDt><Dt/></ValDt>"))).errors()).containsExactly("impossible_date", "impossible_date", "does_not_foot");
    assertThat(read(document(NAMESPACE, "").replace("<Dt>2026-11-23", "<Dt>2026-02-30")).errors()).containsExactly("impossible_date", "impossible_date", "missing_opening", "missing_closing");
    assertThat(read(document(NAMESPACE, entry("BOOK", "").replace("Ccy=\"EUR\"", ""))).errors()).containsExactly("missing_currency", "does_not_foot");
    assertThat(read(document(NAMESPACE, entry("BOOK", "").replace("EUR", "USD"))).errors()).containsExactly("mixed_currencies");
    assertThat(read(document(NAMESPACE, entry("BOOK", "").replace("10.00", "10.001"))).errors()).containsExactly("too_many_decimals", "does_not_foot");
  }

  @Test void aFileThatBreaksOffIsAnErrorAtItsPlaceAndTheStatementIsEnded() {
    var whole = document(NAMESPACE, entry("BOOK", ""));
    var read = read(whole.substring(0, whole.length() - 40));
    assertThat(read.errors()).contains("not_well_formed");
    assertThat(read.heard().ended).isEqualTo(read.heard().headers.size());
  }

  @Test void theEncodingIsTheDeclaredOneAndABadByteIsTold() {
    var text = document(NAMESPACE, entry("BOOK", "<AddtlNtryInf>Gebühr</AddtlNtryInf>"));
    var latin = text.replace("<?xml version=\"1.0\"?>", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Statements.read(Format.CAMT_053, latin).heard().lines.getFirst().text()).isEqualTo("Gebühr");
    assertThat(Statements.read(Format.CAMT_053, text.getBytes(StandardCharsets.UTF_16)).heard().lines.getFirst().text()).isEqualTo("Gebühr");
    assertThat(Statements.read(Format.CAMT_053, ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8)).codes()).isEmpty();
    assertThat(Statements.read(Format.CAMT_053, text.getBytes(StandardCharsets.ISO_8859_1)).errors()).contains("not_well_formed");
    assertThat(read(text.replace("\"1.0\"?", "\"1.0\" encoding=\"no-such\"?")).errors()).containsExactly("not_well_formed");
  }

  // ── attacks ────────────────────────────────────────────────────────────────────────────────────────────

  @Test void noEntityIsFetchedOrExpanded() {
    var external = document(NAMESPACE, "").replace("<Document", "<!DOCTYPE d [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><Document").replace("S1", "&e;");
    assertThat(read(external).errors()).containsExactly("not_well_formed");
    assertThat(read(external).heard().headers).isEmpty();
    var laughs = new StringBuilder("<!DOCTYPE d [<!ENTITY a0 \"ha\">");
    for (int i = 1; i < 30; i++) laughs.append("<!ENTITY a%d \"&a%d;&a%d;\">".formatted(i, i - 1, i - 1));
    assertThat(read(laughs + "]><Document" + NAMESPACE + ">&a29;</Document>").errors()).containsExactly("not_well_formed");
    assertThat(read(document(NAMESPACE, "").replace("S1", "&undeclared;")).errors()).contains("not_well_formed");
  }

  @Test void depthAndSizeOfAnElementAreBounded() {
    assertThat(read(document(NAMESPACE, "<Ntry>" + "<a>".repeat(100_000))).errors()).contains("too_large");
    assertThat(read(document(NAMESPACE, "<Ntry>" + "<a/>".repeat(100_000) + "</Ntry>")).errors()).contains("too_large");
  }

  /** 400,000 entries, about 100 MB, come from a stream that makes them; were any kept, the heap of the tests would not hold them. */
  @Test void memoryDoesNotGrowWithTheFile() throws IOException {
    int entries = 400_000;
    var footing = new Footing(new MessageListener() { });
    Format.CAMT_053.read(new Repeated(document(NAMESPACE, "@").replace("110.00", new BigDecimal("10.00").multiply(BigDecimal.valueOf(entries)).add(new BigDecimal("100.00")).toPlainString()), entry("BOOK", ""), entries), footing);
    assertThat(footing.findings()).isEmpty();
    assertThat(footing.statements().getFirst().lines()).isEqualTo(entries);
    assertThat(footing.statements().getFirst().foots()).isTrue();
  }

  /** A text with something many times in the place of {@code @}. */
  private static final class Repeated extends InputStream {
    private final byte[] before;
    private final byte[] middle;
    private final byte[] after;
    private final long times;
    private long at;

    Repeated(String text, String middle, long times) {
      var parts = text.split("@");
      this.before = parts[0].getBytes(StandardCharsets.UTF_8);
      this.middle = middle.getBytes(StandardCharsets.UTF_8);
      this.after = parts[1].getBytes(StandardCharsets.UTF_8);
      this.times = times;
    }

    @Override public int read() {
      long here = at++;
      if (here < before.length) return before[(int) here];
      here -= before.length;
      if (here < middle.length * times) return middle[(int) (here % middle.length)];
      here -= middle.length * times;
      return here < after.length ? after[(int) here] : -1;
    }
  }
}
