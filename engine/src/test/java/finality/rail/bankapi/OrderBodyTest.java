package finality.rail.bankapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The order's bytes leave once, in time, or never. */
class OrderBodyTest {
  private final OrderBody body = new OrderBody("order".getBytes(), () -> false);

  @Test void itLeavesOnce() {
    assertThat(sent(body)).isEqualTo(5);
    assertThat(sent(body)).as("whoever asks again: a retry for any method can be switched on in the JDK's client").isZero();
    assertThat(body.withdraw()).isFalse();
  }

  @Test void whatWasWithdrawnNeverLeaves() {
    assertThat(body.withdraw()).isTrue();
    assertThat(sent(body)).isZero();
    assertThat(body.withdraw()).as("asked twice, said twice").isTrue();
  }

  @Test void whatIsExpiredNeverLeaves() {
    var expired = new OrderBody("order".getBytes(), () -> true);
    assertThat(sent(expired)).isZero();
    assertThat(expired.withdraw()).isTrue();
  }

  @RepeatedTest(200) void itNeitherLeavesAndIsWithdrawnNorStaysAndIsNot() throws Exception {
    var together = new CyclicBarrier(2);
    var bytes = new int[1];
    var connection = Thread.ofVirtual().start(() -> {
      arrive(together);
      bytes[0] = sent(body);
    });
    arrive(together);
    boolean withdrawn = body.withdraw();
    connection.join();
    assertThat(bytes[0] == 0).isEqualTo(withdrawn);
  }

  private static void arrive(CyclicBarrier together) {
    try {
      together.await();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** How many bytes a connection gets that asks for them. */
  private static int sent(OrderBody body) {
    var got = new ArrayList<ByteBuffer>();
    var failures = new ArrayList<Throwable>();
    body.subscribe(new Flow.Subscriber<>() {
      @Override public void onSubscribe(Flow.Subscription subscription) { subscription.request(Long.MAX_VALUE); }

      @Override public void onNext(ByteBuffer bytes) { got.add(bytes); }

      @Override public void onError(@Nullable Throwable failure) { failures.add(failure); }

      @Override public void onComplete() {}
    });
    assertThat(List.of(got.isEmpty(), failures.isEmpty())).as("bytes, or a failure").containsExactlyInAnyOrder(true, false);
    return got.stream().mapToInt(ByteBuffer::remaining).sum();
  }
}
