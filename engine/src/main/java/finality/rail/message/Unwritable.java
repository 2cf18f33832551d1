package finality.rail.message;

/** A message cannot be written as its standard and network want it. */
public final class Unwritable extends RuntimeException {
  private final String field;
  private final String code;

  /** @param field as the format names it: {@code Cdtr/Nm}, {@code :59:}. @param code stable, in snake case. @param sentence says what is there, what the rule is and where it stands */
  public Unwritable(String field, String code, String sentence) {
    super(field + ": " + sentence);
    this.field = field;
    this.code = code;
  }

  public String field() { return field; }

  public String code() { return code; }
}
