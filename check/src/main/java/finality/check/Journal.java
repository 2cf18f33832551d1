package finality.check;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What was asked and what was promised, kept by the one who asked. Also a file, for reading afterwards. */
final class Journal implements AutoCloseable {
  private final Map<String, Payment> payments = new ConcurrentHashMap<>();
  private final List<String> contradictions = new ArrayList<>();
  private final List<String> disturbances = new ArrayList<>();
  private final BufferedWriter file;

  Journal(Path file) throws IOException { this.file = Files.newBufferedWriter(file); }

  /** One payment: what was asked under one key, and what the engine acknowledged. Guarded by itself. */
  static final class Payment {
    final String key;
    final String body;
    final boolean book;
    private @Nullable String id;
    private @Nullable String refused;

    private Payment(String key, String body, boolean book) {
      this.key = key;
      this.body = body;
      this.book = book;
    }

    /** {@code null} while it was never acknowledged. */
    synchronized @Nullable String id() { return id; }

    synchronized @Nullable String refused() { return refused; }
  }

  Payment asked(String key, String body, boolean book) {
    var payment = new Payment(key, body, book);
    payments.put(key, payment);
    write("asked " + key + " " + body);
    return payment;
  }

  /** Two ids for one key are a contradiction whatever the books say later. */
  void acknowledged(Payment payment, String id, String state) {
    synchronized (payment) {
      if (payment.id == null) payment.id = id;
      else if (!payment.id.equals(id)) contradiction("key " + payment.key + " was acknowledged as " + payment.id + " and as " + id);
    }
    write("acknowledged " + payment.key + " " + id + " " + state);
  }

  void refused(Payment payment, String why) {
    synchronized (payment) { payment.refused = why; }
    write("refused " + payment.key + " " + why);
  }

  void disturbed(String what) {
    synchronized (disturbances) { disturbances.add(Instant.now() + " " + what); }
    write("disturbed " + what);
  }

  /** Of other calls than payments: for reading afterwards. */
  void answered(String what) { write("answered " + what); }

  void contradiction(String what) {
    synchronized (contradictions) { contradictions.add(what); }
  }

  List<String> contradictions() {
    synchronized (contradictions) { return List.copyOf(contradictions); }
  }

  List<String> disturbances() {
    synchronized (disturbances) { return List.copyOf(disturbances); }
  }

  Collection<Payment> payments() { return payments.values(); }

  @Nullable Payment find(String key) { return payments.get(key); }

  private void write(String line) {
    synchronized (file) {
      try {
        file.write(Instant.now() + " " + line + "\n");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override public void close() throws IOException {
    synchronized (file) { file.close(); }
  }
}
