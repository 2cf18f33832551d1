package finality.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * Clients that post one payment after the other, each over a connection of its own: bytes on sockets, because a full HTTP client would
 * use more of the processors than what is measured. Arguments: port, file of the API key, connections, seconds to warm up, seconds to measure.
 */
final class LoadGenerator {
  private final int port;
  private final String head;
  private final String run = Long.toString(System.nanoTime(), 36);
  private final AtomicLong number = new AtomicLong();
  private final AtomicLong accepted = new AtomicLong();
  private final ConcurrentHistogram latencies = new ConcurrentHistogram(3);
  private volatile boolean stopped;

  private LoadGenerator(int port, String key) {
    this.port = port;
    head = "POST /v1/settlements HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + key + "\r\nContent-Type: application/json\r\nIdempotency-Key: ";
  }

  public static void main(String[] arguments) throws Exception {
    var generator = new LoadGenerator(Integer.parseInt(arguments[0]), Files.readString(Path.of(arguments[1])).strip());
    var threads = new ArrayList<Thread>();
    for (int n = 0; n < Integer.parseInt(arguments[2]); n++) threads.add(Thread.ofVirtual().start(generator::post));
    Thread.sleep(1_000 * Long.parseLong(arguments[3]));
    System.out.println("measuring");
    long before = generator.accepted.get();
    generator.latencies.reset();
    Thread.sleep(1_000 * Long.parseLong(arguments[4]));
    System.out.println("measured " + (generator.accepted.get() - before) + " " + generator.latencies.getValueAtPercentile(50) + " " + generator.latencies.getValueAtPercentile(99));
    generator.stopped = true;
    for (var thread : threads) thread.join();
    System.out.println("accepted " + generator.accepted.get());
  }

  private void post() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      var out = socket.getOutputStream();
      var in = new BufferedInputStream(socket.getInputStream());
      while (!stopped) {
        long n = number.incrementAndGet();
        var body = """
            {"debtor_account":"payer-%d","creditor":{"name":"Bob Example","account":"DE89370400440532013000","bank":"COBADEFFXXX","country":"DE"},"amount":"12.34","currency":"EUR","purpose":"SALA","reference":"POST-%d"}"""
            .formatted(n % Engine.ACCOUNTS, n);
        long begin = System.nanoTime();
        out.write((head + "post-" + run + "-" + n + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII));
        int status = answer(in);
        latencies.recordValue((System.nanoTime() - begin) / 1_000);
        if (status != 201) throw new IOException("a payment was answered with " + status);
        accepted.incrementAndGet();
      }
    } catch (IOException e) {
      System.err.println("a client of the benchmark stops: " + e.getMessage());
    }
  }

  /** Reads one answer with a content length, or in chunks. */
  private static int answer(InputStream in) throws IOException {
    int status = Integer.parseInt(line(in).split(" ")[1]);
    int length = 0;
    boolean chunked = false;
    for (var header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) length = Integer.parseInt(header.substring(15).strip());
      if (header.regionMatches(true, 0, "Transfer-Encoding:", 0, 18)) chunked = header.contains("chunked");
    }
    if (!chunked) in.skipNBytes(length);
    else for (int size = Integer.parseInt(line(in), 16); ; size = Integer.parseInt(line(in), 16)) {
      in.skipNBytes(size);
      line(in);
      if (size == 0) break;
    }
    return status;
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder(80);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) throw new IOException("the engine closed the connection");
      if (c != '\r') line.append((char) c);
    }
    return line.toString();
  }
}
