package finality.rail.message;

import static org.assertj.core.api.Assertions.assertThat;

import finality.rail.message.command.MessageCommand;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Where the commands read from and write to: pipes, directories, terminals of any width, and outputs that take no more. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CommandStreamsTest {
  private static final String DAY = "../samples/statements/day.mt940";
  private static final String PAYMENTS = "../samples/messages/payments.json";

  @TempDir Path directory;
  private String out = "";
  private String err = "";

  private int run(String... words) { return run(120, words); }

  private int run(int width, String... words) {
    var stdout = new ByteArrayOutputStream();
    int code = to(stdout, width, words);
    out = stdout.toString(StandardCharsets.UTF_8);
    return code;
  }

  private int to(OutputStream stdout, int width, String... words) {
    var stderr = new ByteArrayOutputStream();
    int code = new MessageCommand(new ByteArrayInputStream(new byte[0]), stdout, new PrintStream(stderr, true, StandardCharsets.UTF_8), width).run(words);
    err = stderr.toString(StandardCharsets.UTF_8);
    return code;
  }

  // ── what is read ──────────────────────────────────────────────────────────────────────────────────────

  @Test void aPipeIsReadWholeThoughItGivesItsContentOnce() throws Exception {
    var pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    for (var words : new String[][] {{"inspect", "--json", pipe.toString()}, {"convert", pipe.toString(), "--to", "json"}, {"convert", pipe.toString(), "--to", "camt.053"}}) {
      var filler = new ProcessBuilder("cp", DAY, pipe.toString()).start();
      assertThat(run(words)).as(err).isZero();
      assertThat(out).as(String.join(" ", words)).contains("FIN261123", "E2E-4711");
      assertThat(filler.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test void aDirectoryIsNamedAndTheOthersAreShown() {
    assertThat(run("inspect", directory.toString(), DAY)).isEqualTo(65);
    assertThat(err).isEqualTo("finality: " + directory + " is a directory; name the files in it.\n");
    assertThat(out).contains("it foots");
  }

  @Test void whatIsNoMessageIsToldWhatItIs() throws IOException {
    var file = directory.resolve("file");
    for (var each : new Object[][] {{"", StandardCharsets.UTF_8, "The file is empty."}, {"\n \n", StandardCharsets.UTF_8, "The file is empty."},
        {"01,122099999,123456789,261123,2115,1,,,2/\n02,031001234,122099999,1,261122,2359,,2/\n", StandardCharsets.UTF_8, "This is BAI2"},
        {"date;amount;name\n2026-11-23;1,00;A\n", StandardCharsets.UTF_8, "./finality match reads it"}, {"date,amount,name\r\n2026-11-23,1.00,A\r\n", StandardCharsets.UTF_8, "./finality match reads it"},
        {Files.readString(Path.of(DAY)), StandardCharsets.UTF_16, "UTF-16"}, {Files.readString(Path.of(DAY)), StandardCharsets.UTF_16LE, "UTF-16"},
        {"Dear all, as said, here is\nwhat you asked for", StandardCharsets.UTF_8, "This is no format that is known here"}}) {
      Files.writeString(file, (String) each[0], (java.nio.charset.Charset) each[1]);
      assertThat(run("inspect", file.toString())).as(out).isEqualTo(1);
      assertThat(out).contains((String) each[2]);
    }
  }

  @Test void whatTakesMoreMemoryThanThereIsCannotBeReadAndIsNoFaultOfTheFile() {
    var endless = new InputStream() {
      @Override public int read() { throw new OutOfMemoryError(); }
    };
    for (var words : new String[][] {{"inspect", "-"}, {"inspect", "--json", DAY, "-"}, {"convert", "-", "--to", "camt.053"}}) {
      var stderr = new ByteArrayOutputStream();
      assertThat(new MessageCommand(endless, OutputStream.nullOutputStream(), new PrintStream(stderr, true, StandardCharsets.UTF_8), 120).run(words)).isEqualTo(65);
      assertThat(stderr.toString(StandardCharsets.UTF_8)).matches("finality: reading it takes more memory than there is \\([0-9]+ MB\\)\\.\n");
    }
  }

  @Test void afterTwoDashesOnlyFilesFollow() throws IOException {
    var file = Files.copy(Path.of(DAY), directory.resolve("--json")).toString();
    assertThat(run("inspect", "--", "--json")).isEqualTo(65);
    assertThat(err).contains("there is no file --json.");
    assertThat(run("inspect", "--json", "--", file)).as(err).isZero();
    assertThat(out).startsWith("{\"file\":");
    assertThat(run("convert", "--to", "json", "--", file)).as(err).isZero();
    assertThat(run("convert", "--", file, "--to", "json")).isEqualTo(64);
  }

  @Test void aFileThatChangesBetweenItsTwoReadingsIsAnErrorAndNoHalfStatement() throws IOException {
    var file = directory.resolve("long.sta");
    var text = ":20:A\n:25:123\n:28C:1/1\n:60F:C261120EUR0,00\n" + ":61:2611231123C1,00NTRFNONREF\n".repeat(20_000) + ":62F:C261123EUR20000,00\n-\n";
    for (var words : new String[][] {{"inspect", "--json", file.toString()}, {"convert", file.toString(), "--to", "json"}, {"convert", file.toString(), "--to", "mt940"}}) {
      Files.writeString(file, text);
      var cutting = new ByteArrayOutputStream() {
        @Override public void write(byte[] bytes, int from, int length) {
          super.write(bytes, from, length);
          try {
            Files.writeString(file, "");   // something is written only in the second reading
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        }
      };
      assertThat(to(cutting, 120, words)).as(String.join(" ", words)).isEqualTo(65);
      assertThat(err).contains("has changed while it was read");
    }
  }

  // ── what is written ───────────────────────────────────────────────────────────────────────────────────

  /** Takes so many bytes and no more. */
  private static final class Full extends OutputStream {
    private final String reason;
    private int left;
    int refused;

    Full(int room, String reason) {
      this.reason = reason;
      left = room;
    }

    @Override public void write(int b) throws IOException {
      if (left-- > 0) return;
      refused++;
      throw new IOException(reason);
    }
  }

  @Test void anOutputThatTakesNoMoreEndsTheCommandAtOnceWithOneSentence() {
    for (var words : new String[][] {{"inspect", DAY, PAYMENTS}, {"inspect", "--json", DAY, PAYMENTS}, {"convert", DAY, "--to", "json"}, {"convert", DAY, "--to", "mt940"},
        {"convert", DAY, "--to", "camt.053"}, {"inspect", "--help"}}) {
      for (int room : new int[] {0, 100}) {
        var full = new Full(room, "No space left on device");
        assertThat(to(full, 120, words)).as(String.join(" ", words)).isEqualTo(74);
        assertThat(err).isEqualTo("finality: the output could not be written: No space left on device.\n");
        assertThat(full.refused).isEqualTo(1);
        assertThat(to(new Full(room, "Broken pipe"), 120, words)).isEqualTo(141);
        assertThat(err).isEmpty();
      }
    }
  }

  @Test void everyItemIsShownAtEveryWidth() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int width = 1; width <= 200; width++) {
      var any = new AnyRecord(random);
      var bytes = new ByteArrayOutputStream();
      try (var json = JsonFactory.builder().build().createGenerator(ObjectWriteContext.empty(), bytes)) {
        json.writeStartObject();
        var writer = new finality.rail.message.json.JsonWriter(json, false);
        writer.start();
        for (int message = 0; message < 5; message++) {
          writer.opened(any.of(MessageHeader.class), Finding.Position.FILE);
          for (int item = 0; item <= message / 3; item++) writer.item(any.item(), Finding.Position.FILE);
          writer.closed();
        }
        writer.finish();
        json.writeEndObject();
      }
      var stdout = new ByteArrayOutputStream();
      new MessageCommand(new ByteArrayInputStream(bytes.toByteArray()), stdout, new PrintStream(OutputStream.nullOutputStream()), width).run("inspect", "-", PAYMENTS, DAY);
      int widest = Math.max(40, width);
      assertThat(stdout.toString(StandardCharsets.UTF_8).lines()).as("seed %d, width %d", seed, width).allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(widest));
    }
  }
}
