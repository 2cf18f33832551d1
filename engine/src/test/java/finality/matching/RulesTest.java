package finality.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import finality.money.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules by example: what each allows, and no more. */
class RulesTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 16);   // a Monday
  private static final Rules STANDARD = Rules.standard();

  private static Item item(String id, String amount, Direction direction, LocalDate day, String reference, String party) { return Item.of(id, Money.of(amount, "EUR"), direction, day, References.own(reference), party); }

  private static Item debit(String id, String amount, String reference) { return item(id, amount, Direction.DEBIT, DAY, reference, ""); }

  private static Comparison compare(List<Item> books, List<Item> statement, Rules rules) { return Matching.compare(books, statement, rules, BusinessDays.WEEKDAYS, DAY.plusDays(1)); }

  private static Scope scope(Direction direction, String from, String below) { return new Scope("EUR", direction, new BigDecimal(from), below == null ? null : new BigDecimal(below)); }

  @Test void toleranceIsAsymmetric() {
    var rules = STANDARD.with(List.of(new Tolerance(scope(Direction.DEBIT, "0", null), new BigDecimal("0.05"), new BigDecimal("0.01"))), List.of());
    assertThat(compare(List.of(debit("B", "10.00", "R")), List.of(debit("S", "9.95", "R")), rules).matches()).hasSize(1);
    assertThat(compare(List.of(debit("B", "10.00", "R")), List.of(debit("S", "9.94", "R")), rules).matches()).isEmpty();
    assertThat(compare(List.of(debit("B", "10.00", "R")), List.of(debit("S", "10.01", "R")), rules).matches()).hasSize(1);
    assertThat(compare(List.of(debit("B", "10.00", "R")), List.of(debit("S", "10.02", "R")), rules).breaks()).singleElement().satisfies(b -> {
      assertThat(b.type()).isEqualTo(Break.Type.AMOUNT_MISMATCH);
      assertThat(b.amount()).isEqualByComparingTo("0.02");
      assertThat(b.side()).isEqualTo(Break.Side.BOTH);
    });
  }

  @Test void tolerancesThatCoverTheSameItemsAreRefusedWhenLoaded() {
    var low = new Tolerance(scope(null, "0", "100"), BigDecimal.ONE, BigDecimal.ONE);
    var high = new Tolerance(scope(Direction.DEBIT, "100", null), BigDecimal.TEN, BigDecimal.ZERO);
    assertThat(STANDARD.with(List.of(low, high), List.of()).tolerances()).hasSize(2);
    var both = new Tolerance(scope(Direction.DEBIT, "99.99", "200"), BigDecimal.ONE, BigDecimal.ONE);
    assertThatThrownBy(() -> STANDARD.with(List.of(low, both), List.of())).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("tolerances 1 (EUR from 0 below 100) and 2 (EUR debit from 99.99 below 200) overlap");
  }

  @Test void aFeeMakesADebitLargerAndACreditSmallerByExactlyItself() {
    var fee = new Fee("correspondent", Scope.ALL, new BigDecimal("5"), new BigDecimal("0.001"), new BigDecimal("6"), new BigDecimal("20"));
    assertThat(fee.shown(new BigDecimal("500.00"), Direction.DEBIT)).isEqualByComparingTo("506.00");
    assertThat(fee.shown(new BigDecimal("2345.00"), Direction.CREDIT)).isEqualByComparingTo("2337.65");    // 7.345 half up
    assertThat(fee.shown(new BigDecimal("99999.00"), Direction.CREDIT)).isEqualByComparingTo("99979.00");
    var rules = STANDARD.with(List.of(), List.of(fee));
    assertThat(compare(List.of(debit("B", "500.00", "R")), List.of(debit("S", "506.00", "R")), rules).matches()).singleElement().satisfies(m -> assertThat(m.pass()).isEqualTo("own_reference_with_fee"));
    assertThat(compare(List.of(debit("B", "500.00", "R")), List.of(debit("S", "506.01", "R")), rules).matches()).isEmpty();
  }

  @Test void aScopeBeginsWithItsLeastAmount() {
    var rules = STANDARD.with(List.of(new Tolerance(scope(null, "10.00", "20.00"), BigDecimal.ONE, BigDecimal.ONE)), List.of());
    assertThat(compare(List.of(debit("B", "10.00", "R")), List.of(debit("S", "10.50", "R")), rules).matches()).hasSize(1);
    assertThat(compare(List.of(debit("B", "20.00", "R")), List.of(debit("S", "20.50", "R")), rules).matches()).isEmpty();
  }

  @Test void whatWentOutIsNeverMatchedWithWhatCameIn() {
    assertThat(compare(List.of(debit("B", "10.00", "R")), List.of(item("S", "10.00", Direction.CREDIT, DAY, "R", "")), STANDARD).matches()).isEmpty();
  }

  @Test void itemsWhoseOwnReferencesDifferAreNotMatchedByAmountAndName() {
    assertThat(compare(List.of(item("B", "10.00", Direction.DEBIT, DAY, "R1", "Acme")), List.of(item("S", "10.00", Direction.DEBIT, DAY, "R2", "Acme")), STANDARD).matches()).isEmpty();
  }

  @Test void ofTwoNamesThatAreNearlyAsAlikeNeitherIsTaken() {
    var book = item("B", "10.00", Direction.DEBIT, DAY, "", "Northern Trading House");
    assertThat(compare(List.of(book), List.of(item("S1", "10.00", Direction.DEBIT, DAY, "", "Northern Trading Hous"), item("S2", "10.00", Direction.DEBIT, DAY, "", "Northern Tradin House")), STANDARD).matches()).isEmpty();
    assertThat(compare(List.of(book), List.of(item("S1", "10.00", Direction.DEBIT, DAY, "", "Northern Trading Hous"), item("S2", "10.00", Direction.DEBIT, DAY, "", "Other")), STANDARD).matches()).hasSize(1);
  }

  @Test void ofALineShownTwiceOneIsMatchedAndTheOtherIsADuplicate() {
    var comparison = compare(List.of(debit("B", "10.00", "R")), List.of(debit("S2", "10.00", "R"), debit("S1", "10.00", "R")), STANDARD);
    assertThat(comparison.matches()).singleElement().satisfies(m -> assertThat(m.statement().getFirst().id()).isEqualTo("S1"));
    assertThat(comparison.breaks()).singleElement().satisfies(b -> assertThat(b.type() + " " + b.items().getFirst().id()).isEqualTo("DUPLICATE S2"));
  }

  @Test void aTieIsProposedAndNotDecided() {
    var comparison = compare(List.of(debit("B1", "75.00", ""), debit("B2", "75.00", "")), List.of(debit("S1", "75.00", "")), STANDARD);
    assertThat(comparison.matches()).isEmpty();
    assertThat(comparison.proposals()).hasSize(2);
    assertThat(comparison.breaks()).hasSize(3);
  }

  @Test void aToleranceDecidesNoTie() {
    var rules = STANDARD.with(List.of(new Tolerance(Scope.ALL, new BigDecimal("0.05"), new BigDecimal("0.05"))), List.of());
    assertThat(compare(List.of(debit("B1", "10.00", "R"), debit("B2", "10.02", "R")), List.of(debit("S1", "10.01", "R")), rules).matches()).isEmpty();
    assertThat(compare(List.of(debit("B1", "10.01", "R")), List.of(debit("S1", "10.00", "R"), debit("S2", "10.02", "R")), rules).matches()).isEmpty();
  }

  @Test void whatHasFoundItsBestTakesNoSecondBest() {
    var rules = new Rules(List.of(new Pass.Party(new Window(1, 1), 50, 15)), List.of(), List.of(), BigDecimal.TEN, 5, 2);
    var best = item("S1", "10.00", Direction.DEBIT, DAY, "", "Northern Trading Hous");
    var second = item("S2", "10.00", Direction.DEBIT, DAY, "", "Northern House");
    var book = item("B", "10.00", Direction.DEBIT, DAY, "", "Northern Trading House");
    assertThat(compare(List.of(book), List.of(second), rules).matches()).as("good enough alone").hasSize(1);
    assertThat(compare(List.of(book), List.of(second, best), rules).matches()).singleElement().satisfies(m -> assertThat(m.statement()).containsExactly(best));
  }

  @Test void withoutAReferenceWhatIsNearInDaysIsProposedAndTheOnlyTwoOfAnAmountLongAfter() {
    var book = item("B", "10.00", Direction.DEBIT, DAY, "", "Acme");
    var late = item("S1", "10.00", Direction.DEBIT, DAY.plusDays(10), "", "Acme");   // eight business days
    assertThat(compare(List.of(book), List.of(item("S", "10.00", Direction.DEBIT, DAY.plusDays(9), "", "Acme")), STANDARD).proposals()).hasSize(1);
    assertThat(compare(List.of(book), List.of(late), STANDARD).proposals()).singleElement().satisfies(p -> assertThat(p.reasons()).contains("8 business days later"));
    assertThat(compare(List.of(book), List.of(late, item("S2", "10.00", Direction.DEBIT, DAY.plusDays(11), "", "Acme")), STANDARD).proposals()).isEmpty();
    assertThat(compare(List.of(book), List.of(item("S", "10.00", Direction.DEBIT, DAY.plusDays(100), "", "Acme")), STANDARD).proposals()).isEmpty();
  }

  @Test void aSplitWithTwoSolutionsIsProposedTwice() {
    var books = List.of(item("B", "100.00", Direction.DEBIT, DAY, "", "Castello Marmi"));
    var parts = List.of(item("S1", "60.00", Direction.DEBIT, DAY, "", "CASTELLO MARMI"), item("S2", "40.00", Direction.DEBIT, DAY, "", "CASTELLO MARMI"));
    assertThat(compare(books, parts, STANDARD).matches()).singleElement().satisfies(m -> assertThat(m.pass()).isEqualTo("one_to_many"));
    var more = List.of(parts.get(0), parts.get(1), item("S3", "40.00", Direction.DEBIT, DAY, "", "CASTELLO MARMI"));
    assertThat(compare(books, more, STANDARD).matches()).isEmpty();
    assertThat(compare(books, more, STANDARD).proposals()).filteredOn(p -> p.statement().size() == 2).hasSize(2);
  }

  @Test void aSplitIsNotMadeOfWhatHasReferencesOfItsOwn() {
    var book = item("B", "100.00", Direction.DEBIT, DAY, "R1", "Castello Marmi");
    var parts = List.of(item("S1", "60.00", Direction.DEBIT, DAY, "R2", "Castello Marmi"), item("S2", "40.00", Direction.DEBIT, DAY, "R3", "Castello Marmi"));
    assertThat(compare(List.of(book), parts, STANDARD).matches()).isEmpty();
  }

  // ── what a text names ──────────────────────────────────────────────────────────────────────────────────

  private static Item said(String id, String amount, String party, String text) { return new Item(id, Money.of(amount, "EUR"), Direction.CREDIT, DAY, DAY, References.NONE, party, text, Standing.FINAL); }

  private static Item owed(String id, String amount, String reference, String party) { return item(id, amount, Direction.CREDIT, DAY, reference, party); }

  private static List<String> told(Comparison comparison) {
    return Stream.concat(comparison.matches().stream().map(m -> m.pass() + " " + ids(m.books()) + ids(m.statement())), comparison.breaks().stream().map(b -> b.type() + " " + ids(b.items()) + " " + b.amount())).sorted().toList();
  }

  private static String ids(List<Item> items) { return items.stream().map(Item::id).toList().toString(); }

  @Test void aLineWhoseTextNamesWhatIsPaidAlreadyIsADuplicateAndPaysNothingElse() {
    var books = List.of(owed("B1", "250.00", "INV-1000038", "Helios Logistik AG"), owed("B2", "250.00", "INV-1000747", "Atlas Logistik Inc"));
    var paid = owed("S1", "250.00", "INV-1000747", "");
    var again = said("S2", "250.00", "", "payment INV-1000747 thank you");
    assertThat(told(compare(books, List.of(paid, again), STANDARD))).containsExactly("DUPLICATE [S2] 250.00", "MISSING_SETTLEMENT [B1] 250.00", "own_reference [B2][S1]");
    assertThat(told(compare(books, List.of(said("S1", "250.00", "", "INV-1000747"), again), STANDARD))).containsExactly("DUPLICATE [S2] 250.00", "MISSING_SETTLEMENT [B1] 250.00", "reference_in_text [B2][S1]");
  }

  @Test void aPartPaymentOfOneInvoiceDoesNotCloseAnother() {
    var books = List.of(owed("B1", "100.00", "INV-000001", "ACME"), owed("B2", "250.00", "INV-000002", "ACME"));
    assertThat(told(compare(books, List.of(said("S1", "100.00", "ACME", "part payment of INV-000002")), STANDARD))).containsExactly("AMOUNT_MISMATCH [B2, S1] 150.00", "MISSING_SETTLEMENT [B1] 100.00");
  }

  @Test void whatATextNamesNeedNotBeKnownToBeAnother() {
    assertThat(compare(List.of(owed("B", "100.00", "INV002", "ACME")), List.of(said("S", "100.00", "ACME", "INV003")), STANDARD).matches()).isEmpty();
    var two = List.of(owed("B1", "500.00", "INV-1001", "ACME Corp"), owed("B2", "200.00", "INV-1002", "ACME Corp"));
    assertThat(compare(two, List.of(said("S", "700.00", "ACME Corp", "INV-1003 and INV-1004")), STANDARD).matches()).isEmpty();
  }

  @Test void whatATextNamesIsPaidInPartsAndTogether() {
    var parts = List.of(said("S1", "150.00", "", "INV-1000747 part 1"), said("S2", "100.00", "", "INV-1000747 part 2"));
    assertThat(told(compare(List.of(owed("B", "250.00", "INV-1000747", "Atlas")), parts, STANDARD))).containsExactly("one_to_many_by_reference [B][S1, S2]");
    var books = List.of(owed("B1", "150.00", "INV-1000746", "Atlas"), owed("B2", "100.00", "INV-1000747", "Atlas"));
    var lump = said("S1", "250.00", "", "INV-1000746 INV-1000747");
    assertThat(told(compare(books, List.of(lump), STANDARD))).containsExactly("many_to_one_by_reference [B1, B2][S1]");
    assertThat(compare(books, List.of(lump, said("S2", "250.00", "", "INV-1000747, INV-1000746")), STANDARD).matches()).as("two say the same").isEmpty();
    assertThat(told(compare(books, List.of(owed("S0", "150.00", "INV-1000746", ""), lump), STANDARD))).as("one is paid already").containsExactly("MISSING_SETTLEMENT [B2] 100.00", "UNEXPECTED [S1] 250.00", "own_reference [B1][S0]");
  }

  @Test void whoPaysUsNumbersInHisOwnWay() {
    var book = owed("B", "100.00", "RE-100234", "Huber AG");
    assertThat(compare(List.of(book), List.of(owed("S", "100.00", "ZV77", "HUBER AG")), STANDARD).matches()).singleElement().satisfies(m -> assertThat(m.pass()).isEqualTo("amount_date_party"));
    assertThat(compare(List.of(book), List.of(owed("S", "100.00", "OTHER-998877", "HUBER AG")), STANDARD).matches()).as("whatever its digits").hasSize(1);
    assertThat(compare(List.of(book), List.of(owed("S", "100.00", "RE-100235", "HUBER AG")), STANDARD).matches()).as("one of ours").isEmpty();
    assertThat(compare(List.of(book), List.of(owed("S", "100.00", "RECHNUNG RE-100234", "MEIER")), STANDARD).matches()).singleElement().satisfies(m -> assertThat(m.pass()).isEqualTo("reference_in_text"));
    var two = List.of(book, owed("B2", "250.00", "RE-100235", "Huber AG"));
    assertThat(told(compare(two, List.of(owed("S", "350.00", "ZV77", "HUBER AG")), STANDARD))).containsExactly("many_to_one [B, B2][S]");
    assertThat(compare(List.of(debit("B", "100.00", "PAY-1")), List.of(debit("S", "100.00", "ZV77")), STANDARD).matches()).as("what we paid has our reference").isEmpty();
  }

  @Test void aProposalSaysOnceWhatNamesTheItem() {
    var book = owed("B", "100.00", "RE-100234", "Huber AG");
    assertThat(compare(List.of(book), List.of(owed("S", "120.00", "RE-100234", "HUBER AG")), STANDARD).proposals()).singleElement().satisfies(p -> assertThat(p.reasons()).contains("same reference").doesNotContain("the text names it"));
    assertThat(compare(List.of(book), List.of(said("S", "101.00", "HUBER AG", "Rg. RE-100234")), STANDARD).proposals()).singleElement().satisfies(p -> assertThat(p.reasons()).contains("the text names it"));
  }

  @Test void severalOfWhichOnlyTheLastDigitsAreWrittenAreNamed() {
    var books = List.of(owed("B1", "100.00", "RE-100234", "Huber AG"), owed("B2", "250.00", "RE-100235", "Huber AG"), owed("B3", "75.50", "RE-100240", "Huber AG"));
    for (var text : List.of("RE-100234/235/240", "Rg. RE-100234+235+40 danke", "RE-100234, 235, 240", "RE100234/35/240", "RE-100234 und 235 und 240", "RE-100234 & 100235 & 240", "RE-100234 + 100235 + RE-100240"))
      assertThat(told(compare(books, List.of(said("S", "425.50", "HUBER AG", text)), STANDARD))).as(text).containsExactly("many_to_one_by_reference [B1, B2, B3][S]");
    assertThat(told(compare(books, List.of(said("S", "350.00", "HUBER AG", "RE-100234+235")), STANDARD))).containsExactly("MISSING_SETTLEMENT [B3] 75.50", "many_to_one_by_reference [B1, B2][S]");
    assertThat(compare(books, List.of(said("S", "100.00", "HUBER AG", "RE-100234/7")), STANDARD).matches()).as("100237 is none of these, and what 100234/7 is nobody knows").isEmpty();
  }

  @Test void digitsThatAreDividedOtherwiseAreAnotherReference() {
    assertThat(compare(List.of(debit("B", "10.00", "INV-1/11")), List.of(debit("S", "10.00", "INV-11/1")), STANDARD).matches()).isEmpty();
    assertThat(compare(List.of(debit("B", "10.00", "2026/1-17")), List.of(debit("S", "10.00", "2026-117")), STANDARD).matches()).isEmpty();
    for (var same : List.of("INV202617", "INV 2026 17", "inv/2026/17")) assertThat(compare(List.of(debit("B", "10.00", "INV-2026/17")), List.of(debit("S", "10.00", same)), STANDARD).matches()).as(same).hasSize(1);
    assertThat(compare(List.of(debit("B1", "10.00", "A-12-3"), debit("B2", "10.00", "A-1-23")), List.of(debit("S", "10.00", "A123")), STANDARD).matches()).as("either may be meant").isEmpty();
  }

  @Test void digitsThatAreDividedOtherwiseAreNoPartsAndNoDifference() {
    var parts = List.of(debit("S1", "60.00", "INV-11/1"), debit("S2", "40.00", "INV-11/1"));
    assertThat(told(compare(List.of(debit("B", "100.00", "INV-1/11")), parts, STANDARD))).containsExactly("MISSING_SETTLEMENT [B] 100.00", "UNEXPECTED [S1] 60.00", "UNEXPECTED [S2] 40.00");
  }

  @Test void aReferenceThatTheBooksKnowWeighsMoreThanWhatATextNames() {
    var books = List.of(owed("B1", "100.00", "INV-000001", ""), owed("B2", "250.00", "INV-000002", ""));
    var line = new Item("S", Money.of("90.00", "EUR"), Direction.CREDIT, DAY, DAY, References.own("INV-000001"), "", "less 10.00, see INV-000002", Standing.FINAL);
    assertThat(told(compare(books, List.of(line), STANDARD))).containsExactly("AMOUNT_MISMATCH [B1, S] 10.00", "MISSING_SETTLEMENT [B2] 250.00");
    var byAmount = new Rules(List.of(new Pass.Amount(new Window(1, 1))), List.of(), List.of(), BigDecimal.TEN, 5, 2);
    var same = new Item("S", Money.of("100.00", "EUR"), Direction.CREDIT, DAY, DAY, References.own("INV-000001"), "", "with INV-000002", Standing.FINAL);
    assertThat(compare(books, List.of(same), byAmount).matches()).hasSize(1);
  }

  @Test void whatFailedAndWasTriedAgainIsNotWhatTheBankShows() {
    var failed = new Item("B1", Money.of("100.00", "EUR"), Direction.DEBIT, DAY, DAY, References.own("R1"), "", "", Standing.FAILED);
    var retry = item("B2", "100.00", Direction.DEBIT, DAY.plusDays(1), "R1", "");
    assertThat(told(compare(List.of(failed, retry), List.of(debit("S", "100.00", "R1")), STANDARD))).containsExactly("own_reference [B2][S]");
  }

  @Test void aBatchThatDoesNotAddUpIsADifference() {
    var books = List.of(inBatch("B1", "100.00"), inBatch("B2", "200.00"), inBatch("B3", "50.00"));
    assertThat(told(compare(books, List.of(debit("S", "300.00", "PAY1")), STANDARD))).containsExactly("AMOUNT_MISMATCH [B1, B2, B3, S] 50.00");
  }

  private static Item inBatch(String id, String amount) { return Item.of(id, Money.of(amount, "EUR"), Direction.DEBIT, DAY, new References("", "", "PAY1"), ""); }

  @Test void ofTwoPartiesThatAreNamedAndDifferNothingIsConcluded() {
    for (var names : List.of("Anna Schmidt/Peter Schmidt", "Deutsche Bank/Deutsche Bahn", "SAP/SAS", "BMW/BMO", "Peter Schmidt/Petra Schmidt", "Anna Schmidt/Hanna Schmidt", "Joan Smith/John Smith", "Stadtwerke Muenchen/Stadtwerke Muenster",
        "Mueller GmbH/Mueller AG", "DWS Immobilienfonds Deutschland III GmbH/DWS IMMOBILIENFONDS DEUTSCHLAND II GMBH", "Bäckerei Kamps Filiale A/BAECKEREI KAMPS FILIALE B",
        "Wohnungsbaugenossenschaft Leipzig Ost eG/WOHNUNGSBAUGENOSSENSCHAFT LEIPZIG WEST", "Mario Rossi/MARIA ROSSI", "Christian Schneider/CHRISTINA SCHNEIDER", "Store 1/Store 2", "Kunde 10023/Kunde 10024", "Shell Station Filiale 120/Shell Station Filiale 149", "Lebensversicherung 4711-001/Lebensversicherung 4711-998", "中国工商银行/中国建设银行")) {
      var both = names.split("/");
      assertThat(compare(List.of(owed("B", "100.00", "", both[0])), List.of(said("S", "100.00", both[1], "")), STANDARD).matches()).as(names).isEmpty();
    }
    assertThat(compare(List.of(owed("B", "300.00", "", "Rewe Markt Filiale 101")), List.of(said("S1", "100.00", "Rewe Markt Filiale 102", ""), said("S2", "200.00", "Rewe Markt Filiale 103", "")), STANDARD).matches()).isEmpty();
    assertThat(compare(List.of(owed("B", "100.00", "", "Kunde 10023004")), List.of(said("S", "100.00", "", "from Kunde 10023005")), STANDARD).matches()).extracting(Match::pass).doesNotContain("amount_date_party");
    assertThat(compare(List.of(owed("B", "100.00", "", "Store 1")), List.of(said("S", "100.00", "", "rent of Store 2, November")), STANDARD).matches()).extracting(Match::pass).doesNotContain("amount_date_party");
  }

  @Test void aReferenceThatComesAgainAfterMonthsIsMatchedAndSaidSo() {
    var rent = debit("B", "850.00", "RENT");
    assertThat(compare(List.of(rent), List.of(item("S", "850.00", Direction.DEBIT, DAY.plusDays(28), "RENT", "")), STANDARD).matches()).singleElement().satisfies(m -> assertThat(m.why()).isEmpty());
    assertThat(compare(List.of(rent), List.of(item("S", "850.00", Direction.DEBIT, DAY.minusDays(669), "RENT", "")), STANDARD).matches()).singleElement().satisfies(m -> assertThat(m.why()).isEqualTo("669 days earlier"));
  }

  @Test void ofTwoPartiesThatShareAReferenceEachHasItsOwnLine() {
    var books = List.of(item("B1", "119.00", Direction.DEBIT, DAY, "2026-0017", "Huber AG"), item("B2", "119.00", Direction.DEBIT, DAY.plusDays(1), "2026-0017", "Schulz GmbH"));
    var huber = item("S1", "119.00", Direction.DEBIT, DAY.plusDays(1), "2026-0017", "HUBER AG");
    var schulz = item("S2", "119.00", Direction.DEBIT, DAY.plusDays(2), "2026-0017", "SCHULZ GMBH");
    assertThat(told(compare(books, List.of(huber, schulz), STANDARD))).containsExactly("own_reference [B1][S1]", "own_reference [B2][S2]");
    assertThat(told(compare(books, List.of(huber), STANDARD))).containsExactly("MISSING_SETTLEMENT [B2] 119.00", "own_reference [B1][S1]");
    var again = item("S3", "119.00", Direction.DEBIT, DAY.plusDays(2), "2026-0017", "HUBER AG");
    assertThat(told(compare(books, List.of(huber, again), STANDARD))).as("nor does a second payment to the one settle the other").contains("own_reference [B1][S1]", "DUPLICATE [S3] 119.00").hasSize(3);
    var nameless = item("S4", "119.00", Direction.DEBIT, DAY, "2026-0017", "");
    assertThat(told(compare(books, List.of(huber, nameless), STANDARD))).containsExactly("own_reference [B1][S1]", "own_reference [B2][S4]");
    var sameDay = List.of(books.get(0), item("B3", "119.00", Direction.DEBIT, DAY, "2026-0017", "Zulieferer GmbH"));
    assertThat(told(compare(sameDay, List.of(huber), STANDARD))).as("what another is owed is no duplicate").containsExactly("MISSING_SETTLEMENT [B3] 119.00", "own_reference [B1][S1]");
    assertThat(compare(sameDay, List.of(nameless), STANDARD).matches()).as("either may be meant").isEmpty();
    var lump = item("S", "238.00", Direction.DEBIT, DAY.plusDays(2), "2026-0017", "MEIER");
    assertThat(compare(books, List.of(lump), STANDARD).matches()).as("by chance").isEmpty();
  }

  @Test void aWordIsNoReferenceBetweenTwoPartiesNorANumberInAText() {
    assertThat(compare(List.of(owed("B", "100.00", "MIETE", "Huber")), List.of(owed("S", "100.00", "MIETE", "SCHULZ")), STANDARD).matches()).isEmpty();
    assertThat(compare(List.of(owed("B", "100.00", "MIETE", "Huber")), List.of(owed("S", "100.00", "MIETE", "HUBER")), STANDARD).matches()).hasSize(1);
    assertThat(compare(List.of(owed("B", "50.00", "100234", "Huber AG")), List.of(said("S", "50.00", "MEIER", "RG 200500 KD-NR 100234")), STANDARD).matches()).isEmpty();
    assertThat(compare(List.of(owed("B", "50.00", "100234", "Huber AG")), List.of(said("S", "50.00", "HUBER", "RG 100234")), STANDARD).matches()).hasSize(1);
  }

  @Test void aNumberInTheTextThatIsAnotherKeepsFromGuessing() {
    for (var text : List.of("RG-101263", "Rg.-Nr. 101263", "RE101263A", "RE-101263/264/265/268", "Rechnung 104084"))
      assertThat(compare(List.of(owed("B", "150.00", "RE-104083", "Müller Technik GmbH")), List.of(said("S", "150.00", "MUELLER TECHNIK", text)), STANDARD).matches()).as(text).isEmpty();
  }

  @Test void aTextThatNamesMoreThanIsPaidIsADifferenceOverAllOfIt() {
    var books = List.of(owed("B1", "1000.00", "RE-100234", "Huber AG"), owed("B2", "500.00", "RE-100235", "Huber AG"), owed("B3", "300.00", "RE-100236", "Huber AG"));
    var comparison = compare(books, List.of(said("S", "1500.00", "HUBER AG", "RE-100234 RE-100235 RE-100236")), STANDARD);
    assertThat(told(comparison)).containsExactly("AMOUNT_MISMATCH [B1, B2, B3, S] 300.00");
    assertThat(comparison.breaks().getFirst().why()).isEqualTo("the books say 1800.00, the statement 1500.00; the difference is that of B3");
    assertThat(compare(books, List.of(said("S", "1000.00", "HUBER AG", "RE-100234 RE-100235")), STANDARD).matches()).isEmpty();
  }

  @Test void instalmentsOfARentThatIsUsedAgainAreNoDuplicates() {
    var books = List.of(item("B1", "1000.00", Direction.CREDIT, DAY, "MIETE-17", "WG"), item("B2", "1000.00", Direction.CREDIT, DAY.plusDays(30), "MIETE-17", "WG"));
    var lines = List.of(item("S1", "500.00", Direction.CREDIT, DAY, "MIETE-17", "A"), item("S2", "500.00", Direction.CREDIT, DAY, "MIETE-17", "B"), item("S3", "500.00", Direction.CREDIT, DAY.plusDays(30), "MIETE-17", "A"),
        item("S4", "500.00", Direction.CREDIT, DAY.plusDays(30), "MIETE-17", "B"));
    var comparison = compare(books, lines, STANDARD);
    assertThat(comparison.breaks()).extracting(Break::type).doesNotContain(Break.Type.DUPLICATE);
    assertThat(comparison.proposals()).anySatisfy(p -> assertThat(ids(p.books()) + ids(p.statement())).isEqualTo("[B1, B2][S1, S2, S3, S4]"));
  }

  @Test void whatComesBackIsToldAsSuch() {
    var lines = List.of(debit("S1", "500.00", "PAY-1"), owed("S2", "500.00", "PAY-1", ""));
    assertThat(compare(List.of(debit("B", "500.00", "PAY-1")), lines, STANDARD).breaks()).singleElement().satisfies(b -> {
      assertThat(b.severity()).isEqualTo(Break.Severity.HIGH);
      assertThat(b.why()).isEqualTo("not in the books; B, the other way, has its reference: it may have come back");
    });
  }

  @Test void theVeryLegalFormIsPreferredToOneCutShort() {
    var books = List.of(owed("B1", "100.00", "", "Huber GmbH"), owed("B2", "100.00", "", "Huber GmbH & Co. KG"));
    assertThat(compare(books, List.of(said("S", "100.00", "HUBER GMBH & CO. KG", "")), STANDARD).matches()).singleElement().satisfies(m -> assertThat(m.books().getFirst().id()).isEqualTo("B2"));
    assertThat(compare(books.subList(0, 1), List.of(said("S", "100.00", "HUBER GMBH & CO. KG", "")), STANDARD).matches()).singleElement().satisfies(m -> assertThat(m.why()).isEqualTo("names 84 % alike"));
  }

  @Test void howAlikeNamesAreIsSaid() {
    assertThat(compare(List.of(owed("B", "100.00", "", "Northern Trading House")), List.of(said("S", "100.00", "Northern Trading Hous", "")), STANDARD).matches()).singleElement().satisfies(m -> assertThat(m.why()).isEqualTo("names 99 % alike"));
  }

  @Test void agesAndWindowsCountBusinessDays() {
    var friday = DAY.minusDays(3);
    assertThat(BusinessDays.WEEKDAYS.between(friday, DAY)).isEqualTo(1);
    assertThat(BusinessDays.WEEKDAYS.between(DAY.minusDays(2), DAY)).isZero();   // Saturday counts as Monday
    assertThat(BusinessDays.WEEKDAYS.between(DAY, friday)).isEqualTo(-1);
    var late = Matching.compare(List.of(debit("B", "10.00", "R")), List.of(), STANDARD, BusinessDays.WEEKDAYS, DAY.plusDays(14)).breaks().getFirst();
    assertThat(late.age()).isEqualTo(10);
    assertThat(late.severity()).isEqualTo(Break.Severity.HIGH);   // missing, and old
    var fresh = compare(List.of(debit("B", "10.00", "R")), List.of(), STANDARD).breaks().getFirst();
    assertThat(fresh.severity()).isEqualTo(Break.Severity.LOW);
    assertThat(fresh.side()).isEqualTo(Break.Side.BOOKS);
  }

  @Test void failedInTheBooksAndBookedAtTheBankIsAStatusMismatch() {
    var failed = new Item("B", Money.of("10.00", "EUR"), Direction.DEBIT, DAY, DAY, References.own("R"), "", "", Standing.FAILED);
    assertThat(compare(List.of(failed), List.of(debit("S", "10.00", "R")), STANDARD).breaks()).singleElement().satisfies(b -> assertThat(b.type()).isEqualTo(Break.Type.STATUS_MISMATCH));
    assertThat(compare(List.of(failed), List.of(), STANDARD).breaks()).isEmpty();
  }

  @Test void namesAreAlikeAsBanksWriteThem() {
    assertThat(Names.similarity(Names.words("Nordlicht Büromöbel GmbH"), Names.words("NORDLICHT BUEROMOEBEL"))).isEqualTo(100);
    assertThat(Names.similarity(Names.words("Atelier Garnier SARL"), Names.words("GARNIER, ATEL"))).isGreaterThanOrEqualTo(85);
    assertThat(Names.similarity(Names.words("Acme Freight"), Names.words("Globex Energy"))).isLessThan(50);
  }
}
