package finality.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import finality.money.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
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

  @Test void withoutAReferenceOnlyWhatIsNearInDaysIsProposed() {
    var book = item("B", "10.00", Direction.DEBIT, DAY, "", "Acme");
    assertThat(compare(List.of(book), List.of(item("S", "10.00", Direction.DEBIT, DAY.plusDays(9), "", "Acme")), STANDARD).proposals()).hasSize(1);
    assertThat(compare(List.of(book), List.of(item("S", "10.00", Direction.DEBIT, DAY.plusDays(10), "", "Acme")), STANDARD).proposals()).isEmpty();   // eight business days
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
