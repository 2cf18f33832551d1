package finality.rail.message.iso20022;

import finality.rail.message.Finding;
import finality.rail.message.Finding.Position;
import finality.rail.message.MessageListener;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells which elements of a file nobody has taken, all kinds in one note with the first place of each, so that nothing is dropped silently whatever a message holds. What stands twice where
 * its message definition has it once is an error each time: which of the two was meant nobody knows. Values are held against their types on the way.
 */
final class Leftovers implements Node.Review {
  /** Of which a definition has any number and the records one (ISO 20022 message definitions of all versions that are read, as the classes of Prowide's pw-iso20022 have them). */
  private static final Set<String> SEVERAL = Set.of("RmtInf/Strd", "PmtTpInf/SvcLvl", "OrgId/Othr", "PrvtId/Othr");
  private static final int MOST_KINDS = 200;

  private final MessageListener listener;
  private final Set<String> told = new HashSet<>();
  private final Map<String, Position> untaken = new LinkedHashMap<>();

  Leftovers(MessageListener listener) { this.listener = listener; }

  /** Of this part and what is in it, after everything that is carried was asked for. */
  void of(Node part) { part.review(this); }

  @Override public void value(Node node) { Types.misfit(node).ifPresent(listener::found); }

  @Override public void element(Node node) { element(node.position(), node.path()); }

  /** The file has ended. */
  void end() {
    if (untaken.isEmpty()) return;
    var kinds = untaken.entrySet().stream().map(kind -> kind.getKey() + " (line " + kind.getValue().line() + ")").collect(Collectors.joining(", "));
    var where = untaken.size() == 1 ? " is not carried" : " are not carried";
    listener.found(Finding.note(untaken.values().iterator().next(), "not_carried", kinds + (untaken.size() < MOST_KINDS ? "" : " and others") + where + ": what stands there is in the file alone, here and further on."));
  }

  @Override public void again(Node first, Node again) {
    if (SEVERAL.contains(again.within())) element(again);
    else repeated(first, again);
  }

  /** A whole element by its name, which nobody reads. */
  void element(Position position, String path) { if (untaken.size() < MOST_KINDS) untaken.putIfAbsent(path, position); }

  /** @param kind what it is about, which begins the sentence */
  void tell(Position position, String code, String kind, String rest) {
    if (told.size() < MOST_KINDS && told.add(code + " " + kind)) listener.found(Finding.note(position, code, kind + " " + rest));
  }

  private void repeated(Node first, Node again) {
    listener.found(Finding.error(again.position(), "repeated_element", again.name + " says \"" + again.words() + "\", and line " + first.line() + " says \"" + first.words()
        + "\"; its message definition allows one of them. The first was read; ask the sender which is meant."));
  }

  /** The parts of a message, or of a group in it, that have been read. */
  final class Once {
    private final Map<String, Node> firsts = new HashMap<>();
    private final Set<String> several;

    /** @param several those of which there may be any number */
    Once(Set<String> several) { this.several = several; }

    /** Whether it has been there before, which is told. */
    boolean isAgain(Node part) {
      if (several.contains(part.name)) return false;
      var first = firsts.putIfAbsent(part.name, part);
      if (first != null) repeated(first, part);
      return first != null;
    }
  }
}
