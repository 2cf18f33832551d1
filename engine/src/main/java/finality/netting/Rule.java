package finality.netting;

/**
 * By what rule a queue is settled. A <i>sender's order</i> is that of one account, by priority, then arrival: with all rules but the last two a payment goes only after
 * everything its account queued before it (with {@link #BILATERAL}, where the set it goes with also pays that account: that is between the same two).
 */
public enum Rule {
  /** One at a time, each as soon as its account has the money; what comes in pays what waits. The real-time gross settlement of CPSS, <i>Real-time gross settlement systems</i>, BIS 1997; for linked legs model 1 of DvP. */
  GROSS,
  /** As gross; beside it the queues of two participants against each other go together, as far as both can; past others' only for an account that both pays and receives in the set. */
  BILATERAL,
  /** All at once by their nets, or nothing at all: deferred net settlement. */
  MULTILATERAL,
  /**
   * All at once, as many as can go in each sender's order: the one largest such set, which contains every other. It is found by dropping the last payment of whoever is short
   * until nobody is (Bech and Soramäki, <i>Gridlock resolution in interbank payment systems</i>, Bank of Finland Discussion Papers 9/2001). For linked legs model 3 of DvP.
   */
  FIFO,
  /**
   * All at once, as much value as is found, whatever the order. The best set is NP-hard to find (Güntzer, Jungnickel and Leclerc, <i>Efficient algorithms for the clearing of
   * interbank payments</i>, European Journal of Operational Research 106, 1998); this takes the better of two starts and improves it.
   */
  BYPASS,
  /** The most value whatever the order, by branch and bound: proven best where {@link Clearing#best} says so, which takes small queues. */
  EXACT;

  /** Whether what came later may pass what came earlier. */
  public boolean respectsOrder() { return this != BYPASS && this != EXACT; }
}
