package finality.rail.message;

import java.io.IOException;

/**
 * Writes messages about payments one item at a time. What the format or its network cannot carry is refused, never cut or replaced, unless the rulebook says how.
 * Nothing of a refused message may be sent: write to a buffer or a new file.
 */
public interface MessageWriter {

  /** @param header with count and sum where the format puts them ahead of the items. @throws Unwritable when it cannot be said in this format */
  void begin(MessageHeader header) throws IOException;

  /** @throws Unwritable when it cannot be said in this format */
  void item(Item item) throws IOException;

  /** @throws Unwritable when count or sum are not those of the items */
  void end() throws IOException;
}
