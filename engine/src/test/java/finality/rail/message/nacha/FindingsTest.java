package finality.rail.message.nacha;

import static finality.rail.message.Finding.Severity.ERROR;
import static finality.rail.message.Finding.Severity.NOTE;
import static finality.rail.message.Finding.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import finality.rail.message.Finding;
import finality.rail.message.Finding.Severity;
import finality.rail.message.nacha.AchEntry.Addendum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A sound file with one thing wrong: the finding that must say so, at its line. */
class FindingsTest {
  private static final String PPD = Made.text(Made.batch(200, "PPD", Made.entry("22", "150000", new Addendum("05", "SALARY")), Made.entry("27", "2500")));
  private static final String TWO = Made.text(Made.batch(220, "PPD", Made.entry("22", "150000")), Made.batch(220, "CCD", Made.entry("22", "100")));
  private static final String CTX = Made.text(Made.batch(220, "CTX", Made.entry("22", "150000", new Addendum("05", "ONE"), new Addendum("05", "TWO"))));
  private static final String RETURN = Made.text(Made.batch(200, "PPD", Made.entry("21", "150000", Made.returned("R02"))));
  private static final String IAT = Made.text(new Made.Batch(Made.international(220), List.of(Made.abroad("22", "1000", Made.abroad(new Addendum("17", "INVOICE 7"))))));
  private static final String PRENOTE = Made.text(Made.batch(220, "PPD", Made.entry("23", "0")));
  private static final String COR = Made.text(Made.batch(220, "COR", Made.entry("21", "0", new Addendum("98", "C01" + "091000010000007" + "      " + "02100002" + "987654321"))));

  private static final String CTX_DEBIT = Made.text(Made.batch(225, "CTX", Made.entry("27", "4711", new Addendum("05", "RENT OF NOVEMBER"), new Addendum("05", "HEATING"))));
  private static final String IAT_DEBIT = Made.text(new Made.Batch(Made.international(225), List.of(Made.abroad("27", "4711", Made.abroad(new Addendum("17", "INVOICE 8"), new Addendum("18", "BANK OF THE RIVER" + " ".repeat(18) + "02" + "DEUTDEFF" + " ".repeat(26) + "DE"))))));
  private static final String RETURNS = Made.text(Made.batch(225, "WEB", Made.entry("26", "4711", Made.returned("R01"))), Made.batch(220, "WEB", Made.entry("21", "815", Made.returned("R03"))));

  /** @param line where it is told; 0: of the file */
  record Case(String text, Severity severity, long line, String code) {
    @Override public String toString() { return code + " at line " + line; }
  }

  static Stream<Case> cases() {
    return Stream.of(files(), batches(), entries(), addenda(), notes()).flatMap(cases -> cases);
  }

  private static Case error(long line, String code, String text) { return new Case(text, ERROR, line, code); }

  private static Case warning(long line, String code, String text) { return new Case(text, WARNING, line, code); }

  private static Stream<Case> files() {
    return Stream.of(error(0, "no_records", ""), error(1, "missing_header", without(PPD, 1)), error(0, "missing_control", without(PPD, 7, 8, 9, 10)),
        error(3, "unknown_record", inserted(PPD, 3, "3" + " ".repeat(93))), error(8, "after_control", inserted(PPD, 8, line(PPD, 3))), error(8, "repeated_control", inserted(PPD, 8, line(PPD, 7))),
        warning(3, "early_fill", inserted(PPD, 3, "9".repeat(94))), warning(0, "not_blocked", without(PPD, 10)), error(3, "wrong_length", set(PPD, 3, 95, "X")), warning(3, "long_record", set(PPD, 3, 95, "  ")),
        warning(1, "short_record", PPD.replace("REF00001", "").replace("ACME INC               \n", "ACME INC\n")), warning(3, "blank_line", inserted(PPD, 2, "")),
        warning(3, "not_ascii", set(PPD, 3, 55, "JOÃ")), warning(1, "odd_header", set(PPD, 1, 2, "09")), warning(1, "destination", set(PPD, 1, 5, "09100001X")), warning(1, "modifier", set(PPD, 1, 34, "?")),
        error(1, "impossible_date", set(PPD, 1, 24, "260230")), error(1, "missing_date", set(PPD, 1, 24, "      ")), warning(1, "impossible_time", set(PPD, 1, 30, "2561")), error(7, "wrong_count", set(PPD, 7, 2, "000002")),
        error(7, "wrong_block_count", set(PPD, 7, 8, "000002")), error(7, "wrong_hash", set(PPD, 7, 22, "0000000001")), error(7, "wrong_total", set(PPD, 7, 32, "000000000001")));
  }

  private static Stream<Case> batches() {
    return Stream.of(error(6, "wrong_count", set(PPD, 6, 5, "000002")), error(6, "wrong_hash", set(PPD, 6, 11, "0000000001")), error(6, "wrong_total", set(PPD, 6, 21, "000000000001")),
        error(6, "wrong_total", set(PPD, 6, 33, "000000000001")), error(6, "wrong_service_class", set(PPD, 6, 2, "225")), error(6, "wrong_company", set(PPD, 6, 45, "X")), error(6, "wrong_odfi", set(PPD, 6, 80, "02100002")),
        error(6, "wrong_batch_number", set(PPD, 6, 88, "0000002")), error(2, "service_class", set(PPD, 2, 2, "210")), error(2, "unknown_class", set(PPD, 2, 51, "ZZZ")), warning(2, "lower_case", set(PPD, 2, 51, "ppd")),
        error(2, "impossible_date", set(PPD, 2, 70, "261131")), error(2, "not_numeric", set(PPD, 2, 80, "0910000X")), error(2, "missing_field", set(PPD, 2, 5, " ".repeat(16))), error(2, "missing_field", set(PPD, 2, 41, " ".repeat(10))),
        warning(2, "missing_field", set(PPD, 2, 54, " ".repeat(10))), warning(2, "settlement_day", set(PPD, 2, 76, "401")), warning(2, "originator_status", set(PPD, 2, 79, "7")), error(2, "missing_control", without(PPD, 6)),
        error(2, "record_order", without(PPD, 2)), error(5, "batch_order", set(TWO, 5, 88, "0000001")), error(2, "exchange", set(IAT, 2, 21, "XX")), error(2, "exchange", set(IAT, 2, 23, "9")), error(2, "country", set(IAT, 2, 39, "1 ")),
        error(2, "unknown_currency", set(IAT, 2, 64, "U$D")), error(2, "unknown_currency", set(IAT, 2, 67, "   ")), warning(12, "missing_field", set(IAT, 12, 45, " ".repeat(10))));
  }

  private static Stream<Case> entries() {
    return Stream.of(error(3, "transaction_code", set(PPD, 3, 2, "92")), error(3, "transaction_code", set(PPD, 3, 2, "24")), error(3, "wrong_check_digits", set(PPD, 3, 12, "2")), error(3, "routing_number", set(PPD, 3, 4, "X")),
        error(3, "missing_field", set(PPD, 3, 13, " ".repeat(17))), warning(3, "missing_field", set(PPD, 3, 55, " ".repeat(22))), error(3, "not_numeric", set(PPD, 3, 30, "00001500OO")), warning(3, "odd_number", set(PPD, 3, 30, "    150000")),
        error(3, "not_numeric", set(PPD, 3, 80, "09100001 000001")), error(5, "trace_order", set(PPD, 5, 94, "1")), error(3, "trace_odfi", set(PPD, 3, 80, "021000020000001")), error(5, "zero_amount", set(PPD, 5, 30, "0000000000")),
        error(3, "amount_not_zero", set(PRENOTE, 3, 39, "1")), error(3, "amount_not_zero", set(COR, 3, 39, "1")), error(3, "service_class", set(PPD, 2, 2, "225")), error(5, "service_class", set(PPD, 2, 2, "220")),
        warning(3, "unusual_direction", set(PPD, 2, 51, "POP")), warning(3, "return_code", set(RETURN, 3, 2, "22")),
        warning(3, "same_day", set(set(PPD, 2, 64, "SD1300"), 3, 30, "0100000001")));
  }

  private static Stream<Case> addenda() {
    return Stream.of(error(3, "addenda_indicator", set(PPD, 3, 79, "0")), error(5, "addenda_indicator", set(PPD, 5, 79, "1")), error(4, "addenda_sequence", set(PPD, 4, 84, "0002")), error(4, "addenda_trace", set(PPD, 4, 88, "0000002")),
        warning(4, "addenda_trace", set(RETURN, 4, 94, "2")), error(3, "too_many_addenda", inserted(PPD, 5, set(line(PPD, 4), 1, 87, "2"))), error(4, "wrong_addenda", set(PPD, 4, 2, "55")), error(3, "wrong_addenda", set(PPD, 4, 2, "02")),
        error(3, "missing_addenda", without(RETURN, 4)), error(3, "missing_addenda", without(COR, 4)), error(5, "missing_addenda", set(PPD, 2, 51, "POS")), error(3, "missing_addenda", without(IAT, 7)),
        error(3, "addenda_sequence", set(set(IAT, 4, 2, "11"), 5, 2, "10")), error(3, "too_many_addenda", inserted(IAT, 5, line(IAT, 4))), error(3, "addenda_count", set(CTX, 3, 55, "0003")), error(3, "addenda_count", set(IAT, 3, 13, "0009")),
        warning(3, "addenda_count", set(IAT, 3, 13, "0007")), error(3, "unknown_reason", set(RETURN, 4, 4, "R99")), error(3, "unknown_reason", set(COR, 4, 4, "C77")), error(3, "not_numeric", set(RETURN, 4, 7, "X")),
        error(3, "record_order", inserted(PPD, 3, line(PPD, 4))));
  }

  private static Stream<Case> notes() {
    return Stream.of(new Case(PRENOTE, NOTE, 3, "prenote"), new Case(set(PPD, 3, 77, "S"), NOTE, 3, "not_in_items"), new Case(set(PPD, 6, 55, "MAC"), NOTE, 6, "authentication_code"), new Case(set(PPD, 2, 54, "REVERSAL  "), NOTE, 2, "reversal"),
        new Case(set(set(set(PRENOTE, 2, 51, "ADV"), 2, 2, "280"), 4, 2, "280"), NOTE, 3, "accounting_advice"));
  }

  @ParameterizedTest @MethodSource("cases") void whatIsWrongIsToldAtItsPlace(Case wrong) {
    var findings = Made.read(wrong.text).footing.findings();
    assertThat(findings).extracting(Finding::severity, f -> f.position().line(), Finding::code).contains(org.assertj.core.groups.Tuple.tuple(wrong.severity, wrong.line, wrong.code));
  }

  @org.junit.jupiter.api.Test void aFileThatComesAgainIsTold() {
    assertThat(Made.read(PPD + PPD).footing.findings()).extracting(Finding::code).containsExactly("repeated_message");
    assertThat(Made.read(PPD + set(PPD, 1, 34, "B")).footing.findings()).as("the modifier tells files of one minute apart").isEmpty();
  }

  @org.junit.jupiter.api.Test void anEntryWhoseAmountCannotBeReadIsNoItemOfZeroAndNothingElseIsWrong() {
    for (var text : List.of(set(PPD, 3, 30, "00001500OO"), set(PRENOTE, 3, 30, "00000000-1"))) {
      var read = Made.read(text);
      assertThat(read.codes()).filteredOn(code -> !code.equals("prenote")).containsExactly("not_numeric");
      assertThat(read.items).hasSize(Made.read(text.equals(set(PPD, 3, 30, "00001500OO")) ? PPD : PRENOTE).items.size() - 1);
      assertThat(read.footing.counts().items()).isEqualTo(read.items.size() + 1L);
    }
  }

  @ParameterizedTest @MethodSource("sound") void aSoundFileHasNoFinding(String text) { assertThat(Made.read(text).codes()).isEmpty(); }

  static Stream<String> sound() { return Stream.of(PPD, TWO, CTX, CTX_DEBIT, RETURN, RETURNS, IAT, IAT_DEBIT, PRENOTE, COR); }

  /** A file, how many items it has, and all that is wrong or odd with it, in order. */
  static Stream<Arguments> several() {
    var again = List.of(Made.returned("R02"), new Addendum("99", "R68" + "091000010000007" + " ".repeat(6) + "02100002" + " ".repeat(3) + "021000020000009" + "330" + "02" + "UNTIMELY RETURN"),
        new Addendum("99", "R73" + "091000010000007" + "261118" + "02100002" + "320" + "021000020000009" + "330" + "02" + "091000010000011" + "334" + "68"));
    var contested = Made.text(Made.batch(220, "PPD", Made.entry("21", "815", again.toArray(Addendum[]::new))));
    return Stream.of(
        Arguments.of("return, dishonour and contest behind one entry", 1, contested, ""),
        Arguments.of("an entry of another code, and traces of nobody", 1, set(set(set(set(contested, 3, 2, "22"), 4, 94, "7"), 5, 94, "8"), 6, 94, "9"), "addenda_trace addenda_trace addenda_trace return_code"),
        Arguments.of("a notification with another bank's trace", 1, set(COR, 4, 80, "021000020000009"), "addenda_trace"),
        Arguments.of("blanks cut off and a wrong check digit", 2, set(PPD, 3, 12, "2").replaceAll(" +\n", "\n"), "wrong_check_digits short_record"),
        Arguments.of("one line, not filled, counted wrongly", 2, without(set(PPD, 7, 2, "000002"), 8, 9, 10).replace("\n", ""), "wrong_count not_blocked"),
        Arguments.of("an addendum too few, and no words for the batch", 1, set(set(IAT_DEBIT, 3, 13, "0007"), 2, 54, " ".repeat(10)), "missing_field addenda_count"));
  }

  @ParameterizedTest(name = "{0}") @MethodSource("several") void allThatIsWrongIsToldAndNothingElse(String what, int items, String text, String codes) {
    var read = Made.read(text);
    assertThat(read.items).hasSize(items);
    assertThat(String.join(" ", read.codes())).as(text).isEqualTo(codes);
  }

  @ParameterizedTest @CsvSource({"payroll.ach, 7", "returns.ach, 3"}) void theSamplesAreSound(String file, int items) throws IOException {
    var read = Made.read(Files.readAllBytes(Path.of("../samples/messages", file)));
    assertThat(read.items).hasSize(items);
    assertThat(read.codes()).isEmpty();
  }

  // ── changing a file ────────────────────────────────────────────────────────────────────────────────────

  private static String line(String text, int number) { return text.split("\n")[number - 1]; }

  /** @param column from 1 */
  private static String set(String text, int number, int column, String value) {
    var lines = text.split("\n");
    var line = new StringBuilder(lines[number - 1]);
    if (line.length() < column + value.length() - 1) line.setLength(column + value.length() - 1);
    line.replace(column - 1, column - 1 + value.length(), value);
    lines[number - 1] = line.toString();
    return String.join("\n", lines) + "\n";
  }

  private static String without(String text, int... numbers) {
    var lines = new java.util.ArrayList<>(List.of(text.split("\n")));
    for (int i = numbers.length - 1; i >= 0; i--) lines.remove(numbers[i] - 1);
    return String.join("\n", lines) + "\n";
  }

  /** Becomes line {@code number}. */
  private static String inserted(String text, int number, String line) {
    var lines = new java.util.ArrayList<>(List.of(text.split("\n")));
    lines.add(number - 1, line.strip().isEmpty() ? line : line.replace("\n", ""));
    return String.join("\n", lines) + "\n";
  }
}
