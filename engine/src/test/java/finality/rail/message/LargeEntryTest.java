package finality.rail.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Entries of collections, with as many payments as a bank books as one: each is read as it ends, and a bound is told as such. */
class LargeEntryTest {
  private static final String HEAD = "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId><CreDtTm>2026-11-23T18:00:00Z</CreDtTm></GrpHdr>"
      + "<Stmt><Id>S1</Id><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>" + balance("OPBD", "0.00");

  private static String balance(String code, String amount) {
    return "<Bal><Tp><CdOrPrtry><Cd>" + code + "</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">" + amount + "</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-23</Dt></Dt></Bal>";
  }

  private static Statements.Read entry(String amount, String after, String details) {
    return Statements.read(Format.CAMT_053, HEAD + balance("CLBD", amount) + "<Ntry><Amt Ccy=\"EUR\">" + amount + "</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-23</Dt></BookgDt>"
        + "<BkTxCd/>" + details + after + "</Ntry></Stmt></BkToCstmrStmt></Document>");
  }

  private static String payment(int number, String more) {
    return "<TxDtls><Refs><EndToEndId>E2E-" + number + "</EndToEndId></Refs><Amt Ccy=\"EUR\">1.00</Amt><RltdPties><Dbtr><Pty><Nm>Debtor " + number + " of a street in a town</Nm></Pty></Dbtr></RltdPties>" + more + "</TxDtls>\n";
  }

  private static String payments(int from, int to) { return IntStream.range(from, to).mapToObj(i -> payment(i, "<RmtInf><Ustrd>Premium of the month of November " + i + "</Ustrd></RmtInf>")).collect(Collectors.joining()); }

  @Test void anEntryOfTwentyThousandPaymentsIsReadWhole() {
    var text = "<NtryDtls><Btch><PmtInfId>P1</PmtInfId><NbOfTxs>20000</NbOfTxs></Btch>" + payments(0, 20_000) + "</NtryDtls>";
    assertThat(text.length()).isGreaterThan(4_000_000);
    var read = entry("20000.00", "<AddtlNtryInf>collected</AddtlNtryInf>", text);
    assertThat(read.codes()).isEmpty();
    var line = read.heard().lines.getFirst();
    assertThat(line.details()).extracting(Detail::endToEndId).startsWith("E2E-0", "E2E-1").endsWith("E2E-19999");
    assertThat(line.details().getLast().counterparty()).isEqualTo("Debtor 19999 of a street in a town");
    assertThat(line.batch()).isEqualTo(new StatementLine.Batch(null, "P1", 20_000L));
    assertThat(line.text()).isEqualTo("collected");
    assertThat(line.position().line()).isEqualTo(1);
  }

  @Test void whatIsWrongInOneOfThemIsFoundInItsLineAndTheSumIsHeldAgainstTheEntry() {
    var text = "<NtryDtls>" + payments(0, 19_998) + payment(19_998, "<Tax><RefNb>1</RefNb></Tax>").replace("1.00", "1,00") + "</NtryDtls>";
    var found = entry("19999.00", "", text).footing().findings();
    assertThat(found).extracting(Finding::code).containsExactly("unreadable_amount", "not_added", "not_carried");
    assertThat(found.getFirst().position().line()).isEqualTo(19_999);
    assertThat(found.getLast().message()).startsWith("Ntry/NtryDtls/TxDtls/Tax (line 19999) ");
    assertThat(entry("9.00", "", "<NtryDtls>" + payments(0, 8) + "</NtryDtls>").errors()).containsExactly("wrong_sum");
  }

  @Test void ofSeveralGroupsEachPaymentHasItsOwnBatch() {
    var groups = "<NtryDtls><Btch><PmtInfId>P1</PmtInfId></Btch>" + payments(0, 2) + "</NtryDtls><NtryDtls><Btch><PmtInfId>P2</PmtInfId></Btch>" + payments(2, 3) + "</NtryDtls>";
    assertThat(entry("3.00", "", groups).heard().lines.getFirst().details()).extracting(detail -> detail.references().batchId()).containsExactly("P1", "P1", "P2");
  }

  @Test void theTypeOfAnEntryWithoutOneIsItsOnlyPayments() {
    var own = "<BkTxCd><Prtry><Cd>X</Cd></Prtry></BkTxCd>";
    assertThat(entry("1.00", "", "<NtryDtls>" + payment(0, own) + "</NtryDtls>").heard().lines.getFirst().type().code()).isEqualTo("X");
    var two = entry("2.00", "", "<NtryDtls>" + payment(0, own) + payment(1, own) + "</NtryDtls>");
    assertThat(two.heard().lines.getFirst().type()).isEqualTo(StatementLine.Type.UNKNOWN);
    assertThat(two.codes()).containsExactly("not_carried");
  }

  @Test void paymentsAheadOfTheAmountAreReadToo() {
    var read = entry("2.00", "", "<NtryDtls>" + payments(0, 2) + "</NtryDtls>");
    var turned = Statements.read(Format.CAMT_053, HEAD + balance("CLBD", "2.00") + "<Ntry><NtryDtls>" + payments(0, 2) + "</NtryDtls><Amt Ccy=\"EUR\">2.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-23</Dt></BookgDt>"
        + "</Ntry></Stmt></BkToCstmrStmt></Document>");
    assertThat(turned.codes()).isEmpty();
    assertThat(turned.heard().lines.getFirst().details()).isEqualTo(read.heard().lines.getFirst().details());
  }

  @Test void onePaymentLargerThanTwoMegabytesEndsTheReadingAndIsToldAsSuch() {
    var read = entry("1.00", "", "<NtryDtls>" + payment(0, "<AddtlTxInf>" + "x".repeat(2_000_000) + "</AddtlTxInf>") + "</NtryDtls>");
    assertThat(read.errors()).contains("too_large").doesNotContain("not_well_formed");
    assertThat(read.footing().findings()).anySatisfy(finding -> assertThat(finding.message()).contains("the element TxDtls is larger than 2 MB"));
  }

  @Test void moreThanAnEntryKeepsAreToldOnceAndTheEntryIsRead() {
    var many = entry("200002.00", "", "<NtryDtls>" + "<TxDtls><Amt Ccy=\"EUR\">1.00</Amt></TxDtls>".repeat(200_002) + "</NtryDtls>");
    assertThat(many.errors()).containsExactly("too_large");
    assertThat(many.heard().lines.getFirst().details()).hasSize(200_000);
    assertThat(many.footing().statements().getFirst().credits()).isEqualTo(new BigDecimal("200002.00"));
    var wordy = entry("60.00", "", "<NtryDtls>" + payment(0, "<Tax><RefNb>" + "x".repeat(1_900_000) + "</RefNb></Tax>").repeat(60) + "</NtryDtls>");
    assertThat(Set.copyOf(wordy.errors())).containsExactly("too_large");
    assertThat(wordy.heard().lines.getFirst().details()).hasSize(42);
  }
}
