/**
 * When money can move: business days of the financial centres, value dates, and the windows in which a rail listens. No Spring, no SQL, no clock.
 *
 * <p>Always: a calendar answers only for the years it is known for and refuses every other day, so that a day nobody has looked up is never open;
 * no answer hangs on a day that a holiday not yet announced may close, it is refused too;
 * a local time that a zone skips or repeats is the first instant at which the wall clock there shows it or a later one;
 * what arrives exactly at a cut-off belongs to the next window. Owns no table.
 */
@ApplicationModule(displayName = "Calendar", allowedDependencies = "edge")
@NullMarked
package finality.calendar;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
