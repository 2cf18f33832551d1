package finality.rail.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whoever meets a code finds it on a page. */
class FindingsPageTest {
  private static final Path ROOM = Path.of("src/main/java/finality/rail/message");
  private static final Pattern TELLS = Pattern.compile("\\b(?:error|warning|note|tell|wrong|senseless|warningOnce|noteOnce)\\(");
  private static final Pattern CODE = Pattern.compile("(?<!Once)[,(] ?\"([a-z]+(?:_[a-z]+)*)\", (?!\"[a-z_]+\",)");

  @Test void everyCodeOfAFindingStandsInTheDocumentation() throws IOException {
    var codes = new TreeSet<String>();
    try (var files = Files.walk(ROOM)) {
      for (var file : files.filter(path -> path.toString().endsWith(".java")).toList())
        for (var line : Files.readAllLines(file)) {
          var tells = TELLS.matcher(line);
          if (!tells.find()) continue;
          var code = CODE.matcher(line);
          for (int from = tells.start(); code.find(from); from = code.end() - 2) if (!line.substring(0, code.start()).contains("new Unwritable(")) codes.add(code.group(1));
        }
    }
    assertThat(codes).hasSizeGreaterThan(100).contains("does_not_foot", "broken_pages", "missing_tag", "unreadable_file");
    String pages;
    try (var docs = Files.walk(Path.of("../docs"))) {
      pages = docs.filter(path -> path.toString().contains("message") && path.toString().endsWith(".md")).map(FindingsPageTest::text).collect(Collectors.joining());
    }
    assertThat(codes.stream().filter(code -> !pages.contains("`" + code + "`"))).isEmpty();
  }

  private static String text(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
