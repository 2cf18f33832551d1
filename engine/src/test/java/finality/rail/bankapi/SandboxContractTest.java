package finality.rail.bankapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import finality.rail.Counterparty;
import finality.rail.RailContract;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract against the sandbox bank as it is delivered: its own process, over mutual TLS and HTTP/2. */
class SandboxContractTest extends RailContract {
  private static final Path JAR = Path.of("../sandbox/target/sandbox.jar").toAbsolutePath().normalize();

  @TempDir static Path data;
  private static SandboxProcess process;

  @BeforeAll static void start() {
    if (!Files.exists(JAR)) {
      assertThat(System.getenv("CI")).as("the sandbox bank was not built: run mvn package first; in CI it must be there").isNotEqualTo("true");
      abort("the sandbox bank is not built, so the contract is not held against it: mvn -pl sandbox -am package -DskipTests");
    }
    process = new SandboxProcess(JAR, data);
  }

  @AfterAll static void stop() {
    if (process != null) process.stop();
  }

  @Override protected Counterparty bank() { return process; }
}
