/**
 * What people did: keys made and revoked, sending paused, decisions taken. Owns schema {@code audit}.
 *
 * <p>Always: appended in the transaction of what was done, never changed.
 */
@ApplicationModule(displayName = "Audit", allowedDependencies = {})
@NullMarked
package finality.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
