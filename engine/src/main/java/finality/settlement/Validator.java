package finality.settlement;

import com.github.f4b6a3.uuid.UuidCreator;
import finality.ledger.Account;
import finality.ledger.AccountKind;
import finality.ledger.Accounts;
import finality.money.Asset;
import finality.money.Assets;
import finality.money.Money;
import finality.rail.PartyCheck;
import finality.settlement.Submitted.Problem;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns a request into an instruction, or says everything that is wrong with it at once. Reads memory only. */
final class Validator {

  sealed interface Verdict {
    record Valid(Instruction instruction) implements Verdict {}

    record Invalid(List<Problem> problems) implements Verdict {}
  }

  /** Whose debit takes from somebody. A nostro's would make money, what is in transit is the pipeline's, and what is in suspense is nobody's to give alone. */
  private static final Set<AccountKind> GIVE = EnumSet.of(AccountKind.PARTICIPANT, AccountKind.VOSTRO);
  /** Whose credit gives to somebody, or settles what is owed. */
  private static final Set<AccountKind> TAKE = EnumSet.of(AccountKind.PARTICIPANT, AccountKind.VOSTRO, AccountKind.RECEIVABLE);

  private final Accounts accounts;
  private final Routes routes;
  private final Clock clock;

  Validator(Accounts accounts, Routes routes, Clock clock) {
    this.accounts = accounts;
    this.routes = routes;
    this.clock = clock;
  }

  Verdict check(Request r) {
    var problems = new ArrayList<Problem>();
    var asset = asset(r, problems);
    var amount = asset == null ? null : amount(r, asset, problems);
    texts(r, problems);
    date(r, problems);
    if (r.maxAttempts() != null && (r.maxAttempts() < 1 || r.maxAttempts() > 50)) problems.add(new Problem("max_attempts", "out_of_range", "must be 1 to 50"));
    var way = switch (r.kind()) {
      case BOOK -> book(r, asset, problems);
      case PAYOUT -> payout(r, asset, problems);
      case INTERBANK -> interbank(r, asset, problems);
      case REVERSAL -> {
        problems.add(new Problem("kind", "not_submitted", "a reversal is made with POST /v1/settlements/{id}/reverse"));
        yield null;
      }
    };
    if (!problems.isEmpty() || way == null || amount == null) return new Verdict.Invalid(List.copyOf(problems));
    return new Verdict.Valid(new Instruction(r.tenant(), UuidCreator.getTimeOrderedEpoch(), r.key(), r.fingerprint(), r.kind(),
        way.debtor.id(), way.transit == null ? null : way.transit.id(), way.destination.id(), way.transit == null ? null : way.destination.number(), way.connection,
        amount, r.priority(), r.maxAttempts(), r.creditor(), r.requestedDate(), r.reference(), r.purpose(), Details.of(r), null, clock.instant(), r.by()));
  }

  private record Way(Account debtor, @Nullable Account transit, Account destination, String connection) {}

  private static String words(Set<AccountKind> kinds) { return String.join(", ", kinds.stream().map(AccountKind::word).toList()); }

  private @Nullable Way book(Request r, @Nullable Asset asset, List<Problem> problems) {
    if (r.creditor() != null) problems.add(new Problem("creditor", "not_for_book", "a book transfer pays an account of these books: use creditor_account"));
    var debtor = account("debtor_account", r.debtor(), r, asset, problems);
    var creditor = account("creditor_account", r.creditorAccount(), r, asset, problems);
    if (debtor != null && creditor != null && debtor.id() == creditor.id()) problems.add(new Problem("creditor_account", "same_account", "is the debtor's account"));
    if (debtor != null && !GIVE.contains(debtor.kind())) problems.add(new Problem("debtor_account", "not_a_debtor", "a " + debtor.kind().word() + " account does not pay; " + words(GIVE) + " accounts do"));
    if (creditor != null && !TAKE.contains(creditor.kind())) problems.add(new Problem("creditor_account", "not_a_creditor", "a " + creditor.kind().word() + " account is not paid by book transfer; " + words(TAKE) + " accounts are"));
    return debtor == null || creditor == null ? null : new Way(debtor, null, creditor, Instruction.BOOK);
  }

  private @Nullable Way payout(Request r, @Nullable Asset asset, List<Problem> problems) {
    var debtor = account("debtor_account", r.debtor(), r, asset, problems);
    creditor(r, asset, problems);
    var route = asset == null ? null : routes.choose(r, null, asset, problems);
    if (debtor == null || route == null || asset == null) return null;
    if (debtor.kind() != AccountKind.PARTICIPANT && debtor.kind() != AccountKind.VOSTRO) {
      problems.add(new Problem("debtor_account", "not_a_debtor", "a " + debtor.kind().word() + " account does not pay; use a participant or vostro account"));
      return null;
    }
    return way(debtor, route, r, asset);
  }

  private @Nullable Way interbank(Request r, @Nullable Asset asset, List<Problem> problems) {
    creditor(r, asset, problems);
    if (blank(r.fromBank())) problems.add(new Problem("from_bank", "required", "an interbank obligation names the bank that pays"));
    if (blank(r.toBank())) problems.add(new Problem("to_bank", "required", "an interbank obligation names the bank that is paid"));
    if (asset == null || blank(r.fromBank()) || blank(r.toBank())) return null;
    var vostro = vostro(r, asset, problems);
    var route = routes.choose(r, r.fromBank(), asset, problems);
    return vostro == null || route == null ? null : way(vostro, route, r, asset);
  }

  private Way way(Account debtor, Routes.Route route, Request r, Asset asset) {
    var profile = route.rail().profile();
    return new Way(debtor, accounts.house(r.tenant(), AccountKind.SETTLEMENT_PENDING, profile.rail(), asset.code()), route.nostro(), profile.connection());
  }

  /** The account that owes for the bank that is paid: the oldest that is not switched off. */
  private @Nullable Account vostro(Request r, Asset asset, List<Problem> problems) {
    var vostros = accounts.find(r.tenant(), AccountKind.VOSTRO, r.toBank(), asset.code());
    for (var vostro : vostros) if (vostro.active()) return vostro;
    problems.add(vostros.isEmpty() ? new Problem("to_bank", "no_vostro", "there is no " + asset + " vostro account of " + r.toBank() + "; open one with POST /v1/accounts")
        : new Problem("to_bank", "inactive_account", "the " + asset + " vostro account of " + r.toBank() + " is switched off"));
    return null;
  }

  private @Nullable Account account(String field, @Nullable String idOrCode, Request r, @Nullable Asset asset, List<Problem> problems) {
    if (blank(idOrCode)) {
      problems.add(new Problem(field, "required", "is missing: an account's id or code"));
      return null;
    }
    var account = accounts.find(r.tenant(), idOrCode).orElse(null);
    if (account == null) problems.add(new Problem(field, "unknown_account", "there is no account with this id or code"));
    else if (!account.active()) problems.add(new Problem(field, "inactive_account", "the account is switched off"));
    else if (asset != null && !account.asset().equals(asset)) problems.add(new Problem(field, "other_currency", "the account is in " + account.asset() + ", the amount in " + asset));
    else return account;
    return null;
  }

  private static @Nullable Asset asset(Request r, List<Problem> problems) {
    var asset = Assets.find(r.currency());
    if (asset.isEmpty()) problems.add(new Problem("currency", "unknown_currency", "is not a currency or asset known here: an ISO 4217 code such as EUR, or BTC, ETH, SOL, USDC, USDT"));
    return asset.orElse(null);
  }

  private static @Nullable Money amount(Request r, Asset asset, List<Problem> problems) {
    try {
      return new Money(r.amount(), asset);
    } catch (Money.NotAnAmount e) {
      problems.add(new Problem("amount", "invalid_amount", e.getMessage()));
      return null;
    }
  }

  private static void creditor(Request r, @Nullable Asset asset, List<Problem> problems) {
    if (r.creditorAccount() != null) problems.add(new Problem("creditor_account", "only_for_book", "is for book transfers (rail BOOK); who is paid at another bank stands in creditor"));
    if (r.creditor() == null || blank(r.creditor().account())) {
      problems.add(new Problem("creditor.account", "required", "is missing: the IBAN, CLABE, address or account number that is paid"));
      return;
    }
    length("creditor.account", r.creditor().account(), PartyCheck.longestAccount(asset), problems);
    length("creditor.name", r.creditor().name(), 140, problems);
    length("creditor.bank", r.creditor().bank(), 35, problems);
    for (var fault : PartyCheck.faults(r.creditor(), asset)) problems.add(new Problem("creditor." + fault.field(), fault.code(), fault.why()));
  }

  private static void texts(Request r, List<Problem> problems) {
    length("reference", r.reference(), 140, problems);
    length("purpose", r.purpose(), 140, problems);
    length("obligation_id", r.obligationId(), 80, problems);
    length("metadata", r.metadata(), 4_096, problems);
  }

  /** Further ahead than banks take orders is a slip of the year, and would sit in the queue unseen. */
  private void date(Request r, List<Problem> problems) {
    if (r.requestedDate() == null) return;
    var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    var last = today.plusYears(1);
    if (r.requestedDate().isBefore(today)) problems.add(new Problem("requested_date", "date_in_the_past", r.requestedDate() + " has passed; leave it out to pay at once"));
    if (r.requestedDate().isAfter(last)) problems.add(new Problem("requested_date", "date_too_far", r.requestedDate() + " is more than a year ahead; the last day that is taken today is " + last));
  }

  private static void length(String field, @Nullable String text, int most, List<Problem> problems) {
    if (text == null) return;
    if (text.length() > most) problems.add(new Problem(field, "too_long", "has " + text.length() + " characters; at most " + most + " are allowed"));
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' || c == '\n' || c == '\t') continue;
      problems.add(new Problem(field, "control_character", "holds a control character"));
      return;
    }
  }

  private static boolean blank(@Nullable String text) { return text == null || text.isBlank(); }
}
