package finality.calendar;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Value dates of trades in two currencies, or of payments in one. Safe for many threads; keep one, it remembers the joint calendars. */
public final class ValueDates {
  /** Against these, a US holiday on a day between trade and spot counts; against all others it does not. */
  private static final Set<String> US_HOLIDAYS_COUNT = Set.of("ARS", "CLP", "MXN");
  private static final int SPOT_LAG = 2;

  private final Centres centres;
  private final ConcurrentHashMap<List<String>, Joint> joined = new ConcurrentHashMap<>();   // laid out once for each pair

  /** @param versions of the data, by the code of each centre */
  private record Joint(BusinessDays days, Map<String, String> versions) {}

  public ValueDates(Centres centres) { this.centres = centres; }

  /**
   * T+0, T+1, T+2 …: the trade date moved on by that many days on which every one of the currencies settles, the trade date itself not counted.
   * T+0 of a day on which one does not is the next on which all do.
   *
   * @param lag 0 or more
   * @throws WrongCalendar when no calendar is known for a currency
   * @throws UnknownDay when one is not known that far
   */
  public ValueDate of(List<String> currencies, LocalDate tradeDate, int lag) {
    if (lag < 0) throw new IllegalArgumentException("A value date is T+0 or later, not T" + lag + ".");
    var joint = joint(currencies);
    return dated(joint.days.plus(tradeDate, lag), tradeDate, joint);
  }

  /**
   * The foreign exchange market's spot date. It differs from T+2 in one thing: a US holiday on the day between does not delay it,
   * except against ARS, CLP and MXN; on the spot date itself both currencies and the US must be open, also for a cross without dollars.
   */
  public ValueDate spot(String base, String quote, LocalDate tradeDate) {
    var all = new LinkedHashSet<>(List.of(base, quote, "USD"));
    var joint = joint(List.copyOf(all));
    boolean usCounts = US_HOLIDAYS_COUNT.contains(base) || US_HOLIDAYS_COUNT.contains(quote);
    var counted = all.stream().filter(c -> usCounts ? c.equals(base) || c.equals(quote) : !c.equals("USD")).toList();
    var spot = tradeDate;
    for (var currency : counted) {   // each counts its own days; the later decides
      var own = centres.ofCurrency(currency).days().plus(tradeDate, SPOT_LAG);
      if (own.isAfter(spot)) spot = own;
    }
    return dated(joint.days.nextOrSame(spot), tradeDate, joint);
  }

  private Joint joint(List<String> currencies) {
    return joined.computeIfAbsent(List.copyOf(currencies), all -> {
      var parts = all.stream().map(centres::ofCurrency).distinct().toList();
      return new Joint(BusinessDays.joint(parts.stream().map(Centre::days).toList()), parts.stream().collect(Collectors.toUnmodifiableMap(Centre::code, Centre::version)));
    });
  }

  private static ValueDate dated(LocalDate date, LocalDate tradeDate, Joint joint) {
    var skipped = new ArrayList<ValueDate.Skipped>();
    for (var day = tradeDate; day.isBefore(date); day = day.plusDays(1)) {
      if (!joint.days.isOpen(day)) skipped.add(new ValueDate.Skipped(day, joint.days.whyClosed(day)));
    }
    return new ValueDate(date, joint.versions, skipped);
  }
}
