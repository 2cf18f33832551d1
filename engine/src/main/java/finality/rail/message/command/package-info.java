/** {@code ./finality inspect} and {@code ./finality convert}: a bank's file in hand, and no engine needed. Each file is read twice, so that memory does not grow with it. */
@NamedInterface("command")
@NullMarked
package finality.rail.message.command;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
