package finality.rail.message.fin;

import static org.assertj.core.api.Assertions.assertThat;

import finality.rail.message.Unwritable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Whatever becomes of a file of payments, the reader ends and throws nothing, and what it read can be written or is refused. */
class PaymentFuzzTest {
  private static final String PIECES = "\n:20:\n:32A:\n:50F:\n1/\n:72:/RETN/\n/CHGS/EUR1,\n//\n-}\n{1:F01{2:O103{4:\n$\n{5:{PDE:}}\n:70:/ROC/\n///URI/\n:58A:\n:53B:\n:77T:\n";

  @Test void changedMessagesAreReadToTheirEnd() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    Assertions.assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
      for (int i = 0; i < 3_000; i++) {
        var text = changed(made(random), random);
        var read = Assertions.assertDoesNotThrow(() -> Transfer.read(text.getBytes(StandardCharsets.ISO_8859_1)), () -> "seed " + seed + "\n" + text);
        for (int j = 0; j < read.items().size(); j++) {
          try {
            Transfer.write(Transfer.header("MT103", ""), read.items().get(j));
          } catch (Unwritable refused) {
            assertThat(refused.getMessage()).as("seed %d", seed).isNotBlank();
          }
        }
      }
    });
  }

  private static String made(Random random) {
    while (true) {
      try {
        return Transfer.write(Transfer.header("MT103", ""), switch (random.nextInt(3)) {
          case 0 -> Transfer.customers(random, false);
          case 1 -> Transfer.banks(random, true);
          default -> Transfer.back(random);
        });
      } catch (Unwritable _) {
        // words drawn at random did not fit
      }
    }
  }

  private static String changed(String text, Random random) {
    var changed = new StringBuilder(text);
    var pieces = PIECES.split("(?=\n)");
    for (int i = random.nextInt(1, 8); i > 0 && !changed.isEmpty(); i--) {
      int at = random.nextInt(changed.length());
      switch (random.nextInt(4)) {
        case 0 -> changed.setCharAt(at, (char) random.nextInt(256));
        case 1 -> changed.delete(at, Math.min(changed.length(), at + random.nextInt(40)));
        case 2 -> changed.insert(at, pieces[random.nextInt(pieces.length)]);
        default -> changed.insert(at, changed.substring(at, Math.min(changed.length(), at + random.nextInt(120))));
      }
    }
    return changed.toString();
  }
}
