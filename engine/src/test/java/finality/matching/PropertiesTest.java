package finality.matching;

import static org.assertj.core.api.Assertions.assertThat;

import finality.money.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds of every comparison, and twins that are slow and plain. Seeds are in the messages. */
class PropertiesTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 16);

  /** Small worlds in which everything collides: few amounts, references, parties and days. */
  private static List<Item> side(Random random, String letter, int most) {
    var items = new ArrayList<Item>();
    for (int n = random.nextInt(most + 1); n > 0; n--) {
      var reference = random.nextInt(3) == 0 ? "" : "R" + random.nextInt(4);
      var references = new References(reference, random.nextInt(4) == 0 ? "X" + random.nextInt(3) : "", random.nextInt(6) == 0 ? "R" + random.nextInt(4) : "");
      var standing = random.nextInt(8) == 0 ? Standing.values()[random.nextInt(3)] : Standing.FINAL;
      var day = DAY.plusDays(random.nextInt(5));
      items.add(new Item(letter + n, Money.of(Integer.toString(1 + random.nextInt(6)), random.nextInt(5) == 0 ? "USD" : "EUR"), Direction.values()[random.nextInt(2)], day, day, references,
          List.of("", "Acme", "Acme Freight", "Globex").get(random.nextInt(4)), random.nextInt(5) == 0 ? "pays R1" : "", standing));
    }
    return items;
  }

  private static Comparison compare(List<Item> books, List<Item> statement, Rules rules) { return Matching.compare(books, statement, rules, BusinessDays.WEEKDAYS, DAY.plusDays(7)); }

  @Test void everyItemIsUsedOnceOrExplainedAndSumsAgree() {
    for (long seed = 0; seed < 10_000; seed++) {
      var random = new Random(seed);
      var books = side(random, "B", 9);
      var statement = side(random, "S", 9);
      var comparison = compare(books, statement, Rules.standard());
      var used = new HashSet<String>();
      for (var match : comparison.matches()) {
        Stream.concat(match.books().stream(), match.statement().stream()).forEach(i -> assertThat(used.add(i.id())).as("%s once", i.id()).isTrue());
        assertThat(sum(match.books())).as("seed %d %s", seed, match).isEqualByComparingTo(sum(match.statement()));
        assertThat(Stream.concat(match.books().stream(), match.statement().stream()).map(i -> i.direction() + i.amount().asset().code()).distinct()).hasSize(1);
      }
      var told = new HashSet<>(used);
      comparison.breaks().stream().filter(b -> b.type() != Break.Type.STATUS_MISMATCH)
          .forEach(b -> b.items().forEach(i -> assertThat(told.add(i.id())).as("%s is matched or in one break", i.id()).isTrue()));
      for (var item : Stream.concat(books.stream(), statement.stream()).toList())
        if (item.standing() == Standing.FINAL) assertThat(told).as("seed %d: nothing is dropped silently", seed).contains(item.id());
      for (var proposal : comparison.proposals())
        for (var item : Stream.concat(proposal.books().stream(), proposal.statement().stream()).toList()) assertThat(used).as("seed %d", seed).doesNotContain(item.id());
    }
  }

  @Test void theOrderOfTheItemsMakesNoDifference() {
    for (long seed = 0; seed < 3_000; seed++) {
      var random = new Random(seed);
      var books = side(random, "B", 12);
      var statement = side(random, "S", 12);
      var first = compare(books, statement, Rules.standard());
      Collections.shuffle(books, random);
      Collections.shuffle(statement, random);
      assertThat(compare(books, statement, Rules.standard())).as("seed %d", seed).isEqualTo(first);
    }
  }

  /** Small tables of hashes, so that places collide: neither direction nor asset is mistaken for the other. */
  @Test void whatWentOutIsNeverWhatCameInNorEuroDollars() {
    for (long seed = 0; seed < 5_000; seed++) {
      var random = new Random(seed);
      var books = new ArrayList<Item>();
      var statement = new ArrayList<Item>();
      for (int n = 0; n < 12; n++) {
        var reference = References.own("R" + random.nextInt(1_000_000));
        books.add(Item.of("B" + n, Money.of("1", "EUR"), Direction.DEBIT, DAY, reference, "Acme"));
        statement.add(Item.of("S" + n, Money.of("1", n % 2 == 0 ? "EUR" : "USD"), n % 2 == 0 ? Direction.CREDIT : Direction.DEBIT, DAY, reference, "Acme"));
      }
      assertThat(compare(books, statement, Rules.standard()).matches()).as("seed %d", seed).isEmpty();
    }
  }

  @Test void idsAreSortedAsTexts() {
    for (long seed = 0; seed < 2_000; seed++) {
      var random = new Random(seed);
      var items = new ArrayList<Item>();
      for (int n = random.nextInt(60); n > 0; n--) {
        var id = new StringBuilder(random.nextBoolean() ? "same-" : "sam");
        for (int k = random.nextInt(12); k > 0; k--) id.append("019az\u00ff\u0100\u0101".charAt(random.nextInt(8)));
        items.add(Item.of(id.toString(), Money.of("1", "EUR"), Direction.DEBIT, DAY, References.NONE, ""));
      }
      var expected = items.stream().map(Item::id).sorted().toList();
      assertThat(Stream.of(ById.sorted(items.toArray(Item[]::new))).map(Item::id).toList()).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @Test void byReferenceAsManyAreMatchedAsThereAreOnTheSideWithFewer() {
    var rules = new Rules(List.of(new Pass.Reference(Pass.Link.OWN, false)), List.of(), List.of(), BigDecimal.TEN, 5, 2);
    for (long seed = 0; seed < 10_000; seed++) {
      var random = new Random(seed);
      var books = nameless(side(random, "B", 15));
      var statement = nameless(side(random, "S", 15));
      var expected = new HashMap<List<Object>, Integer>();
      for (var key : Stream.concat(books.stream(), statement.stream()).map(PropertiesTest::key).distinct().toList()) {
        int pairs = (int) Math.min(books.stream().filter(i -> key(i).equals(key)).count(), statement.stream().filter(i -> key(i).equals(key)).count());
        if (pairs > 0 && !key.getFirst().equals("")) expected.put(key, pairs);
      }
      var found = new HashMap<List<Object>, Integer>();
      for (var match : compare(books, statement, rules).matches()) found.merge(key(match.books().getFirst()), match.books().size(), Integer::sum);
      assertThat(found).as("seed %d", seed).isEqualTo(expected);
    }
  }

  /** Where parties are named, a line of one is not taken for another that shares the reference. */
  private static List<Item> nameless(List<Item> items) {
    return items.stream().map(i -> new Item(i.id(), i.amount(), i.direction(), i.valueDate(), i.bookingDate(), i.references(), "", i.text(), i.standing())).toList();
  }

  private static List<Object> key(Item i) { return List.of(i.references().own(), i.amount(), i.direction()); }

  @Test void byAmountAPairIsTakenWhenNeitherHasAnother() {
    var window = new Window(1, 1);
    var rules = new Rules(List.of(new Pass.Amount(window)), List.of(), List.of(), BigDecimal.TEN, 5, 2);
    for (long seed = 0; seed < 10_000; seed++) {
      var random = new Random(seed);
      var books = side(random, "B", 8);
      var statement = side(random, "S", 8);
      var found = new HashSet<Set<String>>();
      for (var match : compare(books, statement, rules).matches()) found.add(Set.of(match.books().getFirst().id(), match.statement().getFirst().id()));
      assertThat(found).as("seed %d", seed).isEqualTo(plainly(new ArrayList<>(books), new ArrayList<>(statement), window));
    }
  }

  /** The same by looking at every pair, round after round. */
  private static Set<Set<String>> plainly(List<Item> books, List<Item> statement, Window window) {
    var found = new HashSet<Set<String>>();
    var known = books.stream().map(b -> b.references().own()).collect(Collectors.toSet());
    for (int before = -1; before != found.size(); ) {
      before = found.size();
      var round = new ArrayList<List<Item>>();
      for (var b : books) {
        for (var s : statement) {
          boolean alone = rivals(b, s, window, known) && books.stream().filter(other -> rivals(other, s, window, known)).count() == 1 && statement.stream().filter(other -> rivals(b, other, window, known)).count() == 1;
          boolean named = !b.counterparty().isEmpty() && !s.counterparty().isEmpty();
          if (alone && window.holds(BusinessDays.WEEKDAYS.between(b.valueDate(), s.valueDate())) && !named) round.add(List.of(b, s));
        }
      }
      for (var pair : round) {
        found.add(Set.of(pair.get(0).id(), pair.get(1).id()));
        books.remove(pair.get(0));
        statement.remove(pair.get(1));
      }
    }
    return found;
  }

  private static boolean rivals(Item b, Item s, Window window, Set<String> known) {
    boolean payers = s.direction() == Direction.CREDIT && !known.contains(s.references().own());
    return b.standing() != Standing.FAILED && s.standing() != Standing.FAILED && b.amount().equals(s.amount()) && b.direction() == s.direction() && (payers || !b.contradicts(s))
        && window.twice().holds(BusinessDays.WEEKDAYS.between(b.valueDate(), s.valueDate()));
  }

  @Test void aCoverIsFoundWhenThereIsOneAndASecondWhenThereAreMore() {
    for (long seed = 0; seed < 10_000; seed++) {
      var random = new Random(seed);
      var falling = IntStream.range(0, 1 + random.nextInt(10)).mapToObj(_ -> BigDecimal.valueOf(1 + random.nextInt(40), 2)).sorted(Collections.reverseOrder()).toList();
      var target = BigDecimal.valueOf(1 + random.nextInt(120), 2);
      int parts = 2 + random.nextInt(4);
      var ways = new HashSet<Long>();
      for (long way = 0; way < 1L << falling.size(); way++) {
        long chosen = way;
        var sum = IntStream.range(0, falling.size()).filter(i -> (chosen >> i & 1) == 1).mapToObj(falling::get).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (Long.bitCount(way) >= 2 && Long.bitCount(way) <= parts && sum.compareTo(target) == 0) ways.add(way);
      }
      var answer = Cover.of(falling, target, parts);
      assertThat(answer.proven()).isTrue();
      assertThat(ways).as("seed %d", seed).containsAll(answer.ways());
      assertThat(answer.ways()).as("seed %d", seed).hasSize(Math.min(2, ways.size()));
    }
  }

  private static BigDecimal sum(List<Item> items) { return items.stream().map(i -> i.amount().amount()).reduce(BigDecimal.ZERO, BigDecimal::add); }
}
