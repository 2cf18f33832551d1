package finality.settlement;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every page under {@code scenario/} is a day in the life of a settlement, as a clerk would write it down. {@link Page} has the words. */
class ClerksPageTest {
  @TestFactory Stream<DynamicTest> pages() throws IOException {
    var only = System.getProperty("page", "");
    try (var files = Files.list(Path.of("src/test/resources/scenario"))) {
      return files.filter(file -> file.toString().endsWith(".txt") && file.toString().contains(only)).sorted().toList().stream()
          .map(file -> dynamicTest(file.getFileName().toString().replace(".txt", "").replace('-', ' '), file.toUri(), () -> new Page(file).play()));
    }
  }
}
