package finality.netting;

/**
 * Why what still waits does. In a gridlock the money is there and would do if payments went together; in a deadlock somebody must bring more
 * (the distinction is Bech and Soramäki's, <i>Gridlock resolution in interbank payment systems</i>, Bank of Finland Discussion Papers 9/2001).
 */
public enum Blockage {
  /** Nothing waits. */
  NONE,
  /** Some of what waits could go at once, together, with the money there is, under the order the rule respects. */
  GRIDLOCK,
  /** None of it can, proven: without more money or higher limits nothing goes. */
  DEADLOCK,
  /** Without regard to order, and too large to decide: no set was found, and none was proven not to exist. */
  UNDECIDED
}
