package finality.rail.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reconciler needs of a camt.053 as banks in Germany write it (DFÜ-Abkommen, appendix 3, chapter 7) is carried; what is not is named in one note. */
class GermanStatementTest {
  /** A direct debit that we collected as one of a file, a credit transfer, our own file of payments booked as one, and a returned debit. */
  private static final String ENTRIES = """
      <Ntry><NtryRef>1</NtryRef><Amt Ccy="EUR">40.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-23</Dt></BookgDt><ValDt><Dt>2026-11-23</Dt></ValDt><AcctSvcrRef>NONREF</AcctSvcrRef>
        <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>IDDT</Cd><SubFmlyCd>ESDD</SubFmlyCd></Fmly></Domn><Prtry><Cd>NDDT+171+00931</Cd><Issr>DK</Issr></Prtry></BkTxCd>
        <NtryDtls><TxDtls><Refs><MsgId>FILE-7</MsgId><PmtInfId>PAY-7</PmtInfId><EndToEndId>E2E-1</EndToEndId><MndtId>MANDATE-1</MndtId><Prtry><Tp>FI-UMSATZ-ID</Tp><Ref>2026-11-23-09.25.19.222641</Ref></Prtry></Refs>
          <Amt Ccy="EUR">40.00</Amt><AmtDtls><InstdAmt><Amt Ccy="EUR">40.00</Amt></InstdAmt><TxAmt><Amt Ccy="EUR">40.00</Amt></TxAmt></AmtDtls>
          <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>IDDT</Cd><SubFmlyCd>ESDD</SubFmlyCd></Fmly></Domn><Prtry><Cd>NDDT+171+00931</Cd><Issr>DK</Issr></Prtry></BkTxCd>
          <RltdPties><Dbtr><Pty><Nm>Erika Muster</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>DE02120300000000202051</IBAN></Id></DbtrAcct><UltmtDbtr><Pty><Nm>Max Muster</Nm></Pty></UltmtDbtr>
            <Cdtr><Pty><Nm>Verein e.V.</Nm><Id><PrvtId><Othr><Id>DE98ZZZ09999999999</Id><SchmeNm><Prtry>SEPA</Prtry></SchmeNm></Othr></PrvtId></Id></Pty></Cdtr><CdtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></CdtrAcct></RltdPties>
          <RltdAgts><DbtrAgt><FinInstnId><BICFI>BYLADEM1001</BICFI></FinInstnId></DbtrAgt></RltdAgts><Purp><Cd>CHAR</Cd></Purp><RmtInf><Ustrd>Beitrag 2026</Ustrd></RmtInf></TxDtls></NtryDtls>
        <AddtlNtryInf>SEPA-Lastschrift</AddtlNtryInf></Ntry>
      <Ntry><Amt Ccy="EUR">10.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-23</Dt></BookgDt><ValDt><Dt>2026-11-23</Dt></ValDt><AcctSvcrRef>A2</AcctSvcrRef><BkTxCd/>
        <NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><BkTxCd><Prtry><Cd>NTRF+166+9249</Cd><Issr>DK</Issr></Prtry></BkTxCd>
          <RltdPties><Dbtr><Pty><Nm>Muster GmbH</Nm></Pty></Dbtr></RltdPties><RmtInf><Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf></TxDtls></NtryDtls></Ntry>
      <Ntry><Amt Ccy="EUR">30.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-23</Dt></BookgDt><ValDt><Dt>2026-11-23</Dt></ValDt><AcctSvcrRef>A3</AcctSvcrRef>
        <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn><Prtry><Cd>NTRF+191+9310</Cd><Issr>DK</Issr></Prtry></BkTxCd>
        <NtryDtls><Btch><MsgId>FILE-8</MsgId><PmtInfId>NOTPROVIDED</PmtInfId><NbOfTxs>3</NbOfTxs><TtlAmt Ccy="EUR">30.00</TtlAmt><CdtDbtInd>DBIT</CdtDbtInd></Btch></NtryDtls></Ntry>
      <Ntry><Amt Ccy="EUR">12.50</Amt><CdtDbtInd>DBIT</CdtDbtInd><RvslInd>true</RvslInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-23</Dt></BookgDt><ValDt><Dt>2026-11-23</Dt></ValDt><AcctSvcrRef>A4</AcctSvcrRef>
        <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>IDDT</Cd><SubFmlyCd>UPDD</SubFmlyCd></Fmly></Domn><Prtry><Cd>NRTI+109+0000</Cd><Issr>DK</Issr></Prtry></BkTxCd>
        <NtryDtls><TxDtls><Refs><EndToEndId>E2E-0</EndToEndId><MndtId>MANDATE-0</MndtId></Refs><Amt Ccy="EUR">12.50</Amt>
          <AmtDtls><InstdAmt><Amt Ccy="EUR">10.00</Amt></InstdAmt></AmtDtls><Chrgs><Rcrd><Amt Ccy="EUR">2.50</Amt><CdtDbtInd>DBIT</CdtDbtInd></Rcrd></Chrgs>
          <RltdPties><Dbtr><Pty><Nm>Kunde</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>DE02500105170137075030</IBAN></Id></DbtrAcct></RltdPties>
          <RtrInf><OrgnlBkTxCd><Prtry><Cd>NDDT+171</Cd><Issr>DK</Issr></Prtry></OrgnlBkTxCd><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>Konto erloschen</AddtlInf></RtrInf></TxDtls></NtryDtls></Ntry>
      """;

  private static String statement(String version) {
    var of8 = "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId><CreDtTm>2026-11-23T20:00:00+01:00</CreDtTm><MsgPgntn><PgNb>1</PgNb><LastPgInd>true</LastPgInd></MsgPgntn></GrpHdr>\n"
        + "<Stmt><Id>S1</Id><ElctrncSeqNb>227</ElctrncSeqNb><LglSeqNb>227</LglSeqNb><CreDtTm>2026-11-23T20:00:00+01:00</CreDtTm><FrToDt><FrDtTm>2026-11-23T00:00:00+01:00</FrDtTm><ToDtTm>2026-11-23T20:00:00+01:00</ToDtTm></FrToDt>\n"
        + "<Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy><Ownr><Nm>Verein e.V.</Nm></Ownr><Svcr><FinInstnId><BICFI>COBADEFFXXX</BICFI><Othr><Id>DE 123456789</Id><Issr>UmsStId</Issr></Othr></FinInstnId></Svcr></Acct>\n"
        + balance("PRCD", "100.00") + balance("CLBD", "107.50") + balance("CLAV", "107.50") + ENTRIES + "</Stmt></BkToCstmrStmt></Document>";
    return version.equals("08") ? of8 : of8.replace("001.08", "001.02").replace("BICFI>", "BIC>").replaceAll("</?Pty>", "").replaceAll("<Sts><Cd>(....)</Cd></Sts>", "<Sts>$1</Sts>")
        .replaceAll("</?Rcrd>", "").replaceAll("<TxDtls>(.*)<Amt Ccy=\"EUR\">[0-9.]+</Amt>(\\s*)<AmtDtls>", "<TxDtls>$1$2<AmtDtls>");
  }

  private static String balance(String code, String amount) {
    return "<Bal><Tp><CdOrPrtry><Cd>" + code + "</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">" + amount + "</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-23</Dt></Dt></Bal>\n";
  }

  @ParameterizedTest @ValueSource(strings = {"08", "02"}) void whatAReconcilerNeedsIsCarried(String version) {
    var read = Statements.read(Format.CAMT_053, statement(version));
    assertThat(read.footing().statements().getFirst().foots()).isTrue();
    var lines = read.heard().lines;
    assertThat(lines).extracting(StatementLine::type).containsExactly(new StatementLine.Type("iso20022", "PMNT-IDDT-ESDD", "NDDT+171+00931", "DK"), new StatementLine.Type("proprietary", "NTRF+166+9249", null, "DK"),
        new StatementLine.Type("iso20022", "PMNT-ICDT-ESCT", "NTRF+191+9310", "DK"), new StatementLine.Type("iso20022", "PMNT-IDDT-UPDD", "NRTI+109+0000", "DK"));
    assertThat(lines).extracting(StatementLine::bankReference).as("NONREF is none").containsExactly(null, "A2", "A3", "A4");
    var debit = lines.getFirst().detail();
    assertThat(List.of(debit.counterparty(), debit.ultimate(), debit.mandate(), debit.creditorId(), debit.purpose(), debit.references().batchId())).containsExactly("Erika Muster", "Max Muster", "MANDATE-1", "DE98ZZZ09999999999", "CHAR", "PAY-7");
    assertThat(lines.get(1).detail().creditorReference()).isEqualTo("RF18539007547034");
    assertThat(lines.get(2).batch()).isEqualTo(new StatementLine.Batch("FILE-8", null, 3L));
    assertThat(lines.get(3).detail().charges()).containsExactly(new Charge(new Amount(new BigDecimal("2.50"), "EUR"), null));
    assertThat(lines.get(3).detail().returnReason()).isEqualTo("AC04");
    assertThat(lines.get(3).detail().text()).isEqualTo("Konto erloschen");
  }

  @ParameterizedTest @ValueSource(strings = {"08", "02"}) void oneNoteNamesWhatIsNot(String version) {
    assertThat(Statements.read(Format.CAMT_053, statement(version)).footing().findings()).singleElement().satisfies(finding -> {
      assertThat(finding.code()).isEqualTo("not_carried");
      assertThat(finding.severity()).isEqualTo(Finding.Severity.NOTE);
      assertThat(finding.message()).contains("FrToDt (line 2), Acct/Ownr (line 3), ", "Ntry/NtryDtls/TxDtls/Refs/MsgId (line 9), ", "RtrInf/OrgnlBkTxCd");
    });
  }

  @Test void writtenAgainItIsTheSame() {
    var read = Statements.read(Format.CAMT_053, statement("08"));
    var again = Statements.read(Format.CAMT_053, Statements.write(read.footing().statements().getFirst(), read.heard().lines, Statements.writer(Format.CAMT_053, _ -> { })));
    assertThat(again.heard().lines).usingRecursiveFieldByFieldElementComparatorIgnoringFields("position").isEqualTo(read.heard().lines);
    assertThat(again.codes()).isEmpty();
  }
}
