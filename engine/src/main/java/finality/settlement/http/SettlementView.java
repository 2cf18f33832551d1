package finality.settlement.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import finality.rail.Party;
import finality.settlement.Entry;
import finality.settlement.Settlement;
import finality.settlement.SettlementReader.Proposal;
import finality.settlement.SettlementReader.WithHistory;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An instruction as JSON. {@code status} and {@code payoutId} are the source's words, there only on the source's paths. */
record SettlementView(
    UUID id, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String status, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String payoutId,
    String kind, String state, String amount, String currency, @Nullable String debtorAccount, @Nullable Party creditor, @Nullable String creditorAccount,
    @Nullable String rail, @Nullable String connection, String priority, @Nullable LocalDate requestedDate, @Nullable String purpose, @Nullable String reference,
    @JsonRawValue @Nullable String metadata, @Nullable String fromBank, @Nullable String toBank, @Nullable String obligationId, @Nullable UUID reverses,
    @Nullable String endToEndId, int attempts, String returnedAmount, @Nullable Instant dueAt, String cause, int version,
    Instant createdAt, String createdBy, Instant updatedAt, Map<String, String> links,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Review review, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Step> log) {

  /** What waits for a second person. {@code current}: nothing has become known since; otherwise it is void. */
  record Review(String decision, String reason, String proposedBy, Instant proposedAt, boolean current, String approve) {}

  /** @param checkpoint the last of those passed with this step */
  record Step(int seq, int version, @Nullable String from, String to, Instant at, String by, @Nullable String cause, @Nullable String checkpoint, List<String> checkpoints,
      @JsonRawValue @Nullable String evidence) {
    static Step of(Entry e) {
      return new Step(e.seq(), e.version(), e.from() == null ? null : e.from().word(), e.to().word(), e.at(), e.by(), e.cause(),
          e.checkpoints().isEmpty() ? null : e.checkpoints().getLast(), e.checkpoints(), e.evidence());
    }
  }

  static SettlementView of(WithHistory found, Dialect dialect) { return of(found.settlement(), dialect, found.history(), found.proposal()); }

  static SettlementView of(Settlement s, Dialect dialect) { return of(s, dialect, null, null); }

  private static SettlementView of(Settlement s, Dialect dialect, @Nullable List<Entry> history, @Nullable Proposal proposal) {
    boolean source = dialect == Dialect.SOURCE;
    var self = dialect.path + "/" + s.id();
    return new SettlementView(s.id(), source ? Dialect.status(s.state()) : null, source ? s.reference() : null,
        s.kind().word(), s.state().word(), s.amount().amount().toPlainString(), s.amount().asset().code(), s.debtorAccount(), s.creditor(), s.creditorAccount(),
        s.rail(), s.connection(), s.priority().word(), s.requestedDate(), s.purpose(), s.reference(), s.metadata(), s.fromBank(), s.toBank(), s.obligationId(), s.reverses(),
        s.endToEndId(), s.attempts(), s.returned().toPlainString(), s.due(), s.cause(), s.version(),
        s.createdAt().truncatedTo(ChronoUnit.MICROS), s.createdBy(), s.updatedAt().truncatedTo(ChronoUnit.MICROS), Map.of("self", self),
        proposal == null ? null : new Review(proposal.decision(), proposal.reason(), proposal.by(), proposal.at(), proposal.current(), self + "/approve"),
        history == null ? null : history.stream().map(Step::of).toList());
  }
}
