package finality.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./finality run}: its processes begin and end together, whatever ends first. */
@EnabledOnOs(OS.LINUX)   // who belongs to it is read from /proc
class LauncherTest {
  private static final Duration START = Duration.ofMinutes(1);

  @TempDir Path temp;
  private Path data;
  private Path configuration;
  private Launcher launcher;
  private Http engine;
  private Http bank;
  private Map<String, String> environment;
  private @Nullable Process run;

  @BeforeEach void checkout() throws IOException {
    launcher = Launcher.with(Launcher.built(), Files.createDirectories(temp.toRealPath().resolve("checkout")));
    data = temp.toRealPath().resolve("data");
    var ports = Site.freePorts(3);
    configuration = Files.writeString(temp.resolve("finality.yaml"), Site.CONFIGURATION.formatted(data.resolve("sandbox/client.json")));
    environment = settings(ports);
    engine = new Http(ports.get(0));
    bank = new Http(ports.get(1));
  }

  private Map<String, String> settings(List<Integer> ports) {
    return Map.of("FINALITY_DATA", data.toString(), "HTTP_PORT", "" + ports.get(0), "SANDBOX_PORT", "" + ports.get(1), "SANDBOX_RAIL_PORT", "" + ports.get(2),
        "FINALITY_CONFIG", configuration.toString(), "JAVA_HOME", System.getProperty("java.home"), "FINALITY_JAVA_OPTS", "-Xmx320m -XX:TieredStopAtLevel=1");
  }

  @AfterEach void end() throws IOException {
    processes().forEach(ProcessHandle::destroyForcibly);
    await().until(() -> processes().isEmpty());
    launcher.unlink();
  }

  private Path out() { return temp.resolve("run.out"); }

  private String said() {
    try {
      return Files.readString(out());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void start() throws IOException {
    var begun = launcher.startAsGroup(environment, out(), "run", "--empty");
    run = begun;
    await().atMost(START).until(() -> said().contains("Finality is ready on http://localhost:" + environment.get("HTTP_PORT")) || !begun.isAlive());
    assertThat(begun.isAlive()).as(said()).isTrue();
  }

  private int exit() throws InterruptedException {
    assertThat(run.waitFor(60, TimeUnit.SECONDS)).as("it ends; it said: " + said()).isTrue();
    return run.exitValue();
  }

  /** Everybody who has our data directory for a setting, or works in it: the launcher, both JVMs, both PostgreSQL servers with their backends. */
  private List<ProcessHandle> processes() { return ProcessHandle.allProcesses().filter(process -> isOurs(Path.of("/proc", Long.toString(process.pid())))).toList(); }

  private boolean isOurs(Path process) {
    try {
      return Files.readSymbolicLink(process.resolve("cwd")).startsWith(data)
          || new String(Files.readAllBytes(process.resolve("environ")), StandardCharsets.ISO_8859_1).contains("FINALITY_DATA=" + data + "\0");
    } catch (IOException e) {
      return false;   // ended meanwhile, or another user's
    }
  }

  private ProcessHandle program(String jar) {
    return run.children().filter(child -> child.info().commandLine().orElse("").contains(jar)).findFirst().orElseThrow(() -> new AssertionError(jar + " does not run; the launcher said: " + said()));
  }

  private static boolean answers(Http api, String path) {
    try {
      return api.get(path).status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private void signal(String signal, String target) throws Exception { assertThat(new ProcessBuilder("kill", "-" + signal, "--", target).start().waitFor()).isZero(); }

  private void endsWithNothingLeft() { await("processes that are left: " + processes()).until(() -> processes().isEmpty()); }

  /** The last line of that server's log with these words; lines begin with their time. */
  private static String last(Path log, String words) throws IOException {
    return Files.readAllLines(log).stream().filter(line -> line.contains(words)).reduce((_, later) -> later).orElseThrow(() -> new AssertionError(log + " says nothing of: " + words));
  }

  @Test void ctrlCStopsTheEngineThenTheBankAndLeavesNothing() throws Exception {
    start();
    assertThat(processes()).hasSizeGreaterThan(4);
    signal("INT", "-" + run.pid());   // as the terminal does: to the whole group
    assertThat(exit()).isZero();
    endsWithNothingLeft();
    var engines = last(data.resolve("postgres/postgres.log"), "database system is shut down");
    var banks = last(data.resolve("sandbox/postgres/postgres.log"), "received fast shutdown request");
    assertThat(engines).as("the bank is there until the engine has ended").isLessThan(banks);
    last(data.resolve("sandbox/postgres/postgres.log"), "database system is shut down");
    assertThat(launcher.root.resolve("target/running")).isEmptyDirectory();
  }

  @Test void aSecondRunOnTheSameDataIsRefusedAndHarmsNothingAndWithoutItsEngineARunEnds() throws Exception {
    start();
    var samePorts = launcher.call(environment, "run", "--empty");
    assertThat(samePorts.exit()).isEqualTo(1);
    assertThat(samePorts.said()).contains("SANDBOX_PORT is " + environment.get("SANDBOX_PORT") + ", expected a free port: another program listens there. Stop it, or set SANDBOX_PORT");

    var otherPorts = launcher.call(settings(Site.freePorts(3)), "run", "--empty");
    assertThat(otherPorts.exit()).isNotZero();
    assertThat(otherPorts.said()).contains("in use by another process of Finality. Stop that one, or choose another data directory.");

    assertThat(answers(engine, "/health")).isTrue();
    assertThat(answers(bank, "/admin/health")).isTrue();

    program("finality-app.jar").destroyForcibly();   // without an engine there is nothing to run
    assertThat(exit()).isEqualTo(137);
    assertThat(said()).contains("finality: the engine ended by itself (exit 137); its log is " + data.resolve("log/engine.log"));
    endsWithNothingLeft();
  }

  /** Pays one line at once, one when its answer was lost, and one within the books; the bank rejects one. */
  private Launcher.Ended settle() throws Exception {
    var file = Files.writeString(temp.resolve("pay.csv"), """
        debtor_account,creditor_name,creditor_account,book_account,amount,currency
        ACME-EUR,Anna,DE89370400440532013000,,12.00,EUR
        ACME-EUR,Bert,DE89370400440532013000,,13.01,EUR
        ACME-EUR,Cleo,DE89370400440532013000,,13.08,EUR
        ACME-EUR,,,GLOBEX-EUR,25.00,EUR
        """);
    var ended = launcher.call(environment, "settle", "--wait", "50s", file.toString());
    assertThat(ended.exit()).as(ended.said()).isEqualTo(1);
    assertThat(ended.said()).containsPattern("settled +3 +50.08 EUR").containsPattern("failed +1 +13.01 EUR");
    return ended;
  }

  private void isPaidOnce() throws IOException {
    var orders = bank.get("/admin/payments").body().path("items").valueStream()
        .map(order -> order.path("amount").asString() + " executed " + order.path("executed").asInt() + " for " + order.path("executed_total").asString()).toList();
    assertThat(orders).containsExactlyInAnyOrder("12.00 executed 1 for 12.00", "13.01 executed 0 for 0.00", "13.08 executed 1 for 13.08");
    engine.authorise(Files.readString(data.resolve("operator.key")).strip());
    var audit = engine.get("/v1/audit/books");
    assertThat(audit.body().path("sound").asBoolean()).as(audit.toString()).isTrue();
  }

  @Test void afterAKillOfEverythingTheNextRunStartsByItselfAndAFileThatWasSettledIsNotPaidAgain() throws Exception {
    start();
    assertThat(settle().said()).doesNotContain("earlier run");
    isPaidOnce();
    assertThat(settle().said()).contains("Sent by an earlier run and not paid again: 4 lines. To pay a second time use --again.").contains("(sent before)");
    isPaidOnce();

    signal("KILL", Long.toString(run.pid()));   // first, that it brings nothing back
    processes().forEach(ProcessHandle::destroyForcibly);
    endsWithNothingLeft();

    start();
    assertThat(answers(engine, "/health")).isTrue();
    assertThat(answers(bank, "/admin/health")).isTrue();
    last(data.resolve("postgres/postgres.log"), "not properly shut down; automatic recovery in progress");
    assertThat(settle().said()).contains("Sent by an earlier run and not paid again: 4 lines.");
    isPaidOnce();

    run.toHandle().destroyForcibly();   // the launcher alone: the kernel tells the others
    endsWithNothingLeft();
    last(data.resolve("postgres/postgres.log"), "database system is shut down");
  }

  @Test void aBankThatDiesAgainAndAgainIsStartedAgainAfterGrowingPausesAndTheEngineGoesOn() throws Exception {
    start();
    var engineBefore = program("finality-app.jar");
    for (var pause : List.of("1 s", "2 s", "4 s")) {
      var bankBefore = program("sandbox.jar");
      bankBefore.destroyForcibly();
      await().atMost(START).until(() -> said().contains("finality: the sandbox bank ended by itself (exit 137); its log is " + data.resolve("log/sandbox.log") + ". It is started again in " + pause));
      await().atMost(START).until(() -> answers(bank, "/admin/health"));
      assertThat(program("sandbox.jar").pid()).isNotEqualTo(bankBefore.pid());
      assertThat(program("finality-app.jar").pid()).isEqualTo(engineBefore.pid());
      assertThat(answers(engine, "/health")).isTrue();
    }
    program("sandbox.jar").destroyForcibly();   // and in the pause nothing is left behind
    await().until(() -> said().contains("started again in 8 s"));
    signal("INT", "-" + run.pid());
    assertThat(exit()).isZero();
    endsWithNothingLeft();
  }

  @Test void aBankThatCannotStartAtFirstEndsTheRunWithASentence() throws Exception {
    var wrong = new HashMap<>(environment);
    wrong.put("SANDBOX_RAIL_PORT", "none");
    var ended = launcher.call(wrong, "run", "--empty");
    assertThat(ended.exit()).isNotZero();
    assertThat(ended.said()).contains("finality: the sandbox bank does not start (exit ").contains("Its log is " + data.resolve("log/sandbox.log")).contains("SANDBOX_RAIL_PORT");
    endsWithNothingLeft();
  }

  @Test void everyVerbExplainsItself() throws Exception {
    for (var verb : List.of("run", "test", "bench", "check", "settle")) {
      var ended = launcher.call(environment, verb, "--help");
      assertThat(ended.exit()).as(ended.said()).isZero();
      assertThat(ended.said()).startsWith("Usage: ./finality");
    }
  }
}
