package finality.cli;

import finality.cli.Outcome.Standing;
import finality.edge.Json.Members;
import finality.edge.Json.Text;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Learns how acknowledged lines end: one by one when few are open, else in pages over the time in which they were made. */
final class Watcher implements Runnable {
  private static final int FEW = 20;
  private static final int PAGE = 500;
  private static final Duration OFTEN = Duration.ofMillis(100);
  private static final Duration SELDOM = Duration.ofSeconds(2);
  private static final Set<String> FOR_PEOPLE = Set.of("held", "in_review");

  private final Engine engine;
  private final Board board;
  private final LocalDate today;
  private final AtomicBoolean allSent = new AtomicBoolean();
  private volatile long deadline = Long.MAX_VALUE;

  Watcher(Engine engine, Board board, LocalDate today) {
    this.engine = engine;
    this.board = board;
    this.today = today;
  }

  /** From now on ends are waited for this long at most. */
  void allSent(Duration wait) {
    deadline = System.nanoTime() + wait.toNanos();
    allSent.set(true);
  }

  /** Returns when all is sent and either no line is open, or those that are will not end by waiting, or the time is over. */
  @Override public void run() {
    var pause = OFTEN;
    while (!finished()) {
      int before = board.with(Standing.OPEN).size();
      try {
        look();
      } catch (IOException _) {
        // the next round asks again; a silent engine ends the wait by its deadline
      }
      pause = board.with(Standing.OPEN).size() == before ? min(pause.multipliedBy(3).dividedBy(2), SELDOM) : OFTEN;
      if (!finished()) Pause.of(allSent.get() ? min(pause, Duration.ofNanos(Math.max(1, deadline - System.nanoTime()))) : pause);
    }
  }

  private static Duration min(Duration one, Duration other) { return one.compareTo(other) < 0 ? one : other; }

  private boolean finished() {
    if (!allSent.get()) return false;
    return board.with(Standing.OPEN).stream().noneMatch(this::endsByWaiting) || System.nanoTime() >= deadline;
  }

  private boolean endsByWaiting(int line) {
    var state = board.of(line).state();
    var date = board.lines.get(line).text("requested_date");
    return !FOR_PEOPLE.contains(state) && !("queued".equals(state) && date != null && LocalDate.parse(date).isAfter(today));
  }

  private void look() throws IOException {
    var open = board.with(Standing.OPEN).stream().filter(this::endsByWaiting).toList();
    if (open.size() <= FEW) {
      for (int line : open) one(line);
      return;
    }
    var missed = pages(open);
    for (int line : missed.subList(0, Math.min(FEW, missed.size()))) one(line);
  }

  private void one(int line) throws IOException {
    var answer = engine.get("/v1/settlements/" + board.of(line).id());
    if (answer.status() == 200) seen(line, answer.body());
  }

  /** The open lines that no page showed: others' payments may lie between ours, and looking through all of those would be rude. */
  private List<Integer> pages(List<Integer> open) throws IOException {
    Map<String, Integer> wanted = new HashMap<>();
    for (int line : open) wanted.put(Objects.requireNonNull(board.of(line).id()), line);
    var times = open.stream().map(line -> Objects.requireNonNullElse(board.of(line).createdAt(), Instant.EPOCH)).sorted(Comparator.naturalOrder()).toList();
    var query = "/v1/settlements?limit=" + PAGE + "&from=" + times.getFirst() + "&to=" + times.getLast().plusMillis(1);
    var cursor = "";
    for (int pages = 2 * (open.size() / PAGE + 1); pages > 0 && !wanted.isEmpty(); pages--) {
      var answer = engine.get(query + cursor);
      if (answer.status() != 200) break;
      for (var item : answer.items()) {
        var line = text(item, "id") instanceof String id ? wanted.remove(id) : null;
        if (line != null) seen(line, item);
      }
      if (!(answer.text("next_cursor") instanceof String next)) break;
      cursor = "&cursor=" + Engine.encoded(next);
    }
    return List.copyOf(wanted.values());
  }

  private void seen(int line, Members settlement) {
    if (text(settlement, "state") instanceof String state) board.set(line, board.of(line).now(state, text(settlement, "cause")));
  }

  private static @Nullable String text(Members members, String field) { return members.values().get(field) instanceof Text(var value) ? value : null; }
}
