package finality.check;

import java.util.SplittableRandom;

/** What is done to the processes. The weights say how often, among a hundred. */
enum Disturbance {
  /** The first engine takes its PostgreSQL with it: both are gone at once. */
  FIRST_ENGINE(24, "first engine, and with it PostgreSQL"),
  SECOND_ENGINE(24, "second engine"),
  BOTH_ENGINES(12, "both engines, and with them PostgreSQL"),
  POSTGRES(18, "PostgreSQL"),
  BANK(10, "bank"),
  BANK_AND_ENGINES(7, "bank and both engines"),
  /** Longer than a lease, so that others take its work; then it goes on where it stood. */
  FREEZE(5, "an engine frozen until others took over");

  private final int weight;
  final String words;

  Disturbance(int weight, String words) {
    this.weight = weight;
    this.words = words;
  }

  static Disturbance draw(SplittableRandom random) {
    int left = random.nextInt(100);
    for (var one : values()) if ((left -= one.weight) < 0) return one;
    throw new IllegalStateException("the weights do not add up to 100");
  }
}
