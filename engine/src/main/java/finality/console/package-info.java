/**
 * Serves the operators' pages that {@code console/} was built into. The pages use the public API alone; this room knows no other.
 *
 * <p>Always: nothing here needs a key or shows anything of a tenant; a jar built without npm answers 404 and is otherwise whole.
 */
@ApplicationModule(displayName = "Console", allowedDependencies = {})
@NullMarked
package finality.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
