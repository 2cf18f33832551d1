package finality.rail.message.nacha;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that others wrote, and our own samples: how many items they have, and what is wrong or odd with them. */
class CorpusTest {

  @ParameterizedTest @CsvSource(textBlock = """
      return-WEB.ach                                | 2  |
      contested-return.ach                          | 1  | addenda_trace addenda_trace addenda_trace return_code
      cor-example.ach                               | 1  | addenda_trace
      ctx-debit.ach                                 | 1  |
      iat-debit.ach                                 | 1  | addenda_count missing_field
      ppd-debit-fixedLength.ach                     | 1  | not_blocked
      ppd-debit-invalid-entryDetail-checkDigit.ach  | 1  | short_record wrong_check_digits short_record
      20110805A.ach                                 | 48 | wrong_count not_blocked
      """, delimiter = '|') void filesOfOthersAreReadAsTheyAre(String file, int items, String codes) throws IOException {
    var read = Made.read(Files.readAllBytes(Path.of("src/test/resources/ach", file)));
    assertThat(read.items).hasSize(items);
    assertThat(String.join(" ", read.codes())).isEqualTo(codes == null ? "" : codes);
  }

  @ParameterizedTest @CsvSource({"payroll.ach, 7", "returns.ach, 3"}) void theSamplesAreSound(String file, int items) throws IOException {
    var read = Made.read(Files.readAllBytes(Path.of("../samples/messages", file)));
    assertThat(read.items).hasSize(items);
    assertThat(read.codes()).isEmpty();
  }
}
