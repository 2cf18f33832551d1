package finality.rail.message.fin;

import static org.assertj.core.api.Assertions.assertThat;

import finality.rail.message.Item;
import finality.rail.message.Unwritable;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What was written is read as it was meant, without a finding, and writing it again changes no byte. */
class PaymentRoundTripTest {
  private static final int CASES = 2_000;

  @Test void mt103() { holds("MT103", random -> Transfer.customers(random, false)); }

  @Test void mt103Stp() { holds("MT103 STP", random -> Transfer.customers(random, true)); }

  @Test void mt202() { holds("MT202", random -> Transfer.banks(random, false)); }

  @Test void mt202Cov() { holds("MT202 COV", random -> Transfer.banks(random, true)); }

  @Test void returns() { holds("MT103", Transfer::back); }

  @Test void rejects() { holds("MT103", Transfer::rejected); }

  /** Words drawn at random do not always fit; most do. */
  private static void holds(String type, Function<Random, Item> make) {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    int written = 0;
    for (int i = 0; i < CASES; i++) {
      var item = make.apply(random);
      String once;
      try {
        once = Transfer.write(Transfer.header(type, ""), item);
      } catch (Unwritable refused) {
        assertThat(refused.code()).as("seed %d: %s", seed, refused.getMessage()).isIn("too_long", "line_break");
        continue;
      }
      written++;
      var read = Transfer.read(once);
      assertThat(read.findings()).as("seed %d:%n%s", seed, once).isEmpty();
      assertThat(read.items()).as("seed %d:%n%s", seed, once).containsExactly(item);
      assertThat(Transfer.write(read.headers().getFirst(), read.items().getFirst())).as("seed %d", seed).isEqualTo(once);
    }
    assertThat(written).as("seed %d", seed).isGreaterThan(CASES / 2);
  }
}
