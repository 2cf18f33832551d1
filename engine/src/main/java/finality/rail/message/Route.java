package finality.rail.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The banks between the two ends. @param intermediaries in the order in which the money reaches them, without the bank that holds the creditor's account. @param cover the sender's correspondent, the receiver's, and a third one, of a payment that is covered elsewhere */
public record Route(@Nullable Agent instructing, @Nullable Agent instructed, List<Agent> previous, List<Agent> intermediaries, Cover cover) {
  public static final Route NONE = new Route(null, null, List.of(), List.of(), Cover.NONE);

  /** Reimbursement agents (FIN fields 53, 54, 55). */
  public record Cover(@Nullable Agent instructing, @Nullable Agent instructed, @Nullable Agent third) {
    public static final Cover NONE = new Cover(null, null, null);
  }

  public Route {
    previous = List.copyOf(previous);
    intermediaries = List.copyOf(intermediaries);
  }

  public static Route between(Agent instructing, Agent instructed) { return new Route(instructing, instructed, List.of(), List.of(), Cover.NONE); }
}
