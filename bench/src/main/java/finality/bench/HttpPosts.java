package finality.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/** One payment a POST, over 64 connections that each wait for their answer; the clients are a JVM of their own. */
final class HttpPosts implements Workload {
  private static final int CONNECTIONS = 64;

  private final Engine engine;
  private final Server server;
  /** From the last answer until the last payment was settled; the longest of all rounds. */
  private Duration settledAfter = Duration.ZERO;

  HttpPosts(Engine engine, Server server) {
    this.engine = engine;
    this.server = server;
  }

  @Override public String name() { return "http"; }

  @Override public String what() { return "single POSTs over " + CONNECTIONS + " HTTP connections, at-once rail; per second is 201s, percentiles are of their answers"; }

  Duration settledAfter() { return settledAfter; }

  @Override public Slice run(Duration warmUp, Duration measured) throws Exception {
    var ended = new AtomicLong();
    engine.ends().tell(change -> ended.incrementAndGet());
    var clients = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-XX:+UseSerialGC", "-Xmx128m", "-cp", classPath(), LoadGenerator.class.getName(),
        Integer.toString(engine.port), engine.data.resolve("operator.key").toString(), Integer.toString(CONNECTIONS), Long.toString(warmUp.toSeconds()), Long.toString(measured.toSeconds()))
        .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (var said = new BufferedReader(new InputStreamReader(clients.getInputStream(), StandardCharsets.UTF_8))) {
      var meter = new Meter(server);
      expect(said, "measuring");
      meter.start(0);
      var figures = expect(said, "measured").split(" ");   // measured ANSWERED P50 P99, in microseconds
      var slice = meter.stop(Long.parseLong(figures[1]), new Histogram(3));
      long accepted = Long.parseLong(expect(said, "accepted").split(" ")[1]);
      long last = System.nanoTime();
      for (int turn = 0; ended.get() < accepted && turn < 3_000; turn++) Thread.sleep(20);
      if (ended.get() < accepted) throw new IllegalStateException((accepted - ended.get()) + " of " + accepted + " payments did not end");
      var took = Duration.ofNanos(System.nanoTime() - last);
      if (took.compareTo(settledAfter) > 0) settledAfter = took;
      return new Slice(slice.perSecond(), Double.parseDouble(figures[2]) / 1e3, Double.parseDouble(figures[3]) / 1e3, slice.postgresMicros(), slice.jvmMicros(), slice.walBytes(),
          slice.foreign(), slice.jvmPeak(), slice.postgresPeak(), slice.storedBytes(), slice.parts());
    } finally {
      clients.destroy();
    }
  }

  private static String expect(BufferedReader said, String word) throws Exception {
    var line = said.readLine();
    if (line == null || !line.startsWith(word)) throw new IllegalStateException("the HTTP clients said \"" + line + "\" instead of \"" + word + "\"");
    return line;
  }

  /** The jar names its libraries; a class path of directories has them beside it. */
  private static String classPath() { return System.getProperty("java.class.path").replace(File.pathSeparator + File.pathSeparator, File.pathSeparator); }
}
