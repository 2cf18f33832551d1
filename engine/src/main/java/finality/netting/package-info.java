/**
 * Nets and liquidity saving: pure functions from obligations, and from a queue with balances, to what is to be paid. No Spring, no SQL, no clock.
 *
 * <p>Two questions. What is left of many obligations when they are set off against each other ({@link finality.netting.Netting}, for millions of trades
 * {@link finality.netting.TradeColumns})? Which payments of a queue can go now, with the money there is ({@link finality.netting.LiquiditySaving})?
 * Linked legs, a delivery and its payment, go together or not at all.
 *
 * <p>Always: arithmetic is exact at any scale and rounds nothing; the nets of a netting set sum to zero; every item of a batch is in exactly one netting set;
 * no balance falls below its limit; answers do not depend on anything but the arguments, and the order of the queue where order is the rule. Owns no table.
 */
@ApplicationModule(displayName = "Netting", allowedDependencies = {})
@NullMarked
package finality.netting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
