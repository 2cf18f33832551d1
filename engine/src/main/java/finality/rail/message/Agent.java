package finality.rail.message;

import org.jspecify.annotations.Nullable;

/**
 * A bank in the chain of a payment.
 *
 * @param member its number in a clearing system, {@code clearing} that system ({@code USABA}, {@code GBDSC}; ISO 20022 external clearing system identification)
 */
public record Agent(@Nullable String bic, @Nullable String member, @Nullable String clearing, @Nullable String lei, @Nullable String name, @Nullable Address address, @Nullable Account account) {
  /** A party that is a bank. */
  public static Agent of(Party party) { return new Agent(party.bic(), party.id(), party.idScheme(), party.lei(), party.name(), party.address(), null); }

  public static Agent bic(String bic) { return new Agent(bic, null, null, null, null, null, null); }

  public static Agent member(String clearing, String member) { return new Agent(null, member, clearing, null, null, null, null); }
}
