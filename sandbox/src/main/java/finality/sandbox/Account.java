package finality.sandbox;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** An account as a batch sees it. The balance is what the bank owes its holder; overdraft null is without limit. */
final class Account {
  final String number;
  final String client;
  final String currency;
  BigDecimal balance;
  final @Nullable BigDecimal overdraft;

  Account(String number, String client, String currency, BigDecimal balance, @Nullable BigDecimal overdraft) {
    this.number = number;
    this.client = client;
    this.currency = currency;
    this.balance = balance;
    this.overdraft = overdraft;
  }

  boolean covers(BigDecimal amount) { return overdraft == null || balance.add(overdraft).compareTo(amount) >= 0; }
}
