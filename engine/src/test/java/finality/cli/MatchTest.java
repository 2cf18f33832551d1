package finality.cli;

import static org.assertj.core.api.Assertions.assertThat;

import finality.edge.Json;
import finality.edge.Json.Items;
import finality.edge.Json.Members;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command, on the samples and on files that are wrong. */
class MatchTest {
  private static final String SAMPLES = "../samples/matching/";
  private static final String HEADER = "id,amount,currency,direction,value_date,reference,counterparty,text\n";

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

  @Test void theSamplesShowEveryPassAndEveryBreak() {
    assertThat(match(SAMPLES + "books.csv", SAMPLES + "statement.csv", "--rules", SAMPLES + "rules.json", "--json")).as(err).isEqualTo(1);
    assertThat(Json.read(out.getBytes(StandardCharsets.UTF_8))).isInstanceOfSatisfying(Members.class, json -> {
      assertThat(json.values()).containsOnlyKeys("matches", "breaks", "proposals", "match_rate", "as_of", "calendar");
      assertThat(((Items) json.values().get("matches")).values()).hasSize(8);
    });
    assertThat(out).contains("{\"pass\":\"batch\",\"books\":[\"B07\",\"B08\",\"B09\"],\"statement\":[\"S08\"]}", "\"match_rate\":0.7")
        .contains("{\"type\":\"duplicate\",\"severity\":\"critical\",\"side\":\"statement\",\"ids\":[\"S13\"],\"amount\":\"1250.00\"")
        .contains("missing_settlement", "amount_mismatch", "unexpected", "status_mismatch", "own_reference_with_fee", "one_to_many_by_reference", "many_to_one", "reference_in_text", "amount_date_party");
  }

  @Test void theSameItemsAsJsonGiveTheSameAnswer() throws IOException {
    var books = file("books.csv", HEADER + "B1,10.00,EUR,debit,2026-11-16,R1,Acme,\nB2,5.00,EUR,credit,2026-11-16,R2,,\n");
    var statement = file("statement.json", """
        [{"id":"S1","amount":"10.00","currency":"EUR","direction":"debit","value_date":"2026-11-17","reference":"R1"},
         {"id":"S2","amount":5.00,"currency":"EUR","direction":"credit","value_date":"2026-11-17","reference":"R2","counterparty":null}]""");
    assertThat(match(books, statement, "--json")).as(err).isZero();
    assertThat(out).contains("{\"pass\":\"own_reference\",\"books\":[\"B1\"],\"statement\":[\"S1\"]}", "\"match_rate\":1,");
    assertThat(match(books, statement, "--csv")).isZero();
    assertThat(out).contains("match,own_reference,,B2,S2,5.00,EUR,,");
    assertThat(match(books, statement)).isZero();
    assertThat(out).startsWith("2 items in the books, 2 on the statement, 100.00 % of them matched");
  }

  @Test void aLineDeliveredTwiceCountsTwice() throws IOException {
    var books = file("books.csv", HEADER + "B1,10.00,EUR,debit,2026-11-16,R1,Acme,\n");
    var statement = file("statement.csv", HEADER + "S1,10.00,EUR,debit,2026-11-16,R1,Acme,\nS1,10.00,EUR,debit,2026-11-16,R1,Acme,\n");
    assertThat(match(books, statement, "--json")).isEqualTo(1);
    assertThat(out).contains("\"type\":\"duplicate\"", "\"ids\":[\"S1#2\"]");
    assertThat(err).contains("1 line repeats an id");
  }

  @Test void whatCannotBeReadStopsTheComparisonWithItsLine() throws IOException {
    var good = file("good.csv", HEADER);
    assertThat(match(good, file("bad.csv", HEADER + "S1,1e3,EUR,debit,2026-11-16,,,\nS2,1.00,EUR,out,2026-11-16,,,\nS3,1.00,EUR,debit,16.11.2026,,,\nS4,1.005,EUR,debit,2026-11-16,,,\nS5,1.00\n"))).isEqualTo(65);
    assertThat(err).contains("bad.csv line 2: amount", "line 3: direction is \"out\", expected debit or credit", "line 4: value_date", "line 5: amount EUR has 2 decimals", "line 6: has 2 columns", "5 lines of");
    assertThat(match(good, directory.resolve("none.csv").toString())).isEqualTo(65);
    assertThat(match(good, file("camt.xml", "<Document/>"))).isEqualTo(65);
    Files.write(directory.resolve("latin.csv"), (HEADER + "S1,1.00,EUR,debit,2026-11-16,,Müller,\n").getBytes(StandardCharsets.ISO_8859_1));
    assertThat(match(good, directory.resolve("latin.csv").toString())).isEqualTo(65);
    assertThat(err).contains("is not UTF-8");
  }

  @Test void aQuoteTooManySwallowsNoLine() throws IOException {
    var good = file("good.csv", HEADER + "B1,1.00,EUR,debit,2026-11-16,R1,,\n");
    assertThat(match(good, file("s.csv", HEADER + "S1,1.00,EUR,debit,2026-11-16,R1,,\"5 disk\nS2,1.00,EUR,debit,2026-11-16,R2,,6\"\nS3,1.00,EUR,debit,2026-11-16,R3,,\n"))).isEqualTo(65);
    assertThat(err).contains("s.csv line 2: a quote opens in column 8 of line 2 and closes in line 3; close the quote in its own line, or write it twice");
    assertThat(match(good, file("s.csv", HEADER + "S1,1.00,EUR,debit,2026-11-16,R1,,\"5 disk"))).isEqualTo(65);
    assertThat(err).contains("s.csv cannot be read to its end", "line 2", "look for a quote that is not closed");
    assertThat(match(good, file("s.csv", "\"" + HEADER + "S1,1.00,EUR,debit,2026-11-16,R1,,\"\n"))).isEqualTo(65);
    assertThat(match(good, file("s.csv", HEADER + "S1,1.00,EUR,debit,2026-11-16,R1,,\"5\"\" disk\""))).as(err).isZero();
  }

  @Test void rulesThatOverlapOrAreMisspeltAreRefused() throws IOException {
    var good = file("good.csv", HEADER);
    assertThat(match(good, good, "--rules", file("overlap.json", "{\"tolerances\":[{\"currency\":\"EUR\",\"less\":\"0.01\"},{\"direction\":\"debit\",\"more\":\"0.01\"}]}"))).isEqualTo(65);
    assertThat(err).contains("overlap");
    assertThat(match(good, good, "--rules", file("typo.json", "{\"tolerances\":[{\"les\":\"0.01\"}]}"))).isEqualTo(65);
    assertThat(err).contains("tolerances[0] has no field \"les\"");
    var one = file("one.csv", HEADER + "1,1.00,EUR,debit,2026-11-16,R,,\n");
    assertThat(match(one, one, "--rules", file("passes.json", "{\"passes\":[{\"pass\":\"own_reference\"},{\"pass\":\"amount_date_party\",\"days_late\":5}]}"))).as(err).isZero();
  }

  @Test void rulesThatCannotBeMeantAreRefused() throws IOException {
    var good = file("good.csv", HEADER + "1,1.00,EUR,debit,2026-11-16,R,,\n");
    var other = file("other.csv", HEADER + "1,1.00,EUR,debit,2026-11-16,R,,\n");
    for (var wrong : new String[][] {
        {"{\"tolerances\":[{\"currency\":\"EURO\",\"less\":\"0.01\"}]}", "tolerances[0].currency is \"EURO\", expected a code such as EUR, or * for any"},
        {"{\"fees\":[{\"currency\":\"XYZ\",\"fixed\":\"1\"}]}", "fees[0].currency is \"XYZ\""},
        {"{\"passes\":[]}", "passes is empty; name the passes to run, or leave the field out to run all"},
        {"{\"passes\":[{\"pass\":\"batch\"},{\"pass\":\"own_reference\"},{\"pass\":\"batch\"}]}", "passes[2] is passes[0] again, batch; name it once"},
        {"{\"fees\":[{\"name\":\"a\"}]}", "fees[0] is a fee of nothing"},
        {"{\"fees\":[{\"name\":\"a\",\"fixed\":\"1\",\"most\":\"0\"}]}", "fees[0] is a fee of nothing"},
        {"{\"fees\":[{\"name\":\"a\",\"rate\":\"1.5\"}]}", "fees[0].rate is 1.5, expected a fraction of the amount, 1 at most: 0.0015 is 0.15 %"},
        {"{\"passes\":[{\"pass\":\"own_reference\",\"days_late\":3}]}", "passes[0] (own_reference) has no field \"days_late\"; there is pass"},
        {"{\"passes\":[{\"pass\":\"amount_date\",\"similarity\":80}]}", "passes[0] (amount_date) has no field \"similarity\"; there are days_early, days_late, pass"},
        {"{\"passes\":[{\"pass\":\"many_to_one_by_reference\",\"days_early\":1}]}", "has no field \"days_early\""}}) {
      assertThat(match(good, other, "--rules", file("wrong.json", wrong[0]))).as(wrong[0]).isEqualTo(65);
      assertThat(err).contains("wrong.json: ", wrong[1]);
    }
    var right = "{\"passes\":[{\"pass\":\"amount_date_party\",\"days_late\":0},{\"pass\":\"amount_date_party\",\"days_late\":3},{\"pass\":\"own_reference\"}],\"fees\":[{\"currency\":\"eur\",\"direction\":\"both\",\"rate\":\"1\"}],\"tolerances\":[{\"currency\":\"*\",\"less\":\"0.00\"}]}";
    assertThat(match(good, other, "--rules", file("right.json", right))).as(err).isZero();
  }

  @Test void anAmountWithTooManyDigitsIsToldAsThat() throws IOException {
    var good = file("good.csv", HEADER);
    for (var amount : new String[] {"1".repeat(40) + ".00", "1".repeat(42), "1".repeat(40)}) {
      assertThat(match(good, file("long.csv", HEADER + "1," + amount + ",EUR,debit,2026-11-16,R,,\n"))).isEqualTo(65);
      assertThat(err).containsAnyOf("amount has 42 digits; there may be 18 before the point", "amount has more than 18 digits before the point").doesNotContain("plain");
    }
  }

  @Test void aFileComparedWithItselfIsTold() throws IOException {
    var one = file("one.csv", HEADER + "1,1.00,EUR,debit,2026-11-16,R,,\n");
    assertThat(match(one, directory.resolve("x/../one.csv").normalize().toString())).isZero();
    assertThat(err).contains("are one file; that it agrees with itself says nothing");
    assertThat(match(one, Files.createSymbolicLink(directory.resolve("link.csv"), Path.of(one)).toString())).isZero();
    assertThat(err).contains("are one file");
    assertThat(match(one, file("other.csv", Files.readString(Path.of(one))))).isZero();
    assertThat(err).isEmpty();
  }

  @Test void directionsTheOtherWayRoundAreToldAsThat() throws IOException {
    var books = file("b.csv", HEADER + "1,1.00,EUR,debit,2026-11-16,R1,,\n2,2.00,EUR,credit,2026-11-16,R2,,\n");
    assertThat(match(books, file("s.csv", HEADER + "1,1.00,EUR,credit,2026-11-16,R1,,\n2,2.00,EUR,debit,2026-11-16,R2,,\n"))).isEqualTo(1);
    assertThat(err).contains("hardly anything matches, and with debit for credit on one side 100 % would");
    assertThat(match(books, file("s.csv", HEADER + "1,7.00,EUR,credit,2026-11-16,X1,,\n2,8.00,EUR,debit,2026-11-16,X2,,\n"))).isEqualTo(1);
    assertThat(err).isEmpty();
  }

  @Test void idsWithBlanksAreOneEachAndAProposalHasTheSum() throws IOException {
    var books = file("b.csv", HEADER + "A 1,10.00,EUR,debit,2026-11-16,,Acme Freight,\nA\\2,20.00,EUR,debit,2026-11-16,,Acme Freight,\n'A3,44.00,EUR,debit,2026-11-16,,Acme Freight,\n");
    match(books, file("s.csv", HEADER + "S 1,74.00,EUR,debit,2026-11-16,,Acme Freight,\nS2,74.00,EUR,debit,2026-11-16,,Acme Freight,\n"), "--csv");
    assertThat(out.lines().filter(l -> l.startsWith("proposal"))).isNotEmpty().allMatch(l -> l.contains(",74.00,EUR,"));
    assertThat(out).contains("A\\ 1", "A\\\\2", "S\\ 1").contains("missing_settlement,low,''A3,");
  }

  @Test void aNameThatNobodyReadsIsToldAndAMisspeltOneIsAnError() throws IOException {
    var good = file("good.csv", HEADER + "B1,10.00,EUR,debit,2026-11-16,R1,,\n");
    var misspelt = file("misspelt.csv", HEADER.replace("reference", "refrence") + "S1,10.00,EUR,debit,2026-11-16,R1,,\n");
    assertThat(match(good, misspelt)).isEqualTo(65);
    assertThat(err).contains("misspelt.csv line 1: \"refrence\" has no meaning here; if reference is meant");
    assertThat(match(good, file("misspelt.json", "[{\"id\":\"S1\",\"amount\":\"10.00\",\"currency\":\"EUR\",\"direction\":\"debit\",\"value_date\":\"2026-11-16\",\"referense\":\"R1\"}]"))).isEqualTo(65);
    assertThat(err).contains("item 1: \"referense\"");
    assertThat(match(good, file("more.csv", HEADER.replace("text", "text,branch,") + "S1,10.00,EUR,debit,2026-11-16,R1,,,12,\n"))).as(err).isZero();
    assertThat(err).contains("more.csv: \"branch\" has no meaning here and is not read; there are id, amount");
  }

  @Test void twoEmptyExportsAreNotAnAgreement() throws IOException {
    var empty = file("empty.csv", HEADER);
    assertThat(match(empty, empty)).isEqualTo(65);
    assertThat(err).contains("There is no item in either file; nothing was compared.");
    assertThat(out).isEmpty();
    assertThat(match(empty, file("one.csv", HEADER + "S1,10.00,EUR,debit,2026-11-16,R1,,\n"))).isEqualTo(1);
  }

  @Test void theOrderOfTheLinesMakesNoDifference() throws IOException {
    match(SAMPLES + "books.csv", SAMPLES + "statement.csv", "--rules", SAMPLES + "rules.json", "--json");
    var first = out;
    match(backwards("books.csv"), backwards("statement.csv"), "--rules", SAMPLES + "rules.json", "--json");
    assertThat(out).isEqualTo(first);
  }

  private String backwards(String sample) throws IOException {
    var lines = Files.readAllLines(Path.of(SAMPLES + sample));
    return file(sample, lines.getFirst() + "\n" + String.join("\n", lines.subList(1, lines.size()).reversed()) + "\n");
  }

  @Test void whatIsOfALaterDayThanAsOfHasNoAge() throws IOException {
    assertThat(match(file("b.csv", HEADER + "B1,10.00,EUR,debit,2026-11-16,R1,,\n"), file("s.csv", HEADER), "--as-of", "2026-11-02", "--json")).isEqualTo(1);
    assertThat(out).contains("\"age_days\":0");
    assertThat(err).contains("--as-of 2026-11-02 is before 2026-11-16");
  }

  @Test void aSpreadsheetSeesNoFormulaAndAScoreHasItsColumn() throws IOException {
    var books = file("b.csv", HEADER + "=1+1,10.00,EUR,debit,2026-11-16,,Acme Freight,\n-B2,7.00,EUR,debit,2026-11-16,,Globex,\n");
    assertThat(match(books, file("s.csv", HEADER + "S1,10.00,EUR,debit,2026-11-16,,Acme Fright,\nS2,10.00,EUR,debit,2026-11-16,,Acme Freigt,\n"), "--csv")).isEqualTo(1);
    assertThat(out).startsWith("result,type,severity,books,statement,amount,currency,age_days,why,score\n").contains("missing_settlement,low,'=1+1,").contains("missing_settlement,low,'-B2,").containsPattern("(?m)^proposal,,,'=1\\+1,S[12],.*,[0-9]+$");
  }

  @Test void whatCannotBeBothIsWrongUsageAndAWrongListIsToldWithItsFile() throws IOException {
    var one = file("one.csv", HEADER + "1,1.00,EUR,debit,2026-11-16,R,,\n");
    assertThat(match(one, one, "--json", "--csv")).isEqualTo(64);
    assertThat(match(one, one, "--centre", file("x.centre", "centre X\n"))).isEqualTo(65);
    assertThat(err).contains("x.centre: calendar X: has no line");
    Files.write(directory.resolve("wide.csv"), ("\uFEFF" + HEADER).getBytes(StandardCharsets.UTF_16BE));
    assertThat(match(one, directory.resolve("wide.csv").toString())).isEqualTo(65);
    assertThat(err).contains("is UTF-16 text");
  }

  @Test void usageIsToldInOneSentence() {
    assertThat(match("one.csv")).isEqualTo(64);
    assertThat(err).isEqualTo("match: Two files are compared, the books and the statement; 1 is named. Try ./finality match --help.\n");
    assertThat(match("--help")).isZero();
    assertThat(out).startsWith("Usage: ./finality match");
  }
}
