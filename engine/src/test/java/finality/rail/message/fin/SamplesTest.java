package finality.rail.message.fin;

import static org.assertj.core.api.Assertions.assertThat;

import finality.rail.message.Finding;
import finality.rail.message.Footing;
import finality.rail.message.Format;
import finality.rail.message.MessageListener;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The samples are recognised and show what their table says. */
class SamplesTest {
  @ParameterizedTest @CsvSource({"messages/payment.mt103, mt103, ", "messages/cover.mt202, mt202, ", "messages/return.mt103, mt103, ", "messages/refused.mt103, mt103, rule_d75 rule_d50 rule_c81", "statements/interim.mt942, mt942, "})
  void show(String file, String format, String codes) throws IOException {
    var footing = new Footing(new MessageListener() { });
    try (var in = new BufferedInputStream(Files.newInputStream(Path.of("../samples", file)))) {
      var recognised = Format.recognise(in);
      assertThat(recognised.name()).isEqualTo(format);
      recognised.format().read(in, footing);
    }
    assertThat(footing.findings()).extracting(Finding::code).containsExactlyInAnyOrder(codes == null ? new String[0] : codes.split(" "));
    assertThat(footing.messages().size() + footing.statements().size()).isEqualTo(1);
  }
}
