/**
 * The names of accounts, banks, securities, payments and addresses on chains. Each is a record that cannot hold a wrong value;
 * {@code read} takes what a person typed and answers with the value, or with the reason why it is none. {@link finality.rail.message.identifier.IdRule}
 * tells which ids of messages and payments each network takes.
 *
 * <p>Always: a value says that the name is well-formed and that its check digits are right, never that the account or bank exists.
 */
@NamedInterface("identifier")
@NullMarked
package finality.rail.message.identifier;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
