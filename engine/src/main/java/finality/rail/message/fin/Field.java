package finality.rail.message.fin;

import finality.rail.message.Finding.Position;
import java.util.List;

/** A field of a FIN message: its tag without colons ({@code 60F}), and its lines, of which the first stands behind the tag. */
record Field(String tag, List<String> lines, long at) {
  Field { lines = List.copyOf(lines); }

  /** The tag without its option: {@code 60} of {@code 60F}. */
  String number() { return tag.length() > 2 && !Character.isDigit(tag.charAt(tag.length() - 1)) ? tag.substring(0, tag.length() - 1) : tag; }

  /** The option, or empty. */
  String option() { return tag.substring(number().length()); }

  String first() { return lines.getFirst(); }

  /** Lines put together as they are: FIN breaks lines where they are full, within words too. */
  String joined() { return String.join("", lines); }

  Position position() { return new Position(at, Character.isLetterOrDigit(tag.charAt(0)) ? ":" + tag + ":" : ""); }
}
