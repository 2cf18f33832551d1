package finality.rail.message.fin;

import finality.rail.message.CharacterSet;
import java.util.ArrayList;
import java.util.List;

/** Fields 72 and 77B: code words between strokes, each on a line of its own and going on in lines that begin with two strokes. */
final class Narration {
  private Narration() {}

  /** Each code with its words, {@code /REC/ADVISE BY FAX}, without the line breaks. */
  static List<String> read(Field field) {
    var entries = new ArrayList<List<String>>();
    for (var line : field.lines()) {
      if (line.startsWith("//") && !entries.isEmpty()) entries.getLast().add(line);
      else if (line.matches("/[A-Z0-9]{1,8}/.*") || entries.isEmpty()) entries.add(new ArrayList<>(List.of(line)));
      else entries.getLast().add("//" + line);
    }
    return entries.stream().map(lines -> Lines.unwrap(lines, 2)).toList();
  }

  /** @param most lines of the field. @throws finality.rail.message.Unwritable when they are more */
  static Field write(String tag, List<String> entries, int most) {
    var lines = new ArrayList<String>();
    for (var entry : entries) lines.addAll(Lines.wrap(CharacterSet.FIN_X.transliterated(entry).strip(), "", "//", most, ":" + tag + ":"));
    if (lines.size() > most)
      throw new finality.rail.message.Unwritable(":" + tag + ":", "too_long", "The instructions need " + lines.size() + " lines; the field has " + most + ".");
    return new Field(tag, lines, 0);
  }
}
