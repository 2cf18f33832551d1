/**
 * {@code ./finality settle}: payment files at the command line, sent to a running engine over its public API; {@code ./finality match}: two files
 * compared, without an engine. Starts no Spring and no database.
 *
 * <p>Always: a line goes out under a key that depends on the file alone, so that a repeated run pays nothing twice;
 * what was not acknowledged is repeated under the same key or reported as unknown, never as unpaid. Owns no table.
 */
@ApplicationModule(displayName = "Command line", allowedDependencies = {"money", "edge", "matching"})
@NullMarked
package finality.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
