package finality.ledger;

import java.util.Arrays;
import java.util.Locale;

/** What an account is. Its normal side is the side that makes it grow. */
public enum AccountKind {
  /** Ours at a bank. */
  NOSTRO(true, true),
  /** A bank's with us. */
  VOSTRO(false, true),
  PARTICIPANT(false, true),
  /** Money on its way over a rail. */
  SETTLEMENT_PENDING(false, true),
  FEE(false, false),
  /** Money that arrived and whose owner is not known. */
  SUSPENSE(false, false),
  DIFFERENCE(false, false),
  /** What an owner owes because a fact did not fit its account. */
  RECEIVABLE(true, false),
  CUSTODY(true, true);

  /** Grows by debits. */
  public final boolean debitNormal;
  /** May not go below its limit by anything we intend. */
  public final boolean bounded;

  AccountKind(boolean debitNormal, boolean bounded) {
    this.debitNormal = debitNormal;
    this.bounded = bounded;
  }

  public String word() { return name().toLowerCase(Locale.ROOT); }

  /** @throws IllegalArgumentException naming the words there are */
  public static AccountKind parse(String word) {
    return Arrays.stream(values()).filter(k -> k.word().equals(word)).findFirst().orElseThrow(() -> new IllegalArgumentException(
        "\"" + word + "\" is not a kind of account; they are " + String.join(", ", Arrays.stream(values()).map(AccountKind::word).toList())));
  }
}
