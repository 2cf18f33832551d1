package finality.rail.message.iso20022;

import finality.rail.message.Finding;
import finality.rail.message.Finding.Position;
import finality.rail.message.MessageListener;
import java.util.HashSet;
import java.util.Set;

/** Tells which elements of a file nobody has taken, each kind once with its first place, so that nothing is dropped silently whatever a message holds. */
final class Leftovers {
  private static final int MOST_KINDS = 200;

  private final MessageListener listener;
  private final Set<String> told = new HashSet<>();

  Leftovers(MessageListener listener) { this.listener = listener; }

  /** Of this part and what is in it, after everything that is carried was asked for. */
  void of(Node part) { part.unread(node -> element(node.position(), node.path())); }

  /** A whole element by its name, which nobody reads. */
  void element(Position position, String path) { tell(position, "not_carried", path, "is not carried: what it says stands in the file alone."); }

  /** @param kind what it is about, which begins the sentence */
  void tell(Position position, String code, String kind, String rest) {
    if (told.size() < MOST_KINDS && told.add(code + " " + kind)) listener.found(Finding.note(position, code, kind + " " + rest));
  }
}
