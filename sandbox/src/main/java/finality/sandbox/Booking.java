package finality.sandbox;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One line of the journal to be: money from one account to another.
 *
 * @param reference the bank's own for payments and what follows from them, the sender's for money that arrives
 * @param lines how often the statement shows it
 */
record Booking(
    Kind kind, Account debit, Account credit, BigDecimal amount, Order.@Nullable Key key,
    @Nullable String reference, Party debtor, @Nullable String reason, int lines) {
  enum Kind { OPENING, PAYMENT, CHARGE, CREDIT, RETURN }
}
