package finality.settlement;

import finality.settlement.Setting.Flaw;
import java.util.ArrayList;
import java.util.List;

/** The worlds that are explored: every combination of a bank's promises, and in each of them one thing after the other that may go wrong. */
final class Settings {

  private Settings() {}

  /** What a bank may promise of an order; whether a cancel blocks the id matters only where something is cancelled. */
  private static List<Setting> promises() {
    return List.of(Setting.of(false, false, false), Setting.of(true, false, false), Setting.of(false, true, false), Setting.of(true, true, false));
  }

  /** Banks that keep what they promise. */
  static List<Setting> honest() {
    var all = new ArrayList<Setting>();
    for (var s : promises()) {
      boolean large = s.takesIdOnce() && s.enforcesValidUntil();
      all.add(s);
      all.add(s.withAttempts(large ? 1 : 2).withReadDelay(0));
      all.add(s.withAttempts(large ? 1 : 2).withRemembering());
      all.add(s.withAttempts(s.enforcesValidUntil() ? 1 : 2).withRefusals(1));
      all.add(s.withAttempts(1).withAgain(1));
      all.add(s.withAttempts(1).withRefusals(1).withReturns());
      all.add(s.withAttempts(1).withDoubles(2));
      all.add(s.withAttempts(1).withCancels());
      all.add(s.withAttempts(1).withCancels().withBlocking());
      if (s.takesIdOnce()) all.add(s.withRemembering().withAttempts(large ? 1 : 2).withDoubles(1));
    }
    all.add(Setting.of(false, false, false).withCancels());
    all.add(Setting.of(false, false, true).withCancels());
    return all;
  }

  /** The same, deeper: minutes instead of seconds. {@code -Dmodel.deep=true} */
  static List<Setting> deep() {
    var all = new ArrayList<Setting>();
    for (var s : promises()) {
      all.add(s.withReadDelay(0));
      all.add(s.withReadDelay(2));
      all.add(s.withRemembering());
      all.add(s.withRefusals(1));
      all.add(s.withCancels());
      all.add(s.withCancels().withBlocking());
      all.add(s.withAttempts(1).withAgain(1).withCancels().withBlocking());
      if (s.enforcesValidUntil()) continue;
      all.add(s.withAgain(1));
      all.add(s.withAttempts(3));
    }
    return all;
  }

  /** Banks that break a promise, or contradict themselves. */
  static List<Setting> flawed() {
    var all = new ArrayList<Setting>();
    for (var flaw : Flaw.values()) for (var s : promises()) {
      var t = s.withAttempts(1).withFlaw(flaw);
      if (flaw == Flaw.EXECUTES_WHAT_IT_CANCELLED) {
        all.add(t.withCancels());
        all.add(t.withCancels().withBlocking());
      } else {
        all.add(t);
        if (!s.enforcesValidUntil() && !s.takesIdOnce()) all.add(t.withAttempts(2));
      }
    }
    return all;
  }
}
