package finality.bench;

import finality.rail.Party;
import finality.settlement.Kind;
import finality.settlement.Priority;
import finality.settlement.Request;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is asked for, as it arrives in practice: a random key, a name, an IBAN, a reference. */
final class Requests {
  private static final BigDecimal AMOUNT = new BigDecimal("12.34");

  private Requests() {}

  /** Every account pays in turn. */
  static Request payout(int tenant, long n) { return payout(tenant, n, "payer-" + n % Engine.ACCOUNTS, AMOUNT); }

  static Request ofCents(int tenant, long n, int cents) { return payout(tenant, n, "payer-" + n % Engine.ACCOUNTS, BigDecimal.valueOf(cents, 2)); }

  static Request hot(int tenant, long n) { return payout(tenant, n, "hot", AMOUNT); }

  /** Every second one has no money. */
  static Request halfPoor(int tenant, long n) { return payout(tenant, n, (n % 2 == 0 ? "payer-" : "poor-") + n / 2 % Engine.ACCOUNTS, AMOUNT); }

  private static Request payout(int tenant, long n, String debtor, BigDecimal amount) {
    return request(tenant, n, Kind.PAYOUT, debtor, new Party("Bob Example", "DE89370400440532013000", "COBADEFFXXX", "DE"), null, amount);
  }

  static Request book(int tenant, long n) {
    return request(tenant, n, Kind.BOOK, "payer-" + n % Engine.ACCOUNTS, null, "payee-" + (n * 7 + 3) % Engine.ACCOUNTS, AMOUNT);
  }

  private static Request request(int tenant, long n, Kind kind, String debtor, @Nullable Party creditor, @Nullable String creditorAccount, BigDecimal amount) {
    return new Request(tenant, UUID.randomUUID(), new UUID(n, ~n), "bench", kind, debtor, creditor, creditorAccount, amount, "EUR", null, null, Priority.NORMAL, null, "SALA", "INV-" + n, null, null, null, null, null);
  }
}
