package finality.rail.message;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a statement says of one payment behind a line; a batch booking has many. {@code null}: it says nothing.
 *
 * @param ultimate for whom the counterparty acts
 * @param ownAccount the account that the payment named, where it is another number than the statement's (a virtual account)
 * @param creditorReference what the creditor gave to be told again (ISO 11649 {@code RF…}, or another)
 * @param amount what this payment did to the line, negative when it went the other way; a batch booking's add up to the line's
 * @param instructed what was ordered, where it is another amount or currency
 * @param charges taken for this payment; negative when they were given back
 * @param bankReference the account's bank's
 * @param mandate of a direct debit, {@code creditorId} by which SEPA knows who collects it
 * @param purpose ISO 20022 external purpose code, or text
 * @param text what the bank added in its own words
 */
public record Detail(References references, @Nullable String counterparty, @Nullable String counterpartyAccount, @Nullable String counterpartyBank, @Nullable String ultimate, @Nullable String ownAccount,
    @Nullable String remittance, @Nullable String creditorReference, @Nullable String returnReason, @Nullable Amount amount, @Nullable Amount instructed, @Nullable Exchange exchange, List<Charge> charges, @Nullable String bankReference,
    @Nullable String mandate, @Nullable String creditorId, @Nullable String purpose, @Nullable String text) {

  public static final Detail NONE = new Detail(null, null, null, null, null, null, null);

  /** @param rate target ÷ source as the message gives it, for one unit of {@code unit} */
  public record Exchange(BigDecimal rate, @Nullable String source, @Nullable String target, @Nullable String unit) {}

  public Detail { charges = List.copyOf(charges); }

  /** What most formats can say. */
  public Detail(@Nullable String endToEndId, @Nullable String uetr, @Nullable String counterparty, @Nullable String counterpartyAccount, @Nullable String counterpartyBank, @Nullable String remittance,
      @Nullable String returnReason) {
    this(new References(null, endToEndId, null, uetr, null, null), counterparty, counterpartyAccount, counterpartyBank, null, null, remittance, null, returnReason, null, null, null, List.of(), null, null, null, null, null);
  }

  public @Nullable String endToEndId() { return references.endToEndId(); }

  public @Nullable String uetr() { return references.uetr(); }

  public boolean isEmpty() { return equals(NONE); }
}
