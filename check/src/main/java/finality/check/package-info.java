/**
 * Campaigns that try to break the engine from outside: real processes, real kills, and a comparison of what everybody remembers afterwards.
 *
 * <p>Knows the engine and the bank by their HTTP interfaces alone; what it believes was promised stands in its own journal. For aimed
 * kills it listens on the engine's wires, and knows its transactions by their statements. {@code check simulate} is the engine's own test, at length.
 */
@NullMarked
package finality.check;

import org.jspecify.annotations.NullMarked;
