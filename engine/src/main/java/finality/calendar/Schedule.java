package finality.calendar;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * When one rail, currency or tenant listens, as configured, and the answers to what follows from it. Immutable but for a memory of the years already laid out;
 * safe for many threads.
 * Every verb throws {@link UnknownDay} where the calendar is not known, and where its answer hangs on a day that is undecided.
 */
public final class Schedule {
  /**
   * What is configured.
   *
   * @param version of the data it was read from
   * @param days weekdays that can have windows, by the business date
   * @param calendar closed days have no window; {@code null}: every one of {@code days} is a day, said expressly
   * @param lead how long before a cut-off or a release an instruction must be here
   * @param settles how long from leaving until it is usually settled; zero when the rail settles at once
   */
  public record Rules(String name, String version, ZoneId zone, Set<DayOfWeek> days, @Nullable BusinessDays calendar, Hours hours, Duration lead, Duration settles) {
    public Rules {
      days = Set.copyOf(days);
      if (days.isEmpty()) throw new WrongCalendar(name + ": there is no day of the week");
      if (lead.isNegative() || settles.isNegative()) throw new WrongCalendar(name + ": lead and settles cannot be negative");
      if (lead.compareTo(Duration.ofDays(7)) > 0) throw new WrongCalendar(name + ": the lead is more than a week");
    }
  }

  private static final int YEARS_WITHOUT_WINDOWS = 8;

  private final Rules rules;
  private final ConcurrentHashMap<Integer, Year> years = new ConcurrentHashMap<>();

  public Schedule(Rules rules) { this.rules = rules; }

  public Rules rules() { return rules; }

  public String name() { return rules.name; }

  // ── verbs ──────────────────────────────────────────────────────────────────────────────────────────────

  /** Whether an instruction received now would leave at once. A schedule of releases never says so: there it waits for one. */
  public boolean isOpen(Instant at) {
    var next = next(at);
    if (next.opens().isAfter(at)) return false;   // whether or not its day is one
    certain(next);
    return true;
  }

  /** The window that takes what is received now. Exactly at a cut-off, that is the next one. */
  public Window taking(Instant received) { return certain(next(received)); }

  private Window next(Instant received) {
    var date = received.atZone(rules.zone).toLocalDate().minusDays(daysBack());
    for (int year = date.getYear(), last = year + YEARS_WITHOUT_WINDOWS; year <= last; year++) {
      var found = year(year, date).taking(received);
      if (found != null) return found;
    }
    throw new WrongCalendar(name() + ": there is no window within " + YEARS_WITHOUT_WINDOWS + " years of " + received);
  }

  /** The first window of that business date or a later one that takes what is received now. */
  Window taking(Instant received, LocalDate notBefore) {
    var listening = begins(notBefore).minus(rules.lead).minusNanos(1);   // then every window of that date still takes
    var window = next(received.isAfter(listening) ? received : listening);
    while (window.date().isBefore(notBefore)) window = next(window.takesUntil());
    return certain(window);
  }

  /** When an instruction received then settles, and what keeps it from settling sooner. @param notBefore the business date it is requested for, or a later one; {@code null}: any */
  public Settlement settlement(Instant received, @Nullable LocalDate notBefore) { return new Waiting(this, received, notBefore).settlement(); }

  /** Every window that is open at some time from {@code from} until before {@code to}, and every release in between, in order. */
  public List<Window> between(Instant from, Instant to) { return between(from, to, false); }

  /** The same, without the business dates that the calendar does not know: nothing, where it knows none. */
  public List<Window> knownBetween(Instant from, Instant to) { return between(from, to, true); }

  private List<Window> between(Instant from, Instant to, boolean knownOnly) {
    if (!from.isBefore(to)) return List.of();
    var first = from.atZone(rules.zone).toLocalDate().minusDays(daysBack());
    var last = to.minusNanos(1).atZone(rules.zone).toLocalDate().plusDays(opensOnEve() ? 1 : 0);
    var found = new ArrayList<Window>();
    for (int year = first.getYear(); year <= last.getYear(); year++) {
      if (knownOnly && !knows(year)) continue;
      for (var window : year(year, year == first.getYear() ? first : LocalDate.of(year, 1, 1)).windows()) {
        boolean still = window.isRelease() ? !window.opens().isBefore(from) : window.closes().isAfter(from);
        if (still && window.opens().isBefore(to) && !(knownOnly && undecided(window.date()))) found.add(certain(window));
      }
    }
    return List.copyOf(found);
  }

  /** Why there is no window on that business date; {@code null} when there is one. */
  public @Nullable String whyClosed(LocalDate date) {
    var never = whyNever(date);
    var holiday = rules.calendar == null || never != null && !rules.calendar.knows(date) ? null : rules.calendar.whyClosed(date);
    return holiday != null ? holiday : never;
  }

  /** Whether its days and its calendar have not one day in common in all the years known. */
  public boolean neverOpens() {
    if (rules.calendar == null) return false;
    var end = LocalDate.of(rules.calendar.lastYear() + 1, 1, 1);
    return LocalDate.of(rules.calendar.firstYear(), 1, 1).datesUntil(end).noneMatch(this::mayListen);
  }

  /** The first instant at which a window of that business date may open: the date's beginning, or on its eve. */
  Instant begins(LocalDate date) {
    return rules.hours instanceof Hours.Sessions(var sessions) && opensOnEve() ? Year.instant(date.minusDays(1), sessions.getFirst().open(), rules.zone) : date.atStartOfDay(rules.zone).toInstant();
  }

  /** The last window that had stopped taking, if it did on that local date or later. @param taking the one that takes what is received then */
  @Nullable Window missed(Instant received, LocalDate date, Window taking) {
    var start = date.atStartOfDay(rules.zone).toInstant();
    for (int year = taking.date().getYear(); year >= date.minusDays(daysBack()).getYear(); year--) {
      var last = year(year, date).missed(received);
      if (last != null) return last.takesUntil().isAfter(start) ? certain(last) : null;
    }
    return null;
  }

  // ── the years laid out ─────────────────────────────────────────────────────────────────────────────────

  /** Why there is no window on that date whatever the calendar says of it. */
  private @Nullable String whyNever(LocalDate date) {
    if (!date.atStartOfDay(rules.zone).toLocalDate().equals(date)) return "a day that " + rules.zone + " skipped";
    return rules.days.contains(date.getDayOfWeek()) ? null : date.getDayOfWeek() + " is no day of " + name();
  }

  private boolean undecided(LocalDate date) { return rules.calendar != null && !rules.calendar.knows(date); }

  /** Whether windows are laid out for that business date: also for one that is undecided, of which nothing is answered. */
  boolean mayListen(LocalDate date) { return undecided(date) ? whyNever(date) == null : whyClosed(date) == null; }

  /** Every window that leaves the room passes here. @throws UnknownDay when nobody can say whether its day is one */
  private Window certain(Window window) {
    if (rules.calendar != null) rules.calendar.isOpen(window.date());
    return window;
  }

  private boolean opensOnEve() { return rules.hours instanceof Hours.Sessions(var sessions) && sessions.getFirst().fromEve(); }

  /** Windows of the day before may still be open. */
  private int daysBack() { return rules.hours instanceof Hours.Sessions(var sessions) && sessions.getLast().crossesMidnight() && !opensOnEve() ? 1 : 0; }

  private boolean knows(int year) { return rules.calendar == null || rules.calendar.hasYear(year); }

  private Year year(int year, LocalDate needed) {
    var known = years.get(year);
    if (known != null) return known;
    if (rules.calendar != null && !knows(year)) throw rules.calendar.unknown(needed.getYear() == year ? needed : LocalDate.of(year, 1, 1));
    return years.computeIfAbsent(year, y -> Year.of(this, y));
  }
}
