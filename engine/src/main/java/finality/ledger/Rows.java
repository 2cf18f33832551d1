package finality.ledger;

/** A statement that changed another number of rows than it must is a bug, and rolls back. */
final class Rows {
  private Rows() {}

  static void exactlyOne(int changed, String what) {
    if (changed != 1) throw new IllegalStateException("changed " + changed + " rows instead of one: " + what);
  }
}
