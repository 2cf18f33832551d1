package finality.settlement;

/** Where an instruction's money is. The bookings of every change are a function of its two ends: see {@code Bookings}. */
enum Funds {
  /** The debtor's to dispose of. */
  FREE,
  /** Held on the debtor's account and on the nostro. */
  HELD,
  /** Taken from the debtor, in {@code settlement_pending}; still held on the nostro. */
  TRANSIT,
  /** Gone from the nostro, or on the creditor's account. */
  PAID;

  private static final Funds[] ALL = values();

  static Funds of(int code) { return ALL[code]; }
}
