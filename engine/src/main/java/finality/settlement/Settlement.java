package finality.settlement;

import finality.money.Money;
import finality.rail.Party;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An instruction as it stands, for those who look at it.
 *
 * @param debtorAccount code of the account that pays
 * @param creditorAccount code of the account that receives; book transfers only
 * @param rail lower case; {@code null} while none was wished or chosen
 * @param metadata a JSON object as text
 * @param reverses a reversal's original
 * @param endToEndId under which the rail knows the last order; {@code null} before the first intent
 * @param attempts intents so far
 * @param returned how much came back, evidenced
 * @param due when it is looked at next without anybody asking; {@code null} when only a person or a fact moves it
 * @param cause why it stands where it stands: the last log row's
 * @param version seq of the last log row
 */
public record Settlement(
    UUID id, Kind kind, State state, Money amount, @Nullable String debtorAccount, @Nullable Party creditor, @Nullable String creditorAccount,
    @Nullable String rail, @Nullable String connection, Priority priority, @Nullable LocalDate requestedDate, @Nullable String purpose,
    @Nullable String reference, @Nullable String metadata, @Nullable String fromBank, @Nullable String toBank, @Nullable String obligationId, @Nullable UUID reverses,
    @Nullable String endToEndId, int attempts, BigDecimal returned, @Nullable Instant due, String cause, int version, Instant createdAt, String createdBy, Instant updatedAt) {

  /** What the commit that created an instruction decided, and when. The first log row has all of it. */
  public record Birth(UUID id, State state, int version, String cause, Instant createdAt, Instant at) {}

  /**
   * The instruction at the commit that created it: a function of what was asked and of the first log row, so that a replay
   * renders what was answered first.
   *
   * @param debtorAccount the debtor's code; an account never changes its code
   */
  public static Settlement atBirth(Request asked, Birth birth, Money amount, @Nullable String debtorAccount, @Nullable String creditorAccount) {
    boolean intended = birth.state == State.SENDING;
    var rail = asked.kind() == Kind.BOOK ? Instruction.BOOK : asked.rail() == null ? null : asked.rail().toLowerCase(java.util.Locale.ROOT);
    return new Settlement(birth.id, asked.kind(), birth.state, amount, debtorAccount, asked.creditor(), creditorAccount,
        rail, null, asked.priority(), asked.requestedDate(), asked.purpose(),
        asked.reference(), asked.metadata(), asked.fromBank(), asked.toBank(), asked.obligationId(), null,
        intended ? new EndToEndId(birth.id, 1).toString() : null, intended ? 1 : 0, BigDecimal.ZERO.setScale(amount.asset().scale()), null, birth.cause, birth.version, birth.createdAt, asked.by(), birth.at);
  }

  /** The same of one that was read; for those that were not asked by a {@link Request}. */
  public Settlement atBirth(Birth birth) {
    return new Settlement(id, kind, birth.state, amount, debtorAccount, creditor, creditorAccount, rail, connection, priority, requestedDate, purpose, reference, metadata,
        fromBank, toBank, obligationId, reverses, null, 0, BigDecimal.ZERO.setScale(amount.asset().scale()), null, birth.cause, birth.version, createdAt, createdBy, birth.at);
  }
}
