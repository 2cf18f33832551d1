package finality.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class NetFileTest {
  private static final Path SAMPLES = Path.of("../samples");

  @TempDir Path directory;
  private String out = "";
  private String err = "";

  @Test void obligationsWithoutBalancesAreNettedMultilaterally() {
    var answer = json(SAMPLES.resolve("obligations.csv"));
    assertThat(answer).containsEntry("gross", "2564500.50").containsEntry("settled", List.of("OBL-01", "OBL-02", "OBL-03", "OBL-04", "OBL-05", "OBL-06", "OBL-07", "OBL-08", "OBL-09", "OBL-10", "OBL-11", "OBL-12"))
        .containsEntry("waiting", List.of()).containsEntry("balances", List.of());
    assertThat(list(answer, "nets")).contains(Map.of("participant", "BRAVO", "asset", "EUR", "net", "927500.50"));
  }

  @Test void withBalancesEachModeSettlesWhatItCanAndNobodyIsBelowTheLimit() throws IOException {
    for (var mode : List.of("gross", "bilateral", "multilateral", "fifo", "bypass", "exact")) {
      var answer = json(SAMPLES.resolve("obligations.csv"), "--balances", SAMPLES.resolve("balances.csv"), "--mode", mode);
      for (var balance : list(answer, "balances")) {
        var limit = switch (balance.get("participant").toString()) { case "CHARLIE" -> "-5000"; case "DELTA" -> "-90000"; default -> "0"; };
        assertThat(new BigDecimal(balance.get("after").toString())).as("%s %s", mode, balance).isGreaterThanOrEqualTo(new BigDecimal(limit));
      }
      assertThat(((List<?>) answer.get("settled")).size() + list(answer, "waiting").size()).as(mode).isEqualTo(12);
    }
  }

  @Test void quantitiesThatCancelLeaveTheirValue() throws IOException {
    var answer = json(file("buyer,seller,asset,quantity,price,currency\nA,B,XYZ,10,100,USD\nB,A,XYZ,10,110,USD\n"));
    assertThat(list(answer, "nets")).containsExactly(Map.of("participant", "A", "asset", "USD", "net", "100"), Map.of("participant", "B", "asset", "USD", "net", "-100"),
        Map.of("participant", "A", "asset", "XYZ", "net", "0"), Map.of("participant", "B", "asset", "XYZ", "net", "0"));
    assertThat(answer).containsEntry("settled", List.of("1", "2")).containsEntry("gross", "2100").containsEntry("netted", "100").containsEntry("efficiency", "0.95238");
  }

  @Test void severalAssetsAreNotAddedUp() throws IOException {
    var answer = json(file("payer;payee;asset;amount\nA;B;EUR;1.00\nB;A;USD;2.00\n"));
    assertThat(answer).containsEntry("gross", null).containsEntry("efficiency", null);
    assertThat(list(answer, "assets")).map(a -> a.get("gross")).containsExactly("1.00", "2.00");
  }

  @Test void whatIsWrongIsToldWithItsLineAndNothingIsComputed() throws IOException {
    assertThat(run(file("payer,payee,asset,amount\nA,A,EUR,1\nA,B,EUR,1e3\nA,B,EUR,0\nA,B,EUR\n"))).isEqualTo(Stop.UNREADABLE);
    assertThat(err).contains("line 2: A cannot owe itself").contains("line 3: amount: \"1e3\" is not a plain decimal").contains("line 4: an amount must be greater than zero").contains("line 5: has 3 columns").contains("4 lines are wrong");
    assertThat(run(file("payer,payee,asset,sum\n"))).isEqualTo(Stop.UNREADABLE);
    assertThat(err).contains("there is no amount");
    assertThat(run(SAMPLES.resolve("obligations.csv"), "--mode", "best")).isEqualTo(Stop.USAGE);
    assertThat(run(Path.of("nowhere.csv"))).isEqualTo(Stop.UNREADABLE);
    assertThat(out).isEmpty();
  }

  @Test void netsOfDifferentDaysAreNotAddedUp() throws IOException {
    var dated = file("payer,payee,asset,amount,due\nA,B,EUR,10.00,2026-11-24\nB,A,EUR,4.00,2026-11-24\nB,A,EUR,10.00,2026-11-25\nA,B,USD,1.00,\n");
    var answer = json(dated);
    assertThat(list(answer, "nets")).containsExactly(Map.of("participant", "A", "asset", "EUR", "net", "-6.00", "due", "2026-11-24"), Map.of("participant", "A", "asset", "EUR", "net", "10.00", "due", "2026-11-25"),
        Map.of("participant", "B", "asset", "EUR", "net", "6.00", "due", "2026-11-24"), Map.of("participant", "B", "asset", "EUR", "net", "-10.00", "due", "2026-11-25"),
        Map.of("participant", "A", "asset", "USD", "net", "-1.00"), Map.of("participant", "B", "asset", "USD", "net", "1.00"));
    assertThat(list(answer, "payments")).containsExactlyInAnyOrder(Map.of("payer", "A", "payee", "B", "asset", "EUR", "amount", "6.00", "due", "2026-11-24"),
        Map.of("payer", "B", "payee", "A", "asset", "EUR", "amount", "10.00", "due", "2026-11-25"), Map.of("payer", "A", "payee", "B", "asset", "USD", "amount", "1.00"));
    assertThat(list(answer, "assets").getFirst()).containsEntry("netted", "16.00");
    assertThat(run(dated)).isZero();
    assertThat(out).containsPattern("A +EUR +-6.00  2026-11-24\n").containsPattern("A +USD +-1.00\n");
  }

  @Test void aQuoteTooManySwallowsNoLine() throws IOException {
    assertThat(run(file("payer,payee,asset,amount,reference\nA,B,EUR,1,\"X\nB,C,EUR,2,Y\nC,A,EUR,3,\"Z\nA,C,EUR,4,W\n"))).isEqualTo(Stop.UNREADABLE);
    assertThat(err).contains("(record starting at line 2); look for a quote that is not closed", "nothing was computed");
    assertThat(run(file("payer,payee,asset,amount,reference\nA,B,EUR,1,\"X\nB,C,EUR,2,Y\"\nA,C,EUR,4,W\n"))).isEqualTo(Stop.UNREADABLE);
    assertThat(err).contains("line 2: a quote opens in column 5 of line 2 and closes in line 3; close the quote in its own line, or write it twice");
    assertThat(run(file("\"payer,payee,asset,amount\nA,B,EUR,1\"\nA,C,EUR,1\n"))).isEqualTo(Stop.UNREADABLE);
    for (var end : List.of("", "\n")) {
      assertThat(run(file("payer,payee,asset,amount,reference\nA,B,EUR,1,\"X" + end))).isEqualTo(Stop.UNREADABLE);
      assertThat(err).contains("line 2").contains("quote");
    }
    assertThat(run(file("payer,payee,asset,amount,reference\nA,B,EUR,1,\"X \"\"1\"\"\""))).as("a quote in the text, and no end of line").isZero();
  }

  @Test void aControlCharacterIsNoPartOfAName() throws IOException {
    assertThat(run(file("payer,payee,asset,amount\nA\0B,C,EUR,1\n"))).isEqualTo(Stop.UNREADABLE);
    assertThat(err).contains("line 2: payer: character 2 is the control character U+0000");
  }

  @Test void aBalanceThatIsWrittenOtherwiseThanItsAccountIsNotPassedOver() throws IOException {
    var queue = file("payer,payee,asset,amount\nAlpha,B,EUR,1.00\n");
    for (var row : List.of("ALPHA,EUR,10.00", "Alpha,eur,10.00", "Al pha\u00A0,EUR,10.00")) {
      var balances = Files.writeString(directory.resolve("balances.csv"), "participant,asset,balance\n" + row + "\n");
      assertThat(run(queue, "--balances", balances)).as(row).isEqualTo(Stop.UNREADABLE);
      assertThat(err).contains("is of no entry; the entries have \"Alpha\" \"EUR\", which would have nothing").contains("Nothing was computed.");
      assertThat(out).isEmpty();
    }
    var both = Files.writeString(directory.resolve("balances.csv"), "participant,asset,balance\nALPHA,EUR,10.00\nAlpha,EUR,0\nGamma,EUR,3\n");
    assertThat(run(queue, "--balances", both)).isZero();
    assertThat(err).contains("which has a balance of its own").hasLineCount(1);
    assertThat(run(file("payer,payee,asset,amount\nAlpha,B,EUR,1.00\nB,ALPHA,eur,1.00\n"))).isZero();
    assertThat(err).contains("the participants \"ALPHA\" and \"Alpha\" differ only in capitals or blanks, and are taken for 2").contains("the assets \"EUR\" and \"eur\"");
  }

  @Test void aPriorityIsAWordInAnyCapitals() throws IOException {
    var balances = Files.writeString(directory.resolve("balances.csv"), "participant,asset,balance\nA,EUR,1\n");
    for (var urgent : List.of("urgent", "Urgent", "URGENT", "0")) {
      var answer = json(file("payer,payee,asset,amount,priority\nA,B,EUR,1,Normal\nA,C,EUR,1,HIGH\nA,D,EUR,1," + urgent + "\n"), "--balances", balances, "--mode", "gross");
      assertThat(answer).as(urgent).containsEntry("settled", List.of("3"));
      assertThat(list(answer, "waiting")).as("high before normal").containsExactly(Map.of("reference", "2", "why", "A is short of 1 EUR"), Map.of("reference", "1", "why", "waits behind 2"));
    }
    assertThat(run(file("payer,payee,asset,amount,priority\nA,B,EUR,1,soon\n"))).isEqualTo(Stop.UNREADABLE);
    assertThat(err).contains("priority: \"soon\" is not urgent");
  }

  @Test void aTradeNamesBothSidesThatAreShort() throws IOException {
    var trades = file("buyer,seller,asset,quantity,price,currency,reference\nX,Y,SAP,10,100,EUR,t1\nY,Z,SAP,10,100,EUR,t2\nZ,X,SAP,10,100,EUR,t3\n");
    var balances = Files.writeString(directory.resolve("balances.csv"), "participant,asset,balance\nY,SAP,0\n");
    assertThat(list(json(trades, "--balances", balances, "--mode", "gross"), "waiting").getFirst()).containsEntry("why", "Y is short of 10 SAP, and X is short of 1000 EUR");
  }

  @Test void anEmptyExportIsNotAnAnswer() throws IOException {
    assertThat(run(file("payer,payee,asset,amount\n"))).isEqualTo(Stop.UNREADABLE);
    assertThat(err).contains("has no entry below its first line");
  }

  @Test void whatIsSaidTwiceIsRefused() throws IOException {
    assertThat(run(SAMPLES.resolve("obligations.csv"), "--mode", "gross", "--mode=fifo")).isEqualTo(Stop.USAGE);
    assertThat(err).contains("--mode is there twice");
    assertThat(run(file("payer,payee,asset,amount,reference\nA,B,EUR,1,X\n\nB,A,EUR,1,X\n"))).isEqualTo(Stop.UNREADABLE);
    assertThat(err).contains("line 4: reference X is that of line 2 too");
  }

  @Test void aNumberThatIsTooLongOrAFileInUtf16IsToldAsThat() throws IOException {
    assertThat(run(file("payer,payee,asset,amount\nA,B,EUR," + "1".repeat(81) + "\n"))).isEqualTo(Stop.UNREADABLE);
    assertThat(err).contains("has 81 characters; a number has at most 80");
    var wide = Files.write(directory.resolve("wide.csv"), "\uFEFFpayer,payee,asset,amount\nA,B,EUR,1\n".getBytes(StandardCharsets.UTF_16LE));
    assertThat(run(wide)).isEqualTo(Stop.UNREADABLE);
    assertThat(err).contains("is UTF-16 text").contains("iconv -f UTF-16");
  }

  @Test void digitsAreLatinWhateverTheLocale() {
    var before = java.util.Locale.getDefault();
    try {
      java.util.Locale.setDefault(java.util.Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(run(SAMPLES.resolve("obligations.csv"))).isZero();
      assertThat(out).startsWith("12 obligations");
    } finally {
      java.util.Locale.setDefault(before);
    }
  }

  @Test void peopleReadWhyAnEntryWaits() throws IOException {
    assertThat(run(SAMPLES.resolve("obligations.csv"), "--balances", SAMPLES.resolve("balances.csv"))).isZero();
    assertThat(out).contains("OBL-08").contains("DELTA is short of").contains("waits behind OBL-08").contains("a deadlock");
  }

  private Path file(String text) throws IOException { return Files.writeString(directory.resolve("in.csv"), text); }

  private int run(Object... arguments) {
    var ran = Ran.of((print, complain) -> new NetFile(print, complain).run(java.util.Arrays.stream(arguments).map(Object::toString).toArray(String[]::new)));
    out = ran.out();
    err = ran.err();
    return ran.code();
  }

  @SuppressWarnings("unchecked") private Map<String, Object> json(Object... arguments) {
    var all = new java.util.ArrayList<>(List.of(arguments));
    all.add("--json");
    assertThat(run(all.toArray())).as(err).isZero();
    return JsonMapper.builder().build().readValue(out, Map.class);
  }

  @SuppressWarnings("unchecked") private static List<Map<String, Object>> list(Map<String, Object> answer, String name) { return (List<Map<String, Object>>) answer.get(name); }
}
