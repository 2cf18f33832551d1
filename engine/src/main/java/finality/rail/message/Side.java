package finality.rail.message;

import org.jspecify.annotations.Nullable;

/**
 * One end of a payment.
 *
 * @param party whose account it is. Of a payment between banks the bank at this end, where the message names another that holds its account; where it does not, that bank is {@code agent} alone
 * @param account the party's, or the bank's that stands alone
 * @param agent the bank that holds the account (FIN 57a, {@code CdtrAgt})
 * @param ultimate for whom the party acts
 */
public record Side(@Nullable Party party, @Nullable Account account, @Nullable Agent agent, @Nullable Party ultimate) {
  public static final Side NONE = new Side(null, null, null, null);
}
