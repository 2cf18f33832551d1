package finality.netting;

import java.util.List;

/**
 * A payment that waits, or several legs that go together or not at all.
 *
 * @param reference its name, unique in its queue
 * @param priority the lower goes first; within one priority, who came first
 * @param legs all of them or none; the last is the one whose value counts (in a delivery versus payment: the payment)
 */
public record Queued(String reference, int priority, List<Leg> legs) {

  /** @throws IllegalArgumentException when there is no reference or no leg */
  public Queued {
    legs = List.copyOf(legs);
    if (reference.isBlank()) throw new IllegalArgumentException("what is queued must have a reference");
    if (legs.isEmpty()) throw new IllegalArgumentException(reference + " has no leg");
  }

  public static Queued of(Obligation obligation, int priority) { return new Queued(obligation.reference(), priority, List.of(obligation.leg())); }

  /** The leg whose value counts. */
  public Leg principal() { return legs.getLast(); }
}
