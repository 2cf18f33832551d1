package finality.rail.message.code;

/** Whether it makes sense to send again what failed for a reason. Under which id is the network's rule, and never told by the reason. */
public enum Retry {
  NEVER("do not send it again"),
  /** As something else, when what was wrong is right. */
  CORRECTED("do not send it again without correcting that"),
  /** The same may go through another time. */
  LATER("the same may go through later");

  private final String advice;

  Retry(String advice) { this.advice = advice; }

  /** The end of a sentence. */
  public String advice() { return advice; }
}
