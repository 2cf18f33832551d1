package finality.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Strangers share a transaction, and nothing else. */
class GroupCommitTest {
  private final List<List<Integer>> batches = new CopyOnWriteArrayList<>();
  private final CountDownLatch gate = new CountDownLatch(1);
  private GroupCommit<Integer, String> group;

  @AfterEach void close() {
    gate.countDown();
    group.close();
  }

  /** One writer, whose first batch holds 0 alone and waits until the others have come. */
  private List<CompletableFuture<String>> together(int parts, GroupCommit.Transaction<Integer, String> transaction) {
    group = new GroupCommit<>("test", 1, 1_000, batch -> {
      batches.add(List.copyOf(batch));
      if (batch.equals(List.of(0))) {
        gate.await();
        return List.of("0");
      }
      return transaction.commit(batch);
    });
    var answers = new ArrayList<CompletableFuture<String>>();
    answers.add(group.add(0));
    Day.until("the writer is busy", () -> !batches.isEmpty());
    for (int n = 1; n <= parts; n++) answers.add(group.add(n));
    gate.countDown();
    return answers;
  }

  private static List<String> texts(List<Integer> batch) { return batch.stream().map(String::valueOf).toList(); }

  @Test void whatComesDuringACommitSharesTheNextAndEachGetsItsOwnAnswer() {
    var answers = together(500, GroupCommitTest::texts);
    assertThat(answers.stream().map(CompletableFuture::join)).containsExactlyElementsOf(IntStream.rangeClosed(0, 500).mapToObj(String::valueOf).toList());
    assertThat(batches).hasSize(2);
  }

  @Test void oneBadPartFailsAloneAndNoStranger() {
    var answers = together(100, batch -> {
      if (batch.contains(37) || batch.contains(90)) throw new SQLException("violates a constraint", "23514");
      return texts(batch);
    });
    for (int n = 0; n <= 100; n++) {
      var answer = answers.get(n);
      if (n == 37 || n == 90) assertThatThrownBy(answer::join).isInstanceOf(CompletionException.class).hasMessageContaining("violates");
      else assertThat(answer.join()).isEqualTo(String.valueOf(n));
    }
    assertThat(batches).as("by halves, not one by one").hasSizeLessThan(35);
  }

  @Test void aDatabaseThatIsAwayFailsAllAtOnceWithoutHalving() {
    var answers = together(100, batch -> { throw new SQLException("terminating connection", "57P01"); });
    for (var answer : answers.subList(1, 101)) assertThatThrownBy(answer::join).hasMessageContaining("terminating");
    assertThat(batches).hasSize(2);
  }

  @Test void afterTheEndNothingIsTaken() {
    var answers = together(3, GroupCommitTest::texts);
    answers.forEach(CompletableFuture::join);
    group.close();
    assertThatThrownBy(() -> group.add(9).join()).hasCauseInstanceOf(RejectedExecutionException.class);
  }
}
