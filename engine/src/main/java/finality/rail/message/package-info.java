/**
 * What banks write to each other and to their customers: identifiers, statements, and the formats they travel in. No Spring, no SQL, no clock.
 *
 * <p>Always: reading is tolerant in form and strict in meaning; what is odd, missing or wrong is a {@link finality.rail.message.Finding} with its place, and nothing is
 * dropped without one. No input makes a reader throw anything but {@link java.io.IOException}, expands an entity, or needs memory that grows with the file.
 * Amounts are exact. Owns no tables.
 *
 * <p>A named interface of the rails' room, not a nested module of its own: rooms outside, such as matching and the command line, read statements too,
 * and nested modules are closed to them.
 */
@NamedInterface("message")
@NullMarked
package finality.rail.message;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
