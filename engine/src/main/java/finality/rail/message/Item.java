package finality.rail.message;

/** One thing that a message about payments says. Each kind is the same, whatever the format it came in. */
public sealed interface Item permits CreditTransfer, DirectDebit, StatusReport, PaymentReturn, CancellationRequest, Resolution, StatusRequest, Change {}
