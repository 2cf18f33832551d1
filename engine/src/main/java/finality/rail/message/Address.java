package finality.rail.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Postal address, structured, in lines, or both. @param country ISO 3166-1, two letters */
public record Address(@Nullable String street, @Nullable String building, @Nullable String postCode, @Nullable String town, @Nullable String subdivision, @Nullable String country, List<String> lines) {
  public Address { lines = List.copyOf(lines); }

  public static Address in(String town, String country) { return new Address(null, null, null, town, null, country, List.of()); }

  public static Address of(List<String> lines) { return new Address(null, null, null, null, null, null, lines); }
}
