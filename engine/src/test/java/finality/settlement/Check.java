package finality.settlement;

/** What the pipeline itself does to keep money safe, beside the rules of {@link Guards}; removed one at a time by the model check. */
enum Check {
  /** Funding and intents need the current fence. */
  FENCE,
  /** The intent is durable before the order is written. */
  INTENT_FIRST,
  /** A lease ends by itself. */
  LEASE_ENDS,
  /** As long as a lease runs, nobody else takes the instruction over. */
  LEASE_HOLDS,
  /** The sender looks at {@code valid_until} right before it writes. */
  VALID_UNTIL
}
