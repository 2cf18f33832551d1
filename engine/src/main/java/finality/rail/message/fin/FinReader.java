package finality.rail.message.fin;

import finality.rail.message.Agent;
import finality.rail.message.Finding;
import finality.rail.message.Finding.Position;
import finality.rail.message.MessageHeader;
import finality.rail.message.MessageListener;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * MT103 (STP and REMIT too), MT202 and MT202 COV, with or without envelope, any number in a file. Each message is opened and closed with the one item that it has: a credit transfer, or with
 * {@code /RETN/} or {@code /REJT/} in field 72 a return or a status. What the network would refuse is an error: a field that has not its form, is missing or out of place, a rule that is broken; nothing is guessed in its stead.
 */
public final class FinReader {
  private static final int MOST_FIELDS = 200;

  private final Fields fields;
  private final MessageListener listener;
  private final List<Field> collected = new ArrayList<>();
  private @Nullable Field head;
  private final Set<String> envelopes = new HashSet<>();
  private boolean any;
  /** The first field that is too many. */
  private @Nullable Field beyond;

  private FinReader(InputStream in, MessageListener listener) {
    this.fields = new Fields(in, listener);
    this.listener = listener;
  }

  /** Reads to the end, in memory that does not grow with the file. */
  public static void read(InputStream in, MessageListener listener) throws IOException { new FinReader(in, listener).read(); }

  private void read() throws IOException {
    for (var field = fields.next(); field != null; field = fields.next()) {
      switch (field.tag()) {
        case "{" -> begin(field);
        case "-" -> {
          trailer(field);
          finish(true);
        }
        case "20" -> {
          if (head == null && !collected.isEmpty()) finish(false);   // messages without envelope or end, one behind the other
          add(field);
        }
        default -> add(field);
      }
    }
    finish(false);
    if (!any) listener.found(Finding.error(Position.FILE, "no_message", "There is no MT103 or MT202 in this file."));
  }

  private void begin(Field field) {
    finish(false);
    if (field.first().contains("{451:")) {
      if (field.first().contains("{451:1}"))
        listener.found(Finding.error(field.position(), "not_accepted", "The network did not accept the message that follows: " + Finding.shortened(field.first().replaceFirst("^.*\\{4:", "")) + "."));
      else listener.found(Finding.note(field.position(), "acknowledged", "The network's acknowledgement of the message that follows was stepped over."));
    } else head = field;
  }

  private void trailer(Field field) {
    if (field.first().contains("{PDE") || field.first().contains("{PDM"))
      listener.found(Finding.warning(field.position(), "possible_duplicate", "The message says that it may have been sent before (" + (field.first().contains("{PDE") ? "PDE, by the sender" : "PDM, by the network") + ")."));
  }

  private void add(Field field) {
    if (collected.size() < MOST_FIELDS) collected.add(field);
    else if (beyond == null) beyond = field;
  }

  /** @param closed the message has an end of its own */
  private void finish(boolean closed) {
    var at = head;
    var envelope = at == null ? Envelope.NONE : Envelope.read(at.first());
    var own = List.copyOf(collected);
    collected.clear();
    head = null;
    var tooMany = beyond;
    beyond = null;
    if (own.isEmpty()) {
      if (at != null && !at.first().startsWith("{5:")) listener.found(Finding.error(at.position(), "empty_message", "There is an envelope, but no field follows it."));
      return;
    }
    any = true;
    if (!closed && at != null && Envelope.opensText(at.first())) listener.found(Envelope.cutOff(own.getLast().position()));
    var other = envelope.type().isEmpty() ? statement(own) : envelope.type().equals("103") || envelope.type().equals("202") ? null : envelope.type();
    if (other != null) {
      listener.found(Finding.error(own.getFirst().position(), "other_message", "This is an MT" + other + "; it was not read with the payments around it. Split the file."));
      return;
    }
    if (tooMany != null) listener.found(Finding.error(tooMany.position(), "too_long", "The message has more than " + MOST_FIELDS + " fields; the rest was not read."));
    message(new FinMessage(kind(envelope, own), envelope, own));
  }

  /** Which type of statement these fields are that no envelope names. */
  private static @Nullable String statement(List<Field> fields) {
    boolean payment = fields.stream().anyMatch(field -> field.tag().matches("32A|50[AFK]|58[AD]|59[AF]?"));
    if (payment || fields.stream().noneMatch(field -> field.tag().matches("25P?|28C?|6[0-5][FM]?|34F|13D|90[CD]"))) return null;
    return fields.stream().anyMatch(field -> field.tag().matches("34F|90[CD]")) && fields.stream().noneMatch(field -> field.number().equals("60")) ? "942" : "940";
  }

  private static String kind(Envelope envelope, List<Field> fields) {
    boolean banks = envelope.type().isEmpty() ? fields.stream().anyMatch(field -> field.number().equals("58")) : envelope.type().equals("202");
    var variant = envelope.variant() == null ? "" : envelope.variant();
    if (banks) return variant.equals("COV") || fields.stream().anyMatch(field -> field.number().equals("50")) ? "202 COV" : "202";
    return variant.equals("STP") ? "103 STP" : variant.equals("REMIT") || fields.stream().anyMatch(field -> field.tag().equals("77T")) ? "103 REMIT" : "103";
  }

  private void message(FinMessage message) {
    var envelope = message.envelope();
    var at = message.fields().getFirst().position();
    var reference = Transfers.reference(message.first(), "20");
    var id = envelope.reference() != null ? envelope.reference() : reference == null ? "" : reference;
    listener.opened(new MessageHeader("MT" + message.kind(), id, null, bank(envelope.sender()), bank(envelope.receiver()), null, null, null, null, null, null, envelope.copy()), at);
    for (var tag : envelope.others()) if (envelopes.add(tag)) listener.found(Finding.note(at, "not_carried", "Field " + tag + " of block 3 is not carried: what it says stands in the file alone."));
    for (var finding : Layout.check(message)) listener.found(finding);
    for (var field : message.fields()) FieldForms.wrong(field).ifPresent(wrong -> listener.found(Finding.error(field.position(), "wrong_format", wrong)));
    for (var finding : NetworkRules.check(message)) listener.found(finding);
    if (envelope.uetr() != null && !finality.rail.message.identifier.Uetr.read(envelope.uetr()).isValid())
      listener.found(Finding.error(at, "wrong_uetr", "\"" + Finding.shortened(envelope.uetr()) + "\" in block 3 is no UETR, a UUID of version 4."));
    var item = new Transfers(message, listener).read();
    if (item != null) listener.item(item, at);
    listener.closed();
  }

  private static @Nullable Agent bank(@Nullable String bic) { return bic == null ? null : Agent.bic(bic); }
}
