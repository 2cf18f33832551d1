/**
 * Two sets of items in, matches and breaks out: what these books say against what a bank says. Pure functions: no Spring, no SQL, no clock.
 *
 * <p>Always: an item is in one match at most; amounts are compared exactly, and what may differ is a rule; where two answers are equally good
 * none is taken, both are proposed; the result depends on the items, never on their order. Owns no table.
 */
@ApplicationModule(displayName = "Matching", allowedDependencies = "money")
@NullMarked
package finality.matching;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
