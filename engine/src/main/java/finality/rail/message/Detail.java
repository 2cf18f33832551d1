package finality.rail.message;

import org.jspecify.annotations.Nullable;

/** What a statement says of one payment behind a line; a batch booking has many. {@code null}: it says nothing. */
public record Detail(@Nullable String endToEndId, @Nullable String uetr, @Nullable String counterparty, @Nullable String counterpartyAccount, @Nullable String counterpartyBank,
    @Nullable String remittance, @Nullable String returnReason) {
  public static final Detail NONE = new Detail(null, null, null, null, null, null, null);

  public boolean isEmpty() { return equals(NONE); }
}
