package finality.rail.message;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A message about payments, without its items.
 *
 * @param type as its standard names it: {@code pacs.008.001.08}, {@code MT103}, {@code NACHA}
 * @param created {@code null}: it does not say; a time without a zone is taken as UTC
 * @param sender and {@code receiver}: the banks, or the initiating party, of this message
 * @param count how many items it says it has, {@code sum} what it says their amounts add up to, whatever their currencies (CtrlSum)
 * @param total what it says is settled altogether, in the currency of all items (TtlIntrBkSttlmAmt, TtlRtrdIntrBkSttlmAmt)
 * @param settlementDate of all items that have none of their own
 * @param settlement how banks settle it ({@code INDA}, {@code INGA}, {@code COVE}, {@code CLRG}), {@code clearing} in which system
 */
public record MessageHeader(String type, String id, @Nullable OffsetDateTime created, @Nullable Agent sender, @Nullable Agent receiver, @Nullable Party initiator, @Nullable Long count,
    @Nullable BigDecimal sum, @Nullable Amount total, @Nullable LocalDate settlementDate, @Nullable String settlement, @Nullable String clearing) {}
