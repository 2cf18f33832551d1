package finality.rail.message;

import org.jspecify.annotations.Nullable;

/** One end of a payment. @param party whose account it is; of a payment between banks the bank itself, as {@code agent} alone. @param ultimate for whom the party acts */
public record Side(@Nullable Party party, @Nullable Account account, @Nullable Agent agent, @Nullable Party ultimate) {
  public static final Side NONE = new Side(null, null, null, null);
}
