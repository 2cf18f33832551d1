/**
 * The contract between the engine and the ways of moving value. Nested rooms are the rails.
 *
 * <p>Always: an adapter translates; it decides nothing, posts nothing, retries nothing. Whatever is not
 * a decoded, definitive answer of the counterparty is {@link finality.rail.Answer.Unknown}.
 */
@ApplicationModule(displayName = "Rail", allowedDependencies = "money")
@NullMarked
package finality.rail;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
