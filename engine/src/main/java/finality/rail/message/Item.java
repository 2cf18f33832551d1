package finality.rail.message;

import org.jspecify.annotations.Nullable;

/** One thing that a message about payments says. Each kind is the same, whatever the format it came in. */
public sealed interface Item permits CreditTransfer, DirectDebit, StatusReport, PaymentReturn, CancellationRequest, Resolution, StatusRequest, Change {

  /** What moves, in a message that adds up; a report of it, or a request, moves nothing. */
  default @Nullable Amount money() {
    return switch (this) {
      case CreditTransfer transfer -> transfer.amount();
      case DirectDebit debit -> debit.amount();
      case PaymentReturn back -> back.amount();
      case StatusReport _, CancellationRequest _, Resolution _, StatusRequest _, Change _ -> null;
    };
  }
}
