package finality.rail.message.iso20022;

import org.jspecify.annotations.Nullable;

/**
 * What the envelope of a message says of it (business application header, head.001.001.02); sender, receiver, id, definition and time are the message's own.
 *
 * @param envelope name of the element around header and message
 * @param service the business service by whose rules the message is exchanged: {@code swift.cbprplus.02}; networks name theirs
 * @param possibleDuplicate it may have been sent before
 */
public record ApplicationHeader(String envelope, @Nullable String service, boolean possibleDuplicate) {
  /** @throws IllegalArgumentException when the envelope is no name of an element */
  public ApplicationHeader {
    if (!envelope.matches("[A-Za-z][A-Za-z0-9]*")) throw new IllegalArgumentException("not a name of an element: " + envelope);
  }

  public static ApplicationHeader of(String service) { return new ApplicationHeader("Envelope", service, false); }
}
