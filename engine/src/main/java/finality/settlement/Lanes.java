package finality.settlement;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** This node's lanes, and what happens after a commit: orders leave, lanes are woken, news is told. */
final class Lanes {
  private final Map<String, Lane> lanes;
  private final Map<String, LaneWorker> workers = new HashMap<>();
  private final Clock clock;
  private final int attempts;
  private final Consumer<Change> news;
  private final Runnable others;
  private Lane.Answers answers = (item, answer, first) -> { };

  /**
   * @param attempts in total, where neither the instruction nor the connection says otherwise
   * @param news told of every change after its commit
   * @param others wakes the nodes that work, when this one only accepts
   */
  Lanes(Collection<Lane> lanes, Clock clock, int attempts, Consumer<Change> news, Runnable others) {
    this.lanes = new HashMap<>();
    for (var lane : lanes) this.lanes.put(lane.connection(), lane);
    this.clock = clock;
    this.attempts = attempts;
    this.news = news;
    this.others = others;
  }

  void answersGoTo(Lane.Answers answers) { this.answers = answers; }

  void worker(LaneWorker worker) { workers.put(worker.lane().connection(), worker); }

  Collection<Lane> all() { return lanes.values(); }

  /** Of an item that this node funds or sends. @throws IllegalStateException when its connection is not configured */
  Lane of(Item item) {
    return find(item.instruction.connection()).orElseThrow(() -> new IllegalStateException("connection " + item.instruction.connection() + " is not configured, and " + item.instruction.id() + " is under way over it"));
  }

  Optional<Lane> find(String connection) { return Optional.ofNullable(lanes.get(connection)); }

  int budget(Instruction i) {
    if (i.maxAttempts() != null) return i.maxAttempts();
    var lane = lanes.get(i.connection());
    return lane == null || lane.isBook() ? attempts : lane.profile().maxAttempts();
  }

  /** Gives back the places of what did not commit. */
  void release(Collection<Item> items) {
    for (var item : items) if (item.intending()) of(item).release();
  }

  /** After the commit, and only then. */
  void follow(Collection<Item> items) {
    var sends = new HashMap<Lane, List<Item>>();
    boolean elsewhere = false;
    var now = clock.instant();
    var soon = now.plusMillis(50);
    for (var item : items) {
      if (!item.changed()) continue;
      news.accept(item.change(now));
      if (item.intending()) sends.computeIfAbsent(of(item), lane -> new ArrayList<>()).add(item);
      else if (!item.state().ended() && item.due().isBefore(soon)) elsewhere |= !wake(item.instruction.connection());
    }
    if (elsewhere) others.run();
    sends.forEach((lane, sent) -> lane.send(sent, answers));
  }

  /** @return whether this node works on the lane */
  private boolean wake(String connection) {
    var worker = workers.get(connection);
    if (worker != null) worker.wake();
    return worker != null;
  }

  void wakeAll() { workers.values().forEach(LaneWorker::wake); }
}
