package finality.settlement;

import java.util.Arrays;
import java.util.Locale;

/** Who goes first when not all can go at once. The database sorts ascending, so urgent has the lowest code. */
public enum Priority {
  URGENT, HIGH, NORMAL;

  byte code() { return (byte) ordinal(); }

  static Priority of(int code) { return values()[code]; }

  public String word() { return name().toLowerCase(Locale.ROOT); }

  /** @throws IllegalArgumentException naming the words there are */
  public static Priority parse(String word) {
    return Arrays.stream(values()).filter(p -> p.word().equals(word)).findFirst().orElseThrow(() ->
        new IllegalArgumentException("\"" + word + "\" is not a priority; they are normal, high, urgent"));
  }
}
