package finality.bench;

import java.time.Duration;

/** One way to put the server to work. */
interface Workload {

  /** As on the command line. */
  String name();

  /** In a line, for people. */
  String what();

  /** What it needs in its own tables; once a run. */
  default void prepare() throws Exception { }

  /** Works for both times, measures the second, and ends with nothing under way. */
  Slice run(Duration warmUp, Duration measured) throws Exception;
}
