package finality.rail.bankapi;

import finality.money.Money;
import finality.rail.Answer;
import finality.rail.CancelAnswer;
import finality.rail.Order;
import finality.rail.bankapi.Codes.Call;
import finality.rail.bankapi.Codes.Echo;
import finality.rail.bankapi.Codes.Means;
import finality.rail.bankapi.Codes.Refusal;
import finality.rail.bankapi.Line.Outcome.Reply;
import java.math.BigDecimal;
import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Reads what a bank answered. Whatever is not listed in {@code answers.csv}, or does not echo what it must, is unknown. */
final class Answers {
  private static final int LONGEST_REFERENCE = 140;
  private static final Json.Said NOTHING_READABLE = new Json.Said(null, null, null, null, null, null, null, null, null, null, null, null, null, null);

  private final boolean throttlingPrecedesAcceptance;
  private final Clock clock;

  Answers(boolean throttlingPrecedesAcceptance, Clock clock) {
    this.throttlingPrecedesAcceptance = throttlingPrecedesAcceptance;
    this.clock = clock;
  }

  /** @param answered the bank itself spoke about the order, whatever it said: it is not down */
  record Read(Answer answer, boolean answered) {
    static Read of(Answer answer) { return new Read(answer, true); }

    static Read unknown(String why) { return new Read(new Answer.Unknown(why), false); }
  }

  Read read(Call call, Order order, Reply reply) {
    var said = said(reply);
    var word = word(call, said);
    var meaning = Codes.meaning(call, reply.status(), word);
    if (meaning.means() == Means.UNKNOWN) return Read.unknown("http_" + reply.status());
    var mismatch = mismatch(meaning.echo(), order, said);
    if (mismatch != null) return Read.unknown(mismatch);
    return switch (meaning.means()) {
      case TAKEN -> reference(said.reference()) ? Read.of(new Answer.Taken(said.reference())) : Read.unknown("no_reference");
      case SETTLED -> settled(said);
      case DECLINED -> declined(said);
      case INVALID -> Read.of(new Answer.Declined(word, fieldAndText(said), true));
      case NOT_THERE -> Read.of(new Answer.NotThere(word));
      case KNOWN -> Read.of(new Answer.Unknown("duplicate"));
      case THROTTLED -> Read.of(throttlingPrecedesAcceptance
          ? new Answer.Unsent("throttled", retryAfter(reply.headers())) : new Answer.Unknown("throttled"));
      case UNAUTHORIZED -> Read.unknown("unauthorized");
      case CANCELLED, TOO_LATE, REQUESTED, UNKNOWN -> Read.unknown("http_" + reply.status());
    };
  }

  CancelAnswer readCancel(Order order, Reply reply) {
    var said = said(reply);
    var meaning = Codes.meaning(Call.CANCEL, reply.status(), word(Call.CANCEL, said));
    var mismatch = mismatch(meaning.echo(), order, said);
    if (mismatch != null) return new CancelAnswer.Unknown(mismatch);
    var reference = reference(said.reference()) ? said.reference() : "";
    return switch (meaning.means()) {
      case CANCELLED -> new CancelAnswer.Cancelled(reference);
      case TOO_LATE -> new CancelAnswer.TooLate("too_late");
      case REQUESTED -> new CancelAnswer.Requested(reference);
      default -> new CancelAnswer.Unknown("http_" + reply.status());
    };
  }

  private static Json.Said said(Reply reply) {
    try {
      return Objects.requireNonNullElse(Json.read(reply.body(), Json.Said.class), NOTHING_READABLE);
    } catch (JacksonException e) {
      return NOTHING_READABLE;
    }
  }

  /** An order has a status, the answer to a cancellation a result, an error a code. */
  private static String word(Call call, Json.Said said) {
    var word = call == Call.CANCEL ? said.result() : said.status();
    return word != null ? word : Objects.requireNonNullElse(said.code(), "");
  }

  private static @Nullable String mismatch(Echo echo, Order order, Json.Said said) {
    if (echo == Echo.NOTHING) return null;
    if (!order.endToEndId().equals(said.endToEndId())) return "other_id";
    if (echo == Echo.ID) return null;
    var ordered = order.amount();
    if (!ordered.asset().code().equals(said.currency())) return "other_currency";
    var amount = money(said.amount(), said.currency());
    if (amount == null) return "unreadable_amount";
    return amount.equals(ordered) ? null : "other_amount";
  }

  /** The amount is what the bank says it moved, ordered or not: a person must see it when it is another. */
  private static Read settled(Json.Said said) {
    var amount = money(said.executedAmount() != null ? said.executedAmount() : said.amount(), said.currency());
    if (amount == null) return Read.unknown("unreadable_amount");
    int executions = said.executions() == null ? 1 : said.executions();
    var charges = said.charges() == null ? BigDecimal.ZERO.setScale(amount.asset().scale()) : Amounts.signed(said.charges(), amount.asset().scale());
    boolean complete = reference(said.reference()) && said.settledAt() != null && executions >= 1 && charges != null && charges.signum() >= 0;
    if (!complete) return Read.unknown("incomplete_settlement");
    return Read.of(new Answer.Settled(said.reference(), amount, charges, said.settledAt(), executions));
  }

  private static Read declined(Json.Said said) {
    if (said.executions() != null && said.executions() != 0) return Read.unknown("declined_and_executed");
    boolean cancelled = "cancelled".equals(said.status());
    var reason = said.reason();
    if (reason == null || reason.code() == null || !reason.code().matches("[A-Za-z0-9_]{1,35}")) {
      if (!cancelled) return Read.unknown("no_reason");
      reason = new Json.Reason(Answer.CANCELLED, null, true);
    }
    var code = cancelled ? Answer.CANCELLED : reason.code();   // whatever moved the bank to it
    var known = Codes.reason(code);
    if (known.isPresent() && known.get().refusal() == Refusal.DUPLICATE) return Read.of(new Answer.Unknown("duplicate"));
    boolean permanent = reason.permanent() != null ? reason.permanent() : known.map(r -> r.refusal() == Refusal.PERMANENT).orElse(true);
    return Read.of(new Answer.Declined(code, shortened(reason.text() != null ? reason.text() : known.map(Codes.Reason::text).orElse("")), permanent));
  }

  private static @Nullable Money money(@Nullable String amount, @Nullable String currency) {
    try {
      return amount == null || currency == null ? null : Money.of(amount, currency);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static boolean reference(@Nullable String reference) {
    return reference != null && !reference.isBlank() && reference.length() <= LONGEST_REFERENCE;
  }

  private static String fieldAndText(Json.Said said) {
    return shortened(Stream.of(said.field(), said.text()).filter(Objects::nonNull).collect(Collectors.joining(": ")));
  }

  private static String shortened(String text) { return text.length() <= 200 ? text : text.substring(0, 200) + "…"; }

  /** Seconds, or an HTTP date. */
  private @Nullable Duration retryAfter(HttpHeaders headers) {
    var text = headers.firstValue("Retry-After").orElse("");
    try {
      if (text.matches("[0-9]{1,6}")) return Duration.ofSeconds(Long.parseLong(text));
      Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      var wait = Duration.between(clock.instant(), until);
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
