package finality.rail.message.code;

/** Whether a status will change. Accepted is not settled: a bank that has accepted a payment may still reject it. */
public enum Finality {
  /** Done, and it stays so; what comes later is a payment of its own. */
  FINAL_POSITIVE,
  /** Not done, and it will not be. */
  FINAL_NEGATIVE,
  /** Another status follows. */
  PENDING,
  /** The status does not tell: ask. */
  UNKNOWN
}
