/**
 * Who calls and what they may do: tenants, API keys, persons, roles, browser sessions. Owns schema {@code access}.
 *
 * <p>Always: a key is stored as a keyed hash only and shown once; a person has one name in a tenant, however it is typed ({@link Person});
 * a route without a stated need is refused; what a tenant reads passes row-level security in the database.
 */
@ApplicationModule(displayName = "Access", allowedDependencies = {"edge", "database", "audit"})
@NullMarked
package finality.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
