package finality.rail.message.nacha;

import finality.rail.message.Direction;
import java.math.BigDecimal;

/** What control records add up: of a batch, or of a file. */
final class ControlTotals {
  /** The rules keep the last ten digits of the hash. */
  private static final long HASH = 10_000_000_000L;

  /** Entries and addenda together. */
  long records;
  /** Sum of the receiving banks' first eight digits. */
  long hash;
  /** Every amount could be read. */
  boolean summable = true;
  BigDecimal debits = BigDecimal.ZERO.setScale(2);
  BigDecimal credits = BigDecimal.ZERO.setScale(2);

  void entry(long bank, Direction direction, BigDecimal amount, int addenda) {
    records += 1L + addenda;
    hash = (hash + bank) % HASH;
    if (direction == Direction.CREDIT) credits = credits.add(amount);
    else debits = debits.add(amount);
  }

  void add(ControlTotals batch) {
    records += batch.records;
    hash = (hash + batch.hash) % HASH;
    summable &= batch.summable;
    debits = debits.add(batch.debits);
    credits = credits.add(batch.credits);
  }
}
