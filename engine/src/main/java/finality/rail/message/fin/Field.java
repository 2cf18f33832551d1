package finality.rail.message.fin;

import finality.rail.message.Finding.Position;
import java.util.List;

/** A field of a FIN message: its tag without colons ({@code 60F}), and its lines, of which the first stands behind the tag. */
record Field(String tag, List<String> lines, long at) {
  Field { lines = List.copyOf(lines); }

  String first() { return lines.getFirst(); }

  /** Lines put together as they are: FIN breaks lines where they are full, within words too. */
  String joined() { return String.join("", lines); }

  Position position() { return new Position(at, ":" + tag + ":"); }
}
