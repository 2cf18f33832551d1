package finality.rail.bankapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import finality.rail.Order;
import finality.rail.Party;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** What goes over the wire, field by field as in {@code bankapi.md}. Every field of an answer may be missing: who reads it checks. */
final class Json {
  private Json() {}

  private static final JsonMapper MAPPER = JsonMapper.builder()
      .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)   // {"status":"rejected","status":"settled"} says nothing
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)   // a bank may add fields
      .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
      .build();

  /** @throws tools.jackson.core.JacksonException when it is not JSON of this shape */
  static <T> T read(byte[] body, Class<T> shape) { return MAPPER.readValue(body, shape); }

  static byte[] write(Object value) { return MAPPER.writeValueAsBytes(value); }

  record Payment(
      String endToEndId, String amount, String currency, String debtorAccount, Party creditor,
      @Nullable String purpose, @Nullable String remittance, Instant validUntil) {

    static Payment of(Order order) {
      return new Payment(order.endToEndId(), order.amount().amount().toPlainString(), order.amount().asset().code(), order.account(),
          order.creditor(), order.purpose(), order.remittance(), order.validUntil().truncatedTo(ChronoUnit.MILLIS));   // never later than asked
    }
  }

  record CancelRequest(String reason) {}

  /** An order as the bank has it, or what it says instead of one. */
  record Said(
      @Nullable String endToEndId, @Nullable String amount, @Nullable String currency,
      @Nullable String status, @Nullable String code, @Nullable String result,
      @Nullable String reference, @Nullable Integer executions, @Nullable String executedAmount, @Nullable String charges,
      @Nullable Instant settledAt,
      @Nullable Reason reason, @Nullable String field, @Nullable String text) {}

  record Reason(@Nullable String code, @Nullable String text, @Nullable Boolean permanent) {}

  record CreditPage(@Nullable List<CreditItem> items, @Nullable String nextCursor) {}

  record CreditItem(
      @Nullable String id, @Nullable String kind, @Nullable String amount, @Nullable String currency, @Nullable Party debtor,
      @Nullable String reference, @Nullable String originalEndToEndId, @Nullable String reason, @Nullable Instant bookedAt) {}

  record StatementOf(
      @Nullable String account, @Nullable String currency, @Nullable LocalDate date,
      @Nullable String opening, @Nullable String closing, @Nullable List<StatementLine> lines) {}

  record StatementLine(
      @Nullable String id, @Nullable String amount, @Nullable String direction, @Nullable String kind, @Nullable String endToEndId,
      @Nullable String reference, @Nullable Instant bookedAt) {}

  record TokenAnswer(@Nullable String accessToken, @Nullable String tokenType, @Nullable Long expiresIn) {}
}
