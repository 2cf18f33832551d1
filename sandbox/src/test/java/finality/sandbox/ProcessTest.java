package finality.sandbox;

import static finality.sandbox.TestBank.newId;
import static finality.sandbox.TestBank.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.ServerSocket;
import java.net.http.HttpClient.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bank as the process that users start: its one line, its signals, and what a kill -9 leaves. */
class ProcessTest {
  private static final Pattern READY = Pattern.compile("Sandbox bank is ready on (https://localhost:\\d+) \\(admin (http://localhost:\\d+)\\)");

  @TempDir Path data;
  private final List<Process> started = new ArrayList<>();

  private record Running(Process process, RailClient client, String admin) {}

  @AfterEach void stop() throws InterruptedException {
    for (var process : started) {
      process.destroy();
      process.waitFor(20, TimeUnit.SECONDS);
    }
  }

  private Process launch(Map<String, String> environment) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder = new ProcessBuilder(java, "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), "finality.sandbox.SandboxBank");
    builder.environment().putAll(Map.of("FINALITY_DATA", data.toString(), "SANDBOX_PORT", "0", "SANDBOX_RAIL_PORT", "0", "SANDBOX_LATENCY_MS", "0"));
    builder.environment().putAll(environment);
    var process = builder.redirectErrorStream(true).redirectOutput(data.resolve("out").toFile()).start();
    started.add(process);
    return process;
  }

  private String output() throws IOException { return Files.readString(data.resolve("out")); }

  private Running start() throws IOException {
    var process = launch(Map.of());
    await().atMost(Duration.ofSeconds(60)).until(() -> READY.matcher(output()).find() || !process.isAlive());
    var ready = READY.matcher(output());
    assertThat(ready.find()).as(output()).isTrue();
    return new Running(process, new RailClient(data.resolve("sandbox/client.json"), Version.HTTP_2), ready.group(2));
  }

  @Test void acknowledgedOrdersSurviveAKillAndNoneIsExecutedTwice() throws Exception {
    var bank = start();
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    Set<String> sent = ConcurrentHashMap.newKeySet();
    var killed = new AtomicBoolean();
    bank.client.token();
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      var payers = new ArrayList<Future<?>>();
      for (int i = 0; i < 16; i++) {
        payers.add(pool.submit(() -> {
          while (!killed.get()) {
            var id = newId();
            sent.add(id);
            try {
              if (bank.client.pay(order(id, "SBX-EUR-1", "1.00", "EUR")).status() == 201) acknowledged.add(id);
            } catch (IOException e) {
              return null;   // killed while it was being paid: in doubt
            }
          }
          return null;
        }));
      }
      await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() > 500);
      bank.process.destroyForcibly().waitFor();
      killed.set(true);
      for (var payer : payers) payer.get();
    }

    var again = start();
    var executed = executions(again.admin);
    assertThat(executed.keySet()).containsAll(acknowledged);
    assertThat(executed.values()).allMatch(times -> times <= 1);
    for (var id : sent) again.client.pay(order(id, "SBX-EUR-1", "1.00", "EUR"));   // doubt is resolved by sending the same id again
    executed = executions(again.admin);
    assertThat(executed.keySet()).isEqualTo(sent);
    assertThat(executed.values()).allMatch(times -> times == 1);
    assertThat(again.client.get("/accounts/SBX-EUR-1").text("balance")).isEqualTo(new BigDecimal("10000000.00").subtract(new BigDecimal(sent.size())).toPlainString());
  }

  private static Map<String, Integer> executions(String admin) {
    var executed = new ConcurrentHashMap<String, Integer>();
    for (var item : TestBank.admin(admin, "GET", "/admin/payments?limit=10000", "").body().path("items")) executed.put(item.path("end_to_end_id").asString(), item.path("executed").asInt());
    return executed;
  }

  @Test void aKilledDatabaseComesBackAndNothingIsAnsweredWithoutIt() throws Exception {
    var bank = start();
    assertThat(bank.client.pay(order(newId(), "SBX-EUR-1", "1.00", "EUR")).status()).isEqualTo(201);
    var postmaster = Files.readAllLines(data.resolve("sandbox/postgres/data/postmaster.pid")).getFirst().trim();
    assertThat(ProcessHandle.of(Long.parseLong(postmaster)).orElseThrow().destroyForcibly()).isTrue();
    var sent = new ArrayList<String>();
    var acknowledged = new ArrayList<String>();
    await().atMost(Duration.ofSeconds(60)).until(() -> {
      var id = newId();
      sent.add(id);
      int status = bank.client.pay(order(id, "SBX-EUR-1", "1.00", "EUR")).status();
      assertThat(status).isIn(201, 503);
      if (status == 201) acknowledged.add(id);
      return acknowledged.size() >= 3;
    });
    for (var id : sent) assertThat(bank.client.pay(order(id, "SBX-EUR-1", "1.00", "EUR")).status()).isIn(200, 201);
    assertThat(executions(bank.admin)).containsKeys(sent.toArray(String[]::new)).allSatisfy((id, times) -> assertThat(times).isEqualTo(1));
  }

  @Test void aRestartKeepsModesAndWhatWasPromisedForLaterButNoFaultsAndNoTokens() throws Exception {
    var bank = start();
    TestBank.admin(bank.admin, "PUT", "/admin/mode", "{\"duplicates\":\"refuse\"}");
    TestBank.admin(bank.admin, "PUT", "/admin/faults", "{\"items\":[{\"effect\":\"confirm_late\",\"after_ms\":1000}]}");
    var id = newId();
    assertThat(bank.client.pay(order(id, "SBX-EUR-1", "1.00", "EUR")).status()).isEqualTo(202);
    var stolen = bank.client.token();
    bank.process.destroy();
    assertThat(bank.process.waitFor(20, TimeUnit.SECONDS)).as("SIGTERM stops it").isTrue();
    assertThat(output()).doesNotContain("Exception");

    var again = start();
    assertThat(TestBank.admin(again.admin, "GET", "/admin/mode", "").text("duplicates")).isEqualTo("refuse");
    assertThat(TestBank.admin(again.admin, "GET", "/admin/faults", "").body().path("items").size()).isZero();
    await().untilAsserted(() -> assertThat(again.client.lookUp(id).text("status")).isEqualTo("settled"));
    var request = java.net.http.HttpRequest.newBuilder(java.net.URI.create(again.client.url() + "/payments/" + id)).header("Authorization", "Bearer " + stolen);
    assertThat(again.client.send(request).status()).isEqualTo(401);
  }

  @Test void theFirstStartOpensTheAccountsAndKeepsSecretsToItsOwner() throws Exception {
    var bank = start();
    for (var expected : List.of("SBX-EUR-1 10000000.00", "SBX-EUR-2 10000000.00", "SBX-USD-1 10000000.00", "SBX-GBP-1 10000000.00", "SBX-JPY-1 10000000", "SBX-KWD-1 10000000.000")) {
      var number = expected.split(" ")[0];
      assertThat(number + " " + bank.client.get("/accounts/" + number).text("balance")).isEqualTo(expected);
    }
    try (var files = Files.walk(data.resolve("sandbox"))) {
      var open = files.filter(Files::isRegularFile).filter(f -> f.toString().matches(".*(client\\.json|tls/.*|postgres/password)"))
          .filter(f -> !permissions(f).equals("rw-------")).toList();
      assertThat(open).isEmpty();
    }
  }

  private static String permissions(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test void wrongConfigurationIsOneSentence() throws Exception {
    assertThat(refusal(Map.of("SANDBOX_PORT", "eighty"))).isEqualTo("SANDBOX_PORT is \"eighty\"; expected a port from 1 to 65535, or 0 for any free one.\n");
    assertThat(refusal(Map.of("SANDBOX_DUPLICATES", "never"))).isEqualTo("SANDBOX_DUPLICATES is \"never\"; it must be once, refuse or execute.\n");
    assertThat(refusal(Map.of("SANDBOX_SUCCESS_RATE", "95%"))).isEqualTo("SANDBOX_SUCCESS_RATE is \"95%\"; it must be a number from 0 to 1.\n");
    try (var taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      var port = Integer.toString(taken.getLocalPort());
      assertThat(refusal(Map.of("SANDBOX_RAIL_PORT", port))).isEqualTo("Port " + port + " is in use; set SANDBOX_RAIL_PORT to a free one or stop what listens there.\n");
    }
    Files.writeString(data.resolve("file"), "");
    assertThat(refusal(Map.of("FINALITY_DATA", data.resolve("file").toString()))).startsWith("The bank cannot keep its data in ").hasLineCount(1);
  }

  private String refusal(Map<String, String> environment) throws Exception {
    var process = launch(environment);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    return output();
  }
}
