package finality.rail.message.iso20022;

import finality.rail.message.Amount;
import finality.rail.message.Direction;
import finality.rail.message.Finding;
import finality.rail.message.MessageListener;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Amounts, dates and marks as the schemas write them; what is none of these is an error with its place, and {@code null}. */
final class Values {
  private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,18}(\\.[0-9]{0,17})?|\\.[0-9]{1,17}");

  private final MessageListener listener;

  Values(MessageListener listener) { this.listener = listener; }

  /** The element Amt of this part, which must be there. */
  @Nullable Amount amount(Node part) {
    var node = part.at("Amt");
    if (node != null && node.currency() != null) return amountOf(node);
    listener.found(Finding.error(part.position(), "missing_element", "There is no amount (Amt) with its currency (Ccy)."));
    return null;
  }

  /** The first amount at these paths, none of which need be there. */
  @Nullable Amount amount(Node part, String... paths) {
    for (var path : paths) {
      var node = part.at(path);
      if (node != null && node.currency() != null) return amountOf(node);
    }
    return null;
  }

  private @Nullable Amount amountOf(Node node) {
    var value = number(node);
    return value == null ? null : new Amount(value, java.util.Objects.requireNonNull(node.currency()));
  }

  /** An amount, sum or rate without a sign. */
  @Nullable BigDecimal number(Node node) {
    var text = node.text();
    if (AMOUNT.matcher(text).matches()) return new BigDecimal(text);
    listener.found(Finding.error(node.position(), "unreadable_amount", "\"" + shortened(text) + "\" is not an amount; expected one such as 1234.56, without a sign."));
    return null;
  }

  /** Of CdtDbtInd, which must be there. */
  @Nullable Direction direction(Node part) {
    var word = part.text("CdtDbtInd");
    if ("CRDT".equals(word)) return Direction.CREDIT;
    if ("DBIT".equals(word)) return Direction.DEBIT;
    listener.found(Finding.error(part.position(), "missing_element", "CdtDbtInd is " + (word == null ? "missing" : "\"" + shortened(word) + "\"") + "; expected CRDT or DBIT."));
    return null;
  }

  /** The bank's own day, whatever the time and zone behind it. */
  @Nullable LocalDate date(Node part, String name) {
    var text = part.text(name + "/Dt", name + "/DtTm");
    if (text == null) return null;
    try {
      return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
    } catch (DateTimeException _) {
      listener.found(Finding.error(part.position(), "impossible_date", "\"" + shortened(text) + "\" is not a date."));
      return null;
    }
  }

  /** A time without a zone is taken as UTC. */
  @Nullable OffsetDateTime instant(Node part, String path) {
    var text = part.text(path);
    if (text == null) return null;
    try {
      return OffsetDateTime.parse(text);
    } catch (DateTimeException _) {
      try {
        return LocalDateTime.parse(text).atOffset(ZoneOffset.UTC);
      } catch (DateTimeException _) {
        listener.found(Finding.warning(part.position(), "impossible_date", path + " is \"" + shortened(text) + "\", which is no time; it was left out."));
        return null;
      }
    }
  }

  static boolean flag(@Nullable String text) { return "true".equals(text) || "1".equals(text); }

  static boolean isFalse(@Nullable String text) { return "false".equals(text) || "0".equals(text); }

  static String shortened(String text) { return text.length() <= 40 ? text : text.substring(0, 40) + "…"; }
}
