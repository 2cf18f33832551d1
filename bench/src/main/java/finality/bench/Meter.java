package finality.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Measures from {@link #start} to {@link #stop}. Not for use by two threads. */
final class Meter {
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  private final Server server;
  private long nanos, done, wal, jvm, postgres, machine;
  private volatile boolean sampling;
  private long jvmPeak, postgresPeak;
  private Thread sampler = Thread.currentThread();

  Meter(Server server) { this.server = server; }

  /** @param done how many were done before */
  void start(long done) throws SQLException, IOException {
    jvmPeak = postgresPeak = 0;
    sampling = true;
    sampler = Thread.ofVirtual().name("memory").start(this::sample);
    wal = server.walBytes();
    jvm = server.processes.jvmMicros();
    postgres = server.processes.postgresMicros();
    machine = Processes.machineMicros();
    this.done = done;
    nanos = System.nanoTime();
  }

  /** @param latencies in microseconds */
  Slice stop(long done, Histogram latencies) throws SQLException, IOException, InterruptedException {
    double seconds = (System.nanoTime() - nanos) / 1e9;
    double n = Math.max(1, done - this.done);
    long jvm = server.processes.jvmMicros() - this.jvm;
    long postgres = server.processes.postgresMicros() - this.postgres;
    long machine = Processes.machineMicros() - this.machine;
    long wal = server.walBytes() - this.wal;
    sampling = false;
    sampler.join();
    boolean timed = latencies.getTotalCount() > 0;
    double foreign = Math.max(0, (machine - jvm - postgres) / (seconds * 1e6 * PROCESSORS));
    return new Slice((done - this.done) / seconds, timed ? latencies.getValueAtPercentile(50) / 1e3 : Double.NaN, timed ? latencies.getValueAtPercentile(99) / 1e3 : Double.NaN,
        postgres / n, jvm / n, wal / n, foreign, jvmPeak, postgresPeak, Double.NaN, Map.of());
  }

  private void sample() {
    try {
      while (sampling) {
        jvmPeak = Math.max(jvmPeak, Processes.jvmBytes());
        postgresPeak = Math.max(postgresPeak, server.processes.postgresBytes());
        Thread.sleep(500);
      }
    } catch (IOException | InterruptedException e) {
      System.err.println("memory is not measured: " + e);
    }
  }

  /** How much each table and index grew for each that was done. */
  static Map<String, Double> growth(Map<String, Long> before, Map<String, Long> after, long done) {
    var parts = new HashMap<String, Double>();
    after.forEach((name, size) -> {
      double grown = (size - before.getOrDefault(name, 0L)) / (double) Math.max(1, done);
      if (grown >= 0.5) parts.put(name, grown);
    });
    return parts;
  }
}
