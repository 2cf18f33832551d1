package finality.sandbox;

import static finality.sandbox.Effect.Deed.ACCEPT;
import static finality.sandbox.Effect.Deed.EXECUTE;
import static finality.sandbox.Effect.Deed.NOTHING;

import finality.sandbox.Payment.Later.Act;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every way in which the bank can misbehave: what it does with an order, what it says about it, and what it does with it later.
 * {@code magic} is the number that triggers it by the order's amount: 13.01 is REJECT, and so is JPY 1301.
 */
enum Effect {
  REJECT(1, Deed.REJECT, Tell.TRUTH),
  REJECT_FOR_NOW(2, Deed.REJECT, Tell.TRUTH),
  RATE_LIMIT(3, NOTHING, Tell.RATE_LIMIT),
  UNAVAILABLE(4, NOTHING, Tell.UNAVAILABLE),
  HANG(5, NOTHING, Tell.HANG),
  EXECUTE_THEN_HANG(6, EXECUTE, Tell.HANG),
  EXECUTE_THEN_503(7, EXECUTE, Tell.UNAVAILABLE),
  EXECUTE_THEN_RESET(8, EXECUTE, Tell.RESET),
  EXECUTE_THEN_HALF_ANSWER(9, EXECUTE, Tell.HALF),
  ANSWER_TWICE(10, EXECUTE, Tell.TWICE),
  CONFIRM_LATE(11, ACCEPT, Tell.TRUTH, Act.SETTLE),
  REJECT_LATE(12, ACCEPT, Tell.TRUTH, Act.REJECT),
  SETTLE_AFTER_REJECT(13, Deed.REJECT, Tell.TRUTH, Act.SETTLE),
  REJECT_AFTER_SETTLE(14, EXECUTE, Tell.TRUTH, Act.DISOWN),
  EXECUTE_TWICE(15, Deed.EXECUTE_TWICE, Tell.TRUTH),
  EXECUTE_OTHER_AMOUNT(16, Deed.EXECUTE_OTHER, Tell.TRUTH),
  REFUSE_AS_DUPLICATE(17, EXECUTE, Tell.DUPLICATE),
  PROXY_404(18, EXECUTE, Tell.PROXY_404),
  RETURN_LATER(19, EXECUTE, Tell.TRUTH, Act.RETURN),
  RETURN_PART_LATER(20, EXECUTE, Tell.TRUTH, Act.RETURN),
  LOSE_STATEMENT_LINE(21, EXECUTE, Tell.TRUTH),
  DUPLICATE_STATEMENT_LINE(22, EXECUTE, Tell.TRUTH),
  DELAY(23, EXECUTE, Tell.LATE),
  WRONG_ID(24, EXECUTE, Tell.WRONG_ID),
  WRONG_AMOUNT(25, EXECUTE, Tell.WRONG_AMOUNT),
  CHARGE(26, EXECUTE, Tell.TRUTH),
  REDIRECT(27, NOTHING, Tell.REDIRECT),
  UNAUTHORIZED(28, NOTHING, Tell.UNAUTHORIZED),
  ACCEPT_THEN_HANG(29, ACCEPT, Tell.HANG, Act.SETTLE),
  /** For cancellations only: the bank says that it will see, and withdraws what it has not executed by then. */
  CANCEL_LATER(0, NOTHING, Tell.TRUTH, Act.CANCEL);

  /** What the bank does with an order. */
  enum Deed { NOTHING, REJECT, ACCEPT, EXECUTE, EXECUTE_TWICE, EXECUTE_OTHER }

  /** What reaches the one who asked. */
  enum Tell { TRUTH, RATE_LIMIT, UNAVAILABLE, HANG, RESET, HALF, TWICE, DUPLICATE, PROXY_404, LATE, WRONG_ID, WRONG_AMOUNT, REDIRECT, UNAUTHORIZED }

  final int magic;
  final Deed deed;
  final Tell tell;
  final @Nullable Act later;

  Effect(int magic, Deed deed, Tell tell) { this(magic, deed, tell, null); }

  Effect(int magic, Deed deed, Tell tell, @Nullable Act later) {
    this.magic = magic;
    this.deed = deed;
    this.tell = tell;
    this.later = later;
  }

  /** How often the statement shows a booking. */
  int lines() {
    return switch (this) {
      case LOSE_STATEMENT_LINE -> 0;
      case DUPLICATE_STATEMENT_LINE -> 2;
      default -> 1;
    };
  }

  /** 13.NN in currencies with decimals, 13NN in those without. */
  static Optional<Effect> byMagic(BigDecimal amount) {
    var cents = amount.scale() == 0 ? amount : amount.movePointRight(2);
    for (var effect : values()) {
      if (effect.magic > 0 && cents.compareTo(BigDecimal.valueOf(1300 + effect.magic)) == 0) return Optional.of(effect);
    }
    return Optional.empty();
  }

  static Effect read(String name) {
    for (var effect : values()) if (effect.name().toLowerCase(Locale.ROOT).equals(name)) return effect;
    throw Problem.invalid("effect", "\"" + name + "\" is none; there are " + String.join(", ", names()));
  }

  private static List<String> names() { return Arrays.stream(values()).map(Effect::toString).toList(); }

  @Override public String toString() { return name().toLowerCase(Locale.ROOT); }
}
