package finality.rail.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MT940 as banks write it. The forms are those of files that banks and libraries have published; the contents are made up. */
class Mt940Test {
  private static final String HEAD = ":20:S1\n:25:DE89370400440532013000\n:28C:1/1\n:60F:C261120EUR100,00\n";

  private static Statements.Read read(String text) { return Statements.read(Format.MT940, text); }

  private static Statements.Read line(String line, String closing) { return read(HEAD + line + "\n:62F:C261123EUR" + closing + "\n-\n"); }

  @ParameterizedTest @ValueSource(strings = {"\n", "\r\n", "\r"})
  void lineEndings(String ending) {
    var read = read((HEAD + ":61:2611231123C10,00NTRFREF//BANK\n:86:one\ntwo\n:62F:C261123EUR110,00\n-\n").replace("\n", ending));
    assertThat(read.codes()).isEmpty();
    assertThat(read.heard().lines.getFirst().detail().remittance()).isEqualTo("one\ntwo");
    assertThat(read.heard().lines.getFirst().bankReference()).isEqualTo("BANK");
  }

  @Test void envelopesAreSteppedOverAndSeveralMessagesAreSeveralStatements() {
    var message = "{1:F01FOOSEDR0AXXX0000000000}{2:I940FOORECV0XXXXN}{4:\r\n" + HEAD.replace("\n", "\r\n") + ":62F:C261120EUR100,00\r\n-}{5:{CHK:123456789ABC}}";
    var read = read(message + message.replace(":20:", ":20:B"));
    assertThat(read.codes()).isEmpty();
    assertThat(read.footing().statements()).hasSize(2).allMatch(StatementTotals::foots);
  }

  @ParameterizedTest @CsvSource({"C, CREDIT, false, 110", "D, DEBIT, false, 90", "RC, DEBIT, true, 90", "RD, CREDIT, true, 110", "CR, CREDIT, false, 110", "DR, DEBIT, false, 90", "RCR, DEBIT, true, 90"})
  void marksAndReversals(String mark, Direction direction, boolean reversal, String closing) {
    var read = line(":61:261123" + mark + "10,NTRFREF", closing + ",");
    assertThat(read.errors()).isEmpty();
    assertThat(read.heard().lines.getFirst()).satisfies(line -> {
      assertThat(line.direction()).isEqualTo(direction);
      assertThat(line.reversal()).isEqualTo(reversal);
    });
  }

  @ParameterizedTest @CsvSource({"260101, 1231, 2025-12-31", "261231, 0102, 2027-01-02", "261123, 1123, 2026-11-23", "280301, 0229, 2028-02-29"})
  void theEntryDateIsInTheYearClosestToTheValueDate(String value, String entry, LocalDate expected) {
    assertThat(line(":61:" + value + entry + "C10,NTRFREF", "110,").heard().lines.getFirst().bookingDate()).isEqualTo(expected);
  }

  @Test void theThirtiethOfFebruaryIsItsLastDayAndTold() {
    var read = line(":61:2602300227C10,NTRFREF", "110,");
    assertThat(read.heard().lines.getFirst().valueDate()).isEqualTo("2026-02-28");
    assertThat(read.codes()).containsExactly("impossible_date");
    assertThat(read.errors()).isEmpty();
  }

  @ParameterizedTest @CsvSource(delimiter = ';', value = {"10,; 10", "10,5; 10.5", "10.50; 10.50", "1.234,56; 1234.56", "10; 10"})
  void amounts(String written, BigDecimal meant) { assertThat(line(":61:261123C" + written + "NTRFREF", "0,").heard().lines.getFirst().amount()).isEqualByComparingTo(meant); }

  @Test void numberedSubFieldsOfGermanBanks() {
    var detail = line(":61:261123C10,NTRFNONREF\n:86:166?00GUTSCHRIFT?20EREF+E2E-1?21SVWZ+Invoice?224711?30COBADEFFXXX?31DE02120300000000202051?32Muster?33 GmbH", "110,").heard().lines.getFirst().detail();
    assertThat(detail).isEqualTo(new Detail("E2E-1", null, "Muster GmbH", "DE02120300000000202051", "COBADEFFXXX", "Invoice 4711", null));
  }

  @Test void referencesOfGermanBanksHaveTheirPlacesAndAreWrittenBack() {
    var read = line(":61:261123D10,NDDTNONREF\n:86:105?00SEPA-BASISLASTSCHRIFT?109310?20EREF+E2E-1?21KREF+SAMMLER-7?22MREF+M-4711?23CRED+DE98ZZZ09999999999?24DEBT+DE55?25SVWZ+Invoice?264711?32Stadtwerke?33Musterstadt", "90,");
    var line = read.heard().lines.getFirst();
    assertThat(line.detail().references()).isEqualTo(new References(null, "E2E-1", null, null, null, "SAMMLER-7"));
    assertThat(line.detail().mandate()).isEqualTo("M-4711");
    assertThat(line.detail().creditorId()).isEqualTo("DE98ZZZ09999999999");
    assertThat(line.detail().counterparty()).as("a name that ends before the sub-field is full ends a word").isEqualTo("Stadtwerke Musterstadt");
    assertThat(line.text()).isEqualTo("105 SEPA-BASISLASTSCHRIFT 10:9310 DEBT+DE55");
    var told = new java.util.ArrayList<Finding>();
    var written = new String(Statements.write(read.footing().statements().getFirst(), read.heard().lines, Statements.writer(Format.MT940, told::add)), StandardCharsets.US_ASCII);
    assertThat(written.replace("\r\n", "")).contains(":86:/EREF/E2E-1/NAME/Stadtwerke Musterstadt/MARF/M-4711/CSID/DE98ZZZ09999999999/PREF/SAMMLER-7/DEBT/DE55/REMI/Invoice 4711");
    assertThat(told).singleElement().satisfies(note -> {
      assertThat(note.position().toString()).isEqualTo("line 5 :61:");
      assertThat(note.message()).contains("(GVC) 105", "SEPA-BASISLASTSCHRIFT").doesNotContain("own words");
    });
    var again = read(written).heard().lines.getFirst();
    assertThat(again.detail()).isEqualTo(line.detail());
    assertThat(again.text()).isEqualTo("/DEBT/DE55");
  }

  @Test void moneyAndUltimatePartiesBetweenStrokesHaveTheirPlaces() {
    var line = line(":61:261123C10,NTRFNONREF\n:86:/EREF/E2E-1/NAME/Muster GmbH/ULTD//NAME/Group plc/OCMT/USD12,5/EXCH/1,25/CHGS/EUR0,5/PURP/SALA/REMI/Invoice", "110,").heard().lines.getFirst();
    var detail = line.detail();
    assertThat(List.of(detail.counterparty(), detail.ultimate(), detail.purpose(), detail.remittance())).containsExactly("Muster GmbH", "Group plc", "SALA", "Invoice");
    assertThat(detail.instructed()).isEqualTo(new Amount(new BigDecimal("12.5"), "USD"));
    assertThat(detail.exchange()).isEqualTo(new Detail.Exchange(new BigDecimal("1.25"), null, null, null));
    assertThat(detail.charges()).containsExactly(new Charge(new Amount(new BigDecimal("0.5"), "EUR"), null));
    assertThat(line.text()).isNull();
  }

  @Test void aHyphenWithinAStatementDoesNotEndIt() {
    var page = page("7/2", "M:C261123EUR110,", "F:C261123EUR120,");
    var read = read(FIRST + page.replace("110,\n:61:", "110,\n-\n:61:"));
    assertThat(read.codes()).containsExactly("odd_end");
    assertThat(read.heard().headers).hasSize(2);
    assertThat(read.footing().statements()).allMatch(StatementTotals::foots);
    assertThat(read(page.replace(":62F:C261123EUR120,\n", "") + FIRST).codes()).as("one that really ends there").contains("missing_closing").doesNotContain("odd_end");
  }

  @Test void aWordThatHasNotItsFormStaysText() {
    assertThat(line(":61:261123C10,NTRFNONREF\n:86:/EREF/E2E-1/OCMT/12.50 USD/EXCH/about 1/ULTD//ID/4711/REMI/Invoice", "110,").heard().lines.getFirst().text()).isEqualTo("/OCMT/12.50 USD/EXCH/about 1/ULTD//ID/4711");
  }

  @ParameterizedTest @CsvSource({"iso20022, PMNT-RCDT-ESCT, NTRF+166+00931, DK, NTRF, 1", "proprietary, NTRF+166, , DK, NTRF, 1", "proprietary, NTRF, , ZKA, NTRF, 0", "iso20022, PMNT-RCDT-ESCT, NTRF+166, ACME, NMSC, 1", "swift, NCHK, , , NCHK, 0"})
  void swiftsTypeIsTakenFromWhatAGermanBankSaysBesideIso(String scheme, String code, String own, String issuer, String written, int notes) {
    var read = line(":61:261123C10,NTRFNONREF", "110,");
    var line = read.heard().lines.getFirst();
    var typed = new StatementLine(line.position(), line.valueDate(), null, line.amount(), line.currency(), line.direction(), false, true, new StatementLine.Type(scheme, code, own, issuer), null, null, null, List.of(), null, List.of());
    var told = new java.util.ArrayList<String>();
    var bytes = Statements.write(read.footing().statements().getFirst(), List.of(typed), Statements.writer(Format.MT940, finding -> told.add(finding.code())));
    assertThat(new String(bytes, StandardCharsets.US_ASCII)).contains("C10," + written + "NONREF");
    assertThat(told).isEqualTo(java.util.Collections.nCopies(notes, "type_not_carried"));
  }

  /** What stands behind the code words of sub-fields, by the dialects of German banks: EREF, KREF, MREF, remittance information; - is nothing. */
  @ParameterizedTest @CsvSource(delimiter = ';', value = {
      "each word in a sub-field of its own (appendix 3); ?20EREF+E-1?21KREF+K-1?22MREF+M-1?23SVWZ+Rent November; E-1; K-1; M-1; Rent November",
      "a text goes on in the next sub-field without a word; ?20SVWZ+1234567890 1234567890 12?21345 end; -; -; -; 1234567890 1234567890 12345 end",
      "a text whose sub-field is not full ends a word; ?20SVWZ+Invoice?214711; -; -; -; Invoice 4711",
      "a reference that fills its sub-field goes on in the next; ?20KREF+1234567890123456789012?21ABC?22SVWZ+Rent; -; 1234567890123456789012ABC; -; Rent",
      "a reference that fills its sub-field and ends there; ?20KREF+1234567890123456789012?21SVWZ+Rent; -; 1234567890123456789012; -; Rent",
      "a reference that fills its sub-field before text that is too long to be more of it; ?20KREF+1234567890123456789012?21Rent of November 2026; -; 1234567890123456789012; -; Rent of November 2026",
      "a reference before text without a word; ?20KREF+K-1?21Rent November?22and December; -; K-1; -; Rent November and December",
      "a reference before text and a word; ?20EREF+E-1?21KREF+K-1?22Rent?23SVWZ+November; E-1; K-1; -; November",
      "words behind one another in a sub-field; ?20EREF+E-1 KREF+K-1 SVWZ+Rent; E-1; K-1; -; Rent",
      "a word over the border; ?20EREF+12345678901234567 KREF?21+K-1 SVWZ+Rent; 12345678901234567; K-1; -; Rent",
      "sub-fields filled with blanks; ?20EREF+NOTPROVIDED           ?21             ?22KREF+NONREF?23SVWZ+Rent; -; -; -; Rent",
      "a reference filled with blanks before text; ?20KREF+K-1                   ?21Rent November; -; K-1; -; Rent November",
      "an overlong sub-field before text; ?20EREF+RE-2023-00001234567890-ABCD?21Rechnung 4711; RE-2023-00001234567890-ABCD; -; -; Rechnung 4711",
      "words behind a full sub-field; ?20EREF+RE-2023-12345678901234?21Rechnung 4711?22SVWZ+Rent; RE-2023-12345678901234; -; -; Rent",
      "a word whose value begins in the next sub-field; ?20EREF+?21E-1?22SVWZ+?23Rent; E-1; -; -; Rent",
      "words of banks that are not carried; ?20EREF+E-1?21BREF+B-1?22RREF+R-1?23SVWZ+Rent; E-1; -; -; Rent",
      "text alone, a line in each sub-field, as before SEPA; ?20Rent November?21House 12?22Mr. Muster; -; -; -; Rent November House 12 Mr. Muster",
      "text that goes on in 60 to 63; ?29SVWZ+1234567890123456789012?60345?61end; -; -; -; 1234567890123456789012345 end"})
  void codeWordsInNumberedSubFields(String dialect, String purpose, String endToEnd, String batch, String mandate, String remittance) {
    var detail = line(":61:261123C10,NTRFNONREF\n:86:166?00GUTSCHRIFT" + purpose + "?30COBADEFFXXX?32Muster", "110,").heard().lines.getFirst().detail();
    assertThat(Stream.of(detail.endToEndId(), detail.references().batchId(), detail.mandate(), detail.remittance()).map(said -> said == null ? "-" : said)).as(dialect).containsExactly(endToEnd, batch, mandate, remittance);
  }

  @Test void nothingOfTheSubFieldsIsLost() {
    var line = line(":61:261123C10,NTRFNONREF\n:86:166?20EREF+E-1?21BREF+B-1?22KREF+K-1?23more?24SVWZ+Rent?25IBAN+DE02120300000000202051?26BIC+GENODEF1?30COBADEFFXXX?31DE89370400440532013000", "110,").heard().lines.getFirst();
    assertThat(line.detail().counterpartyAccount()).isEqualTo("DE89370400440532013000");
    assertThat(line.text()).isEqualTo("166 BREF+B-1 IBAN+DE02120300000000202051 BIC+GENODEF1 more");
  }

  @Test void aFullNameGoesOnWithoutABlank() {
    assertThat(line(":61:261123C10,NTRFNONREF\n:86:166?20x?32" + "Donaudampfschifffahrtsgesel" + "?33lschaft", "110,").heard().lines.getFirst().detail().counterparty()).isEqualTo("Donaudampfschifffahrtsgesellschaft");
  }

  @Test void polishSubFields() {
    var read = read(HEAD.replace(":25:", ":25:/") + ":61:261123C10,NTRFNONREF\n:86:034~00PRZELEW~20Faktura nr~214711~22" + "abcdefghijklmnopqrstuvwxyzA~23BC~3010500012~3150000777~32Jan Kowalski ~33ul. Długa 1~38PL12105000121000005000099999\n:62F:C261123EUR110,\n");
    assertThat(read.heard().headers.getFirst().account()).isEqualTo("DE89370400440532013000");
    var line = read.heard().lines.getFirst();
    assertThat(line.detail()).isEqualTo(new Detail(null, null, "Jan Kowalski", "PL12105000121000005000099999", "10500012", "Faktura nr 4711 abcdefghijklmnopqrstuvwxyzABC", null));
    assertThat(line.text()).contains("PRZELEW", "33:ul. Długa 1", "31:50000777");
    var other = line(":61:261123C10,NTRFNONREF\n:86:073<00PRZELEW<20Faktura<214711<27Jan Kowalski<28ul. Długa 1<29Warszawa<38PL12105000121000005000099999", "110,").heard().lines.getFirst();
    assertThat(other.detail()).isEqualTo(new Detail(null, null, "Jan Kowalski", "PL12105000121000005000099999", null, "Faktura 4711", null));
    assertThat(other.text()).contains("28:ul. Długa 1", "29:Warszawa");
  }

  @Test void noLineOfTheInformationBeginsOrEndsWithABlank() {
    long seed = new java.util.Random().nextLong();
    var random = new java.util.Random(seed);
    for (int i = 0; i < 500; i++) {
      var words = new StringBuilder("x");
      while (words.length() < 250) words.append((random.nextInt(9) == 0 ? " :-" : "ab")).append(random.nextInt(3) == 0 ? " " : "").append("a-b:c1".charAt(random.nextInt(6)));
      var text = words.append("x").toString().replaceAll("\\s+", " ");
      var line = new StatementLine(Finding.Position.FILE, LocalDate.EPOCH, null, BigDecimal.ONE, "EUR", Direction.CREDIT, false, true, new StatementLine.Type("swift", "NTRF"), "R", null, null, List.of(), null,
          List.of(new Detail("E2E", null, null, null, null, text, null)));
      var written = new String(Statements.write(Statements.any(new java.util.Random(1)).statement(), List.of(line), Statements.writer(Format.MT940, _ -> { })), StandardCharsets.US_ASCII);
      assertThat(written.split("\r\n")).as("seed %d", seed).allMatch(one -> one.equals(one.strip()) && one.length() <= 69);
      assertThat(read(written).heard().lines.getFirst().detail().remittance()).as("seed %d", seed).isEqualTo(text);
    }
  }

  @Test void runsOfBlanksAreToldAsSuch() {
    var read = line(":61:261123C10,NTRFNONREF\n:86:ABN AMRO      PAYMENT   4711\nline two", "110,");
    var told = new java.util.ArrayList<Finding>();
    Statements.write(read.footing().statements().getFirst(), read.heard().lines, Statements.writer(Format.MT940, told::add));
    assertThat(told).singleElement().satisfies(note -> assertThat(note.message()).contains("blank").doesNotContain("set x"));
  }

  @Test void codeWordsBetweenStrokesOfDutchBanks() {
    var one = line(":61:261123C10,NTRFNONREF\n:86:/TRTP/SEPA OVERBOEKING/IBAN/NL71RABO0123456789/BIC/RABONL2U/NAME/J. Janssen/EREF/E2E-1/REMI/Invoice\n 4711/", "110,").heard().lines.getFirst();
    assertThat(one.detail()).isEqualTo(new Detail("E2E-1", null, "J. Janssen", "NL71RABO0123456789", "RABONL2U", "Invoice 4711", null));
    assertThat(one.text()).contains("SEPA OVERBOEKING");
    var other = line(":61:261123C10,NTRFNONREF\n:86:/EREF/NOTPROVIDED//CNTP/NL71RABO0123456789/RABONL2U/J. Janssen///REMI/USTD//Invoice 4711/", "110,").heard().lines.getFirst();
    assertThat(other.detail()).isEqualTo(new Detail(null, null, "J. Janssen", "NL71RABO0123456789", "RABONL2U", "Invoice 4711", null));
  }

  @Test void aLineOfTextThatLooksLikeATagIsText() {
    assertThat(line(":61:261123C10,NTRFNONREF\n:86:paid at 12\n:26:30 o'clock", "110,").heard().lines.getFirst().detail().remittance()).isEqualTo("paid at 12\n:26:30 o'clock");
  }

  @Test void whatLooksLikeATagWithinTextIsTold() {
    var read = line(":61:261123C10,NTRFNONREF\n:86:one\n:99X:foo\n:99X:more", "110,");
    assertThat(read.heard().lines.getFirst().detail().remittance()).isEqualTo("one\n:99X:foo\n:99X:more");
    assertThat(read.footing().findings()).singleElement().satisfies(note -> assertThat(note.toString()).startsWith("note: line 7 :99X::").endsWith("[odd_tag_in_text]"));
  }

  @ParameterizedTest @CsvSource({"CR, NOTE", "CX, WARNING"})
  void theFundsCodeIsToldOnce(String mark, Finding.Severity severity) {
    var read = read(HEAD + (":61:261123" + mark + "5,NTRFREF\n").repeat(2) + ":62F:C261123EUR110,\n");
    assertThat(read.footing().findings()).singleElement().satisfies(finding -> {
      assertThat(finding.code()).isEqualTo("funds_code");
      assertThat(finding.severity()).isEqualTo(severity);
      assertThat(finding.position().toString()).isEqualTo("line 5 :61:");
    });
  }

  @Test void latin1IsReadAndTold() {
    var read = Statements.read(Format.MT940, (HEAD + ":61:261123C10,NTRFREF\n:86:Müller\n:62F:C261123EUR110,\n").getBytes(StandardCharsets.ISO_8859_1));
    assertThat(read.heard().lines.getFirst().detail().remittance()).isEqualTo("Müller");
    assertThat(read.codes()).containsExactly("not_utf8");
  }

  @ParameterizedTest @ValueSource(strings = {"%2$s%1$s", "%1$s%2$s", "%1$s-\n%2$s-\n", "%2$s-\n%1$s-\n"})
  void aPaymentAmongStatementsIsToldAndSteppedOver(String order) {
    var payment = ":20:REF\n:13C:/SNDTIME/1200+0100\n:23B:CRED\n:32A:261123EUR1234,5\n:50K:/1\nMUSTER\n:59:/123\nJONES\n:70:INVOICE\n:71A:SHA\n:72:/REC/X\n";
    var banks = ":20:REF\n:21:REL\n:32A:261123EUR100,\n:58A:COBADEFF\n";
    var statement = HEAD + ":62F:C261123EUR100,\n";
    for (var other : new String[] {payment, banks}) {
      var read = read(order.formatted(statement, other));
      assertThat(read.errors()).containsExactly("other_message");
      assertThat(read.codes()).hasSize(1);
      assertThat(read.heard().headers).hasSize(1);
    }
    var read = read("{1:F01DEUTDEFFAXXX0000000000}{2:I103CHASUS33XXXXN}{4:\n" + payment + "-}{1:F01DEUTDEFFAXXX0000000000}{2:I940CHASUS33XXXXN}{4:\n" + statement + "-}");
    assertThat(read.codes()).containsExactly("other_message");
    assertThat(read.heard().headers).hasSize(1);
  }

  @ParameterizedTest @ValueSource(strings = {"900", "910", "999", "202"})
  void anEnvelopeNamesWhatIsNoStatement(String type) {
    var read = read("{1:F01FOOSEDR0AXXX0000000000}{2:I" + type + "FOORECV0XXXXN}{4:\n:20:R\n:21:NONREF\n:25:DE1\n:32A:261123EUR100,\n:79:words\n-}");
    assertThat(read.codes()).containsExactly("other_message");
    assertThat(read.heard().headers).isEmpty();
  }

  @Test void aStatementThatIsCutOffInItsEnvelopeIsAnError() {
    var begins = "{1:F01FOOSEDR0AXXX0000000000}{2:I940FOORECV0XXXXN}{4:\n" + HEAD + ":62F:C261120EUR100,00\n";
    assertThat(read(begins).errors()).containsExactly("cut_off");
    assertThat(read(begins + begins + "-}").errors()).containsExactly("cut_off");
    assertThat(read(begins + "-}").codes()).isEmpty();
  }

  // ── what is wrong ──────────────────────────────────────────────────────────────────────────────────────

  @Test void aStatementThatDoesNotFootIsAnErrorWithItsPlaceAndDifference() {
    var read = line(":61:261123C10,00NTRFREF", "115,00");
    assertThat(read.footing().findings()).singleElement().satisfies(finding -> {
      assertThat(finding.code()).isEqualTo("does_not_foot");
      assertThat(finding.position().toString()).isEqualTo("line 6 :62F:");
      assertThat(finding.message()).contains("5.00 EUR differ");
    });
    assertThat(read.footing().statements().getFirst().foots()).isFalse();
  }

  @Test void missingTagsAreTold() {
    assertThat(read(":25:1\n:60F:C261120EUR1,\n:62F:C261120EUR1,\n").codes()).containsExactly("missing_tag");
    assertThat(read(":20:1\n:60F:C261120EUR1,\n:62F:C261120EUR1,\n").errors()).containsExactly("missing_tag");
    assertThat(read(":20:1\n:25:1\n:62F:C261120EUR1,\n").errors()).containsExactly("missing_opening");
    assertThat(read(":20:1\n:25:1\n:60F:C261120EUR1,\n").errors()).containsExactly("missing_closing");
    assertThat(read("nothing of the kind").errors()).containsExactly("no_statement");
  }

  @ParameterizedTest @CsvSource(delimiter = ';', value = {":61:2611C10,NTRF; unreadable_line", ":61:261323C10,NTRF; impossible_date", ":61:261123C1,2,3NTRF; unreadable_amount", ":61:261123C10,123NTRF; too_many_decimals", ":99:x; unknown_tag"})
  void whatCannotBeMeantIsTold(String line, String code) { assertThat(line(line, "100,").codes()).contains(code); }

  @Test void aGapBetweenStatementsOfOneAccountIsTold() {
    var first = HEAD + ":62F:C261120EUR100,00\n-\n";
    assertThat(read(first + first.replace("100,00", "120,00")).codes()).containsExactly("broken_chain");
    assertThat(read(first + first.replace(":20:", ":20:B")).codes()).isEmpty();
  }

  @Test void blocksThatAreTooLongAreToldOnce() {
    var read = read(("{1:F01FOOSEDR0AXXX0000000000}{2:I940FOORECV0XXXXN}\n" + ("{3:" + "x".repeat(10_000) + "}\n").repeat(4) + "{4:\n" + HEAD + ":62F:C261120EUR100,00\n-}"));
    assertThat(read.codes()).containsExactly("too_long");
    assertThat(read.footing().counts().statements()).isOne();
  }

  private static String page(String number, String opening, String closing) { return ":20:S1\n:25:DE89370400440532013000\n:28C:" + number + "\n:60" + opening + "\n:61:261123C10,NTRFREF\n:62" + closing + "\n-\n"; }

  private static final String FIRST = page("7/1", "F:C261120EUR100,", "M:C261123EUR110,");
  private static final String SECOND = page("7/2", "M:C261123EUR110,", "M:C261123EUR120,");
  private static final String LAST = page("7/3", "M:C261123EUR120,", "F:C261123EUR130,");

  @Test void pagesOfAStatementFollowOneAnother() {
    assertThat(read(FIRST + SECOND + LAST).codes()).isEmpty();
    assertThat(read(LAST + SECOND + FIRST).codes()).as("a page that stands elsewhere in the file is not missing").doesNotContain("more_pages");
    var other = FIRST.replace("DE89370400440532013000", "DE02120300000000202051");
    assertThat(read(FIRST + other + SECOND + LAST + (SECOND + LAST).replace("DE89370400440532013000", "DE02120300000000202051")).codes()).as("between pages another account's").isEmpty();
    assertThat(read(FIRST + FIRST + SECOND + LAST).codes()).as("twice the same page").containsExactly("repeated_statement");
  }

  @ParameterizedTest @MethodSource
  void aPageWhoseNeighbourIsNotInTheFileIsTold(String text, List<String> told) {
    var read = read(text);
    assertThat(read.footing().findings()).filteredOn(finding -> finding.code().equals("more_pages")).extracting(Finding::toString).map(line -> line.replaceAll("( of statement.*? is).*", "$1")).isEqualTo(told);
  }

  static Stream<Arguments> aPageWhoseNeighbourIsNotInTheFileIsTold() {
    return Stream.of(Arguments.of(FIRST, List.of("warning: line 6 :62M:: Page 1 of statement 7 is")), Arguments.of(FIRST + SECOND, List.of("warning: line 13 :62M:: Page 2 of statement 7 is")),
        Arguments.of(SECOND + LAST, List.of("warning: line 4 :60M:: Page 2 of statement 7 is")),
        Arguments.of(FIRST + LAST, List.of("warning: line 6 :62M:: Page 1 of statement 7 is", "warning: line 11 :60M:: Page 3 of statement 7 is")),
        Arguments.of(FIRST + SECOND.replace(":28C:7/", ":28C:8/").replace("110,", "111,"), List.of("warning: line 6 :62M:: Page 1 of statement 7 is", "warning: line 11 :60M:: Page 2 of statement 8 is", "warning: line 13 :62M:: Page 2 of statement 8 is")),
        Arguments.of(FIRST + SECOND.replace("EUR", "USD") + LAST.replace("EUR", "USD"), List.of("warning: line 6 :62M:: Page 1 of statement 7 is", "warning: line 11 :60M:: Page 2 of statement 7 is")));
  }

  @Test void aMissingPageWhoseLinesComeToNothingIsToldByItsNumber() {
    assertThat(read(FIRST + page("7/3", "M:C261123EUR110,", "F:C261123EUR120,")).codes()).containsExactly("more_pages", "more_pages");
  }

  @Test void pagesThatAreNotCountedAreKnownByTheirBalances() {
    for (var number : new String[] {"7", "0", "7/A", "7/1"}) assertThat(read((FIRST + SECOND + LAST).replaceAll(":28C:7/.", ":28C:" + number)).codes()).as(number).isEmpty();
    assertThat(read(FIRST + SECOND.replace(":28C:7/2", ":28C:8/1") + LAST.replace(":28C:7/3", ":28C:9/1")).codes()).as("pages as statements").isEmpty();
    assertThat(read(FIRST.replace("-\n", "") + SECOND.substring(SECOND.indexOf(":60M:")).replace("-\n", "") + LAST.substring(LAST.indexOf(":60M:"))).codes()).as("one head for all").doesNotContain("more_pages");
    assertThat(read((FIRST + SECOND.replace("110,", "115,")).replaceAll(":28C:7/.", ":28C:7")).codes()).contains("more_pages", "broken_pages");
  }

  @Test void balancesOfPagesMustBeTheSame() {
    var read = read(FIRST + SECOND.replace("110,", "115,").replace("120,", "125,") + LAST.replace("120,", "125,").replace("130,", "135,"));
    assertThat(read.codes()).containsExactly("broken_pages");
    assertThat(read.footing().findings().getFirst().position()).hasToString("line 11 :60M:");
  }

  // ── what is said twice ────────────────────────────────────────────────────────────────────────────────

  @ParameterizedTest @CsvSource(delimiter = ';', value = {":60F:C261120EUR100,00;:60F:C261120EUR177,00", ":62F:C261123EUR100,00;:62F:C261123EUR99,00", ":62F:C261123EUR100,00;:62M:C261122EUR100,00", ":64:C261123EUR1,00;:64:C261123EUR2,00", ":65:C261124EUR1,00;:65:C261124EUR2,00"})
  void aBalanceThatComesAgainAndDiffersIsAnErrorAndTheFirstIsRead(String first, String again) {
    var closing = first.startsWith(":62") ? "" : ":62F:C261123EUR100,00\n";
    var text = ":20:S1\n:25:DE89370400440532013000\n:28C:1/1\n" + (first.startsWith(":60") ? "" : ":60F:C261120EUR100,00\n") + (first.startsWith(":6") && first.charAt(2) > '3' ? closing : "") + first + "\n" + again + "\n"
        + (first.startsWith(":60") ? closing : "") + "-\n";
    var read = read(text);
    assertThat(read.errors()).containsExactly("repeated_element");
    assertThat(read.footing().statements()).singleElement().satisfies(statement -> assertThat(statement.footed()).isEqualTo(StatementTotals.Footed.UNKNOWN));
    assertThat(read.footing().findings().getFirst().severity()).isEqualTo(Finding.Severity.ERROR);
    var same = read(text.replace(again, first));
    assertThat(same.codes()).containsExactly("repeated_element");
    assertThat(same.errors()).isEmpty();
    assertThat(same.footing().statements().getFirst().foots()).isTrue();
    assertThat(same.footing().statements().getFirst().balances()).as("is handed on once").doesNotHaveDuplicates();
  }

  @Test void availableBalancesOfSeveralDaysAreNoRepetition() {
    assertThat(read(HEAD + ":62F:C261123EUR100,00\n:64:C261123EUR1,00\n:65:C261124EUR1,00\n:65:C261125EUR2,00\n-\n").codes()).isEmpty();
  }

  @ParameterizedTest @ValueSource(strings = {"EREF", "EREF+", "KREF+", "PREF", "MARF", "MREF+", "NONREF"})
  void aWordThatPointsToTheInformationIsNoReference(String word) {
    assertThat(line(":61:261123C10,NTRF" + word + "//BANK\n:86:/EREF/E2E-1/REMI/x", "110,").heard().lines.getFirst().reference()).isNull();
    assertThat(line(":61:261123C10,NTRF" + word + "7//BANK", "110,").heard().lines.getFirst().reference()).isEqualTo(word + "7");
  }

  // ── other formats behind it ───────────────────────────────────────────────────────────────────────────

  private static final String ACH = "101 076401251 0764012510807291511A094101achdestname            companyname                    \n5225companyname";

  @ParameterizedTest @ValueSource(strings = {"<?xml version=\"1.0\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\">\n<x/>\n</Document>", "<Document>\n<x/>\n</Document>", "{\"version\":1,\n\"content\":[\n]}", "[{\n}]", ACH})
  void anotherFormatInTheFileIsAnErrorOnce(String other) {
    var statement = HEAD + ":62F:C261120EUR100,00\n";
    var payment = "{1:F01DEUTDEFFAXXX0000000000}{2:I103CHASUS33XXXXN}{4:\n:20:REF\n:23B:CRED\n:32A:261123EUR1234,5\n:50K:/1\nMUSTER\n:59:/123\nJONES\n:71A:SHA\n-}";
    for (var end : new String[] {"-\n", "-", "", ":86:words\n"}) {
      var read = read(statement + end + other);
      assertThat(read.footing().findings()).as(end).filteredOn(finding -> !finding.code().equals("statement_information")).singleElement().satisfies(finding -> assertThat(finding.toString()).startsWith("error: line").endsWith("[unknown_content]"));
    }
    for (var end : new String[] {"\n", "", "{5:{CHK:123456789ABC}}", "{5:{CHK:123456789ABC}}\n"}) {
      var read = Statements.read(Format.MT103, payment + end + other);
      assertThat(read.codes()).as(end).containsExactly("unknown_content");
      assertThat(read.footing().counts().items()).isOne();
    }
    assertThat(read(statement + "-\n" + other + "\n" + statement.replace(":20:S1", ":20:S2") + "-\n").footing().counts().statements()).as("what follows is read").isEqualTo(2);
    for (var format : new Format[] {Format.NACHA, Format.JSON, Format.CAMT_053}) assertThat(Statements.read(format, other + "\n" + statement).errors()).as("before it, to a reader of %s", format).isNotEmpty();
  }
}
