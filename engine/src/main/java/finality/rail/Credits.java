package finality.rail;

import finality.money.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of what arrived on our account at a bank; {@code nextCursor} continues after its last item, also when it is empty. */
public record Credits(List<Credit> items, @Nullable String nextCursor) {

  public enum Kind { CREDIT, RETURN }

  /**
   * One booking to our account's credit.
   * @param id the bank's id of this booking; unique for ever on the account
   * @param originalEndToEndId for a return: the end-to-end id of the payment that came back
   * @param reference what the sender wrote; for a plain credit names whom it is for
   */
  public record Credit(
      String id, Kind kind, Money amount, @Nullable Party debtor, @Nullable String reference,
      @Nullable String originalEndToEndId, @Nullable String reason, Instant bookedAt) {}
}
