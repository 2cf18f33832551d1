/**
 * The life of one instruction: from the client's wish to a final, evidenced end. Owns schema {@code settlement}.
 *
 * <p>Always: state and balance change in one transaction; an intent is durable before a byte leaves; unknown is never
 * resent blindly and never frees funds; every change is a log row whose key (instruction, seq) is the compare-and-set.
 */
@ApplicationModule(displayName = "Settlement", allowedDependencies = {"money", "edge", "access", "audit", "idempotency", "database", "ledger", "rail", "screening"})
@NullMarked
package finality.settlement;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
