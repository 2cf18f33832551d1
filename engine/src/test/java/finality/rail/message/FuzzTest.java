package finality.rail.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Whatever bytes come, a reader ends, throws nothing, and ends each statement that it began. */
class FuzzTest {

  @Test void changedFilesAreReadToTheirEnd() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    Assertions.assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
      for (int i = 0; i < 4_000; i++) {
        var made = Statements.any(random);
        for (var format : Statements.WRITABLE) {
          var bytes = changed(Statements.write(made.statement(), made.lines(), Statements.writer(format, _ -> { })), random);
          var read = Assertions.assertDoesNotThrow(() -> Statements.read(format, bytes), "seed " + seed);
          assertThat(read.heard().ended).as("seed %d", seed).isEqualTo(read.heard().headers.size());
        }
      }
    });
  }

  @Test void changedMessagesAboutPaymentsAreReadToTheirEnd() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    Assertions.assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
      for (int i = 0; i < 4_000; i++) {
        var bytes = changed(AnyPayment.any(random).written(), random);
        var read = Assertions.assertDoesNotThrow(() -> Payments.read(bytes), "seed " + seed);
        assertThat(read.heard().closed).as("seed %d", seed).isEqualTo(read.heard().headers.size());
      }
    });
  }

  /** A search that begins anew at each divider takes half a minute. */
  @Test void aFormatIsToldAtOnceWhateverTheBeginning() {
    var texts = new ArrayList<>(List.of(",".repeat(30_000) + "\n" + "x".repeat(30_000) + "\n"));
    for (var piece : List.of(",", ";,\t", "01,", "1094 ", ":20:", "{2:O", "<iso:20022:", "{ ", "[ ")) texts.add(piece.repeat(65_536 / piece.length()));
    for (var text : texts)
      Assertions.assertTimeoutPreemptively(Duration.ofSeconds(2), () -> assertThat(Format.recognise(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)))).isNotNull(), text.substring(0, 20));
  }

  @Test void noiseIsReadToItsEndByEveryReader() throws IOException {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      var bytes = new byte[random.nextInt(5_000)];
      random.nextBytes(bytes);
      if (random.nextBoolean()) for (int j = 0; j < bytes.length; j++) bytes[j] = (byte) ":0123468FC,\n-EURND<>/&;\"= ".charAt(Math.floorMod(bytes[j], 26));
      assertThat(Format.recognise(new BufferedInputStream(new ByteArrayInputStream(bytes)))).isNotNull();
      for (var format : Format.values()) Assertions.assertDoesNotThrow(() -> Statements.read(format, bytes), "seed " + seed);
    }
  }

  static byte[] changed(byte[] bytes, Random random) {
    var changed = bytes;
    for (int change = random.nextInt(1, 6); change > 0 && changed.length > 0; change--) {
      int at = random.nextInt(changed.length);
      switch (random.nextInt(4)) {
        case 0 -> changed[at] = (byte) random.nextInt(256);
        case 1 -> changed = Arrays.copyOf(changed, at);
        case 2 -> {   // a piece once more, elsewhere
          int from = random.nextInt(changed.length);
          int length = Math.min(changed.length - from, random.nextInt(200));
          var longer = new byte[changed.length + length];
          System.arraycopy(changed, 0, longer, 0, at);
          System.arraycopy(changed, from, longer, at, length);
          System.arraycopy(changed, at, longer, at + length, changed.length - at);
          changed = longer;
        }
        default -> {
          int end = Math.min(changed.length, at + random.nextInt(100));
          var shorter = new byte[changed.length - (end - at)];
          System.arraycopy(changed, 0, shorter, 0, at);
          System.arraycopy(changed, end, shorter, at, changed.length - end);
          changed = shorter;
        }
      }
    }
    return changed;
  }
}
