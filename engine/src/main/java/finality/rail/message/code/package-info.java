/**
 * What the codes of ISO 20022, NACHA and FIN mean: how far a payment is, why it was refused or came back, whether it makes sense to send it again. Tables, each with its source at its head.
 *
 * <p>Always: a code that is not listed has no meaning here, and as a status it is {@link finality.rail.message.code.Finality#UNKNOWN}.
 */
@NamedInterface("code")
@NullMarked
package finality.rail.message.code;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
