/**
 * What every HTTP route shares: problems (RFC 9457), strict JSON, cursor pages, request ids, health, metrics, the API's description.
 * Knows no money and owns no table.
 *
 * <p>Always: every answer carries a request id; every error is {@code application/problem+json} with a stable {@code code}
 * and says what to do; a body is read whole or refused, never half understood.
 */
@ApplicationModule(displayName = "Edge", allowedDependencies = {})
@NullMarked
package finality.edge;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
