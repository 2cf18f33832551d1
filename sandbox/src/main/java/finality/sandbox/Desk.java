package finality.sandbox;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of the books. Requests queue; whatever has queued while the last batch was committed becomes the next one,
 * and each is answered after its commit. So ids are judged one request at a time, and thousands share one fsync.
 *
 * <p>Look-ups queue as well: an answer "there is no such order" then holds for everything that arrived before it.
 */
final class Desk implements AutoCloseable {
  private static final Logger LOG = System.getLogger("finality.sandbox");
  private static final int LARGEST_BATCH = 2_000;
  private static final Duration LONGEST_REST = Duration.ofMillis(100);

  /** One request. It decides first and changes then: a {@link Problem} it throws must leave the batch as it was. */
  record Entry<T>(List<Order.Key> payments, List<String> accounts, Work<T> work) {
    interface Work<T> {
      T in(Batch batch) throws SQLException;
    }
  }

  private static final class Waiting<T> {
    private final Entry<T> entry;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private @Nullable T result;
    private @Nullable Problem problem;

    Waiting(Entry<T> entry) { this.entry = entry; }

    void enter(Batch batch) throws SQLException {
      result = null;
      problem = null;
      try {
        result = entry.work.in(batch);
      } catch (Problem e) {
        problem = e;
      }
    }

    void committed() {
      if (problem == null) answer.complete(result);
      else answer.completeExceptionally(problem);
    }
  }

  private final DataSource database;
  private final Clock clock;
  private final Teller teller;
  private final AtomicLong sequence;
  private final LinkedBlockingQueue<Waiting<?>> queue = new LinkedBlockingQueue<>();
  private final Thread writer;
  private volatile boolean closing;
  private volatile boolean finished;
  private @Nullable Instant nextDue = Instant.MIN;   // the first round looks

  Desk(DataSource database, Clock clock, Teller teller) throws SQLException {
    this.database = database;
    this.clock = clock;
    this.teller = teller;
    sequence = new AtomicLong(lastNumber(database));
    writer = Thread.ofPlatform().name("books").start(this::run);
  }

  /** Does it, and returns when it is durable. @throws Problem what the request met; 503 when the books cannot be written now */
  <T> T enter(List<Order.Key> payments, List<String> accounts, Entry.Work<T> work) {
    var waiting = new Waiting<>(new Entry<>(payments, accounts, work));
    queue.add(waiting);
    if (finished) refuseTheRest();   // whoever comes second, this thread or the writer, finds it in the queue
    try {
      return waiting.answer.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Problem problem ? problem : unavailable();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable();
    }
  }

  private static Problem unavailable() { return new Problem(503, "unavailable", null, "the bank cannot reach its books; whether this was done is not known here"); }

  private void run() {
    var group = new ArrayList<Waiting<?>>();
    while (!closing || !queue.isEmpty()) {
      try {
        var first = queue.poll(LONGEST_REST.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) group.add(first);
        queue.drainTo(group, LARGEST_BATCH - 1);
        if (!group.isEmpty()) commit(group);
        if (nextDue != null && !now().isBefore(nextDue)) doWhatIsDue();
      } catch (InterruptedException e) {
        closing = true;
      } finally {
        group.clear();
      }
    }
    finished = true;
    refuseTheRest();
  }

  private void refuseTheRest() {
    for (Waiting<?> one; (one = queue.poll()) != null; ) one.answer.completeExceptionally(unavailable());
  }

  private void commit(List<Waiting<?>> group) {
    try {
      write(group);
      group.forEach(Waiting::committed);
    } catch (SQLException | RuntimeException e) {
      // What nobody can write must not fail its neighbours; but when the database is away, trying one by one helps nobody.
      if (group.size() > 1 && !isAway(e)) {
        for (var one : group) commit(List.of(one));
        return;
      }
      LOG.log(Level.WARNING, "The books could not be written: {0}", e.toString());
      for (var one : group) one.answer.completeExceptionally(e);
    }
  }

  private void write(List<Waiting<?>> group) throws SQLException {
    try (var connection = database.getConnection()) {
      var batch = new Batch(connection, sequence, now());
      batch.load(group.stream().flatMap(w -> w.entry.payments.stream()).distinct().toList(),
          group.stream().flatMap(w -> w.entry.accounts.stream()).distinct().toList());
      for (var one : group) one.enter(batch);
      batch.write();
      var due = batch.concernsLater() ? batch.nextDue() : nextDue;
      connection.commit();
      nextDue = due;
    }
  }

  private void doWhatIsDue() {
    try (var connection = database.getConnection()) {
      var batch = new Batch(connection, sequence, now());
      for (var payment : batch.due()) teller.due(payment, batch);
      batch.write();
      var due = batch.nextDue();
      connection.commit();
      nextDue = due;
    } catch (SQLException | RuntimeException e) {
      LOG.log(Level.WARNING, "What was due could not be booked and is tried again: {0}", e.toString());
      nextDue = now().plusSeconds(1);
    }
  }

  /** At the resolution that the database keeps. */
  private Instant now() { return clock.instant().truncatedTo(ChronoUnit.MICROS); }

  private static boolean isAway(Exception e) {
    return e instanceof SQLException sql && (sql.getSQLState() == null || sql.getSQLState().startsWith("08") || sql.getSQLState().startsWith("57P"));
  }

  private static long lastNumber(DataSource database) throws SQLException {
    try (var connection = database.getConnection();
        var rows = connection.createStatement().executeQuery("SELECT greatest((SELECT max(seq) FROM payment), (SELECT max(id) FROM booking), 0)")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Writes what has queued, then stops. */
  @Override public void close() {
    closing = true;
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
