package finality.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Ids go out to banks and come back on statements: every one is read back into what it was made of, and nothing else is read as one. */
class EndToEndIdTest {
  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test void everyIdIsReadBackAndFitsEveryNetwork() {
    for (int n = 0; n < 20_000; n++) {
      var instruction = n < 4 ? new UUID(n % 2 == 0 ? 0 : -1, n < 2 ? 0 : -1) : new UUID(random.nextLong(), random.nextLong());
      int series = n < 1_024 ? n : random.nextInt(1_024);
      var id = new EndToEndId(instruction, series);
      assertThat(EndToEndId.parse(id.toString())).as("seed %d, n %d: %s", seed, n, id).contains(id);
      assertThat(id.toString()).matches("[0-9A-Z]{27,28}");
    }
  }

  @Test void whatIsNotOursIsNotReadAsOurs() {
    var id = new EndToEndId(UUID.randomUUID(), 1).toString();
    for (var text : new String[] {"", "NOTPROVIDED", id.toLowerCase(java.util.Locale.ROOT), id + "00", id.substring(0, 26) + "0" + id.charAt(26), id.substring(1), "8" + id.substring(1), id.replace(id.charAt(5), 'U'), id.substring(0, 26) + " "})
      assertThat(EndToEndId.parse(text)).as(text).isEmpty();
  }

  @Test void oneChangedCharacterIsAnotherIdOrNone() {
    for (int n = 0; n < 2_000; n++) {
      var id = new EndToEndId(new UUID(random.nextLong(), random.nextLong()), random.nextInt(32));
      var text = new StringBuilder(id.toString());
      int at = random.nextInt(text.length());
      text.setCharAt(at, "0123456789ABCDEFGHJKMNPQRSTVWXYZ".charAt(random.nextInt(32)));
      var read = EndToEndId.parse(text.toString());
      if (text.toString().equals(id.toString())) assertThat(read).contains(id);
      else assertThat(read).as("seed %d: %s for %s", seed, text, id).isNotEqualTo(java.util.Optional.of(id));
    }
  }
}
