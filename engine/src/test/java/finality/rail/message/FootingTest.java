package finality.rail.message;

import static org.assertj.core.api.Assertions.assertThat;

import finality.rail.message.StatementTotals.Footed;
import finality.rail.message.command.MessageCommand;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What adding up tells: differences always, of the order of statements what is so, and no error crowded out by what is no error. */
class FootingTest {
  private static Statements.Read read(String text) { return Statements.read(Format.MT940, text); }

  private static String statement(String number, String opening, String closing, String... lines) {
    return ":20:FIN\n:25:DE89370400440532013000\n:28C:" + number + "\n:60" + opening + "\n" + String.join("", List.of(lines)) + ":62" + closing + "\n-\n";
  }

  private static Finding only(String code, Statements.Read read) {
    assertThat(read.codes()).containsOnlyOnce(code);
    return read.footing().findings().stream().filter(finding -> finding.code().equals(code)).findFirst().orElseThrow();
  }

  // ── findings ──────────────────────────────────────────────────────────────────────────────────────────

  @Test void noErrorIsCrowdedOutByNotes() {
    var footing = new Footing(new MessageListener() { });
    for (int i = 1; i <= 5_000; i++) footing.found(Finding.note(new Finding.Position(i, ""), "not_carried", "x"));
    for (int i = 1; i <= 130; i++) footing.found(Finding.error(new Finding.Position(i, ""), "unreadable_line", "x"));
    footing.found(Finding.error(new Finding.Position(7, ""), "does_not_foot", "x"));
    assertThat(footing.findings()).hasSize(202).contains(Finding.error(new Finding.Position(7, ""), "does_not_foot", "x"));
    assertThat(footing.findings().getLast().code()).isEqualTo("more_findings");
    assertThat(footing.findings().getLast().message()).contains("30 × unreadable_line (error), 4900 × not_carried (note)");
  }

  // ── sums ──────────────────────────────────────────────────────────────────────────────────────────────

  @Test void theDifferenceIsToldWhateverElseIsWrong() {
    var read = read(statement("1/1", "F:C261120EUR100,00", "F:C261123EUR999,00", ":61:nonsense\n", ":61:2611231123C10,00NTRFREF\n"));
    assertThat(read.errors()).containsExactly("unreadable_line", "does_not_foot");
    assertThat(only("does_not_foot", read).message()).contains("889.00 EUR differ");
    assertThat(read.footing().statements().getFirst().footed()).isEqualTo(Footed.DIFFERS);
  }

  @Test void sumsAreUnknownWhereSomethingWasNotReadWhateverTheErrorsAreCalled() {
    assertThat(footed(footing -> footing.found(Finding.error(Finding.Position.FILE, "unreadable_line", "x")))).isEqualTo(Footed.FOOTS);
    assertThat(footed(footing -> footing.unreadable(Finding.Position.FILE))).isEqualTo(Footed.UNKNOWN);
  }

  private static Footed footed(Consumer<Footing> between) {
    var footing = new Footing(new MessageListener() { });
    var day = LocalDate.of(2026, 11, 23);
    footing.begun(new StatementHeader(StatementHeader.Kind.STATEMENT, "S", "1", null, "EUR", null, null, null));
    footing.balance(new Balance(Balance.Kind.OPENING, day, "EUR", BigDecimal.ONE), Finding.Position.FILE);
    between.accept(footing);
    footing.balance(new Balance(Balance.Kind.CLOSING, day, "EUR", BigDecimal.ONE), Finding.Position.FILE);
    footing.ended();
    return footing.statements().getFirst().footed();
  }

  /** A statement is whole that has no line: each of these drops one, or a balance, and the rest adds up. */
  @Test void eachReaderSaysWhatItDidNotHandOn() {
    for (var line : List.of(":61:nonsense\n", ":61:2613451123C10,00NTRFREF\n", ":61:2611231123C1,0,0NTRFREF\n", ":64:nonsense\n", ":64:C261323EUR1,00\n"))
      assertThat(read(statement("1/1", "F:C261120EUR100,00", "F:C261123EUR100,00", line)).footing().statements().getFirst().footed()).as(line).isEqualTo(Footed.UNKNOWN);
    var camt = "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><Stmt><Id>S</Id><Acct><Id><Othr><Id>1</Id></Othr></Id></Acct>" + bal("OPBD", "1") + bal("CLBD", "1") + "@</Stmt></BkToCstmrStmt></Document>";
    for (var part : List.of("<Ntry/>", "<Ntry><Amt Ccy=\"EUR\">1e1</Amt><CdtDbtInd>CRDT</CdtDbtInd></Ntry>", "<Ntry><Amt Ccy=\"EUR\">1</Amt><CdtDbtInd>PLUS</CdtDbtInd></Ntry>", bal("CLAV", "x"), bal("CLBD", "2"), "<Ntry"))
      assertThat(Statements.read(Format.CAMT_053, camt.replace("@", part)).footing().statements().getFirst().footed()).as(part).isEqualTo(Footed.UNKNOWN);
    assertThat(Statements.read(Format.CAMT_053, camt.replace("@", "")).footing().statements().getFirst().footed()).isEqualTo(Footed.FOOTS);
    var json = "{\"version\":1,\"content\":[{\"kind\":\"report\",\"id\":\"S\",\"account\":\"1\",\"items\":[@]}]}";
    for (var item : List.of("{}", "{\"kind\":\"line\"}", "7", "{\"kind\":\"balance\",\"type\":\"best\"}", "["))
      assertThat(Statements.read(Format.JSON, json.replace("@", item)).footing().statements().getFirst().footed()).as(item).isEqualTo(Footed.UNKNOWN);
    assertThat(Statements.read(Format.JSON, json.replace("@", "")).footing().statements().getFirst().footed()).isEqualTo(Footed.FOOTS);
  }

  @Test void theTotalOfAMessageIsHeldAgainstItsItemsAndACurrencyThatIsAnotherIsToldOnce() {
    var item = "{\"kind\":\"direct_debit\",\"amount\":\"10.00\",\"currency\":\"EUR\",\"debtor\":{},\"creditor\":{}}";
    var json = "{\"version\":1,\"content\":[{\"kind\":\"message\",\"type\":\"T\",\"id\":\"M\",\"sum\":\"%s\",\"total\":{\"amount\":\"%s\",\"currency\":\"%s\"},\"items\":[" + item + "," + item + "]}]}";
    assertThat(Statements.read(Format.JSON, json.formatted("20", "20.00", "EUR")).codes()).isEmpty();
    assertThat(Statements.read(Format.JSON, json.formatted("20", "20.01", "EUR")).codes()).containsExactly("wrong_sum");
    assertThat(Statements.read(Format.JSON, json.formatted("21", "20.01", "EUR")).codes()).containsExactly("wrong_sum", "wrong_sum");
    assertThat(Statements.read(Format.JSON, json.formatted("20", "20.00", "USD")).codes()).containsExactly("mixed_currencies");
  }

  private static String bal(String code, String amount) {
    return "<Bal><Tp><CdOrPrtry><Cd>" + code + "</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">" + amount + "</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-23</Dt></Dt></Bal>";
  }

  @Test void whatCannotBeAddedUpIsNotSaidToDiffer() {
    for (var text : new String[] {statement("1/1", "F:C261120EUR100,00", "F:C261123USD90,00"), statement("1/1", "F:C261120EUR100,00", "F:C261123EUR100,00", ":61:nonsense\n"),
        ":20:FIN\n:25:1\n:28C:1/1\n:60F:C261120EUR100,00\n:61:2611231123C10,00NTRFREF\n-\n"}) {
      var out = new ByteArrayOutputStream();
      var command = new MessageCommand(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), out, new PrintStream(OutputStream.nullOutputStream()), 120);
      assertThat(command.run("inspect", "-")).isEqualTo(1);
      assertThat(out.toString(StandardCharsets.UTF_8)).contains("CANNOT BE ADDED UP, see the errors").doesNotContain("DOES NOT FOOT", "it foots");
      assertThat(read(text).codes()).doesNotContain("does_not_foot");
    }
  }

  @Test void aStatementThatWasCutIsToldWhereItEnds() {
    assertThat(only("missing_closing", read(":20:FIN\n:25:1\n:28C:1/1\n:60F:C261120EUR100,00\n:61:2611231123C10,00NTRFREF\n-\n")).position().line()).isEqualTo(5);
  }

  // ── one after another ─────────────────────────────────────────────────────────────────────────────────

  @Test void pagesThatDoNotChainAreAnErrorAtTheBalance() {
    var broken = only("broken_pages", read(statement("7/1", "F:C261120EUR100,00", "M:C261123EUR100,00") + statement("7/2", "M:C261123EUR90,00", "F:C261123EUR90,00")));
    assertThat(broken.severity()).isEqualTo(Finding.Severity.ERROR);
    assertThat(broken.position()).hasToString("line 10 :60M:");
    assertThat(broken.message()).contains("7/2", "7/1", "10.00 differ");
    assertThat(read(statement("7/1", "F:C261120EUR100,00", "M:C261123EUR100,00") + statement("7/2", "M:C261123EUR100,00", "F:C261123EUR100,00")).codes()).isEmpty();
  }

  @Test void statementsThatChainInAnotherOrderAreOutOfOrderAndNoneIsMissing() {
    var first = statement("1/1", "F:C261120EUR50,00", "F:C261121EUR100,00", ":61:2611211121C50,00NTRFREF\n");
    var second = statement("2/1", "F:C261121EUR100,00", "F:C261122EUR150,00", ":61:2611221122C50,00NTRFREF\n");
    var third = statement("3/1", "F:C261122EUR150,00", "F:C261123EUR200,00", ":61:2611231123C50,00NTRFREF\n");
    assertThat(read(first + second + third).codes()).isEmpty();
    var out = read(second + first + third);
    assertThat(out.codes()).containsExactly("out_of_order");
    assertThat(only("out_of_order", out).position()).hasToString("line 11 :60F:");
    assertThat(read(first + third).codes()).containsExactly("broken_chain");
    assertThat(only("broken_chain", read(first + third)).position()).hasToString("line 11 :60F:");
  }

  @Test void aStatementThatComesTwiceIsTold() {
    var first = statement("1/1", "F:C261120EUR50,00", "F:C261121EUR100,00", ":61:2611211121C50,00NTRFREF\n");
    var second = statement("2/1", "F:C261121EUR100,00", "F:C261122EUR150,00", ":61:2611221122C50,00NTRFREF\n");
    assertThat(read(first + first).codes()).containsExactly("repeated_statement");
    var repeated = only("repeated_statement", read(first + second + first));
    assertThat(repeated.severity()).isEqualTo(Finding.Severity.WARNING);
    assertThat(repeated.position().line()).isEqualTo(18);
    assertThat(read(first + second + first).codes()).containsExactly("repeated_statement");
  }

  @Test void aClosingBalanceBeforeTheOpeningOneIsTold() {
    var told = only("closing_before_opening", read(statement("1/1", "F:C261123EUR50,00", "F:C261120EUR50,00")));
    assertThat(told.severity()).isEqualTo(Finding.Severity.WARNING);
    assertThat(told.position()).hasToString("line 5 :62F:");
  }

  @Test void aNumberThatIsMissingBetweenStatementsThatChainIsNoted() {
    var first = statement("1/1", "F:C261120EUR50,00", "F:C261120EUR50,00");
    var third = statement("3/1", "F:C261120EUR50,00", "F:C261121EUR50,00");
    assertThat(only("missing_statement", read(first + third)).severity()).isEqualTo(Finding.Severity.NOTE);
    assertThat(read(first + third.replace("261121", "261122")).codes()).as("numbers that count days").isEmpty();
    assertThat(read(third.replace("261121", "261120") + first).codes()).as("numbers that begin again").isEmpty();
    assertThat(read(first + third.replace(":28C:3/1", ":28C:A3")).codes()).as("no number").isEmpty();
  }

  // ── messages that come again ──────────────────────────────────────────────────────────────────────────

  private static String mt103(String sender, String batch, String reference, String uetr) {
    return "{1:F01" + sender + "AXXX0000000000}{2:I103CHASUS33XXXXN}{3:{108:" + batch + "}{121:" + uetr + "}}{4:\n:20:" + reference + "\n:23B:CRED\n:32A:261123EUR1234,5\n:50K:/1\nMUSTER\n:59:/123\nJONES\n:71A:SHA\n-}\n";
  }

  @Test void aPaymentMessageThatComesAgainIsTold() {
    var uetr = "8a562c67-ca16-48ba-b074-65581be6f011";
    var one = mt103("DEUTDEFF", "B", "REF-1", uetr);
    var twice = Statements.read(Format.MT103, one + one);
    assertThat(twice.codes()).containsExactly("repeated_message");
    assertThat(only("repeated_message", twice)).satisfies(told -> {
      assertThat(told.severity()).isEqualTo(Finding.Severity.WARNING);
      assertThat(told.position().line()).isEqualTo(12);
    });
    for (var other : List.of(mt103("COBADEFF", "B", "REF-1", uetr), mt103("DEUTDEFF", "B", "REF-2", uetr), mt103("DEUTDEFF", "B", "REF-1", "9a562c67-ca16-48ba-b074-65581be6f011")))
      assertThat(Statements.read(Format.MT103, one + other).codes()).isEmpty();
  }

  @Test void aMessageOfAnyFormatThatComesAgainIsTold() {
    var json = "{\"version\":1,\"content\":[{\"kind\":\"message\",\"type\":\"T\",\"id\":\"%s\",\"items\":[]}]}";
    assertThat(Statements.read(Format.JSON, json.formatted("M") + json.formatted("M")).codes()).containsExactly("repeated_message");
    assertThat(Statements.read(Format.JSON, json.formatted("M") + json.formatted("N")).codes()).isEmpty();
    assertThat(Statements.read(Format.JSON, json.formatted("") + json.formatted("")).codes()).as("without a name none is known").doesNotContain("repeated_message");
  }

  @Test void aBalanceThatComesAgainInJsonAndDiffersIsAnErrorAndTheFirstIsRead() {
    var balance = "{\"kind\":\"balance\",\"type\":\"%s\",\"date\":\"2026-11-23\",\"currency\":\"EUR\",\"amount\":\"%s\"}";
    var json = "{\"version\":1,\"content\":[{\"kind\":\"statement\",\"id\":\"S\",\"account\":\"1\",\"items\":[" + balance.formatted("opening", "1") + "," + balance.formatted("closing", "1") + "%s]}]}";
    assertThat(Statements.read(Format.JSON, json.formatted("")).codes()).isEmpty();
    for (var kind : List.of("opening", "closing")) {
      var read = Statements.read(Format.JSON, json.formatted("," + balance.formatted(kind, "99")));
      assertThat(read.codes()).as(kind).containsExactly("repeated_element");
      assertThat(read.footing().statements().getFirst().footed()).isEqualTo(Footed.UNKNOWN);
    }
  }
}
