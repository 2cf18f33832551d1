package finality.cli;

import finality.cli.Engine.Answer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends lines, many at a time, each until it is acknowledged or refused. Repeating is safe: the engine knows the key.
 * Gives up when the engine has been silent for longer than the patience; what was under way is then unknown, and a second run tells.
 */
final class Sender {
  private static final int AT_ONCE = 64;
  private static final int MOST_BUGS = 5;   // 500s in a row for one line, while others are served
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final Engine engine;
  private final Board board;
  private final Duration patience;

  Sender(Engine engine, Board board, Duration patience) {
    this.engine = engine;
    this.board = board;
    this.patience = patience;
  }

  /** Returns when every line has its answer, or all sending was stopped. */
  void send(List<Integer> lines) {
    var next = new AtomicInteger();
    board.heard();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < Math.min(AT_ONCE, lines.size()); i++) {
        threads.submit(() -> {
          for (int n = next.getAndIncrement(); n < lines.size() && board.stopped() == null; n = next.getAndIncrement()) sendOne(lines.get(n));
        });
      }
    }
  }

  private void sendOne(int index) {
    var line = board.lines.get(index);
    int bugs = 0;
    boolean mayBeOurs = false;   // an attempt of this run may have been stored without our hearing of it
    for (int attempt = 0; board.stopped() == null; attempt++) {
      var wait = Duration.ZERO;
      try {
        var answer = engine.post("/v1/settlements", line.key(), line.body());
        if (!repeats(answer) || (answer.status() == 500 && ++bugs == MOST_BUGS)) {
          board.heard();
          board.set(index, outcome(answer, mayBeOurs));
          return;
        }
        wait = answer.retryAfter();
        mayBeOurs |= answer.status() != 429;
        board.set(index, Outcome.unknown("not acknowledged; the last answer was " + answer.status() + " " + answer.refusal()));
      } catch (IOException e) {
        mayBeOurs = true;
        board.set(index, Outcome.unknown("not acknowledged; the connection was lost (" + reason(e) + ")"));
      }
      if (board.silence() > patience.toNanos())
        board.stop(0, "The engine has acknowledged nothing for " + Math.max(1, patience.toSeconds()) + " s; sending was given up.");
      else pause(attempt, wait);
    }
  }

  /** Too busy, down, or the same key still under way: nothing can be concluded from these. */
  private static boolean repeats(Answer answer) {
    return switch (answer.status()) {
      case 429, 500, 502, 503, 504 -> true;
      case 409 -> !answer.retryAfter().isZero();
      default -> false;
    };
  }

  private Outcome outcome(Answer answer, boolean mayBeOurs) {
    if (answer.status() == 401 || answer.status() == 403) board.stop(Stop.NO_PERMISSION, "The engine does not accept the key: " + answer.refusal());
    if (answer.status() / 100 != 2) return answer.status() == 500 ? Outcome.unknown(answer.refusal()) : Outcome.refused(answer.refusal());
    var id = answer.text("id");
    var state = answer.text("state");
    if (id == null || state == null) return Outcome.unknown("the answer names no settlement; is this the engine?");
    var created = createdAt(answer.text("created_at"));
    return Outcome.acknowledged(id, state, answer.text("cause"), answer.replayed() && (!mayBeOurs || created.isBefore(board.begun)), created);
  }

  private static Instant createdAt(@org.jspecify.annotations.Nullable String text) {
    try {
      return text == null ? Instant.EPOCH : Instant.parse(text);
    } catch (DateTimeParseException _) {
      return Instant.EPOCH;
    }
  }

  private static String reason(IOException e) { return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(); }

  /** What the engine asked for, else doubling with jitter, so that 64 senders do not come back in step. */
  private static void pause(int attempt, Duration asked) {
    long most = Math.min(LONGEST_PAUSE.toMillis(), 100L << Math.min(attempt, 10));
    Pause.of(Duration.ofMillis(Math.max(asked.toMillis(), ThreadLocalRandom.current().nextLong(most / 2, most + 1))));
  }
}
