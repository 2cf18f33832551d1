package finality.rail.message.fin;

import finality.rail.message.Unwritable;
import java.util.ArrayList;
import java.util.List;

/**
 * Text over lines of at most so many characters, and back. Lines break at blanks, which go; a word that is too long breaks where the line is full. So a full line goes on in the next
 * one without a blank, any other with one. No line but the first begins with a colon or a hyphen, which to FIN would be a field or the end of the message.
 */
final class Lines {
  static final int WIDTH = 35;

  private Lines() {}

  /** @param first what the first line begins with, {@code next} what each other one does; both count. @param most lines. @throws Unwritable when the text needs more lines */
  static List<String> wrap(String text, String first, String next, int most, String field) {
    var lines = new ArrayList<String>();
    var prefix = first;
    var rest = text;
    do {
      int room = WIDTH - prefix.length();
      int end = rest.length() <= room ? rest.length() : breakOf(rest, room, next, field);
      lines.add(prefix + rest.substring(0, end));
      boolean blank = end < rest.length() && end < room && rest.charAt(end) == ' ';
      rest = rest.substring(blank ? end + 1 : end);
      prefix = next;
    } while (!rest.isEmpty());
    if (lines.size() > most)
      throw new Unwritable(field, "too_long", "\"" + text + "\" needs " + lines.size() + " lines of " + WIDTH + " characters; the field has " + most + ".");
    return lines;
  }

  private static int breakOf(String text, int room, String next, String field) {
    for (int end = room - 1; end > 0; end--) if (text.charAt(end) == ' ' && mayBegin(text, end + 1, next)) return end;
    if (!mayBegin(text, room, next))
      throw new Unwritable(field, "line_break", "\"" + text + "\" would have to break before \"" + text.charAt(room) + "\", which FIN takes for a field or the end of the message. Put a blank there.");
    return room;
  }

  private static boolean mayBegin(String text, int at, String next) {
    return !next.isEmpty() || at >= text.length() || text.charAt(at) != ':' && text.charAt(at) != '-';
  }

  /** @param lines as they stand, {@code skip} how many characters of each line but the first are its prefix */
  static String unwrap(List<String> lines, int skip) {
    var text = new StringBuilder(lines.getFirst());
    for (int i = 1; i < lines.size(); i++) text.append(lines.get(i - 1).length() >= WIDTH ? "" : " ").append(lines.get(i).substring(Math.min(skip, lines.get(i).length())));
    return text.toString();
  }
}
