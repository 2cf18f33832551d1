package finality.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One aimed kill, or freeze: what is going on, and the exact moment in it.
 *
 * @param points the last one is the moment; those before it say which of many
 * @param freezes the engine sleeps just before its write until another one has done its work, then wakes and writes
 */
record Shot(String name, Scene scene, List<Point> points, boolean freezes) {

  /** What clients, people and the bank do; calls that a kill cuts off are repeated under their key. */
  @FunctionalInterface
  interface Scene {
    void play(Stage stage) throws IOException;
  }

  /** Longer than an order with its headers: a byte drawn beyond the end of one is its end. */
  private static final int LONGEST_ORDER = 900;
  private static final int LONGEST_ANSWER = 300;

  private record Around(String what, Scene scene, Deed deed) {}

  private static final List<Around> COMMITS = List.of(
      new Around("a payout, with its funds and intent", Scenes::payouts, Deed.INTAKE),
      new Around("a book transfer", Scenes::bookTransfer, Deed.INTAKE),
      new Around("a payout that had waited", Scenes::waited, Deed.FROM_QUEUE),
      new Around("an answer that says paid", Scenes::payouts, Deed.END),
      new Around("an answer that says declined", Scenes::declined, Deed.END),
      new Around("an answer that says taken", Scenes::taken, Deed.ON_ITS_WAY),
      new Around("a look-up of what was taken", Scenes::taken, Deed.END),
      new Around("an answer that was lost", Scenes::lostAnswer, Deed.ON_ITS_WAY),
      new Around("a look-up of what is in doubt", Scenes::lostAnswer, Deed.LOOK_UP_CLAIMED),
      new Around("a look-up of what is in doubt", Scenes::lostAnswer, Deed.END),
      new Around("a return", Scenes::returned, Deed.CAME_IN),
      new Around("a reversal", Scenes::reversed, Deed.REVERSAL),
      new Around("a reversal", Scenes::reversed, Deed.APPROVAL),
      new Around("a reversal", Scenes::reversed, Deed.RECALL),
      new Around("the bank's answer to a recall", Scenes::reversed, Deed.ON_ITS_WAY),
      new Around("the money that a recall brought", Scenes::reversed, Deed.CAME_IN),
      new Around("a cancel", Scenes::cancelled, Deed.END),
      new Around("a retry", Scenes::retried, Deed.ON_ITS_WAY));

  /** All moments there are, each once; which byte within an order or an answer is drawn. */
  static List<Shot> all(SplittableRandom random) {
    var shots = new ArrayList<Shot>();
    for (var one : COMMITS) {
      shots.add(kill("before the commit of " + one.what + ": " + one.deed.words, one.scene, Point.before(one.deed)));
      shots.add(kill("after the commit of " + one.what + ": " + one.deed.words, one.scene, Point.after(one.deed)));
    }
    shots.addAll(bytes(random));
    shots.addAll(freezes(random));
    return shots;
  }

  private static List<Shot> bytes(SplittableRandom random) {
    var sent = Point.after(Deed.INTAKE);
    var asked = Point.after(Deed.LOOK_UP_CLAIMED);
    var shots = new ArrayList<Shot>();
    shots.add(kill("before the first byte of an order", Scenes::payouts, sent, Point.toBank(0)));
    for (int third = 0; third < 3; third++) shots.add(orderCut(1 + third * LONGEST_ORDER / 3 + random.nextInt(LONGEST_ORDER / 3)));
    shots.add(kill("after the last byte of an order, before the first of its answer", Scenes::payouts, sent, Point.toBank(0), Point.fromBank(0)));
    int answer = 1 + random.nextInt(LONGEST_ANSWER);
    shots.add(kill("after byte " + answer + " of an answer", Scenes::payouts, sent, Point.toBank(0), Point.fromBank(answer)));
    shots.add(kill("before the first byte of a look-up", Scenes::lostAnswer, asked, Point.toBank(0)));
    int question = 1 + random.nextInt(100);
    shots.add(kill("after byte " + question + " of a look-up", Scenes::lostAnswer, asked, Point.toBank(question)));
    shots.add(kill("after the last byte of a look-up, before the first of its answer", Scenes::lostAnswer, asked, Point.toBank(0), Point.fromBank(0)));
    return shots;
  }

  private static Shot orderCut(int at) { return kill("after byte " + at + " of an order, or its last", Scenes::payouts, Point.after(Deed.INTAKE), Point.toBank(at)); }

  private static List<Shot> freezes(SplittableRandom random) {
    int at = 1 + random.nextInt(LONGEST_ORDER / 3);
    return List.of(
        freeze("before the first byte of an order", Scenes::payouts, Point.after(Deed.INTAKE), Point.toBank(0)),
        freeze("after byte " + at + " of an order", Scenes::payouts, Point.after(Deed.INTAKE), Point.toBank(at)),
        freeze("before the commit of an acceptance", Scenes::payouts, Point.before(Deed.INTAKE)),
        freeze("after the commit of an acceptance", Scenes::payouts, Point.after(Deed.INTAKE)),
        freeze("before the commit of an intent", Scenes::waited, Point.before(Deed.FROM_QUEUE)),
        freeze("before the commit of an answer", Scenes::payouts, Point.before(Deed.END)),
        freeze("before the first byte of a look-up", Scenes::lostAnswer, Point.after(Deed.LOOK_UP_CLAIMED), Point.toBank(0)));
  }

  private static Shot kill(String name, Scene scene, Point... points) { return new Shot("killed " + name, scene, List.of(points), false); }

  private static Shot freeze(String name, Scene scene, Point... points) { return new Shot("frozen " + name, scene, List.of(points), true); }
}
