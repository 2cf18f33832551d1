package finality.rail.bankapi;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;

/** The tables {@code answers.csv} and {@code reasons.csv}: what the words of a bank mean. */
final class Codes {
  private Codes() {}

  enum Call { SUBMIT, LOOK_UP, CANCEL }

  /** What an answer says; {@code KNOWN}: refused as a duplicate. */
  enum Means { TAKEN, SETTLED, DECLINED, INVALID, KNOWN, THROTTLED, UNAUTHORIZED, NOT_THERE, CANCELLED, TOO_LATE, REQUESTED, UNKNOWN }

  enum Echo { ORDER, ID, NOTHING }

  record Meaning(Means means, Echo echo) {}

  enum Refusal { PERMANENT, TRANSIENT, DUPLICATE }

  record Reason(Refusal refusal, String text) {}

  private record Key(Call call, int http, String word) {}

  private static final Meaning UNKNOWN = new Meaning(Means.UNKNOWN, Echo.NOTHING);
  private static final Map<Key, Meaning> ANSWERS = answers();
  private static final Map<String, Reason> REASONS = reasons();

  static Meaning meaning(Call call, int http, String word) {
    var exact = ANSWERS.get(new Key(call, http, word));
    return exact != null ? exact : ANSWERS.getOrDefault(new Key(call, http, "*"), UNKNOWN);
  }

  static Optional<Reason> reason(String code) { return Optional.ofNullable(REASONS.get(code)); }

  private static Map<Key, Meaning> answers() {
    var answers = new HashMap<Key, Meaning>();
    read("answers.csv", row -> {
      var key = new Key(Call.valueOf(upper(row, "call")), Integer.parseInt(row.getField("http")), row.getField("word"));
      var meaning = new Meaning(Means.valueOf(upper(row, "means")), Echo.valueOf(upper(row, "echo")));
      if (answers.put(key, meaning) != null) throw new IllegalStateException("answers.csv lists " + key + " twice");
    });
    return Map.copyOf(answers);
  }

  private static Map<String, Reason> reasons() {
    var reasons = new HashMap<String, Reason>();
    read("reasons.csv", row -> {
      var reason = new Reason(Refusal.valueOf(upper(row, "means")), row.getField("text"));
      if (reasons.put(row.getField("code"), reason) != null) throw new IllegalStateException("reasons.csv lists " + row.getField("code") + " twice");
    });
    return Map.copyOf(reasons);
  }

  private static String upper(NamedCsvRecord row, String field) { return row.getField(field).toUpperCase(Locale.ROOT); }

  private static void read(String file, Consumer<NamedCsvRecord> row) {
    try (var in = Codes.class.getResourceAsStream(file);
        var csv = CsvReader.builder().commentStrategy(CommentStrategy.SKIP).ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      csv.forEach(row);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
