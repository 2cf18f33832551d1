/**
 * The books: accounts, transfers, holds, limits. Owns schema {@code ledger}; the only writer of balances.
 *
 * <p>Always: a transfer debits one account and credits another by the same positive amount of one asset; available =
 * posted - held + limit is never negative on a bounded account; history is appended, never changed.
 */
@ApplicationModule(displayName = "Ledger", allowedDependencies = {"money", "edge", "access", "audit", "idempotency", "database"})
@NullMarked
package finality.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
