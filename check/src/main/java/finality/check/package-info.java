/**
 * Campaigns that try to break the engine from outside: real processes, real kills, and a comparison of what everybody remembers afterwards.
 *
 * <p>Knows the engine and the bank by their HTTP interfaces alone; what it believes was promised stands in its own journal.
 */
@NullMarked
package finality.check;

import org.jspecify.annotations.NullMarked;
