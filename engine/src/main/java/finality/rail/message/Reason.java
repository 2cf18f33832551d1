package finality.rail.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why. @param code of the format's own list ({@code AC04}, {@code R03}); {@code proprietary}: it is none of the list. @param text more in words. @param originator who says so */
public record Reason(@Nullable String code, boolean proprietary, List<String> text, @Nullable Party originator) {
  public Reason { text = List.copyOf(text); }

  public static Reason of(String code) { return new Reason(code, false, List.of(), null); }
}
