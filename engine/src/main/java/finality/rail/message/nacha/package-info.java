/**
 * Files of the American ACH, as Nacha's Operating Rules lay them out: 94-character records of seven kinds. What a record says goes to the message room's own terms
 * ({@link finality.rail.message.CreditTransfer}, {@link finality.rail.message.DirectDebit}, {@link finality.rail.message.PaymentReturn}, {@link finality.rail.message.Change});
 * what only an ACH file has stands in {@link finality.rail.message.nacha.AchFile}, {@link finality.rail.message.nacha.AchBatch} and {@link finality.rail.message.nacha.AchEntry}.
 *
 * <p>Field positions: general knowledge of the Nacha Operating Rules, appendix three (ACH record format specifications), which nobody here has, held against the public reader moov-io/ach.
 */
@NullMarked
package finality.rail.message.nacha;

import org.jspecify.annotations.NullMarked;
