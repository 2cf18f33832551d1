package finality.matching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the texts of the statement's open lines name of the books, matched or open. A line that has no reference the books know, and whose text names one, has that one from here on;
 * and what a text names is not somebody else's payment, however well the amount fits.
 */
final class Texts {
  private final Table table;
  private final Map<Integer, Set<String>> named = new HashMap<>();
  /** Own references of open lines that the books do not know. */
  private final Set<String> unknown = new HashSet<>();

  Texts(Table table) {
    this.table = table;
    var lines = table.statement;
    var wanted = new InText(lines);
    for (int s = 0; s < lines.items.length; s++) if (!lines.taken[s]) unknown.add(lines.own(s));
    for (int b = 0; b < table.books.items.length; b++) {
      unknown.remove(table.books.own(b));
      wanted.want(table.books.own(b));
    }
    unknown.add("");
    if (wanted.isEmpty()) return;
    for (int s = 0; s < lines.items.length; s++) {
      var all = lines.taken[s] ? Set.<String>of() : wanted.all(lines.get(s).words());
      if (all.isEmpty()) continue;
      named.put(s, all);
      if (all.size() == 1 && !all.contains(InText.SEVERAL) && unknown.contains(lines.own(s))) lines.name(s, all.iterator().next());
    }
  }

  /** References of the books that the line's text names. */
  Set<String> of(int line) { return named.getOrDefault(line, Set.of()); }

  /** Whether the line names that item otherwise than by its own reference. */
  boolean name(int b, int s) { return of(s).contains(table.books.own(b)) && !table.books.own(b).equals(table.statement.get(s).references().own()); }

  /**
   * Lines that are open and name several references of the books, with the books' items of those, all open, of the line's asset and direction, and named by no other line.
   * In the order of the lines.
   */
  SortedMap<Integer, int[]> together() {
    var mentions = new HashMap<String, Integer>();
    named.forEach((s, names) -> { if (table.statement.open(s)) for (var name : names) mentions.merge(name, 1, Integer::sum); });
    var items = new HashMap<String, List<Integer>>();
    if (!mentions.isEmpty()) for (int b = 0; b < table.books.items.length; b++) if (mentions.containsKey(table.books.own(b))) items.computeIfAbsent(table.books.own(b), _ -> new ArrayList<>()).add(b);
    var together = new TreeMap<Integer, int[]>();
    named.forEach((s, names) -> {
      if (names.size() < 2 || !table.statement.open(s) || names.stream().anyMatch(name -> mentions.get(name) > 1 || !items.containsKey(name))) return;
      var line = table.statement.get(s);
      var all = names.stream().flatMap(name -> items.get(name).stream()).mapToInt(b -> b).sorted().toArray();
      if (Arrays.stream(all).allMatch(b -> table.books.open(b) && table.books.get(b).direction() == line.direction() && table.books.get(b).amount().asset().equals(line.amount().asset()))) together.put(s, all);
    });
    return together;
  }

  /** The line is somebody else's, by its own reference or by what its text names; or its text names several, and it is not for one alone. */
  boolean contradict(int b, int s) {
    var book = table.books.get(b);
    var line = table.statement.get(s);
    var own = book.references().own();
    if (!own.isEmpty() && own.equals(line.references().own())) return false;
    var all = of(s);
    if (!all.isEmpty() && !all.contains(InText.SEVERAL)) return all.size() > 1 || !all.contains(own);
    boolean payers = line.direction() == Direction.CREDIT && unknown.contains(line.references().own());   // who pays us numbers in his own way
    return !payers && book.contradicts(line) || InText.namesAnother(own, line.text()) || InText.namesAnotherOfItsSeries(own, line.references().own());
  }
}
