package finality.rail.message.nacha;

import static org.assertj.core.api.Assertions.assertThat;

import finality.rail.message.nacha.Made.Batch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What was written is read as it was meant, and reading and writing it again changes no byte. */
class RoundTripTest {

  @Test void recordsThatWereWrittenAreReadAsTheyWereMeant() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      var made = Made.any(random);
      var once = Made.write(Made.FILE, made);
      var read = Made.read(once);
      assertThat(read.codes()).as("seed %d", seed).isEmpty();
      assertThat(read.files).containsExactly(Made.FILE);
      assertThat(read.batches).as("seed %d", seed).isEqualTo(made);
      assertThat(read.closed).isEqualTo(1);
      assertThat(Made.write(read.files.getFirst(), read.batches)).as("seed %d", seed).isEqualTo(once);
    }
  }

  @Test void itemsThatWereReadAreWrittenToTheSameFile() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      var plain = Made.any(random).stream().map(RoundTripTest::asItemsHaveIt).toList();
      var once = Made.write(Made.FILE, plain);
      var read = Made.read(once);
      assertThat(text(written(read))).as("seed %d", seed).isEqualTo(text(once));
    }
  }

  /** Without discretionary data, which items do not have; with the reference code and amounts abroad as an item's writer puts them. */
  private static Batch asItemsHaveIt(Batch batch) {
    var h = batch.header();
    var entries = batch.entries().stream().map(e -> new AchEntry(e.code(), e.receiver(), e.account(), e.amount(), e.id(), e.name(), "", e.trace(), e.addenda().stream().map(a -> asItemsHaveIt(a, e, h)).toList())).toList();
    return new Batch(new AchBatch(h.serviceClass(), h.company(), h.discretionary(), h.companyId(), h.entryClass(), h.description(), h.descriptiveDate(), h.effective(), h.settled(), h.originatorStatus(), h.odfi(), h.number(), h.international()),
        entries);
  }

  private static AchEntry.Addendum asItemsHaveIt(AchEntry.Addendum addendum, AchEntry entry, AchBatch batch) {
    var cents = entry.amount().unscaledValue().toString();
    return switch (addendum.type()) {
      case "10" -> new AchEntry.Addendum("10", (entry.has("99") ? "MIS" : "BUS") + "0".repeat(18 - cents.length()) + cents + addendum.text().substring(21));
      case "14" -> new AchEntry.Addendum("14", addendum.text().replace("02BDFEFRPP ", "01" + entry.receiver()).replaceAll("(?<=[0-9]{9}) *FR$", " ".repeat(25) + "US"));
      case "99" -> new AchEntry.Addendum("99", batch.international() == null ? addendum.text() : addendum.text().replaceFirst("02100002000000000", entry.receiver().substring(0, 8) + "0".repeat(10 - cents.length()) + cents).replaceFirst("0(WORDS)?$", "$1"));
      default -> addendum;
    };
  }

  private static byte[] written(Made.Read read) {
    var out = new ByteArrayOutputStream();
    try {
      var writer = new NachaWriter(out);
      writer.begin(read.files.getFirst());
      int item = 0;
      for (var batch : read.batches) {
        writer.batch(batch.header());
        for (int i = 0; i < batch.entries().size(); i++) writer.item(read.items.get(item++));
      }
      writer.end();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  private static String text(byte[] bytes) { return new String(bytes, StandardCharsets.US_ASCII); }
}
