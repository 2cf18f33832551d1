package finality.calendar;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The hours of a schedule on one business date, in local time. */
public sealed interface Hours {

  /**
   * Open from, until. A close that is not later than its opening is on the next day, as is a cut-off that is not later.
   *
   * @param cutOff the last moment, exclusive, for what is to go in this session; at most the close
   * @param fromEve opens on the day before the business date and closes on it, as Fedwire does; otherwise opens on the business date
   */
  record Session(LocalTime open, LocalTime cutOff, LocalTime close, boolean fromEve) {
    public Session {
      if (minutes(open, cutOff) > minutes(open, close)) throw new WrongCalendar("the cut-off " + cutOff + " does not lie between the opening " + open + " and the close " + close);
      if (fromEve && open.isBefore(close)) throw new WrongCalendar("the session opens on the eve, but " + open + " is before its close " + close);
    }

    boolean crossesMidnight() { return !close.isAfter(open); }

    private static long minutes(LocalTime from, LocalTime to) {
      long nanos = to.toNanoOfDay() - from.toNanoOfDay();
      return nanos > 0 ? nanos : nanos + 86_400_000_000_000L;
    }
  }

  /** By their openings, none into the next. */
  record Sessions(List<Session> sessions) implements Hours {
    public Sessions {
      sessions = sessions.stream().sorted(Comparator.comparing(Session::open)).toList();
      if (sessions.size() > 1 && sessions.stream().anyMatch(Session::fromEve)) throw new WrongCalendar("a session from the eve stands alone");
      if (sessions.isEmpty()) throw new WrongCalendar("there is no session");
      for (int i = 0; i + 1 < sessions.size(); i++) {
        if (sessions.get(i).crossesMidnight() || sessions.get(i).close().isAfter(sessions.get(i + 1).open())) {
          throw new WrongCalendar("the session from " + sessions.get(i).open() + " runs into the one from " + sessions.get(i + 1).open());
        }
      }
      var last = sessions.getLast();
      if (sessions.size() > 1 && last.crossesMidnight() && last.close().isAfter(sessions.getFirst().open())) throw new WrongCalendar("the last session runs into the first of the next day");
    }
  }

  /** Moments at which everything that waits is sent, in order. */
  record Releases(List<LocalTime> times) implements Hours {
    public Releases {
      times = List.copyOf(times);
      if (times.isEmpty()) throw new WrongCalendar("there are no times");
      for (int i = 0; i + 1 < times.size(); i++) if (!times.get(i).isBefore(times.get(i + 1))) throw new WrongCalendar("the times are not in order: " + times);
    }
  }

  /**
   * A release at each full hour of the wall clock, the last one included. An hour that a zone repeats has two, one that it skips has none of its own.
   *
   * @param first 0 to 23
   * @param last 0 to 23, the cut-off hour
   */
  record Hourly(int first, int last) implements Hours {
    public Hourly {
      if (first < 0 || last > 23 || first > last) throw new WrongCalendar("hours from " + first + " to " + last + "; expected two of 0 to 23, the first not later");
    }

    List<LocalTime> times() { return new ArrayList<>(IntStream.rangeClosed(first, last).mapToObj(hour -> LocalTime.of(hour, 0)).toList()); }
  }
}
