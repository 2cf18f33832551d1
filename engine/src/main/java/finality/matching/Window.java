package finality.matching;

/**
 * How far a statement's value date may be from the books', in business days.
 *
 * @param early days before
 * @param late days after
 */
public record Window(int early, int late) {
  public Window {
    if (early < 0 || late < 0 || early > 366 || late > 366) throw new IllegalArgumentException("a window has 0 to 366 days early and late, not " + early + " and " + late);
  }

  boolean holds(int days) { return days >= -early && days <= late; }

  Window twice() { return new Window(Math.min(366, 2 * early + 1), Math.min(366, 2 * late + 1)); }
}
