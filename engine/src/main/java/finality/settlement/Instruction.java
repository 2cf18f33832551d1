package finality.settlement;

import finality.money.Money;
import finality.rail.Party;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was asked, with its accounts found and its connection chosen. Never changes.
 *
 * @param debtor account that pays
 * @param transit {@code settlement_pending} of the rail; null for book transfers
 * @param destination account credited in the end: the nostro, or the receiver of a book transfer
 * @param sourceNumber the nostro's number at its bank; null for book transfers
 * @param connection configured connection; {@link #BOOK} for book transfers
 * @param details a JSON object with what else the client said
 * @param reverses the original of a reversal
 */
record Instruction(
    int tenant, UUID id, UUID key, UUID fingerprint, Kind kind,
    long debtor, @Nullable Long transit, long destination, @Nullable String sourceNumber, String connection,
    Money amount, Priority priority, @Nullable Integer maxAttempts, @Nullable Party creditor,
    @Nullable LocalDate requestedDate, @Nullable String reference, @Nullable String purpose, @Nullable String details, @Nullable UUID reverses,
    Instant createdAt, String by) {

  static final String BOOK = "book";

  /** Asks a bank to give back: moves no money of its own. */
  boolean isRecall() { return kind == Kind.REVERSAL && !isBook(); }

  boolean isBook() { return transit == null; }
}
