package finality.rail.message;

import static org.assertj.core.api.Assertions.assertThat;

import finality.rail.message.Finding.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whoever meets a code finds it on a page, with its severities. What the code tells is read from its source: each call of a method by which findings are told. */
class FindingsPageTest {
  private static final Path ROOM = Path.of("src/main/java/finality/rail/message");
  private static final Path PAGES = Path.of("../docs");
  /** Packages of the room, and the pages that list what they tell. */
  private static final Map<String, List<String>> ROOMS = Map.of("", List.of("message.md"), "command", List.of("message.md"), "iso20022", List.of("message/iso20022.md", "message.md"), "json", List.of("message-json.md", "message.md"),
      "fin", List.of("message/fin.md", "message.md"), "nacha", List.of("message/nacha.md", "message.md"));
  /** Methods that tell, and how severely; the code is their last argument but one. */
  private static final Map<String, Severity> TELLS = Map.of("error", Severity.ERROR, "wrong", Severity.ERROR, "senseless", Severity.ERROR, "warning", Severity.WARNING, "warningOnce", Severity.WARNING,
      "note", Severity.NOTE, "noteOnce", Severity.NOTE, "tell", Severity.NOTE);
  private static final Pattern CALL = Pattern.compile("\\b(" + String.join("|", TELLS.keySet()) + ")\\(");
  private static final Pattern LITERAL = Pattern.compile("\"([^\"\\\\]|\\\\.)*\"|'([^'\\\\]|\\\\.)'");
  private static final Pattern CODE = Pattern.compile("(?:^|[?:] )\"([a-z]+(?:_[a-z]+)*)\"");
  private static final Pattern ROW = Pattern.compile("^\\| (`[a-z0-9_…`, ]+`) \\| (.*?) \\|", Pattern.MULTILINE);
  private static final Pattern SEVERITIES = Pattern.compile("(error|warning|note)\\b(?! of)|a (error|warning|note)|notes:");

  /** A line of a table about findings. @param severities that it names, none where its table has no column for them */
  private record Row(Set<String> codes, Set<Severity> severities) {}

  @Test void everyCodeOfAFindingStandsOnAPageWithItsSeverities() throws IOException {
    var wrong = new ArrayList<String>();
    var toldOf = new HashMap<Row, Set<Severity>>();
    for (var room : ROOMS.entrySet()) {
      var rows = new ArrayList<Row>();
      for (var page : room.getValue()) rows.addAll(rows(PAGES.resolve(page)));
      for (var told : told(room.getKey()).entrySet()) {
        var of = rows.stream().filter(row -> row.codes.contains(told.getKey())).toList();
        var said = of.stream().flatMap(row -> row.severities.stream()).collect(Collectors.toSet());
        if (of.isEmpty()) wrong.add(told.getKey() + " of " + room.getKey() + " stands on no page");
        else if (!said.isEmpty() && !said.containsAll(told.getValue())) wrong.add(told.getKey() + " of " + room.getKey() + " is told as " + told.getValue() + ", its pages say " + said);
        for (var row : of) toldOf.computeIfAbsent(row, _ -> EnumSet.noneOf(Severity.class)).addAll(told.getValue());
      }
    }
    toldOf.forEach((row, told) -> { if (!told.containsAll(row.severities)) wrong.add(row.codes + " are told as " + told + ", their page says " + row.severities); });
    assertThat(toldOf).hasSizeGreaterThan(50);
    assertThat(wrong).isEmpty();
  }

  private static List<Row> rows(Path page) {
    var rows = new ArrayList<Row>();
    for (var row = ROW.matcher(text(page)); row.find(); ) {
      var severities = EnumSet.noneOf(Severity.class);
      if (SEVERITIES.matcher(row.group(2)).lookingAt()) for (var severity : Severity.values()) if (row.group(2).contains(severity.name().toLowerCase(Locale.ROOT))) severities.add(severity);
      rows.add(new Row(Set.of(row.group(1).replace("`", "").split(", ")), severities));
    }
    return rows;
  }

  private static Map<String, Set<Severity>> told(String room) throws IOException {
    var told = new TreeMap<String, Set<Severity>>();
    try (var files = Files.list(ROOM.resolve(room))) {
      for (var file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        var source = text(file);
        for (var call = CALL.matcher(source); call.find(); ) {
          var arguments = arguments(source, call.end());
          int at = call.group(1).equals("tell") && arguments.size() == 4 ? 1 : arguments.size() - 2;
          if (at < 0) continue;
          for (var code = CODE.matcher(arguments.get(at)); code.find(); ) told.computeIfAbsent(code.group(1), _ -> EnumSet.noneOf(Severity.class)).add(TELLS.get(call.group(1)));
        }
      }
    }
    return told;
  }

  private static List<String> arguments(String source, int from) {
    var arguments = new ArrayList<String>();
    var literal = LITERAL.matcher(source);
    int depth = 0, begun = from;
    for (int at = from; depth >= 0; at++) {
      char c = source.charAt(at);
      if ((c == '"' || c == '\'') && literal.region(at, source.length()).lookingAt()) at = literal.end() - 1;
      else if (c == '(') depth++;
      else if (c == ')') depth--;
      if (depth < 0 || depth == 0 && c == ',') {
        arguments.add(source.substring(begun, at).strip());
        begun = at + 1;
      }
    }
    return arguments;
  }

  private static String text(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
