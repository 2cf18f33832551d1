package finality.rail.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Messages about payments: what was written is valid, is read as it was meant, and is written again the same. */
class PaymentTest {

  @Test void whatWasWrittenIsValidAndReadAsItWasMeantAndWrittenAgainTheSame() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int i = 0; i < 600; i++) {
      var made = AnyPayment.any(random);
      var once = made.written();
      var text = new String(once, StandardCharsets.UTF_8);
      assertThat(Schemas.errors(once)).as("seed %d%n%s", seed, text).isEmpty();
      var read = Payments.read(once);
      assertThat(read.footing().findings()).as("seed %d%n%s", seed, text).isEmpty();
      assertThat(read.heard().headers).as("seed %d%n%s", seed, text).containsExactly(made.header());
      assertThat(read.heard().items).as("seed %d%n%s", seed, text).isEqualTo(made.items());
      assertThat(new String(read.made(made.profile(), made.envelope()).written(), StandardCharsets.UTF_8)).as("seed %d", seed).isEqualTo(text);
    }
  }
}
