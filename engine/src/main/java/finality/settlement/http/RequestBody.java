package finality.settlement.http;

import finality.edge.Fields;
import finality.edge.Problem;
import finality.idempotency.Call;
import finality.rail.Party;
import finality.settlement.Kind;
import finality.settlement.Priority;
import finality.settlement.Request;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what a client asks to settle: types and names here, everything that needs the books behind {@code Settlements}. */
@Component
final class RequestBody {
  private static final int LONG = 500;                    // nothing here is so long; this only bounds it
  private static final int JUDGED = Integer.MAX_VALUE;   // how long it may be is judged with the rest, so that a client hears one figure

  private final Profiles profiles;

  RequestBody(Profiles profiles) { this.profiles = profiles; }

  /** @throws finality.edge.Refused 400 with everything that cannot be read; 422 when it names a profile that is not configured */
  Request read(Call call, UUID key) {
    var fields = call.fields();
    return fields.has("bank_profile_id") || fields.has("payout_id") ? ofTheSource(call, key, fields) : ours(call, key, fields);
  }

  private static Request ours(Call call, UUID key, Fields f) {
    var rail = f.optionalText("rail", LONG);
    var paid = f.optionalObject("creditor");
    var fromBank = f.optionalText("from_bank", LONG);
    var toBank = f.optionalText("to_bank", LONG);
    boolean book = "book".equalsIgnoreCase(rail);
    var creditorAccount = book ? f.neededText("creditor_account", LONG) : f.optionalText("creditor_account", LONG);
    var kind = f.optionalWord("kind", Kind::parse);
    if (kind != null && book != (kind == Kind.BOOK) && rail != null) f.problem("kind", "contradiction", "is " + kind.word() + " while rail is " + rail + "; leave one of them out");
    if (kind == null) kind = book || (paid == null && creditorAccount != null && rail == null) ? Kind.BOOK : fromBank != null && toBank != null ? Kind.INTERBANK : Kind.PAYOUT;
    var creditor = party(paid, kind);
    var priority = f.optionalWord("priority", Priority::parse);
    var request = new Request(call.who().tenant(), key, call.fingerprint(), call.who().person(), kind, kind == Kind.INTERBANK ? f.optionalText("debtor_account", LONG) : f.neededText("debtor_account", LONG), creditor, creditorAccount,
        f.amount("amount"), f.text("currency", LONG), rail, null, priority == null ? Priority.NORMAL : priority,
        f.optionalDate("requested_date"), f.optionalText("purpose", JUDGED), f.optionalText("reference", JUDGED), f.optionalRawObject("metadata"),
        fromBank, toBank, f.optionalText("obligation_id", JUDGED), f.optionalInt("max_attempts", 1, 50));
    f.done();
    return request;
  }

  /** Banks compare the name with the account's, and screening needs it: a payout has one. Between banks the account may be the bank's own. */
  private static @Nullable Party party(@Nullable Fields f, Kind kind) {
    return f == null ? null : new Party(kind == Kind.PAYOUT ? f.text("name", JUDGED) : f.optionalText("name", JUDGED), f.text("account", JUDGED), f.optionalText("bank", JUDGED), f.optionalText("country", JUDGED));
  }

  /** The source's own body: who pays and who is paid stands in a configured profile. */
  private Request ofTheSource(Call call, UUID key, Fields f) {
    var payout = f.text("payout_id", 140);
    var name = f.text("bank_profile_id", LONG);
    var amount = f.amount("amount");
    var currency = f.text("currency", LONG);
    var rail = f.optionalText("rail", LONG);
    f.done();
    var profile = profiles.find(name).orElseThrow(() -> Problem.of(422, "unknown_bank_profile", "bank_profile_id", "bank_profile_id: there is no profile \"" + name
        + "\"; configure finality.profiles." + name + " with debtor and creditor").refused());
    return new Request(call.who().tenant(), key, call.fingerprint(), call.who().person(), Kind.PAYOUT, profile.debtor(), profile.creditor().party(), null,
        amount, currency, rail == null ? profile.rail() : rail, profile.connection(), Priority.NORMAL, null, null, payout, null, null, null, null, null);
  }
}
