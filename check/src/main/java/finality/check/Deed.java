package finality.check;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * What a transaction of the engine does, as its database sees it: by the statements that are in it. Should they come to be written otherwise, the
 * aimed campaign says that a moment was not reached.
 */
enum Deed {
  INTAKE("acceptance", List.of("COPY settlement.instruction"), List.of("hashtextextended")),
  FROM_QUEUE("funding and intent of what waited", List.of("AS t(tenant)", "COPY ledger.transfer"), List.of()),
  /** What an answer or a look-up ended, or a person: it leaves the queue. */
  END("end", List.of("DELETE FROM settlement.live"), List.of("COPY settlement.instruction", "INTO settlement.incoming (", "AS t(tenant)")),
  /** Under way before and after. */
  ON_ITS_WAY("step on the way", List.of("COPY settlement.log"), List.of("DELETE FROM settlement.live", "COPY settlement.instruction", "INTO settlement.incoming (", "AS t(tenant)", "settlement.review")),
  LOOK_UP_CLAIMED("claim of a look-up", List.of("SET fence = l.fence + 1, owner"), List.of()),
  CAME_IN("booking of money that came in or came back", List.of("INTO settlement.incoming ("), List.of()),
  REVERSAL("reversal", List.of("hashtextextended", "COPY settlement.instruction"), List.of()),
  APPROVAL("second person's approval", List.of("SET approved_by"), List.of()),
  /** Moves no money. */
  RECALL("intent of a recall", List.of("AS t(tenant)", "COPY settlement.log"), List.of("COPY ledger.transfer"));

  final String words;
  private final List<String> with;
  private final List<String> without;

  Deed(String words, List<String> with, List<String> without) {
    this.words = words;
    this.with = with;
    this.without = without;
  }

  boolean is(Collection<String> statements) { return with.stream().allMatch(part -> has(statements, part)) && without.stream().noneMatch(part -> has(statements, part)); }

  /** Which deeds these statements are, for messages. */
  static List<Deed> of(Collection<String> statements) { return Arrays.stream(values()).filter(deed -> deed.is(statements)).toList(); }

  private static boolean has(Collection<String> statements, String part) { return statements.stream().anyMatch(sql -> sql.contains(part)); }
}
