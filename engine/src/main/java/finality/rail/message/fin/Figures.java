package finality.rail.message.fin;

import finality.rail.message.Finding;
import finality.rail.message.Finding.Position;
import finality.rail.message.MessageListener;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Amounts and dates as FIN writes them, and in statements as banks do. What cannot be meant is {@code null}, with an error told; of a payment nothing is guessed. */
final class Figures {
  private static final Pattern AMOUNT = Pattern.compile("0*[0-9]{1,15},[0-9]{0,14}");

  private static final int HALF_A_YEAR = 182;   // days

  private final MessageListener listener;
  private final boolean tolerant;

  private Figures(MessageListener listener, boolean tolerant) {
    this.listener = listener;
    this.tolerant = tolerant;
  }

  /** A statement tells what was: an odd form is read as what it must mean, with a warning. */
  static Figures ofStatement(MessageListener listener) { return new Figures(listener, true); }

  /** A payment asks for money to move: what the network refuses has no value. */
  static Figures ofPayment(MessageListener listener) { return new Figures(listener, false); }

  /** A decimal with a comma, as in {@code 12,} and {@code 12,5}. A point, or points between thousands, is told. */
  @Nullable BigDecimal amount(String text, Position at) {
    if (text.length() > 40) {
      listener.found(Finding.error(at, "unreadable_amount", "An amount has at most 15 digits, this has " + text.length() + "."));
      return null;
    }
    if (AMOUNT.matcher(text).matches()) return new BigDecimal(text.endsWith(",") ? text.substring(0, text.length() - 1) : text.replace(',', '.'));
    if (tolerant && text.matches("[0-9]{1,15}(\\.[0-9]{1,2})?")) return told(at, text, text);
    if (tolerant && text.matches("[0-9]{1,3}(\\.[0-9]{3}){1,4},[0-9]{0,14}")) return told(at, text, text.replace(".", "").replaceFirst(",$", "").replace(',', '.'));
    listener.found(Finding.error(at, "unreadable_amount", "\"" + text + "\" is not an amount; expected one with a comma, such as 1234,56 or 1234,."));
    return null;
  }

  private BigDecimal told(Position at, String text, String meant) {
    listener.found(Finding.warning(at, "odd_amount", "The amount \"" + text + "\" was read as " + meant + "; FIN writes a comma before the decimals and nothing between thousands."));
    return new BigDecimal(meant);
  }

  /** YYMMDD; years from 80 on are of the last century. The 30th of February, which banks write for interest in statements, is the month's last day there; no payment settles on it. */
  @Nullable LocalDate date(String text, Position at) {
    int year = Integer.parseInt(text.substring(0, 2));
    return date(year + (year >= 80 ? 1900 : 2000), text.substring(2), at);
  }

  /** MMDD, in the year that brings it closest to the value date: an entry of 31 December may have value in January. */
  @Nullable LocalDate entryDate(String text, LocalDate valueDate, Position at) {
    int month = Integer.parseInt(text.substring(0, 2));
    int day = Integer.parseInt(text.substring(2));
    if (month < 1 || month > 12 || day < 1 || day > 31) {
      listener.found(Finding.warning(at, "impossible_date", "The entry date \"" + text + "\" does not exist and was left out."));
      return null;
    }
    var sameYear = dayOrLast(valueDate.getYear(), month, day);
    long later = ChronoUnit.DAYS.between(valueDate, sameYear);
    return Math.abs(later) <= HALF_A_YEAR ? sameYear : dayOrLast(valueDate.getYear() - Long.signum(later), month, day);
  }

  private static LocalDate dayOrLast(int year, int month, int day) { return LocalDate.of(year, month, Math.min(day, YearMonth.of(year, month).lengthOfMonth())); }

  private @Nullable LocalDate date(int year, String monthAndDay, Position at) {
    int month = Integer.parseInt(monthAndDay.substring(0, 2));
    int day = Integer.parseInt(monthAndDay.substring(2));
    if (month < 1 || month > 12 || day < 1 || day > 31) {
      listener.found(Finding.error(at, "impossible_date", "There is no day " + day + " of month " + month + "."));
      return null;
    }
    int last = YearMonth.of(year, month).lengthOfMonth();
    if (day > last && !tolerant) {
      listener.found(Finding.error(at, "impossible_date", "There is no day " + day + " of month " + month + " in " + year + "; the payment was read without a settlement date."));
      return null;
    }
    if (day > last)
      listener.found(Finding.warning(at, "impossible_date", "There is no day " + day + " of month " + month + " in " + year + "; the month's last day was taken."));
    return dayOrLast(year, month, day);
  }

  /** As FIN writes it: a comma always, nothing between thousands. */
  static String written(BigDecimal amount) {
    var plain = amount.toPlainString().replace('.', ',');
    return plain.indexOf(',') < 0 ? plain + "," : plain;
  }
}
