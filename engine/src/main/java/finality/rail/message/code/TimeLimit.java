package finality.rail.message.code;

import java.util.Locale;

/** How long a bank has, counted from the day of settlement. */
public record TimeLimit(int days, Kind kind) {
  public enum Kind { BANKING, CALENDAR }

  /** @param text {@code 2 banking days} */
  static TimeLimit of(String text) {
    var words = text.split(" ");
    return new TimeLimit(Integer.parseInt(words[0]), Kind.valueOf(words[1].toUpperCase(Locale.ROOT)));
  }

  @Override public String toString() { return days + " " + kind.name().toLowerCase(Locale.ROOT) + " days"; }
}
