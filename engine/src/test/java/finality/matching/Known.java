package finality.matching;

import finality.money.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * A day's business of an account, of which it is known what belongs together: payments and receipts with parties that recur, shown up to two days
 * later under a name cut short; branches with numbers, people with names alike; splits, lump sums, fees, duplicates, mistakes in amounts, missing and unexpected items, a fifth of equal round amounts.
 */
final class Known {
  static final Fee FEE = new Fee("incoming", new Scope("EUR", Direction.CREDIT, new BigDecimal("5000"), null), new BigDecimal("12.50"), BigDecimal.ZERO, BigDecimal.ZERO, null);
  private static final List<String> FIRST = List.of("Nordlicht", "Atelier", "Lakeshore", "Castello", "Sommer", "Hansen", "Dubois", "Papeterie", "Kowalska", "Schmidt", "Müller", "Verde", "Baltic", "Aurora", "Fontaine", "Kestrel", "Ibérica", "Zenith");
  private static final List<String> SECOND = List.of("Büromöbel", "Freight", "Marmi", "Logistik", "Kaffee", "Design", "Energie", "Systems", "Trading", "Foods", "Textil", "Pharma", "Optik", "Druck", "Shipping", "Holding");
  private static final List<String> FORMS = List.of("GmbH", "SARL", "Ltd", "SpA", "BV", "AG", "Inc.", "Oy");
  private static final List<String> GIVEN = List.of("Anna", "Hanna", "Peter", "Petra", "John", "Joan", "Maria", "Marion");
  private static final List<String> FAMILY = List.of("Schmidt", "Schmitt", "Meier", "Meyer", "Hansen", "Johansen", "Kowalski", "Novak");
  private static final LocalDate MONDAY = LocalDate.of(2026, 11, 2);

  final List<Item> books = new ArrayList<>();
  final List<Item> statement = new ArrayList<>();
  /** What belongs together: ids of the books, then of the statement. */
  final Set<List<Set<String>>> truth = new HashSet<>();
  private final Random random;
  private final boolean references;
  private int number = 1_000;

  Known(long seed, int events, boolean references) {
    random = new Random(seed);
    this.references = references;
    for (int n = 0; n < events; n++) event();
    Collections.shuffle(books, random);
    Collections.shuffle(statement, random);
  }

  private record Event(String reference, String party, String shown, LocalDate day, LocalDate later, Direction direction) {}

  private void event() {
    var party = party();
    var upper = party.toUpperCase(java.util.Locale.ROOT);
    var shown = random.nextInt(4) == 0 ? "" : upper.substring(0, Math.max(Math.min(12, upper.length()), upper.length() - random.nextInt(6)));
    var day = weekday(MONDAY.plusDays(random.nextInt(28)));
    var event = new Event("REF-" + ++number, party, shown, day, weekday(day.plusDays(random.nextInt(3))), random.nextBoolean() ? Direction.DEBIT : Direction.CREDIT);
    long cents = random.nextInt(5) == 0 ? 10_000L * (1 + random.nextInt(5)) : 1_000 + random.nextInt(2_000_000);
    int kind = random.nextInt(1000);
    if (kind < 30) split(event, cents, true);
    else if (kind < 60) split(event, cents, false);
    else if (kind < 75) book(event, cents);                                   // missing
    else if (kind < 90) line(event, cents);                                   // unexpected
    else if (kind < 100) { book(event, cents); line(event, cents + 1 + random.nextInt(900)); }   // a mistake
    else if (kind < 110 && references) { known(event, cents, cents); line(event, cents); }       // shown twice
    else known(event, cents, cents);
  }

  private String party() {
    return switch (random.nextInt(6)) {
      case 0 -> any(FIRST) + " Markt Filiale " + (100 + random.nextInt(50));
      case 1 -> any(GIVEN) + " " + any(FAMILY);
      default -> any(FIRST) + " " + any(SECOND) + " " + any(FORMS);
    };
  }

  private String any(List<String> names) { return names.get(random.nextInt(names.size())); }

  private static LocalDate weekday(LocalDate day) { return day.getDayOfWeek().getValue() > 5 ? day.plusDays(8 - day.getDayOfWeek().getValue()) : day; }

  private void known(Event event, long booked, long shown) {
    var fee = event.direction == Direction.CREDIT && booked >= 500_000 && references ? 1_250 : 0;
    together(Set.of(book(event, booked)), Set.of(line(event, shown - fee)));
  }

  private void split(Event event, long cents, boolean oneToMany) {
    int parts = 2 + random.nextInt(3);
    var ids = new TreeSet<String>();
    long left = cents;
    for (int n = 1; n <= parts; n++) {
      long part = n == parts ? left : left / (parts - n + 1) + random.nextInt(300) - 150;
      left -= part;
      ids.add(oneToMany ? line(event, part) : book(event, part));
    }
    if (oneToMany) together(Set.of(book(event, cents)), ids);
    else together(ids, Set.of(line(event, cents)));
  }

  private void together(Set<String> mine, Set<String> theirs) { truth.add(List.of(mine, theirs)); }

  private String book(Event e, long cents) { return add(books, "B", e, cents, e.day, e.party); }

  private String line(Event e, long cents) { return add(statement, "S", e, cents, e.later, e.shown); }

  private String add(List<Item> side, String letter, Event e, long cents, LocalDate day, String party) {
    var id = letter + Long.toString(0x1000000L + (random.nextInt(0x7fff) << 8 | ++number & 0xff), 36) + "-" + number;   // in no order that tells
    var amount = Money.of(BigDecimal.valueOf(cents, 2).toPlainString(), "EUR");
    boolean inText = references && side == statement && random.nextInt(5) < 2;
    side.add(new Item(id, amount, e.direction, day, day, references && !inText ? References.own(e.reference) : References.NONE, party, inText ? "payment " + e.reference + " thank you" : "", Standing.FINAL));
    return id;
  }

  /** Precision and recall of the matches, in pairs of ids, per ten thousand. */
  record Quality(int precision, int recall) {}

  Quality quality(Comparison comparison) {
    int right = 0;
    var seen = new HashSet<List<Set<String>>>();
    for (var match : comparison.matches()) {
      var found = List.of(ids(match.books()), ids(match.statement()));
      if (truth.contains(found) && seen.add(found)) right++;
      else if (match.books().size() == match.statement().size() && match.books().size() > 1) right += equalOnes(found) ? 1 : 0;
      else if (references && isDuplicate(match)) right++;
    }
    int all = comparison.matches().size();
    return new Quality(all == 0 ? 10_000 : 10_000 * right / all, 10_000 * right / Math.max(1, truth.size()));
  }

  /** Of a line that is shown twice either is the right one. */
  private boolean isDuplicate(Match match) {
    if (match.books().size() != 1 || match.statement().size() != 1) return false;
    var book = match.books().getFirst();
    var line = match.statement().getFirst();
    return (line.references().own() + " " + line.text() + " ").contains(book.references().own() + " ") && truth.stream().anyMatch(t -> t.getFirst().equals(Set.of(book.id())));
  }

  /** Equal items matched as a whole are right when the truth stays within them. */
  private boolean equalOnes(List<Set<String>> found) {
    return truth.stream().filter(t -> found.get(0).containsAll(t.get(0))).count() == found.get(0).size()
        && truth.stream().filter(t -> found.get(0).containsAll(t.get(0))).allMatch(t -> found.get(1).containsAll(t.get(1)));
  }

  private static Set<String> ids(List<Item> items) {
    var ids = new TreeSet<String>();
    items.forEach(i -> ids.add(i.id()));
    return ids;
  }
}
