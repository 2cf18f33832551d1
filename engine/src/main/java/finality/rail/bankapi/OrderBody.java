package finality.rail.bankapi;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * The bytes of one order for one send: handed to the connection at most once, and not after the order's time.
 *
 * <p>This is what {@code Unsent} rests on. Which exception a send ends with proves nothing: the client of the JDK sends
 * a POST again by itself after HTTP/2's GOAWAY and REFUSED_STREAM, and reports a time-out in that second connecting as a failure to
 * connect. Here the bytes are either still here and can be withdrawn for good, or may have left.
 */
final class OrderBody implements BodyPublisher {
  private enum State { HERE, LEFT, WITHDRAWN }

  private final AtomicReference<State> state = new AtomicReference<>(State.HERE);
  private final byte[] json;
  private final BooleanSupplier expired;

  /** @param expired asked right before the bytes are handed over */
  OrderBody(byte[] json, BooleanSupplier expired) {
    this.json = json;
    this.expired = expired;
  }

  /** From now on no byte leaves. False: some may have left already. */
  boolean withdraw() { return state.compareAndSet(State.HERE, State.WITHDRAWN) || state.get() == State.WITHDRAWN; }

  @Override public long contentLength() { return json.length; }

  @Override public void subscribe(Flow.Subscriber<? super ByteBuffer> connection) {
    if (expired.getAsBoolean()) withdraw();
    if (state.compareAndSet(State.HERE, State.LEFT)) {
      BodyPublishers.ofByteArray(json).subscribe(connection);
    } else {
      connection.onSubscribe(NOTHING);
      connection.onError(new IOException("the order is not sent again, nor after its time"));
    }
  }

  private static final Flow.Subscription NOTHING = new Flow.Subscription() {
    @Override public void request(long n) {}

    @Override public void cancel() {}
  };
}
