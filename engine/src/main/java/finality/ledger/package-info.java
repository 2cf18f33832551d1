/**
 * The books: accounts, transfers, holds, limits. Owns schema {@code ledger}; the only writer of balances.
 *
 * <p>Always: a transfer debits one account and credits another by the same positive amount of one asset; available =
 * posted - held + limit is never negative on a bounded account by anything intended; history is appended, never changed.
 *
 * <p>{@link Books} moves money, {@link Accounts} finds accounts, {@link AccountBook} opens and changes them, {@link BookReader} shows what
 * was booked, {@link BooksAudit} proves that every {@link Invariant} holds.
 */
@ApplicationModule(displayName = "Ledger", allowedDependencies = {"money", "edge", "access", "audit", "idempotency", "database"})
@NullMarked
package finality.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
