package finality.calendar;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The days on which one centre, or several at once, are open for business. Every answer takes the same short time, however far the day.
 * Every verb throws {@link UnknownDay} when the day asked for, or the answer, lies outside the years known, and when the answer hangs on a day of which nobody
 * can say yet whether it is open.
 */
public final class BusinessDays {
  private final String name;
  private final int firstYear;
  private final int lastYear;
  private final int first;      // epoch day of the first day known
  private final int[] before;   // [i]: how many days of the span's first i are open
  private final int[] undecided;   // [i]: how many of them may be open or closed; empty when none may
  private final int[] open;     // epoch days that are open, in order
  private final Function<LocalDate, @Nullable String> whyClosed;
  private final Function<LocalDate, @Nullable String> whyUndecided;
  private final List<BusinessDays> parts;   // of a joint calendar

  private BusinessDays(String name, int firstYear, int lastYear, List<BusinessDays> parts, Function<LocalDate, @Nullable String> whyClosed, Function<LocalDate, @Nullable String> whyUndecided) {
    if (firstYear > lastYear) throw new IllegalArgumentException("The calendar " + name + " is known for no year: its parts have none in common.");
    this.name = name;
    this.firstYear = firstYear;
    this.lastYear = lastYear;
    this.whyClosed = whyClosed;
    this.whyUndecided = whyUndecided;
    this.parts = parts;
    first = Math.toIntExact(LocalDate.of(firstYear, 1, 1).toEpochDay());
    int days = Math.toIntExact(LocalDate.of(lastYear, 12, 31).toEpochDay()) - first + 1;
    before = new int[days + 1];
    var unsure = new int[days + 1];
    var found = new int[days];
    for (int i = 0; i < days; i++) {
      var day = LocalDate.ofEpochDay(first + i);
      boolean closed = whyClosed.apply(day) != null;
      boolean decided = closed || whyUndecided.apply(day) == null;
      before[i + 1] = before[i];
      unsure[i + 1] = unsure[i] + (decided ? 0 : 1);
      if (!closed && decided) found[before[i + 1]++] = first + i;
    }
    undecided = unsure[days] == 0 ? new int[0] : unsure;
    open = Arrays.copyOf(found, before[days]);
  }

  /**
   * @param whyClosed the reason why a day is certainly closed, else {@code null}
   * @param whyUndecided why nobody can say whether it is, else {@code null}; asked only of days that are not certainly closed
   */
  static BusinessDays of(String name, int firstYear, int lastYear, Function<LocalDate, @Nullable String> whyClosed, Function<LocalDate, @Nullable String> whyUndecided) {
    return new BusinessDays(name, firstYear, lastYear, List.of(), whyClosed, whyUndecided);
  }

  /**
   * Open when all of them are: what a payment needs that touches each. Known for the years that all are known for. A day on which one is certainly closed is closed,
   * whatever the others may be.
   */
  public static BusinessDays joint(List<BusinessDays> parts) {
    var distinct = List.copyOf(new LinkedHashSet<>(parts));
    if (distinct.isEmpty()) throw new IllegalArgumentException("A joint calendar needs at least one calendar.");
    if (distinct.size() == 1) return distinct.getFirst();
    return new BusinessDays(String.join("+", distinct.stream().map(BusinessDays::name).toList()),
        distinct.stream().mapToInt(BusinessDays::firstYear).max().getAsInt(), distinct.stream().mapToInt(BusinessDays::lastYear).min().getAsInt(), distinct,
        day -> reasons(distinct, day), day -> distinct.stream().map(part -> part.whyUndecided.apply(day)).filter(Objects::nonNull).findFirst().orElse(null));
  }

  private static @Nullable String reasons(List<BusinessDays> parts, LocalDate day) {
    var reasons = new ArrayList<String>();
    for (var part : parts) {
      var reason = part.whyClosed.apply(day);
      if (reason != null) reasons.add(reason);
    }
    return reasons.isEmpty() ? null : String.join(", ", reasons);
  }

  /** The centre's code, or those of its parts joined by {@code +}. */
  public String name() { return name; }

  public int firstYear() { return firstYear; }

  public int lastYear() { return lastYear; }

  /** Whether it can be said if the day is open. The one question that is never refused. */
  public boolean knows(LocalDate day) {
    if (!hasYear(day.getYear())) return false;
    int i = index(day);
    return undecided.length == 0 || undecided[i + 1] == undecided[i];
  }

  boolean hasYear(int year) { return year >= firstYear && year <= lastYear; }

  public boolean isOpen(LocalDate day) {
    int i = index(day);
    if (before[i + 1] > before[i]) return true;
    decided(i, i + 1);
    return false;
  }

  /** Why the day is closed, such as {@code Good Friday (TARGET)}; {@code null} when it is open. */
  public @Nullable String whyClosed(LocalDate day) { return isOpen(day) ? null : whyClosed.apply(day); }

  public LocalDate nextOrSame(LocalDate day) {
    int i = index(day);
    return onwards(i, before[i]);
  }

  public LocalDate next(LocalDate day) { return plus(day, 1); }

  public LocalDate previousOrSame(LocalDate day) {
    int i = index(day);
    return backwards(i + 1, before[i + 1] - 1);
  }

  public LocalDate previous(LocalDate day) { return plus(day, -1); }

  /**
   * The day that many business days after it (before it, when negative), the day itself not counted. Zero is {@link #nextOrSame}:
   * from a closed day, zero and one both give the next open one.
   */
  public LocalDate plus(LocalDate day, int days) {
    if (days == 0) return nextOrSame(day);
    int i = index(day);
    return days > 0 ? onwards(i + 1, (long) before[i + 1] + days - 1) : backwards(i, (long) before[i] + days);
  }

  /** How many business days lie in {@code [from, to)}; negative when {@code to} is the earlier. */
  public int count(LocalDate from, LocalDate to) {
    int f = index(from);
    int t = index(to);
    decided(Math.min(f, t), Math.max(f, t));
    return before[t] - before[f];
  }

  public LocalDate lastOfMonth(LocalDate day) { return previousOrSame(day.withDayOfMonth(day.lengthOfMonth())); }

  private int index(LocalDate day) {
    long i = day.toEpochDay() - first;
    if (i < 0 || i >= before.length - 1) throw unknown(day);
    return (int) i;
  }

  /** The n-th open day of all, which lies at {@code from} or later, if no day until there is undecided. */
  private LocalDate onwards(int from, long n) {
    boolean known = n < open.length;
    decided(from, known ? open[(int) n] - first : before.length - 1);
    if (!known) throw unknown(LocalDate.of(lastYear + 1, 1, 1));
    return LocalDate.ofEpochDay(open[(int) n]);
  }

  /** The n-th open day of all, which lies before {@code end}, if no day in between is undecided. */
  private LocalDate backwards(int end, long n) {
    boolean known = n >= 0;
    decided(known ? open[(int) n] - first : 0, end);
    if (!known) throw unknown(LocalDate.of(firstYear - 1, 12, 31));
    return LocalDate.ofEpochDay(open[(int) n]);
  }

  /** @throws UnknownDay naming the first day in {@code [from, to)} that is undecided, if there is one */
  private void decided(int from, int to) {
    if (undecided.length == 0 || undecided[to] == undecided[from]) return;
    int i = from;
    while (undecided[i + 1] == undecided[i]) i++;
    throw unknown(LocalDate.ofEpochDay(first + i));
  }

  /** What to tell of a day that is not known; of a joint calendar it names the part. */
  UnknownDay unknown(LocalDate day) {
    for (var part : parts) if (!part.knows(day)) return part.unknown(day);
    return hasYear(day.getYear()) ? new UnknownDay(name, day, Objects.requireNonNull(whyUndecided.apply(day))) : new UnknownDay(name, day, firstYear, lastYear);
  }

  @Override public String toString() { return name + " " + firstYear + "-" + lastYear; }
}
