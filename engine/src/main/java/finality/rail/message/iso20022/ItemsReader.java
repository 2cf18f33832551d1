package finality.rail.message.iso20022;

import finality.rail.message.Finding;
import finality.rail.message.Finding.Position;
import finality.rail.message.Item;
import finality.rail.message.MessageHeader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One message about payments as it is read: its header is told before the first item, each item as soon as it was read. */
abstract class ItemsReader {
  /** That are kept of a group, beside whose parts they stand; those beyond are told as not carried. */
  static final int MOST_REASONS = 100;

  final String type;
  final Values read;
  final PartsReader parts;
  final @Nullable ApplicationHeaderReader envelope;
  private final Position at;
  private boolean opened;

  /** What a reader is given. @param type such as {@code pacs.008.001.08} */
  record Start(String type, Position at, Values read, @Nullable ApplicationHeaderReader envelope) {}

  ItemsReader(Start start) {
    type = start.type;
    at = start.at;
    read = start.read;
    envelope = start.envelope;
    parts = new PartsReader(read);
  }

  /** Elements that are not read whole, because they may hold any number of parts. */
  Set<String> groups() { return Set.of(); }

  /** A part of the message, or of a group in it. @return whether it is one of those that are read */
  abstract boolean part(Node part);

  /** Parts of which a message, or a group in it, may have any number. */
  Set<String> several() { return Set.of("CdtTrfTxInf", "TxInf", "TxInfAndSts", "StsRsnInf", "NbOfTxsPerSts", "CxlStsRsnInf", "NbOfTxsPerCxlSts", "SplmtryData"); }

  /** Reads a part and tells what of it nobody has taken. @param once what has been there before it, of the message or the group */
  final void take(Node part, Leftovers.Once once) {
    if (once.isAgain(part)) return;
    if (part(part)) read.leftovers.of(part);
    else read.leftovers.element(part.position(), part.name);
  }

  /** A group begins. */
  void group(String name, Position at) {}

  /** Asked for once, when the first item is read or the message ends. */
  abstract MessageHeader header();

  /** After the last part. */
  void end() {}

  final void item(Item item, Node from) {
    open();
    read.listener.item(item, from.position());
  }

  /** An item that cannot be read, which was told. */
  final void unreadable(Node from) {
    open();
    read.listener.unreadable(from.position());
  }

  final void open() {
    if (opened) return;
    opened = true;
    read.listener.opened(header(), at);
  }

  final void close() {
    end();
    open();
    read.listener.closed();
  }

  final boolean isOpen() { return opened; }

  /** Of a message in which nothing but its root was found. */
  final void without(String part) { read.listener.found(Finding.error(at, "missing_element", "The message has no " + part + ", which its message definition requires.")); }
}
