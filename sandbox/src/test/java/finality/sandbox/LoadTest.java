package finality.sandbox;

import static finality.sandbox.TestBank.newId;
import static finality.sandbox.TestBank.order;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient.Version;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many at once. */
class LoadTest {
  private final TestBank bank = TestBank.shared();

  @ParameterizedTest @EnumSource(value = Mode.Duplicates.class, names = {"ONCE", "REFUSE"})
  void fiftyThreadsWithOneIdExecuteOnce(Mode.Duplicates duplicates) throws Exception {
    bank.mode("{\"duplicates\":\"%s\"}".formatted(duplicates.name().toLowerCase(java.util.Locale.ROOT)));
    var client = bank.client(Version.HTTP_2);
    client.token();
    var account = bank.account("EUR", "100.00");
    var id = newId();
    var start = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<Future<Integer>>();
      for (int i = 0; i < 50; i++) {
        answers.add(threads.submit(() -> {
          start.await();
          return client.pay(order(id, account, "1.00", "EUR")).status();
        }));
      }
      start.countDown();
      var statuses = new ArrayList<Integer>();
      for (var answer : answers) statuses.add(answer.get());
      assertThat(statuses.stream().filter(s -> s == 201)).hasSize(1);
      assertThat(statuses.stream().filter(s -> s == (duplicates == Mode.Duplicates.ONCE ? 200 : 409))).hasSize(49);
    } finally {
      bank.heal();
    }
    assertThat(bank.payment(id).path("executed").asInt()).isEqualTo(1);
    assertThat(bank.payment(id).path("requests").asInt()).isEqualTo(50);
    assertThat(bank.balance(account)).isEqualTo("99.00");
  }

  @Test void aHundredAtOnceOnTenUnitsPayTen() throws Exception {
    var client = bank.client(Version.HTTP_2);
    client.token();
    var account = bank.account("EUR", "10.00");
    assertThat(inParallel(100, 100, () -> client.pay(order(newId(), account, "1.00", "EUR")).status() == 201)).isEqualTo(10);
    assertThat(bank.balance(account)).isEqualTo("0.00");
  }

  /** Printed, not asserted: the machine is shared. */
  @ParameterizedTest @EnumSource(Version.class) void throughput(Version version) throws Exception {
    var client = bank.client(version);
    client.token();
    var account = bank.account("EUR", "1000000.00");
    inParallel(64, 2_000, () -> client.pay(order(newId(), account, "1.00", "EUR")).status() == 201);
    long start = System.nanoTime();
    int settled = inParallel(64, 6_000, () -> client.pay(order(newId(), account, "1.00", "EUR")).status() == 201);
    assertThat(settled).isEqualTo(6_000);
    System.out.printf("sandbox: %,.0f orders/s over %s with 64 at once, client and bank in one process%n", settled * 1e9 / (System.nanoTime() - start), version);
  }

  private static int inParallel(int threads, int times, Callable<Boolean> task) throws Exception {
    var left = new AtomicInteger(times);
    var succeeded = new AtomicInteger();
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<?>>();
      for (int i = 0; i < threads; i++) {
        running.add(pool.submit(() -> {
          while (left.getAndDecrement() > 0) if (task.call()) succeeded.incrementAndGet();
          return null;
        }));
      }
      for (var one : running) one.get();
    }
    return succeeded.get();
  }
}
