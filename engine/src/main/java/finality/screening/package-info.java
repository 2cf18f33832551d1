/**
 * Whether a payment may be made: blocked parties, limits, and amounts that a person must approve. Settlement asks before it funds.
 * Owns schema {@code screening}.
 *
 * <p>Always: an answer comes from memory; a day's use of a limit is read and written in the transaction that funds what is counted,
 * so that however many nodes pay for a party, no day's sum goes beyond its limit; where nothing is configured no statement is made.
 */
@ApplicationModule(displayName = "Screening", allowedDependencies = {"money", "rail"})
@NullMarked
package finality.screening;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
