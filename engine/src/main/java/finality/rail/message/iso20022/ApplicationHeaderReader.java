package finality.rail.message.iso20022;

import finality.rail.message.Agent;
import finality.rail.message.Finding;
import org.jspecify.annotations.Nullable;

/** The business application header (head.001) in the envelope of a message: who sends it to whom, and what the message must be. */
final class ApplicationHeaderReader {
  final @Nullable Agent from;
  final @Nullable Agent to;
  private final Node header;

  /** Whether an element of this name is one: it has at least one of the parts that it must have. */
  static boolean isOne(Node header) {
    for (var name : new String[] {"Fr", "BizMsgIdr", "MsgDefIdr", "CreDt"}) if (header.at(name) != null) return true;
    return header.isEmpty();
  }

  ApplicationHeaderReader(Node header, Values read) {
    this.header = header;
    var parts = new PartsReader(read);
    from = parts.agent(header.at("Fr/FIId"));
    to = parts.agent(header.at("To/FIId"));
    for (var name : new String[] {"Fr", "To"}) if (header.at(name) == null) read.missing(header, name);
    for (var name : new String[] {"BizMsgIdr", "MsgDefIdr", "CreDt"}) read.required(header, name);
    read.instant(header, "CreDt");
    if (Values.isTrue(header.text("PssblDplct"))) read.warning(header.at("PssblDplct"), "possible_duplicate", "The sender says that this message may have been sent before.");
    var copy = header.text("CpyDplct");
    if (copy != null) read.warning(header.at("CpyDplct"), "copy", "This is no original but a " + (copy.equals("DUPL") ? "duplicate" : "copy") + " (" + copy + "): it asks for nothing of its own.");
    header.text("BizSvc");   // by whose rules it travels, which is no matter of what it says
    read.leftovers.of(header);
  }

  /** The header must be of this message. @param id the message's own, as it stands there */
  void agrees(@Nullable Node id, String type, Values read) {
    var definition = header.text("MsgDefIdr");
    if (definition != null && !definition.equals(type)) read.error(header.at("MsgDefIdr"), "other_message", "The header is of a " + Finding.shortened(definition) + ", the message is a " + type + ".");
    var name = header.text("BizMsgIdr");
    if (id != null && name != null && !name.equals(id.text())) read.warning(header.at("BizMsgIdr"), "other_id", "The header names the message \"" + Finding.shortened(name) + "\", the message itself \"" + Finding.shortened(id.text()) + "\".");
  }
}
