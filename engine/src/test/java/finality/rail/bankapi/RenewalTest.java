package finality.rail.bankapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import finality.money.Money;
import finality.rail.Answer;
import finality.rail.Health;
import finality.rail.Order;
import finality.rail.Party;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Credentials that are renewed while we run: no restart, and nothing is sent with what is not there. */
class RenewalTest {
  @TempDir Path folder;

  @Test void aBankThatMovedIsFoundByItsNewCredentials() throws IOException {
    var file = folder.resolve("client.json");
    try (var old = new FakeBank(); var moved = new FakeBank(); var rail = rail(old, file)) {
      write(file, old, FakeBank.SECRET);
      assertThat(send(rail)).isInstanceOf(Answer.Settled.class);
      old.close();
      old.givesNoToken = true;
      write(file, moved, FakeBank.SECRET);
      await().until(() -> send(rail) instanceof Answer.Settled);
      assertThat(moved.tokens).hasValue(1);
    }
  }

  @Test void aSecretThatIsNotYetTheRightOneHoldsOrdersBackUntilItIs() throws IOException {
    var file = folder.resolve("client.json");
    try (var bank = new FakeBank(); var rail = rail(bank, file)) {
      write(file, bank, "not-yet");
      assertThat(send(rail)).isEqualTo(new Answer.Unsent("token_http_401", null));
      write(file, bank, FakeBank.SECRET);
      await().until(() -> send(rail) instanceof Answer.Settled);
    }
  }

  @Test void anUnreadableFileIsSaidWithoutWhatStandsInIt() throws IOException {
    var file = folder.resolve("client.json");
    try (var bank = new FakeBank(); var rail = rail(bank, file)) {
      Files.writeString(file, "{\"client_secret\":\"hunter2\", oops");
      assertThat(rail.health()).isEqualTo(new Health(Health.State.NOT_READY, 0, 0, "credentials file " + file + " is not readable JSON"));
      assertThat(send(rail)).isEqualTo(new Answer.Unsent("no_access", null));
    }
  }

  private static BankApi rail(FakeBank bank, Path file) {
    return new BankApi(new BankApiConnection(bank.profile(), new Access.File(file), true, false, Duration.ofSeconds(2), 1000, Duration.ofSeconds(1)), Clock.systemUTC());
  }

  private static void write(Path file, FakeBank bank, String secret) throws IOException {
    Files.writeString(file, """
        {"url":"http://127.0.0.1:%1$d/api","token_url":"http://127.0.0.1:%1$d/token","client_id":"finality","client_secret":"%2$s"}"""
        .formatted(bank.http.port(), secret));
  }

  private static Answer send(BankApi rail) {
    var order = new Order(UUID.randomUUID().toString().replace("-", ""), Money.of("1.00", "EUR"), "A", new Party("J", "DE1", null, null), null, null,
        Clock.systemUTC().instant().plusSeconds(60));
    var answer = new AtomicReference<Answer>();
    rail.submit(List.of(order), (_, it) -> answer.set(it));
    return answer.get();
  }
}
