/**
 * A call made twice is done once. The key of a settlement lives in its instruction for ever; the answers of other
 * calls are kept here for 24 hours. Owns schema {@code idempotency}.
 *
 * <p>Always: a key is compared with what it was used for, not just found; a repeated call gets the answer of the first,
 * byte by byte.
 */
@ApplicationModule(displayName = "Idempotency", allowedDependencies = {"edge", "access"})
@NullMarked
package finality.idempotency;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
