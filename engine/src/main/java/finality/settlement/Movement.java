package finality.settlement;

import finality.ledger.TransferKind;
import java.math.BigDecimal;
import java.util.UUID;

/** A transfer that a fact brought and that is booked whether it fits or not: money that came or came back, charges a bank kept. */
record Movement(UUID event, long debit, long credit, BigDecimal amount, TransferKind kind) {}
