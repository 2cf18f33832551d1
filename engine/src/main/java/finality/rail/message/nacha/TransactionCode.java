package finality.rail.message.nacha;

import finality.rail.message.Direction;
import org.jspecify.annotations.Nullable;

/**
 * What the two digits of a transaction code say (Nacha Operating Rules, appendix three).
 *
 * @param account ISO 20022 cash account type: {@code CACC}, {@code SVGS}, {@code LOAN}; {@code GL} general ledger, which ISO does not have
 * @param direction as the receiver sees it
 */
record TransactionCode(String account, Kind kind, Direction direction) {
  enum Kind { RETURN_OR_CHANGE, LIVE, PRENOTE, ZERO_DOLLAR }

  private static final String[] ACCOUNTS = {"CACC", "SVGS", "GL", "LOAN"};

  /** @return {@code null} when the rules have no such code */
  static @Nullable TransactionCode read(String code) {
    if (code.length() != 2 || code.charAt(0) < '2' || code.charAt(0) > '5') return null;
    var account = ACCOUNTS[code.charAt(0) - '2'];
    if (code.equals("55")) return new TransactionCode(account, Kind.LIVE, Direction.DEBIT);   // a loan account is debited in a reversal only
    if (code.equals("57") || code.equals("58") || code.equals("59")) return null;
    return switch (code.charAt(1)) {
      case '1' -> new TransactionCode(account, Kind.RETURN_OR_CHANGE, Direction.CREDIT);
      case '2' -> new TransactionCode(account, Kind.LIVE, Direction.CREDIT);
      case '3' -> new TransactionCode(account, Kind.PRENOTE, Direction.CREDIT);
      case '4' -> new TransactionCode(account, Kind.ZERO_DOLLAR, Direction.CREDIT);
      case '6' -> new TransactionCode(account, Kind.RETURN_OR_CHANGE, Direction.DEBIT);
      case '7' -> new TransactionCode(account, Kind.LIVE, Direction.DEBIT);
      case '8' -> new TransactionCode(account, Kind.PRENOTE, Direction.DEBIT);
      case '9' -> new TransactionCode(account, Kind.ZERO_DOLLAR, Direction.DEBIT);
      default -> null;
    };
  }

  /** @return {@code null} when there is no such code */
  static @Nullable String write(@Nullable String account, Kind kind, Direction direction) {
    for (int i = 0; i < ACCOUNTS.length; i++) {
      if (!ACCOUNTS[i].equals(account == null ? "CACC" : account)) continue;
      if (i == 3 && kind == Kind.LIVE && direction == Direction.DEBIT) return "55";
      var code = (i + 2) + String.valueOf(switch (kind) {
        case RETURN_OR_CHANGE -> 1;
        case LIVE -> 2;
        case PRENOTE -> 3;
        case ZERO_DOLLAR -> 4;
      } + (direction == Direction.DEBIT ? 5 : 0));
      return read(code) == null ? null : code;
    }
    return null;
  }
}
