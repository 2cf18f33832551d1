package finality.rail.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Who of the parties of an entry is the other one; what is written again is read the same. */
class CounterpartyTest {
  private static final String HEAD = "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId><CreDtTm>2026-11-23T18:00:00Z</CreDtTm></GrpHdr>"
      + "<Stmt><Id>S1</Id><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct><Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-23</Dt></Dt></Bal>";

  private static String counterparty(String direction, boolean reversal, String parties, String more) {
    var entry = "<Ntry><Amt Ccy=\"EUR\">10.00</Amt><CdtDbtInd>" + direction + "</CdtDbtInd>" + (reversal ? "<RvslInd>true</RvslInd>" : "") + "<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-23</Dt></BookgDt>"
        + "<NtryDtls><TxDtls><RltdPties>" + parties + "</RltdPties>" + more + "</TxDtls></NtryDtls></Ntry>";
    var read = Statements.read(Format.CAMT_053, HEAD + entry + "</Stmt></BkToCstmrStmt></Document>");
    assertThat(read.heard().lines).hasSize(1);
    var again = Statements.read(Format.CAMT_053, Statements.write(read.footing().statements().getFirst(), read.heard().lines, Statements.writer(Format.CAMT_053, _ -> { })));
    assertThat(again.heard().lines).as("written again").usingRecursiveFieldByFieldElementComparatorIgnoringFields("position").isEqualTo(read.heard().lines);
    return read.heard().lines.getFirst().detail().counterparty();
  }

  private static String party(String end, String name, String iban) {
    return "<" + end + "><Pty><Nm>" + name + "</Nm></Pty></" + end + ">" + (iban.isEmpty() ? "" : "<" + end + "Acct><Id><IBAN>" + iban + "</IBAN></Id></" + end + "Acct>");
  }

  /** ISO 20022 of RvslInd: a debit with it says that "the original operation was a credit entry". */
  @Test void inAReversalDebtorAndCreditorAreThoseOfTheOriginal() {
    var received = party("Dbtr", "Payer", "") + party("Cdtr", "We", "");
    assertThat(counterparty("DBIT", true, received, "")).isEqualTo("Payer");
    assertThat(counterparty("CRDT", false, received, "")).isEqualTo("Payer");
    var sent = party("Dbtr", "We", "") + party("Cdtr", "Payee", "");
    assertThat(counterparty("CRDT", true, sent, "")).isEqualTo("Payee");
    assertThat(counterparty("DBIT", false, sent, "")).isEqualTo("Payee");
    assertThat(counterparty("DBIT", true, party("Dbtr", "We", "DE89370400440532013000") + party("Cdtr", "Payee", ""), "")).as("unless the account says otherwise").isEqualTo("Payee");
    assertThat(counterparty("DBIT", true, party("Dbtr", "Payer", "") + party("Cdtr", "We", "DE02120300000000202051"), "")).as("a virtual account of ours").isEqualTo("Payer");
    assertThat(counterparty("DBIT", true, party("Cdtr", "Payee", ""), "")).as("who is named alone").isEqualTo("Payee");
  }

  /** As a German bank tells of a returned direct debit (hbci4j, test-camt-ruecklastschrift.xml); its accounts are anonymised, so that neither is the statement's. */
  @Test void inAReturnDebtorAndCreditorAreThoseOfTheOriginalWhereNoAccountSaysOtherwise() {
    var returned = "<RtrInf><Rsn><Cd>MS03</Cd></Rsn></RtrInf>";
    var collected = party("Dbtr", "Debtor", "GB29NWBK60161331926819") + party("Cdtr", "Collector", "DE02120300000000202051");
    assertThat(counterparty("DBIT", false, collected, returned)).isEqualTo("Debtor");
    assertThat(counterparty("CRDT", false, collected, returned)).as("of a transfer that we sent").isEqualTo("Collector");
    assertThat(counterparty("DBIT", false, party("Dbtr", "We", "DE89370400440532013000") + party("Cdtr", "Other", "GB29NWBK60161331926819"), returned)).isEqualTo("Other");
    assertThat(counterparty("DBIT", false, party("Dbtr", "Debtor", "") + party("Cdtr", "Other", "GB29NWBK60161331926819"), returned)).as("who alone has an account").isEqualTo("Other");
  }
}
