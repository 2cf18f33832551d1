package finality.settlement;

import finality.money.Money;
import finality.rail.Answer;
import finality.rail.CancelAnswer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a rail said, as the log keeps it: enough for a person to take the matter up with the bank. */
final class Evidence {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Evidence() {}

  /** @param ordered the amount of the instruction: what was executed exactly so needs no further figures */
  static String of(Answer answer, Money ordered) {
    if (answer instanceof Answer.Settled s && s.executions() == 1 && s.charges().signum() == 0 && s.amount().equals(ordered)) return asOrdered(s);
    var e = JSON.createObjectNode();
    return (switch (answer) {
      case Answer.Taken(var reference) -> e.put("reference", reference);
      case Answer.Settled s -> settled(e, s);
      case Answer.Declined(var code, var text, var permanent) -> e.put("code", code).put("text", text).put("permanent", permanent);
      case Answer.NotThere(var code) -> e.put("code", code);
      case Answer.Unsent(var why, var retryAfter) -> e.put("why", why).put("retry_after", retryAfter == null ? null : retryAfter.toString());
      case Answer.Unknown(var why) -> e.put("why", why);
    }).toString();
  }

  /** Nearly every answer is this one, and it is made for each payment. */
  private static String asOrdered(Answer.Settled s) {
    return "{\"reference\":\"" + new String(JsonStringEncoder.getInstance().quoteAsCharArray(s.reference())) + "\",\"settled_at\":\"" + s.at() + "\"}";
  }

  private static ObjectNode settled(ObjectNode e, Answer.Settled s) {
    e.put("reference", s.reference()).put("settled_at", s.at().toString());
    if (s.charges().signum() != 0) e.put("charges", s.charges().toPlainString());
    if (s.executions() != 1) e.put("executions", s.executions());
    return e.put("amount", s.amount().amount().toPlainString());
  }

  static @Nullable String of(CancelAnswer answer) {
    var e = JSON.createObjectNode();
    return (switch (answer) {
      case CancelAnswer.Cancelled(var reference) -> e.put("cancelled", reference);
      case CancelAnswer.TooLate(var why) -> e.put("too_late", why);
      case CancelAnswer.Requested(var reference) -> e.put("requested", reference);
      case CancelAnswer.Unknown(var why) -> e.put("why", why);
    }).toString();
  }
}
