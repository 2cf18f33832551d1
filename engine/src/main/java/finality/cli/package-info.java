/**
 * What people type. {@code ./finality settle}: payment files, sent to a running engine over its public API. The rest needs no engine:
 * {@code calendar} (value dates, windows and holidays), {@code net} (what is left of a file of obligations, and what of it goes), {@code match}
 * (two sides held against each other), {@code inspect} and {@code convert} (messages of banks). Starts no Spring and no database.
 *
 * <p>Always: a line goes out under a key that depends on the file alone, so that a repeated run pays nothing twice;
 * what was not acknowledged is repeated under the same key or reported as unknown, never as unpaid. Owns no table.
 */
@ApplicationModule(displayName = "Command line", allowedDependencies = {"money", "edge", "rail", "rail :: message", "rail :: command", "calendar", "netting", "matching"})
@NullMarked
package finality.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
