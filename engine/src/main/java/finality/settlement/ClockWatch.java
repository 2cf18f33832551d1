package finality.settlement;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds this node's clock against the database's, which all nodes share. A clock that is fast takes "there is no such order" as proof before
 * the order has expired, so a node whose clock is wrong neither sends nor asks. Between two readings the monotonic clock carries the last one
 * on: a clock that is put forward is noticed at once, and not only at the next reading.
 */
final class ClockWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);

  /** With the error of a reading, half of {@link Guards#SKEW}: the other half is the bank's. */
  static final Duration MOST = Duration.ofSeconds(2);

  /** A reading is wrong by at most half of the time that it took. One that took longer says too little, and the last one stands. */
  private static final Duration LONGEST = Duration.ofSeconds(1);

  /** @param nanos what {@link System#nanoTime} said when the database's clock said so */
  private record Reading(Instant database, long nanos) {}

  private final Clock clock;
  private volatile @Nullable Reading last;
  private boolean told;

  /** @param clock this machine's own */
  ClockWatch(Clock clock) { this.clock = clock; }

  /** @return whether the clock was wrong when it was last read and is right now */
  synchronized boolean read(Connection connection) throws SQLException {
    long before = System.nanoTime();
    Instant database;
    try (var select = connection.prepareStatement("SELECT clock_timestamp()"); var found = select.executeQuery()) {
      found.next();
      database = found.getObject(1, OffsetDateTime.class).toInstant();
    }
    long took = System.nanoTime() - before;
    if (took > LONGEST.toNanos()) return false;
    last = new Reading(database, before + took / 2);
    var problem = problem();
    boolean rightAgain = told && problem.isEmpty();
    if (!told) problem.ifPresent(LOG::error);
    if (rightAgain) LOG.warn("this node's clock agrees with the database's again: sending and look-ups go on");
    told = problem.isPresent();
    return rightAgain;
  }

  /** How far this node's clock is ahead of the database's (below zero: behind); empty before the first reading. */
  Optional<Duration> ahead() {
    var reading = last;
    if (reading == null) return Optional.empty();
    return Optional.of(Duration.between(reading.database.plusNanos(System.nanoTime() - reading.nanos), clock.instant()));
  }

  /** To be asked after the time was taken that shall be relied on. */
  boolean isRight() { return ahead().filter(ClockWatch::isSmall).isPresent(); }

  private static boolean isSmall(Duration ahead) { return ahead.abs().compareTo(MOST) <= 0; }

  /** What is wrong and what to do, for an operator. */
  Optional<String> problem() {
    var ahead = ahead();
    if (ahead.isEmpty()) return Optional.of("this node's clock was not compared with the database's yet: it sends nothing until it is");
    return ahead.filter(it -> !isSmall(it)).map(it -> String.format(Locale.ROOT, "this node's clock is %.1f s %s the database's, and at most %d s are allowed: it sends nothing and looks nothing up until they agree. "
        + "Set the clock that is wrong, and keep both by NTP", it.abs().toMillis() / 1000.0, it.isNegative() ? "behind" : "ahead of", MOST.toSeconds()));
  }
}
