package finality.rail.message;

import static org.assertj.core.api.Assertions.assertThat;

import finality.rail.message.iso20022.PaymentReader;
import finality.rail.message.iso20022.PaymentWriter;
import finality.rail.message.iso20022.Profile;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.api.Test;

/** Messages about payments: what was written is valid, is read as it was meant, and is written again the same; however long it is. */
class PaymentTest {
  private static final int LONG = 200_000;

  @ParameterizedTest @EnumSource(Profile.class) void whatWasWrittenIsValidAndReadAsItWasMeantAndWrittenAgainTheSame(Profile profile) {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int i = 0; i < 600; i++) {
      AnyPayment.any(random, profile).assertValidAndReadAsMeantAndWrittenAgainTheSame(seed);
    }
  }

  @Test void eachMessageIsRecognisedAloneAndInAnEnvelope() throws IOException {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int i = 0; i < 100; i++) {
      var made = AnyPayment.any(random);
      var recognised = Format.recognise(new BufferedInputStream(new ByteArrayInputStream(made.written())));
      assertThat(recognised.format()).as("seed %d", seed).isNotNull();
      assertThat(made.header().type()).as("seed %d", seed).startsWith(recognised.name());
    }
  }

  /** Both ends at once, through a pipe: of 200,000 transactions hardly any is held at a time. */
  @Test void aLongMessageIsWrittenAndReadInFlatMemory() throws Exception {
    var pipe = new PipedInputStream(1 << 16);
    var out = new PipedOutputStream(pipe);
    try (var executor = Executors.newSingleThreadExecutor()) {
      var writing = executor.submit(() -> {
        writeLong(out);
        return null;
      });
      var counter = new Counter();
      var footing = new Footing(counter);
      try (pipe) {   // so that the writer does not wait for a reader that has given up
        PaymentReader.read(pipe, footing);
      }
      assertThat(footing.findings()).isEmpty();
      writing.get();
      assertThat(footing.messages().getFirst().items()).isEqualTo(LONG);
      assertThat(counter.mostAlive.get()).as("transactions alive at a time, of those of which the collector has been asked").isLessThan(20);
    }
  }

  private static void writeLong(PipedOutputStream out) throws IOException {
    try (out) {
      var any = new AnyPayment(new Random(7), Profile.ISO);
      var writer = new PaymentWriter(out, Profile.ISO, null);
      writer.begin(new MessageHeader("pacs.008.001.08", "LONG", OffsetDateTime.parse("2026-11-23T10:00:00Z"), null, null, null, (long) LONG, null, null, LocalDate.of(2026, 11, 23), "INDA", null));
      for (int i = 0; i < LONG; i++) writer.item(any.next());
      writer.end();
    }
  }

  /** Keeps weak references to every two-thousandth item; now and then looks how many of them are still there. */
  private static final class Counter implements MessageListener {
    private final ArrayDeque<WeakReference<Item>> watched = new ArrayDeque<>();
    private final AtomicInteger mostAlive = new AtomicInteger();
    private int heard;

    @Override public void item(Item item, Finding.Position position) {
      if (++heard % 2_000 == 0) watched.add(new WeakReference<>(item));
      if (heard % 50_000 != 0) return;
      System.gc();
      mostAlive.accumulateAndGet((int) watched.stream().filter(reference -> reference.get() != null).count(), Math::max);
    }
  }

  @Test void aPipeThatBreaksIsAnIOException() {
    var any = new AnyPayment(new Random(7), Profile.ISO);
    var full = new java.io.OutputStream() {
      private int left = 5_000;
      @Override public void write(int b) throws IOException { if (--left < 0) throw new IOException("the disk is full"); }
    };
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> {
      var writer = new PaymentWriter(full, Profile.ISO, null);
      writer.begin(new MessageHeader("pacs.008.001.08", "M", OffsetDateTime.parse("2026-11-23T10:00:00Z"), null, null, null, 100L, new BigDecimal("1"), null, LocalDate.of(2026, 11, 23), "INDA", null));
      for (int i = 0; i < 100; i++) writer.item(any.next());
    }).isInstanceOf(IOException.class).isNotInstanceOf(UncheckedIOException.class).hasMessageContaining("the disk is full");
  }
}
