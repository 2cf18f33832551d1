package finality.calendar;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The days on which one centre, or several at once, are open for business. Every answer takes the same short time, however far the day.
 * Every verb throws {@link UnknownDay} when the day asked for, or the answer, lies outside the years known.
 */
public final class BusinessDays {
  private final String name;
  private final int firstYear;
  private final int lastYear;
  private final int first;      // epoch day of the first day known
  private final int[] before;   // [i]: how many days of the span's first i are open
  private final int[] open;     // epoch days that are open, in order
  private final Function<LocalDate, @Nullable String> why;
  private final List<BusinessDays> parts;   // of a joint calendar

  private BusinessDays(String name, int firstYear, int lastYear, List<BusinessDays> parts, Predicate<LocalDate> isOpen, Function<LocalDate, @Nullable String> why) {
    if (firstYear > lastYear) throw new IllegalArgumentException("The calendar " + name + " is known for no year: its parts have none in common.");
    this.name = name;
    this.firstYear = firstYear;
    this.lastYear = lastYear;
    this.why = why;
    this.parts = parts;
    first = Math.toIntExact(LocalDate.of(firstYear, 1, 1).toEpochDay());
    int days = Math.toIntExact(LocalDate.of(lastYear, 12, 31).toEpochDay()) - first + 1;
    before = new int[days + 1];
    var found = new int[days];
    for (int i = 0; i < days; i++) {
      before[i + 1] = before[i];
      if (isOpen.test(LocalDate.ofEpochDay(first + i))) found[before[i + 1]++] = first + i;
    }
    open = Arrays.copyOf(found, before[days]);
  }

  /** @param whyClosed the reason why a day is closed, {@code null} when it is open */
  static BusinessDays of(String name, int firstYear, int lastYear, Function<LocalDate, @Nullable String> whyClosed) {
    return new BusinessDays(name, firstYear, lastYear, List.of(), day -> whyClosed.apply(day) == null, whyClosed);
  }

  /** Open when all of them are: what a payment needs that touches each. Known for the years that all are known for. */
  public static BusinessDays joint(List<BusinessDays> parts) {
    var distinct = List.copyOf(new LinkedHashSet<>(parts));
    if (distinct.isEmpty()) throw new IllegalArgumentException("A joint calendar needs at least one calendar.");
    if (distinct.size() == 1) return distinct.getFirst();
    return new BusinessDays(String.join("+", distinct.stream().map(BusinessDays::name).toList()),
        distinct.stream().mapToInt(BusinessDays::firstYear).max().getAsInt(), distinct.stream().mapToInt(BusinessDays::lastYear).min().getAsInt(), distinct,
        day -> distinct.stream().allMatch(part -> part.isOpen(day)), day -> reasons(distinct, day));
  }

  private static @Nullable String reasons(List<BusinessDays> parts, LocalDate day) {
    var reasons = new ArrayList<String>();
    for (var part : parts) {
      var reason = part.whyClosed(day);
      if (reason != null) reasons.add(reason);
    }
    return reasons.isEmpty() ? null : String.join(", ", reasons);
  }

  /** The centre's code, or those of its parts joined by {@code +}. */
  public String name() { return name; }

  public int firstYear() { return firstYear; }

  public int lastYear() { return lastYear; }

  /** Whether anything can be said about the day. The one question that is never refused. */
  public boolean knows(LocalDate day) { return day.getYear() >= firstYear && day.getYear() <= lastYear; }

  public boolean isOpen(LocalDate day) {
    int i = index(day);
    return before[i + 1] > before[i];
  }

  /** Why the day is closed, such as {@code Good Friday (TARGET)}; {@code null} when it is open. */
  public @Nullable String whyClosed(LocalDate day) {
    index(day);
    return why.apply(day);
  }

  public LocalDate nextOrSame(LocalDate day) { return opening(before[index(day)]); }

  public LocalDate next(LocalDate day) { return opening(before[index(day) + 1]); }

  public LocalDate previousOrSame(LocalDate day) { return opening(before[index(day) + 1] - 1); }

  public LocalDate previous(LocalDate day) { return opening(before[index(day)] - 1); }

  /**
   * The day that many business days after it (before it, when negative), the day itself not counted. Zero is {@link #nextOrSame}:
   * from a closed day, zero and one both give the next open one.
   */
  public LocalDate plus(LocalDate day, int days) {
    if (days == 0) return nextOrSame(day);
    int i = index(day);
    long target = days > 0 ? (long) before[i + 1] + days - 1 : (long) before[i] + days;
    return opening(target);
  }

  /** How many business days lie in {@code [from, to)}; negative when {@code to} is the earlier. */
  public int count(LocalDate from, LocalDate to) { return before[index(to)] - before[index(from)]; }

  public LocalDate lastOfMonth(LocalDate day) { return previousOrSame(day.withDayOfMonth(day.lengthOfMonth())); }

  private int index(LocalDate day) {
    long i = day.toEpochDay() - first;
    if (i < 0 || i >= before.length - 1) throw unknown(day);
    return (int) i;
  }

  private LocalDate opening(long n) {
    if (n < 0) throw unknown(LocalDate.of(firstYear - 1, 12, 31));
    if (n >= open.length) throw unknown(LocalDate.of(lastYear + 1, 1, 1));
    return LocalDate.ofEpochDay(open[(int) n]);
  }

  /** Of a joint calendar, names the part that is not known. */
  private UnknownDay unknown(LocalDate day) {
    for (var part : parts) if (!part.knows(day)) return part.unknown(day);
    return new UnknownDay(name, day, firstYear, lastYear);
  }

  @Override public String toString() { return name + " " + firstYear + "-" + lastYear; }
}
