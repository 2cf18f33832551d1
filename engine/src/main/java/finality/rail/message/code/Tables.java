package finality.rail.message.code;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/** The files, read once. A line stands for its code in each of the lists that it names. */
final class Tables {
  static final Map<CodeList, SequencedMap<String, Code>> CODES = read();

  private Tables() {}

  private static Map<CodeList, SequencedMap<String, Code>> read() {
    var codes = new EnumMap<CodeList, SequencedMap<String, Code>>(CodeList.class);
    for (var list : CodeList.values()) codes.put(list, new TreeMap<>());
    for (var file : List.of("statuses.csv", "reasons.csv", "nacha.csv", "fin.csv")) read(file, codes);
    return codes;
  }

  private static void read(String file, Map<CodeList, SequencedMap<String, Code>> codes) {
    try (var in = Tables.class.getResourceAsStream(file);
        var csv = CsvReader.builder().commentStrategy(CommentStrategy.SKIP).ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (var row : csv) {
        for (var list : row.getField("lists").split(" ")) {
          var code = code(row, CodeList.valueOf(upper(list)));
          if (codes.get(code.list()).put(code.code(), code) != null) throw new IllegalStateException(file + " lists " + code.code() + " twice in " + list);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Code code(NamedCsvRecord row, CodeList list) {
    return new Code(list, row.getField("code"), row.getField("name"), row.getField("meaning"), field(row, "finality").map(f -> Finality.valueOf(upper(f))).orElse(null),
        field(row, "retry").map(r -> Retry.valueOf(upper(r))).orElse(null), field(row, "within").map(TimeLimit::of).orElse(null),
        field(row, "sepa").filter(lists -> List.of(lists.split(" ")).contains(list.name().toLowerCase(Locale.ROOT))).isPresent());
  }

  private static Optional<String> field(NamedCsvRecord row, String name) { return row.findField(name).filter(text -> !text.isEmpty()); }

  private static String upper(String word) { return word.toUpperCase(Locale.ROOT); }
}
