package finality.matching;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the texts of the statement's open lines name of the books, matched or open. A line that has no reference the books know, and whose text names one, has that one from here on;
 * and what a text names is not somebody else's payment, however well the amount fits.
 */
final class Texts {
  private final Table table;
  private final Map<Integer, Set<String>> named = new HashMap<>();

  Texts(Table table) {
    this.table = table;
    var lines = table.statement;
    var wanted = new InText(lines);
    var unknown = new HashSet<String>();
    for (int s = 0; s < lines.items.length; s++) if (!lines.taken[s]) unknown.add(lines.own(s));
    for (int b = 0; b < table.books.items.length; b++) {
      unknown.remove(table.books.own(b));
      wanted.want(table.books.own(b));
    }
    unknown.add("");
    if (wanted.isEmpty()) return;
    for (int s = 0; s < lines.items.length; s++) {
      var all = lines.taken[s] ? Set.<String>of() : wanted.all(lines.get(s).text());
      if (all.isEmpty()) continue;
      named.put(s, all);
      if (all.size() == 1 && !all.contains(InText.SEVERAL) && unknown.contains(lines.own(s))) lines.name(s, all.iterator().next());
    }
  }

  /** References of the books that the line's text names. */
  Set<String> of(int line) { return named.getOrDefault(line, Set.of()); }

  /** The line is somebody else's: by its own reference, or by what its text names. */
  boolean contradict(int b, int s) {
    var book = table.books.get(b);
    var line = table.statement.get(s);
    var own = book.references().own();
    if (!own.isEmpty() && own.equals(line.references().own())) return false;
    var all = of(s);
    if (!all.isEmpty() && !all.contains(InText.SEVERAL)) return !all.contains(own);
    return book.contradicts(line) || InText.namesAnother(own, line.text());
  }
}
