package finality.money;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The assets this build knows, read once from {@code assets.csv}: the live currencies of ISO 4217
 * (the JDK still lists HRK and BGN, which are not live) and the crypto assets with a rail.
 */
public final class Assets {
  private static final Map<String, Asset> KNOWN = read();

  private Assets() {}

  public static Optional<Asset> find(String code) { return Optional.ofNullable(KNOWN.get(code)); }

  /** @throws IllegalArgumentException when the code is not known */
  public static Asset of(String code) {
    return find(code).orElseThrow(() -> new IllegalArgumentException("unknown currency " + code));
  }

  public static Collection<Asset> all() { return KNOWN.values(); }

  private static Map<String, Asset> read() {
    var known = new LinkedHashMap<String, Asset>();
    try (var in = Assets.class.getResourceAsStream("assets.csv");
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (var line : lines.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList()) {
        var f = line.split(",", -1);
        var asset = new Asset(f[0], Asset.Kind.valueOf(f[1]), Integer.parseInt(f[2]));
        if (known.put(asset.code(), asset) != null) throw new IllegalStateException("assets.csv lists " + asset + " twice");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.copyOf(known);
  }
}
