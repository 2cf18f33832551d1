package finality.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bank that takes every connection and answers nothing, behind the real adapter: reads and book transfers go on as before. */
class HangingBankTest {
  private static final int PAYMENTS = 300;

  @TempDir Path data;

  @Test void readsAndBookTransfersGoOnAsBeforeWhileTheBankHangsOnEveryCall() throws IOException {
    try (var bank = new Hole(); var engine = Engine.start(settings(bank)); var traffic = new Traffic(engine.port, engine.admin, engine.approver, true)) {
      engine.open("""
          {"code":"nostro-hole-usd","kind":"nostro","bank":"HOLEUS33","number":"H-1","currency":"USD","limit":"1000000.00"}""");
      var debtor = engine.participant("USD", "1000000.00");
      traffic.start();
      long begun = System.nanoTime();
      await().until(() -> traffic.between(begun, Long.MAX_VALUE).size() > 1_000);
      long hanging = System.nanoTime();
      IntStream.range(0, PAYMENTS).parallel().forEach(_ -> assertThat(engine.pay("""
          {"debtor_account":"%s","creditor":{"name":"Anna","account":"DE89370400440532013000"},"amount":"1.00","currency":"USD"}""".formatted(debtor)).status()).isEqualTo(201));
      await().atMost(Duration.ofSeconds(20)).until(() -> bank.held() > 0);
      long filled = System.nanoTime();
      await().atMost(Duration.ofSeconds(20)).until(() -> traffic.between(filled, Long.MAX_VALUE).size() > 2_000);
      traffic.stop();
      var before = traffic.between(begun, hanging);
      var during = traffic.between(filled, Long.MAX_VALUE);
      System.out.printf("The bank hangs: reads and book transfers p50 %d ms, p99 %d ms before; p50 %d ms, p99 %d ms while %d payments wait for it%n", Traffic.percentile(before, 50), Traffic.percentile(before, 99),
          Traffic.percentile(during, 50), Traffic.percentile(during, 99), PAYMENTS);
      assertThat(during).allMatch(call -> call.status() < 300);
      assertThat(Traffic.percentile(during, 50)).as("p50, ms").isLessThan(2 * Traffic.percentile(before, 50) + 20);
      assertThat(Traffic.percentile(during, 99)).as("p99, ms").isLessThan(2 * Traffic.percentile(before, 99) + 200);
      traffic.assertNothingLost();
    }
  }

  private Map<String, String> settings(Hole bank) {
    var connection = "rails.bankapi.connections[0].";
    var url = "http://127.0.0.1:" + bank.socket.getLocalPort();
    return Map.ofEntries(Map.entry("FINALITY_DATA", data.toString()), Map.entry("DATABASE_URL", Engine.EMBEDDED), Map.entry(connection + "enabled", "true"), Map.entry(connection + "name", "hole-usd"),
        Map.entry(connection + "bank", "HOLEUS33"), Map.entry(connection + "currencies", "USD"), Map.entry(connection + "url", url), Map.entry(connection + "token_url", url + "/token"),
        Map.entry(connection + "client_id", "finality"), Map.entry(connection + "client_secret", "file:" + secret()), Map.entry(connection + "allow_plain_http", "true"), Map.entry(connection + "credentials_file", ""),
        Map.entry(connection + "order_timeout", "60s"));
  }

  private Path secret() {
    try {
      return Files.writeString(data.resolve("secret"), "secret");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes every connection, reads nothing, says nothing. */
  private static final class Hole implements Closeable {
    private final ServerSocket socket;
    private final Queue<Socket> held = new ConcurrentLinkedQueue<>();

    Hole() throws IOException {
      socket = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
      Thread.startVirtualThread(() -> {
        try {
          while (true) held.add(socket.accept());
        } catch (IOException closed) {
          // the end of the test
        }
      });
    }

    int held() { return held.size(); }

    @Override public void close() throws IOException {
      socket.close();
      for (var caller : held) caller.close();
    }
  }
}
