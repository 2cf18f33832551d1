package finality.settlement.http;

import finality.settlement.State;
import finality.settlement.Statistics.Counts;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * @param states how many stand in each state: unfinished ones all, ended ones of those created since {@code since}
 * @param stuck in doubt or in review for more than 10 minutes
 * @param averageSettlementSeconds from creation to settlement, of the latest 1,000
 */
record StatsView(Map<String, Long> states, long unfinished, long stuck, @Nullable Double averageSettlementSeconds, Instant since, Instant at) {

  static StatsView of(Counts counts) {
    var states = new LinkedHashMap<String, Long>();
    for (var state : State.values()) states.put(state.word(), counts.states().get(state));
    long unfinished = counts.states().entrySet().stream().filter(e -> !e.getKey().ended()).mapToLong(Map.Entry::getValue).sum();
    return new StatsView(states, unfinished, counts.stuck(), counts.averageSeconds(), counts.since(), counts.at());
  }

  /** The source's five figures. */
  static Map<String, Object> ofTheSource(Counts counts) {
    var figures = new LinkedHashMap<String, Object>();
    for (var status : List.of("pending", "sent", "confirmed", "failed")) figures.put(status, Dialect.states(status).stream().mapToLong(counts.states()::get).sum());
    figures.put("avg_time", counts.averageSeconds() == null ? 0 : counts.averageSeconds());
    return figures;
  }
}
