package finality.sandbox;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.StringNode;

/** What a client asks the bank to pay. */
record Order(
    Key key, String account, BigDecimal amount, String currency, Party creditor,
    @Nullable String purpose, @Nullable String remittance, @Nullable Instant validUntil) {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{1,35}");

  /** Ids are unique per client. */
  record Key(String client, String endToEndId) {
    /** @throws Problem when the id is none */
    Key check() {
      if (!ID.matcher(endToEndId).matches()) throw Problem.invalid("end_to_end_id", "must be 1 to 35 letters and digits");
      return this;
    }
  }

  /** The id as it was written, if it is one: so that a refusal of the rest can echo it. */
  static @Nullable String idIn(Json body) {
    return body.get("end_to_end_id") instanceof StringNode id && ID.matcher(id.stringValue()).matches() ? id.stringValue() : null;
  }

  static Order read(String client, Json body) {
    var key = new Key(client, body.need("end_to_end_id")).check();
    var currency = body.need("currency");
    var creditor = body.child("creditor");
    if (creditor == null) throw Problem.invalid("creditor", "is missing");
    creditor.need("account");
    return new Order(key, body.need("debtor_account"), Amounts.positive("amount", body.need("amount"), currency), currency,
        Party.read(creditor), body.text("purpose"), body.text("remittance"), body.instant("valid_until"));
  }

  /** Whether the other asks for the same payment; texts may differ. */
  boolean sameAs(Order other) {
    return amount.equals(other.amount) && currency.equals(other.currency) && account.equals(other.account)
        && String.valueOf(creditor.account()).equals(other.creditor.account());
  }
}
