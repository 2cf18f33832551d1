/**
 * The JSON bank API of {@code docs/rails/bankapi.md}: TLS with client certificates, OAuth2 client credentials, one call per order.
 *
 * <p>Always: an order's bytes leave at most once per send, and not after its {@code validUntil}; {@code Unsent} is
 * said only when they can no longer leave. What an answer means stands in {@code answers.csv} and {@code reasons.csv};
 * whatever is not listed there is unknown. Owns no tables.
 */
@ApplicationModule(displayName = "Bank API", allowedDependencies = {"rail", "money"})
@NullMarked
package finality.rail.bankapi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
