/** SWIFT's FIN messages, as banks hand them to customers: mostly in that form. */
@NullMarked
package finality.rail.message.fin;

import org.jspecify.annotations.NullMarked;
