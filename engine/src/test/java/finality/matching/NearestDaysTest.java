package finality.matching;

import static org.assertj.core.api.Assertions.assertThat;

import finality.money.Money;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A reference that is used again each month, as of a rent: what is paid is matched, what is not is missing. */
class NearestDaysTest {
  private static Item rent(String id, String day) { return Item.of(id, Money.of("900.00", "EUR"), Direction.DEBIT, LocalDate.parse(day), References.own("RENT"), "H"); }

  private static Comparison compare(List<Item> books, List<Item> statement) { return Matching.compare(books, statement, Rules.standard(), BusinessDays.WEEKDAYS, LocalDate.parse("2026-12-02")); }

  private static List<String> pairs(Comparison comparison) { return comparison.matches().stream().map(m -> m.books().getFirst().id() + m.statement().getFirst().id()).toList(); }

  @Test void aRentThatWasNotPaidIsMissingAndNotMerelyLate() {
    var comparison = compare(List.of(rent("B1", "2026-10-01"), rent("B2", "2026-11-02"), rent("B3", "2026-12-01")), List.of(rent("S1", "2026-11-03"), rent("S2", "2026-12-02")));
    assertThat(pairs(comparison)).containsExactlyInAnyOrder("B2S1", "B3S2");
    assertThat(comparison.breaks()).singleElement().satisfies(b -> {
      assertThat(b.type()).isEqualTo(Break.Type.MISSING_SETTLEMENT);
      assertThat(b.severity()).isEqualTo(Break.Severity.HIGH);
      assertThat(b.items().getFirst().id()).isEqualTo("B1");
      assertThat(b.age()).isEqualTo(44);
    });
  }

  @Test void aLineOfAnotherMonthIsTheExtraOne() {
    assertThat(pairs(compare(List.of(rent("B", "2026-11-02")), List.of(rent("S1", "2026-10-05"), rent("S2", "2026-11-03"))))).containsExactly("BS2");
  }

  @Test void ofTwoThatAreAsNearTheStatementIsRatherLateThanEarly() {
    assertThat(pairs(compare(List.of(rent("B", "2026-11-10")), List.of(rent("S1", "2026-11-09"), rent("S2", "2026-11-11"))))).containsExactly("BS2");
    assertThat(pairs(compare(List.of(rent("B1", "2026-11-09"), rent("B2", "2026-11-11")), List.of(rent("S", "2026-11-10"))))).containsExactly("B1S");
  }

  @Test void noOtherPairingHasFewerDaysBetween() {
    for (long seed = 0; seed < 5_000; seed++) {
      var random = new Random(seed);
      var books = days(random, 1 + random.nextInt(5), 12);
      var lines = days(random, 1 + random.nextInt(5), 12);
      var pairs = NearestDays.pairs(books, lines);
      assertThat(count(pairs)).as("seed %d", seed).isEqualTo(Math.min(books.length, lines.length));
      assertThat(apart(books, lines, pairs)).as("seed %d %s %s", seed, Arrays.toString(books), Arrays.toString(lines)).isEqualTo(least(books, lines, 0, 0));
    }
  }

  @Test void thousandsOfOneReferenceArePairedByTheNearestFirst() {
    for (long seed = 0; seed < 5; seed++) {
      var random = new Random(seed);
      var books = IntStream.range(0, 3_000).mapToLong(i -> 1_000 + 10L * i).toArray();
      var lines = IntStream.range(0, 3_000).filter(i -> random.nextInt(10) > 0).mapToLong(i -> 1_000 + 10L * i + 1 + random.nextInt(3)).toArray();
      var pairs = NearestDays.pairs(books, lines);
      assertThat(count(pairs)).as("seed %d", seed).isEqualTo(lines.length);
      for (int b = 0; b < books.length; b++) if (pairs[b] != NearestDays.NONE) assertThat(lines[pairs[b]] - books[b]).as("seed %d", seed).isBetween(1L, 3L);
    }
  }

  private static long[] days(Random random, int count, int within) { return random.longs(count, 0, within).sorted().toArray(); }

  private static int count(int[] pairs) { return (int) Arrays.stream(pairs).filter(p -> p != NearestDays.NONE).distinct().count(); }

  private static long apart(long[] books, long[] lines, int[] pairs) { return IntStream.range(0, books.length).filter(b -> pairs[b] != NearestDays.NONE).mapToLong(b -> Math.abs(lines[pairs[b]] - books[b])).sum(); }

  /** By trying all: each of the side with fewer has one of the other that nobody has. */
  private static long least(long[] books, long[] lines, int from, int used) {
    var few = books.length <= lines.length ? books : lines;
    var many = few == books ? lines : books;
    if (from == few.length) return 0;
    long least = Long.MAX_VALUE;
    for (int m = 0; m < many.length; m++) if ((used & 1 << m) == 0) least = Math.min(least, Math.abs(few[from] - many[m]) + least(books, lines, from + 1, used | 1 << m));
    return least;
  }
}
