package finality.ledger.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import finality.ledger.AccountBook.ProposedLimit;
import finality.ledger.Balance;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An account as the API shows it; amounts are decimal strings at the asset's scale, on the account's normal side. */
record AccountView(UUID id, String code, String kind, @Nullable String bank, @Nullable String number, @Nullable String owner, String currency,
    String posted, String held, String limit, String available, boolean active, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Proposed proposedLimit) {

  /** A limit that waits for a second person. */
  record Proposed(String limit, String proposedBy, Instant proposedAt, String approve) {}

  static AccountView of(Balance balance) { return of(balance, null); }

  static AccountView of(Balance balance, @Nullable ProposedLimit proposed) {
    var a = balance.account();
    return new AccountView(a.uid(), a.code(), a.kind().word(), a.bank(), a.number(), a.owner(), a.asset().code(),
        balance.posted().toPlainString(), balance.held().toPlainString(), balance.limit().toPlainString(), balance.available().toPlainString(), a.active(),
        proposed == null ? null : new Proposed(proposed.limit().toPlainString(), proposed.proposedBy(), proposed.proposedAt(), "/v1/accounts/" + a.uid() + "/limit/approve"));
  }
}
