package finality.rail.bankapi;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import finality.rail.bankapi.Codes.Refusal;
import finality.rail.message.code.CodeList;
import finality.rail.message.code.Retry;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What a bank's reason does to an order agrees with what ISO's code means. */
class ReasonsTest {
  @Test void everyReasonThatIsIsosIsListedThereAndTriedAgainOnlyIfItsMeaningAllowsIt() throws IOException {
    try (var csv = CsvReader.builder().commentStrategy(CommentStrategy.SKIP).ofNamedCsvRecord(new InputStreamReader(Codes.class.getResourceAsStream("reasons.csv"), StandardCharsets.UTF_8))) {
      int isos = 0;
      for (var row : csv) {
        if (!row.getField("source").startsWith("ISO 20022")) continue;
        var refusal = Codes.reason(row.getField("code")).orElseThrow().refusal();
        assertThat(CodeList.STATUS_REASON.find(row.getField("code"))).as(row.getField("code")).hasValueSatisfying(code -> {
          assertThat(refusal == Refusal.TRANSIENT).isEqualTo(code.retry() == Retry.LATER);
          if (refusal == Refusal.DUPLICATE) assertThat(code.retry()).isEqualTo(Retry.NEVER);
        });
        isos++;
      }
      assertThat(isos).isGreaterThan(50);
    }
  }
}
