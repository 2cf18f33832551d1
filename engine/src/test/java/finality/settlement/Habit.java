package finality.settlement;

import finality.money.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.SplittableRandom;

/** What a bank does with one payment in a simulated day; the share of each among a thousand payments. */
enum Habit {
  PAYS(480), LOSES_THE_ANSWER(60), TAKES_AND_PAYS_LATER(70), TAKES_AND_DECLINES_LATER(20), LOSES_THE_ANSWER_AND_PAYS_LATER(40), LOSES_THE_ORDER(50), ORDER_ARRIVES_LATE(40), DECLINES(40),
  DECLINES_FOR_NOW(30), IS_BUSY(30), IS_OUT_OF_REACH(30), HANGS(15), REFUSES_AS_DUPLICATE_WHAT_IT_PAID(20), ANSWERS_AGAIN(30), CHARGES(20),
  PAYS_WHAT_IT_DECLINED(8), PAYS_TWICE(6), PAYS_TWICE_AND_SAYS_ONCE(5), PAYS_ANOTHER_AMOUNT(6);

  private final int share;

  Habit(int share) { this.share = share; }

  static Habit draw(SplittableRandom random) {
    int left = random.nextInt(1_000);
    for (var habit : values()) if ((left -= habit.share) < 0) return habit;
    throw new IllegalStateException("the shares do not add up to 1000");
  }

  /** What the bank does when the order comes, and what it does later. */
  void script(Simulation day, ScriptedBank bank, String name, SplittableRandom random) {
    var later = Duration.ofSeconds(random.nextLong(5, 3 * 3600));
    switch (this) {
      case PAYS -> { }
      case LOSES_THE_ANSWER -> bank.script(name, ScriptedBank::paysAndLosesTheAnswer);
      case TAKES_AND_PAYS_LATER -> {
        bank.script(name, ScriptedBank::takes);
        day.later(later, name, () -> bank.executesTaken(name));
      }
      case TAKES_AND_DECLINES_LATER -> {
        bank.script(name, ScriptedBank::takes);
        day.later(later, name, () -> bank.rejectsTaken(name));
      }
      case LOSES_THE_ANSWER_AND_PAYS_LATER -> {
        bank.script(name, ScriptedBank::takesAndLosesTheAnswer);
        day.later(later, name, () -> bank.executesTaken(name));
      }
      case LOSES_THE_ORDER -> bank.script(name, ScriptedBank::losesTheOrder, ScriptedBank::pays);
      case ORDER_ARRIVES_LATE -> {
        bank.script(name, ScriptedBank::losesTheOrder, ScriptedBank::pays);
        day.later(Duration.ofSeconds(random.nextLong(11, 600)), name, () -> bank.arrivesLate(name));
      }
      case DECLINES -> bank.script(name, ScriptedBank.declines("AC04", true));
      case DECLINES_FOR_NOW -> bank.script(name, ScriptedBank.declines("MS03", false), ScriptedBank::pays);
      case IS_BUSY -> bank.script(name, ScriptedBank.isBusy(Duration.ofSeconds(random.nextInt(1, 90))), ScriptedBank::pays);
      case IS_OUT_OF_REACH -> bank.script(name, ScriptedBank::isOutOfReach, ScriptedBank::isOutOfReach, ScriptedBank::pays);
      case HANGS -> day.hangs(name, later);
      case REFUSES_AS_DUPLICATE_WHAT_IT_PAID -> bank.script(name, ScriptedBank::refusesAsDuplicateWhatItPaid);
      case ANSWERS_AGAIN -> day.later(later, name, () -> day.answersAgain(name));
      case CHARGES -> bank.script(name, ScriptedBank.paysAndKeeps("0.25"));
      case PAYS_WHAT_IT_DECLINED -> {
        bank.script(name, ScriptedBank.declines("AC04", true));
        day.later(later, name, () -> { if (bank.requests(name) > 0 && bank.executions(name) == 0) bank.executesFirst(name); });
      }
      case PAYS_TWICE -> bank.script(name, ScriptedBank::paysTwice);
      case PAYS_TWICE_AND_SAYS_ONCE -> bank.script(name, ScriptedBank::paysTwiceAndSaysOnce);
      case PAYS_ANOTHER_AMOUNT -> bank.script(name, (b, e) -> ScriptedBank.paysAnother(another(e.order.amount())).with(b, e));
    }
  }

  private static String another(Money amount) { return amount.amount().add(new BigDecimal("1.00")).toPlainString(); }
}
