/**
 * Exact amounts of assets. No Spring, no SQL, no clock.
 *
 * <p>Always: an amount has exactly its asset's scale and is never rounded to fit; an amount of
 * {@link finality.money.Money} is positive, direction belongs to the side of an account.
 */
@ApplicationModule(displayName = "Money", allowedDependencies = {})
@NullMarked
package finality.money;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
