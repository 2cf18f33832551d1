package finality.settlement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of an instruction's history.
 *
 * @param seq counts the steps
 * @param version of the instruction once it was taken; steps that were committed together share it
 * @param from {@code null}: it did not exist; the same as {@code to} when only knowledge changed
 * @param checkpoints passed with this step, in the words of the source
 * @param evidence a JSON object as text: what a rail or a person said
 */
public record Entry(int seq, int version, @Nullable State from, State to, Instant at, String by, @Nullable String cause, List<String> checkpoints, @Nullable String evidence) {

  /** A row of the log: the states of one transaction as bytes, the first being where it stood before. */
  record Row(int version, Instant at, byte[] path, String cause, String by, @Nullable String evidence) {}

  static List<Entry> expand(List<Row> rows) {
    var entries = new ArrayList<Entry>();
    for (var row : rows) {
      for (int i = 1; i < row.path.length; i++) {
        boolean last = i == row.path.length - 1;
        var from = row.path[i - 1] == 0 ? null : State.of(row.path[i - 1]);
        var to = State.of(row.path[i]);
        entries.add(new Entry(entries.size() + 1, row.version, from, to, row.at, row.by, last ? row.cause : implied(from, to),
            checkpoints(from, to), last ? row.evidence : null));
      }
    }
    return entries;
  }

  /** Why a step was taken that is not the last of its transaction. */
  private static @Nullable String implied(@Nullable State from, State to) {
    if (from == null) return "accepted";
    return to == State.LOCKED ? "funds_locked" : null;
  }

  private static List<String> checkpoints(@Nullable State from, State to) {
    if (from == to) return List.of();
    return switch (to) {
      case LOCKED -> List.of("validation_complete", "funds_locked");
      case SENDING -> List.of("transfer_initiated");
      case SETTLED -> from == State.PENDING   // between two of our accounts: all at once
          ? List.of("validation_complete", "funds_locked", "transfer_initiated", "transfer_confirmed", "settlement_finalized") : List.of("transfer_confirmed", "settlement_finalized");
      default -> List.of();
    };
  }
}
