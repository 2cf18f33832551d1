package finality.calendar;

import finality.calendar.Constraint.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Works out when one instruction leaves, and names what keeps it. */
final class Waiting {
  private final Schedule schedule;
  private final Instant received;
  private final @Nullable LocalDate notBefore;
  private final List<Constraint> constraints = new ArrayList<>();

  Waiting(Schedule schedule, Instant received, @Nullable LocalDate notBefore) {
    this.schedule = schedule;
    this.received = received;
    this.notBefore = notBefore;
  }

  Settlement settlement() {
    var base = received;
    var date = dateOf(received);
    if (notBefore != null && schedule.begins(notBefore).isAfter(received)) {
      base = schedule.begins(notBefore);
      date = notBefore.isAfter(dateOf(base)) ? notBefore : dateOf(base);
      constraints.add(new Constraint(Kind.REQUESTED_DATE, received, base, "requested for " + notBefore));
    }
    var window = notBefore == null ? schedule.taking(received) : schedule.taking(received, notBefore);
    var earliest = window.leaves(base);
    if (earliest.isAfter(base)) wait(base, date, window);
    if (constraints.isEmpty()) constraints.add(new Constraint(Kind.NOTHING, received, received, "open"));
    return new Settlement(earliest, earliest.plus(schedule.rules().settles()), window, binding(), constraints);
  }

  /** @param date from which on closed days are told */
  private void wait(Instant base, LocalDate date, Window window) {
    var missed = schedule.missed(base, date, window);
    if (missed != null) {
      var next = date.isAfter(missed.date()) ? date : missed.date().plusDays(1);
      if (base.isBefore(missed.cutOff())) constraints.add(new Constraint(Kind.LEAD_TIME, missed.takesUntil(), missed.cutOff(), "less than " + schedule.rules().lead() + " before the cut-off"));
      else if (!window.isRelease() || !missed.date().equals(window.date()))   // between two releases of a day nothing but the next one is waited for
        constraints.add(new Constraint(Kind.CUT_OFF, missed.cutOff(), missed.date().equals(window.date()) ? window.opens() : earlier(later(base, startOf(next)), window.opens()), "the cut-off has passed"));
      date = next;
    }
    for (var day = date; day.isBefore(window.date()); day = day.plusDays(1)) {
      var why = schedule.whyClosed(day);
      if (why != null) constraints.add(new Constraint(Kind.CLOSED_DAY, startOf(day), earlier(startOf(day.plusDays(1)), window.opens()), day + ": " + why));
    }
    constraints.add(new Constraint(window.isRelease() ? Kind.RELEASE : Kind.OPENING, base, window.opens(), window.isRelease() ? "waits for a release" : "not open yet"));
  }

  private Constraint binding() {
    var last = constraints.getLast();
    if (constraints.size() == 1 || (last.kind() != Kind.OPENING && last.kind() != Kind.RELEASE)) return last;
    return constraints.get(constraints.size() - 2);
  }

  private static Instant later(Instant one, Instant other) { return one.isAfter(other) ? one : other; }

  /** A session from the eve opens before its day begins. */
  private static Instant earlier(Instant one, Instant other) { return one.isBefore(other) ? one : other; }

  private LocalDate dateOf(Instant at) { return at.atZone(schedule.rules().zone()).toLocalDate(); }

  private Instant startOf(LocalDate date) { return date.atStartOfDay(schedule.rules().zone()).toInstant(); }
}
