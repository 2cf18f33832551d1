package finality.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bank statements as a side of a comparison, and the business days it counts. */
class MatchStatementTest {
  private static final String STATEMENTS = "../samples/statements/";
  private static final String HEADER = "id,amount,currency,direction,value_date,reference,counterparty,text\n";
  private static final String BOOKS = HEADER + """
      B1,1250.00,EUR,credit,2026-11-23,E2E-4711,Muster GmbH,
      B2,99.90,EUR,debit,2026-11-23,TEL-2026-11,Telephone AG,
      B3,15.00,EUR,credit,2026-11-23,,,
      B4,0.10,EUR,debit,2026-11-23,,,
      """;

  @TempDir Path directory;
  private String out = "";
  private String err = "";

  private int match(String... arguments) {
    var ran = Ran.of((print, complain) -> new Match(print, complain).run(arguments));
    out = ran.out();
    err = ran.err();
    return ran.code();
  }

  private String file(String name, String content) throws IOException { return Files.writeString(directory.resolve(name), content).toString(); }

  /** A statement that opens with nothing. @param debits what it closes with, below nothing */
  private static String camt(String account, String debits, String entries) {
    return """
        <Stmt><Id>S</Id><Acct><Id><Othr><Id>%s</Id></Othr></Id><Ccy>EUR</Ccy></Acct>
        <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">0.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-20</Dt></Dt></Bal>
        <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">%s</Amt><CdtDbtInd>DBIT</CdtDbtInd><Dt><Dt>2026-11-23</Dt></Dt></Bal>
        %s</Stmt>""".formatted(account, debits, entries);
  }

  private String statement(String... statements) throws IOException {
    return file("statement.xml", "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt>" + String.join("", statements) + "</BkToCstmrStmt></Document>");
  }

  private static String debit(String amount, String status, String reference, String rest) {
    return "<Ntry><NtryRef>0001</NtryRef><Amt Ccy=\"EUR\">" + amount + "</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>" + status + "</Cd></Sts><ValDt><Dt>2026-11-23</Dt></ValDt>"
        + (reference.isEmpty() ? "" : "<AcctSvcrRef>" + reference + "</AcctSvcrRef>") + rest + "</Ntry>\n";
  }

  private static String payments(String... endToEnd) {
    var details = new StringBuilder();
    for (var id : endToEnd) details.append("<TxDtls><Refs><EndToEndId>").append(id).append("</EndToEndId></Refs></TxDtls>");
    return "<NtryDtls>" + details + "</NtryDtls>";
  }

  @Test void theSameDayInBothFormatsMatchesTheSameBooks() throws IOException {
    var books = file("books.csv", BOOKS);
    for (var statement : new String[] {"day.mt940", "day.camt.053.xml"}) {
      assertThat(match(books, STATEMENTS + statement, "--json")).as(out + err).isZero();
      assertThat(out).contains("{\"pass\":\"own_reference\",\"books\":[\"B1\"],\"statement\":[\"BK0001\"]}", "{\"pass\":\"own_reference\",\"books\":[\"B2\"],\"statement\":[\"BK0002\"]}")
          .contains("{\"pass\":\"amount_date\",\"books\":[\"B3\"],\"statement\":[\"BK0003\"]}", "\"match_rate\":1,\"as_of\":\"2027-01-02\",\"calendar\":\"TARGET\"}");
    }
    assertThat(match(STATEMENTS + "books.csv", STATEMENTS + "day.camt.053.xml", "--as-of", "2026-11-23", "--csv")).as("the sample").isEqualTo(1);
    assertThat(out).contains("break,missing_settlement,low,B4,,480.00,", "break,unexpected,high,,LINE-17,0.10");
    assertThat(match(STATEMENTS + "day.mt940", STATEMENTS + "day.camt.053.xml", "--csv")).as(out + err).isZero();
    assertThat(out).contains("match,own_reference,,BK0001,BK0001,1250.00");
    assertThat(match(file("other.csv", BOOKS.replace("E2E-4711", "INV-4711")), STATEMENTS + "day.camt.053.xml", "--json")).as("the holder's other reference stands in the text").isZero();
    assertThat(out).contains("{\"pass\":\"reference_in_text\",\"books\":[\"B1\"],\"statement\":[\"BK0001\"]}");
  }

  @Test void aStatementThatDoesNotFootIsNotCompared() throws IOException {
    var books = file("books.csv", BOOKS);
    assertThat(match(books, STATEMENTS + "transposed.mt940")).isEqualTo(65);
    assertThat(out).isEmpty();
    assertThat(err).contains("does_not_foot", "transposed.mt940 has an error; nothing was compared", "--despite-findings");
    assertThat(match(books, STATEMENTS + "transposed.mt940", "--despite-findings")).isEqualTo(1);
    assertThat(err).contains("does_not_foot");
    assertThat(out).contains("amount_mismatch");
  }

  @Test void aCollectiveBookingIsOneLineAndItsPaymentsAreFoundByTheirOwnReferences() throws IOException {
    var books = file("books.csv", HEADER + "B1,10.00,EUR,debit,2026-11-23,PAY-1,,\nB2,20.00,EUR,debit,2026-11-23,PAY-2,,\nB3,5.00,EUR,debit,2026-11-23,,,\n");
    assertThat(match(books, statement(camt("DE1", "35.00", debit("30.00", "BOOK", "", payments("PAY-1", "PAY-2")) + debit("5.00", "BOOK", "BK9", ""))), "--json")).as(out + err).isZero();
    assertThat(out).contains("{\"pass\":\"batch\",\"books\":[\"B1\",\"B2\"],\"statement\":[\"LINE-4\"]}").contains("{\"pass\":\"amount_date\",\"books\":[\"B3\"],\"statement\":[\"BK9\"]}");
    assertThat(match(books, statement(camt("DE1", "36.00", debit("31.00", "BOOK", "BK8", payments("PAY-1", "PAY-2")) + debit("5.00", "BOOK", "BK9", ""))), "--json")).as("other sum").isEqualTo(1);
    assertThat(out).doesNotContain("\"batch\"");
  }

  @Test void aCollectiveBookingIsFoundByTheBatchThatTheBankNames() throws IOException {
    var books = file("books.csv", HEADER.replace("text", "text,batch") + "B1,10.00,EUR,debit,2026-11-23,,,,RUN-7\nB2,20.00,EUR,debit,2026-11-23,,,,run-7\n");
    assertThat(match(books, statement(camt("DE1", "30.00", debit("30.00", "BOOK", "BK8", "<NtryDtls><Btch><PmtInfId>RUN-7</PmtInfId></Btch></NtryDtls>"))), "--json")).as(out + err).isZero();
    assertThat(out).contains("{\"pass\":\"batch\",\"books\":[\"B1\",\"B2\"],\"statement\":[\"BK8\"]}");
    assertThat(match(books, statement(camt("DE1", "30.00", debit("30.00", "BOOK", "BK8", "<NtryDtls><Btch><MsgId>RUN-7</MsgId></Btch></NtryDtls>"))), "--json")).as(out + err).isZero();
    assertThat(out).contains("{\"pass\":\"batch\",\"books\":[\"B1\",\"B2\"],\"statement\":[\"BK8\"]}");
    assertThat(match(books, statement(camt("DE1", "30.00", debit("30.00", "BOOK", "BK8", "<NtryDtls><TxDtls><Refs><PmtInfId>RUN-7</PmtInfId></Refs></TxDtls></NtryDtls>"))), "--json")).as("named by its payments").isZero();
  }

  @Test void notificationsAndReportsAreStatementsToo() throws IOException {
    var books = file("books.csv", HEADER + "B1,200.00,EUR,debit,2026-11-24,INV-1,,\nB2,320.00,EUR,debit,2026-11-24,INV-2,,\n");
    var rules = file("rules.json", "{\"fees\":[{\"name\":\"abroad\",\"direction\":\"debit\",\"fixed\":\"15.00\"}]}");
    assertThat(match(books, STATEMENTS + "batch.camt.054.xml", "--rules", rules, "--json")).isEqualTo(1);
    assertThat(out).contains("{\"pass\":\"batch\",\"books\":[\"B1\",\"B2\"],\"statement\":[\"BK0111\"],\"why\":\"fee abroad of 15.00\"}");
    assertThat(match(file("empty.csv", HEADER), STATEMENTS + "intraday.camt.052.xml", "--json")).isEqualTo(1);
  }

  @Test void aReferenceThatRepeatsIsNumberedAndOneThatIsMissingIsTheLine() throws IOException {
    var books = file("books.csv", HEADER);
    assertThat(match(books, statement(camt("DE1", "6.00", debit("1.00", "BOOK", "BK1", "") + debit("2.00", "BOOK", "BK1", "") + debit("3.00", "BOOK", "NONREF", ""))), "--json")).isEqualTo(1);
    assertThat(out).contains("[\"BK1\"]", "[\"BK1#2\"]", "[\"LINE-6\"]");
  }

  @Test void whatIsOnlyAnnouncedIsPendingAndALineOfNothingIsLeftOut() throws IOException {
    var books = file("books.csv", HEADER + "B1,1.00,EUR,debit,2026-11-23,PAY-1,,\n");
    assertThat(match(books, statement(camt("DE1", "0.00", debit("1.00", "PDNG", "BK1", payments("PAY-1")) + debit("0.00", "BOOK", "BK2", ""))), "--json")).isEqualTo(1);
    assertThat(out).contains("status_mismatch", "the statement pending").doesNotContain("BK2");
    assertThat(err).contains("a line of 0 moved no money");
  }

  @Test void ofSeveralAccountsOneMustBeChosen() throws IOException {
    var books = file("books.csv", HEADER + "B1,2.00,EUR,debit,2026-11-23,,,\n");
    var both = statement(camt("DE1", "1.00", debit("1.00", "BOOK", "BK1", "")), camt("DE2", "2.00", debit("2.00", "BOOK", "BK2", "")));
    assertThat(match(books, both)).isEqualTo(65);
    assertThat(err).contains("is of 2 accounts: DE1, DE2; choose one with --account.");
    assertThat(match(books, both, "--account", "de 2")).as(err).isZero();
    assertThat(match(books, both, "--account", "DE3")).isEqualTo(65);
    assertThat(err).contains("is not of account DE3 but of DE1, DE2");
  }

  @Test void whatIsNoStatementIsNamed() throws IOException {
    assertThat(match(file("books.csv", HEADER), file("other.xml", "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:head.002.001.01\"/>"))).isEqualTo(65);
    assertThat(err).contains("other.xml is head.002, which is not read as a statement; expected CSV, JSON, or one of camt.052, camt.053, camt.054, mt940, mt942.");
  }

  @Test void businessDaysAreThoseAskedForElseOfTheOneCurrencyElseMondayToFriday() throws IOException {
    var easter = HEADER + "B1,1.00,EUR,debit,2026-04-02,R1,,\n";
    var books = file("books.csv", easter);
    var empty = file("empty.csv", HEADER);
    assertThat(match(books, empty, "--as-of", "2026-04-08", "--json")).isEqualTo(1);
    assertThat(out).contains("\"age_days\":2,", "\"calendar\":\"TARGET\"");
    assertThat(match(books, empty, "--as-of", "2026-04-08", "--json", "--calendar", "weekdays")).isEqualTo(1);
    assertThat(out).contains("\"age_days\":4,", "\"calendar\":\"weekdays\"");
    assertThat(match(books, empty, "--as-of", "2026-04-08", "--calendar", "target+us")).isEqualTo(1);
    assertThat(out).contains("business days of TARGET+US");
    assertThat(match(books, file("usd.csv", HEADER + "S1,1.00,USD,debit,2026-04-02,,,\n"), "--as-of", "2026-04-08", "--json")).isEqualTo(1);
    assertThat(out).as("two currencies").contains("\"calendar\":\"weekdays\"");
    assertThat(match(books, empty, "--calendar", "MARS")).isEqualTo(64);
    assertThat(err).contains("There is no calendar MARS", "Try ./finality match --help.");
  }

  @Test void aCalendarThatDoesNotKnowTheDayIsRefusedWhenAskedForAndToldWhenNot() throws IOException {
    var books = file("books.csv", HEADER + "B1,1.00,EUR,debit,2051-04-03,R1,,\n");
    var empty = file("empty.csv", HEADER);
    assertThat(match(books, empty, "--calendar", "TARGET")).isEqualTo(65);
    assertThat(err).contains("TARGET is known from 2002 to 2050, and 2051-04-03 is needed", "--calendar weekdays");
    assertThat(match(books, empty)).isEqualTo(1);
    assertThat(err).contains("TARGET is known from 2002 to 2050, and 2051-04-03 is needed", "Monday to Friday are counted");
  }

  @Test void aDayInBetweenThatIsNotDecidedIsNotCountedAsOpen() throws IOException {
    var books = file("books.csv", HEADER + "B1,1.00,AED,debit,2026-11-20,R1,,\n");
    var empty = file("empty.csv", HEADER);
    assertThat(match(books, empty, "--as-of", "2026-11-27", "--json", "--calendar", "AE")).isEqualTo(1);
    assertThat(out).contains("\"age_days\":5,", "\"calendar\":\"AE\"");
    assertThat(match(books, empty, "--as-of", "2026-12-11", "--calendar", "AE")).isEqualTo(65);
    assertThat(err).contains("Whether AE is open on 2026-11-30 is not known: Eid Al Etihad (National Day) is expected from 2026-12-02 to 2026-12-03", "--calendar weekdays");
    assertThat(match(books, empty, "--as-of", "2026-12-11", "--json")).isEqualTo(1);
    assertThat(out).contains("\"calendar\":\"weekdays\"");
    assertThat(err).contains("Whether AE is open on 2026-11-30 is not known", "Monday to Friday are counted");
  }
}
