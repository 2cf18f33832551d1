package finality.rail.message.command;

import java.io.PrintStream;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Words laid out for a terminal: never wider than it, nothing in them that could steer it. */
final class Page {
  private static final int NARROWEST = 40;
  private static final int MOST_ROWS = 4;
  private static final Pattern BLANK = Pattern.compile("[\\t\\n\\x0B\\f\\r\\u0085\\u2028\\u2029]+");
  /** Control characters, and those that turn the direction of writing. */
  private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]");

  private final PrintStream out;
  private final int width;

  Page(PrintStream out, int width) {
    this.out = out;
    this.width = Math.max(NARROWEST, width);
  }

  /** On one line; what could steer a terminal is shown as U+FFFD. */
  static String plain(String text) { return STEERING.matcher(BLANK.matcher(text).replaceAll(" ")).replaceAll("\uFFFD"); }

  void line(String text) {
    var line = plain(text).stripTrailing();
    int blanks = line.length() - line.stripLeading().length();
    if (line.length() <= width) out.println(line);
    else text(line.substring(0, blanks), blanks + 2, line.substring(blanks));
  }

  void blank() { out.println(); }

  void flush() { out.flush(); }

  /** Cells two blanks apart after the head, going on below it at the indent where the line is full; what is longer than four lines is cut and that is shown. */
  void row(String head, int indent, List<String> cells) { flow(head, indent, cells, "  ", MOST_ROWS); }

  /** Words after the head, all of them, going on below it at the indent. */
  void text(String head, int indent, String words) { flow(head, indent, List.of(words), " ", Integer.MAX_VALUE); }

  private void flow(String head, int indent, List<String> cells, String gap, int rows) {
    indent = Math.min(indent, width / 2);
    var row = new StringBuilder(plain(head));
    if (row.length() > width) {   // a head that long is no head
      flow("", indent, Stream.concat(Stream.of(row.toString()), cells.stream()).toList(), gap, rows);
      return;
    }
    int begun = row.length();
    boolean below = false;
    boolean first = true;
    for (var cell : cells) {
      var rest = plain(cell).strip();
      if (rest.isEmpty()) continue;
      var before = first ? "" : gap;
      first = false;
      while (!rest.isEmpty()) {
        int room = width - row.length() - before.length();
        if (rest.length() <= room) {
          row.append(before).append(rest);
          break;
        }
        boolean fitsBelow = rest.length() <= width - indent;
        int cut = row.length() == begun || !fitsBelow ? cut(rest, room, below) : 0;
        if (cut > 0) row.append(before).append(rest, 0, cut);
        rest = rest.substring(cut).stripLeading();
        if (--rows == 0) {
          out.println(row.length() < width ? row + "…" : row.substring(0, width - 1) + "…");
          return;
        }
        out.println(row.toString().stripTrailing());
        row = new StringBuilder(" ".repeat(indent));
        begun = indent;
        below = true;
        before = "";
      }
    }
    out.println(row.toString().stripTrailing());
  }

  /** Where to break: after the last blank that fits, or in a word that is wider than a row; 0 to begin below, never when it is below already. */
  private static int cut(String text, int room, boolean below) {
    if (room <= 0) return 0;
    int blank = text.lastIndexOf(' ', room);
    if (blank > 0) return blank;
    if (room < NARROWEST / 2 && !below) return 0;
    return Character.isHighSurrogate(text.charAt(room - 1)) ? room - 1 : room;
  }
}
