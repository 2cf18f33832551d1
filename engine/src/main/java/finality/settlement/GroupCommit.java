package finality.settlement;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Many callers share one transaction: writers drain a queue, and each caller is answered after the commit that holds
 * its part. Without load a batch is one; under load it is what arrived during the commits before. A failed batch is
 * halved until the guilty part stands alone, so that one bad row never fails a stranger's.
 */
final class GroupCommit<T, R> implements AutoCloseable {

  /** Commits a batch and answers each part, in order. Throwing means that nothing was committed. */
  @FunctionalInterface
  interface Transaction<T, R> {
    List<R> commit(List<T> batch) throws Exception;
  }

  private record Part<T, R>(T part, CompletableFuture<R> answer) {}

  private final Transaction<T, R> transaction;
  private final int most;
  private final BlockingQueue<Part<T, R>> queue = new LinkedBlockingQueue<>();
  private final List<Thread> writers = new ArrayList<>();
  private volatile boolean closed;

  /** @param most parts in one transaction at most */
  GroupCommit(String name, int writers, int most, Transaction<T, R> transaction) {
    this.transaction = transaction;
    this.most = most;
    for (int n = 1; n <= writers; n++) this.writers.add(Thread.ofPlatform().name(name + "-" + n).daemon().start(this::run));
  }

  /** Completes after the commit, or exceptionally when it failed. */
  CompletableFuture<R> add(T part) {
    var answer = new CompletableFuture<R>();
    if (closed) answer.completeExceptionally(new RejectedExecutionException("shutting down"));
    else queue.add(new Part<>(part, answer));
    return answer;
  }

  int waiting() { return queue.size(); }

  private void run() {
    var batch = new ArrayList<Part<T, R>>();
    while (!closed || !queue.isEmpty()) {
      try {
        var first = queue.poll(200, TimeUnit.MILLISECONDS);
        if (first == null) continue;
        batch.add(first);
        queue.drainTo(batch, most - 1);
        commit(batch);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } finally {
        batch.clear();
      }
    }
  }

  private void commit(List<Part<T, R>> batch) {
    List<R> answers;
    try {
      answers = transaction.commit(batch.stream().map(Part::part).toList());
    } catch (Exception | Error e) {
      if (batch.size() == 1 || Database.isAway(e)) {
        for (var part : batch) part.answer.completeExceptionally(e);
        if (Database.isAway(e)) failWaiting(e);
      } else {
        commit(batch.subList(0, batch.size() / 2));
        commit(batch.subList(batch.size() / 2, batch.size()));
      }
      return;
    }
    for (int i = 0; i < answers.size(); i++) batch.get(i).answer.complete(answers.get(i));
  }

  /** Who waited behind a batch that found the database away has waited as long as it did: not once more for the same answer. */
  private void failWaiting(Throwable away) {
    var waiting = new ArrayList<Part<T, R>>();
    queue.drainTo(waiting);
    for (var part : waiting) part.answer.completeExceptionally(away);
  }

  /** Finishes what is queued, then stops. */
  @Override public void close() {
    closed = true;
    try {
      for (var writer : writers) writer.join(Duration.ofSeconds(20));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
