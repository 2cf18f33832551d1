package finality.edge;

import java.util.Optional;

/** Something without which this node cannot do its work. Every bean of this type is asked when readiness is. */
public interface HealthCheck {
  /** One word: {@code database}. */
  String name();

  /** Why it is down, in one sentence without secrets; empty: it is up. Answers within a second. */
  Optional<String> problem();
}
