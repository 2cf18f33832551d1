package finality.settlement;

import finality.rail.Answer;
import finality.rail.Order;
import finality.rail.Profile;
import finality.rail.Rail;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection's share of the pipeline on this node: how much may be under way, and its sends and look-ups. Lanes do
 * not wait for each other: a bank that hangs holds up nobody else.
 */
final class Lane implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

  /** Orders under way for each that the bank takes at once: enough to keep it busy, few enough that urgent ones overtake. */
  private static final int WAITING_PER_CALL = 8;
  private static final int MOST_UNDER_WAY = 16_384;

  /** What came back for an item that was sent or asked about. */
  interface Answers {
    /** @param first to this order: a bank may answer again, and that is a fact too */
    void answered(Item item, Answer answer, boolean first);
  }

  private final String connection;
  private final @Nullable Rail rail;
  private final BooleanSupplier paused;
  private final IntPredicate tenantPaused;
  private final int places;
  private final Semaphore room;
  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
  /** More is waiting in the database than was taken: newcomers queue behind it instead of overtaking. */
  private volatile boolean backlog;
  private volatile boolean draining;
  private volatile boolean up = true;
  private volatile long askedAt;

  /** @param rail null for book transfers, which leave nothing */
  Lane(String connection, @Nullable Rail rail, BooleanSupplier paused, IntPredicate tenantPaused) {
    this.connection = connection;
    this.rail = rail;
    this.paused = paused;
    this.tenantPaused = tenantPaused;
    places = rail == null ? Integer.MAX_VALUE : Math.min(MOST_UNDER_WAY, rail.profile().concurrency() * WAITING_PER_CALL);
    room = new Semaphore(places);
  }

  String connection() { return connection; }

  Profile profile() { return rail().profile(); }

  Rail rail() {
    if (rail == null) throw new IllegalStateException("book transfers have no rail");
    return rail;
  }

  boolean isBook() { return rail == null; }

  /** A place for one more order under way. Newcomers get none while others wait: claims take those in order. */
  boolean reserve(int tenant) { return open() && !tenantPaused.test(tenant) && room.tryAcquire(); }

  void release() { room.release(); }

  int free() { return open() ? room.availablePermits() : 0; }

  /** While the connection is down, one order at a time tries whether it is back; the others wait where they are. */
  private boolean open() {
    if (draining || paused.getAsBoolean()) return false;
    return rail == null || up() || room.availablePermits() == places;
  }

  /** Asked of the rail 20 times a second at most: a batch reserves thousands of places. */
  private boolean up() {
    long now = System.nanoTime();
    if (now - askedAt > 50_000_000 || askedAt == 0) {
      up = rail().health().up();
      askedAt = now;
    }
    return up;
  }

  boolean backlog() { return backlog; }

  void backlog(boolean more) { backlog = more; }

  /**
   * Sends what has its intent committed. Whoever takes the answers gives the reserved place back when the first one to an order is durable.
   * An adapter that breaks off has said nothing about those it has not answered: they may have left.
   */
  void send(List<Item> items, Answers answers) {
    var orders = items.stream().map(Lane::order).toList();
    var sent = new HashMap<String, Sent>(items.size() * 2);
    for (int i = 0; i < orders.size(); i++) sent.put(orders.get(i).endToEndId(), new Sent(items.get(i), new AtomicBoolean()));
    calls.execute(() -> {
      try {
        rail().submit(orders, (order, answer) -> {
          var asked = sent.get(order.endToEndId());
          answers.answered(asked.item, answer, asked.first());
        });
      } catch (RuntimeException | Error e) {
        var unanswered = sent.values().stream().filter(Sent::first).toList();
        LOG.error("{}: the adapter broke off and left {} orders unanswered", connection, unanswered.size(), e);
        for (var asked : unanswered) answers.answered(asked.item, new Answer.Unknown("adapter_broke_off"), true);
      }
    });
  }

  private record Sent(Item item, AtomicBoolean answered) {
    boolean first() { return answered.compareAndSet(false, true); }
  }

  void call(Runnable work) { calls.execute(work); }

  static Order order(Item item) {
    var i = item.instruction;
    var validUntil = item.life().validUntil();
    if (i.creditor() == null || i.sourceNumber() == null || validUntil == null) throw new IllegalStateException("not an order: " + i);
    return new Order(item.endToEndId(), i.amount(), i.sourceNumber(), i.creditor(), i.purpose(), i.reference(), validUntil);
  }

  /** Takes nothing new; what is under way is answered or times out. */
  void drain() { draining = true; }

  @Override public void close() {
    drain();
    calls.close();
  }
}
