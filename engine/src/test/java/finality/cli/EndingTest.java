package finality.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An answer that did not arrive is no success, whichever command gave it. */
class EndingTest {
  private final ByteArrayOutputStream complaints = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(complaints, true, StandardCharsets.UTF_8);

  /** Takes nothing, as a disk does that is full or a pipe whose reader has gone. */
  private static OutputStream failing(String why) {
    return new OutputStream() {
      @Override public void write(int b) throws IOException { throw new IOException(why); }
    };
  }

  private Map<String, Integer> endings(OutputStream to) {
    var endings = new LinkedHashMap<String, Integer>();
    endings.put("net", Ending.run("net", to, err, (out, complain) -> new NetFile(out, complain).run("../samples/obligations.csv")));
    endings.put("match", Ending.run("match", to, err, (out, complain) -> new Match(out, complain).run("../samples/matching/books.csv", "../samples/matching/statement.csv", "--json")));
    endings.put("calendar", Ending.run("calendar", to, err, (out, complain) -> new Calendars(out, complain).run("holidays", "BR", "2027")));
    endings.put("settle", Settle.run(to, err, out -> new Settle(out, err, Map.of(), Clock.systemUTC()).run("--help")));
    return endings;
  }

  @Test void whatCannotBeWrittenIsTold() {
    assertThat(endings(failing("No space left on device"))).containsOnly(Map.entry("net", 74), Map.entry("match", 74), Map.entry("calendar", 74), Map.entry("settle", 74));
    assertThat(complaints.toString(StandardCharsets.UTF_8)).contains("net: the output could not be written: No space left on device.", "match: the output", "calendar: the output", "settle: the output")
        .contains("nothing is paid twice");
  }

  @Test void whatFailsOnlyWhenTheLastOfItIsWrittenIsToldToo() {
    assertThat(endings(new BufferedOutputStream(failing("No space left on device"), 1 << 20))).containsOnly(Map.entry("net", 74), Map.entry("match", 74), Map.entry("calendar", 74), Map.entry("settle", 74));
  }

  @Test void aReaderThatHasHadEnoughIsNoReasonToComplain() {
    assertThat(endings(failing("Broken pipe"))).containsOnly(Map.entry("net", 141), Map.entry("match", 141), Map.entry("calendar", 141), Map.entry("settle", 141));
    assertThat(complaints.toString(StandardCharsets.UTF_8)).isEmpty();
  }
}
