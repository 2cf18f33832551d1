package finality.rail.message;

import finality.rail.message.Finding.Position;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Knows a message that comes again: of the same type, id, sender and receiver. FIN messages that share the sender's batch reference (108) are told apart by field 20 and UETR of the one item that each has. */
final class Repetition {
  /** Messages that are remembered; of later ones it is told where they repeat one of these. */
  static final int MOST_KNOWN = 10_000;

  private record Known(String type, String id, @Nullable Agent sender, @Nullable Agent receiver, @Nullable Party initiator, @Nullable String reference, @Nullable String uetr) {}

  private final Set<Known> known = new HashSet<>();
  private @Nullable MessageHeader header;
  private @Nullable String reference;
  private @Nullable String uetr;

  void opened(MessageHeader header) {
    this.header = header;
    reference = uetr = null;
  }

  void item(Item item) {
    if (header == null || !header.type().startsWith("MT")) return;
    switch (item) {
      case CreditTransfer transfer -> {
        reference = transfer.references().instructionId();
        uetr = transfer.references().uetr();
      }
      case PaymentReturn back -> {
        reference = back.returnId();
        uetr = back.uetr();
      }
      case StatusReport report -> reference = report.statusId();
      case DirectDebit _, CancellationRequest _, Resolution _, StatusRequest _, Change _ -> { }
    }
  }

  /** @return what is told of the message that ends; {@code null}: nothing, or it has no id */
  @Nullable Finding closed(Position at) {
    var of = header;
    header = null;
    if (of == null || of.id().isBlank()) return null;
    var message = new Known(of.type(), of.id(), of.sender(), of.receiver(), of.initiator(), reference, uetr);
    boolean isKnown = known.size() < MOST_KNOWN ? !known.add(message) : known.contains(message);
    return isKnown ? Finding.warning(at, "repeated_message", of.type() + " " + Finding.shortened(of.id()) + " of that sender stands in this file already; what it orders is to be done once.") : null;
  }
}
