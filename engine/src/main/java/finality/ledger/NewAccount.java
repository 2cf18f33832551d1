package finality.ledger;

import finality.money.Asset;
import finality.money.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An account to be opened.
 *
 * @param limit how far below zero it shall be allowed to go, once a second person approves; zero or more. Every account is opened with zero
 */
public record NewAccount(String code, AccountKind kind, Asset asset, @Nullable String bank, @Nullable String number, @Nullable String owner, BigDecimal limit) {
  private static final int LONGEST = 80;
  private static final Pattern CODE = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._:@+-]*");

  /** What is wrong with one field. */
  public record Wrong(String field, String message) {}

  /** An account of the house: nobody's but the engine's, named after what it is for. */
  static NewAccount house(AccountKind kind, String name, Asset asset) {
    var owner = kind == AccountKind.RECEIVABLE ? name : null;
    return new NewAccount(houseCode(kind, name, asset.code()), kind, asset, null, null, owner, BigDecimal.ZERO);
  }

  static String houseCode(AccountKind kind, String name, String currency) { return kind.word() + ":" + name + ":" + currency; }

  /** Everything that speaks against opening it for a client; empty when nothing does. */
  public List<Wrong> wrongs() {
    var wrongs = new ArrayList<Wrong>();
    checkText(wrongs, "code", code);
    checkText(wrongs, "bank", bank);
    checkText(wrongs, "number", number);
    checkText(wrongs, "owner", owner);
    if (!CODE.matcher(code).matches() || code.equals("nostro") || code.equals("vostro")) {
      wrongs.add(new Wrong("code", "must begin with a letter or digit and go on with letters, digits and . _ : @ + -, because it stands in paths; nostro and vostro are taken there"));
    }
    if (AccountRows.uuid(code) != null) wrongs.add(new Wrong("code", "looks like an id; choose a code that does not"));
    for (var other : AccountKind.values()) {
      if (code.startsWith(other.word() + ":")) wrongs.add(new Wrong("code", "begins with \"" + other.word() + ":\", which is kept for accounts the engine opens itself"));
    }
    if (kind == AccountKind.SETTLEMENT_PENDING || kind == AccountKind.RECEIVABLE) wrongs.add(new Wrong("kind", "accounts of this kind are opened by the engine when they are needed"));
    if (bank == null && (kind == AccountKind.NOSTRO || kind == AccountKind.VOSTRO)) wrongs.add(new Wrong("bank", "is needed for a " + kind.word() + ": BIC or code of the bank"));
    if (number == null && kind == AccountKind.NOSTRO) wrongs.add(new Wrong("number", "is needed for a nostro: the account's number at the bank"));
    limitFault(limit, asset).ifPresent(why -> wrongs.add(new Wrong("limit", why)));
    if (!kind.bounded && limit.signum() != 0) wrongs.add(new Wrong("limit", "does not apply: an account of kind " + kind.word() + " may go to any balance"));
    return wrongs;
  }

  /** Why this cannot be a limit in this asset. */
  static Optional<String> limitFault(BigDecimal limit, Asset asset) {
    if (limit.signum() < 0) return Optional.of("must not be negative");
    if (limit.stripTrailingZeros().scale() > asset.scale()) return Optional.of(asset + " has " + asset.scale() + " decimals, " + limit.toPlainString() + " has more");
    if (limit.precision() - limit.scale() > Money.MAX_INTEGER_DIGITS) return Optional.of("has more than " + Money.MAX_INTEGER_DIGITS + " digits before the point");
    return Optional.empty();
  }

  private static void checkText(List<Wrong> wrongs, String field, @Nullable String text) {
    if (text == null) return;
    if (text.isBlank() || text.length() > LONGEST) wrongs.add(new Wrong(field, "must have 1 to " + LONGEST + " characters"));
    else if (!text.strip().equals(text) || text.chars().anyMatch(Character::isISOControl)) wrongs.add(new Wrong(field, "must not begin or end with a blank, nor contain control characters"));
  }
}
