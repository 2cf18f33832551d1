package finality.edge;

import java.util.Optional;

/** Something that this node needs for its work. Every bean of this type is asked when readiness is. */
public interface HealthCheck {
  /** One word: {@code database}. */
  String name();

  /** Why it is down, in one sentence without secrets; empty: it is up. Answers within a second. */
  Optional<String> problem();

  /** Whether callers are better served by another node while this is down. Otherwise it is shown, and the node stays ready. */
  default boolean decidesReadiness() { return true; }
}
