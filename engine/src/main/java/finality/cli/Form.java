package finality.cli;

import finality.edge.Json;
import finality.edge.Json.Digits;
import finality.edge.Json.Members;
import finality.edge.Json.Nothing;
import finality.edge.Json.Text;
import finality.money.Assets;
import finality.money.Money;
import finality.rail.Party;
import finality.rail.PartyCheck;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be said about a payment without asking the engine. What needs the books or the banks is the engine's to judge. */
final class Form {
  private static final Set<String> FIELDS = Set.of("debtor_account", "creditor", "creditor_account", "amount", "currency", "rail", "priority", "requested_date",
      "purpose", "reference", "metadata", "kind", "from_bank", "to_bank", "obligation_id", "max_attempts", "bank_profile_id", "payout_id");
  private static final Set<String> CREDITOR = Set.of("name", "account", "bank", "country");
  private static final Set<String> PRIORITIES = Set.of("normal", "high", "urgent");

  private final Map<String, Json> body;
  private final List<Wrong> wrongs = new ArrayList<>();

  private Form(Members body) { this.body = body.values(); }

  /** Everything that is wrong, at once. */
  static List<Wrong> check(Members body) {
    var form = new Form(body);
    form.names("", body, FIELDS);
    form.amount();
    if (!body.values().containsKey("bank_profile_id")) {   // a configured profile says who pays and who is paid
      form.debtor();
      form.creditor();
    }
    var priority = form.text("priority");
    if (priority != null && !PRIORITIES.contains(priority)) form.wrong("priority", "\"" + priority + "\" is not one of normal, high, urgent");
    form.date();
    return form.wrongs;
  }

  /** The digits of a number, sent as a number or as text. */
  static @Nullable String digits(@Nullable Json json) {
    return switch (json) {
      case Text(var value) -> value;
      case Digits(var value) -> value;
      case null, default -> null;
    };
  }

  private void names(String prefix, Members members, Set<String> known) {
    for (var name : members.values().keySet()) {
      if (!known.contains(name)) wrong(prefix + name, "there is no such field; there are " + String.join(", ", known.stream().sorted().toList()));
    }
  }

  private void amount() {
    var currency = text("currency");
    var digits = digits(body.get("amount"));
    var asset = currency == null ? null : Assets.find(currency).orElse(null);
    if (currency == null) wrong("currency", "is missing: an ISO 4217 code such as EUR");
    else if (asset == null) wrong("currency", "\"" + currency + "\" is not a currency or asset known here: an ISO 4217 code such as EUR, in capitals");
    if (digits == null) {
      wrong("amount", "is missing: a plain positive decimal such as 12.34");
      return;
    }
    try {
      var amount = body.get("amount") instanceof Digits ? new BigDecimal(digits) : Money.parse(digits);
      if (asset != null) new Money(amount, asset);
      else if (amount.signum() <= 0) wrong("amount", "must be greater than zero");
    } catch (Money.NotAnAmount e) {
      wrong("amount", e.getMessage() + (digits.contains(",") ? "; write a point before the decimals and nothing between thousands" : ""));
    }
  }

  private void debtor() {
    if (text("debtor_account") != null || "interbank".equals(text("kind")) || (text("from_bank") != null && text("to_bank") != null)) return;
    wrong("debtor_account", "is missing: the id or code of the account that pays; --debtor ACCOUNT gives it for all lines that have none");
  }

  private void creditor() {
    boolean book = "book".equalsIgnoreCase(text("rail")) || "book".equals(text("kind"));
    if (text("creditor_account") != null) {
      if (body.containsKey("creditor")) wrong("creditor", "is there together with creditor_account: a book transfer pays an account of these books, any other payment a creditor at a bank; leave one out");
    } else if (book) {
      wrong("creditor_account", "is missing: the account of these books that a book transfer pays (in CSV: book_account)");
    } else if (body.get("creditor") instanceof Members creditor) {
      names("creditor.", creditor, CREDITOR);
      if (!(creditor.values().get("account") instanceof Text(var account)) || account.isBlank()) wrong("creditor.account", "is missing: the IBAN, CLABE, address or account number that is paid (in CSV: creditor_account)");
      if (payout() && !(creditor.values().get("name") instanceof Text(var name) && !name.isBlank())) wrong("creditor.name", "is missing: who is paid, as the account's bank knows them (in CSV: creditor_name)");
      party(creditor.values());
    } else {
      wrong("creditor", "is missing: who is paid, with name and account (in CSV: creditor_name, creditor_account; for a transfer within these books: book_account)");
    }
  }

  /** As the engine will judge it: half a payroll because of a mistyped account is worse than none. */
  private void party(Map<String, Json> creditor) {
    var asset = body.get("currency") instanceof Text(var code) ? Assets.find(code).orElse(null) : null;
    if (!(creditor.get("account") instanceof Text(var account)) || account.isBlank()) return;
    var party = new Party(null, account, creditor.get("bank") instanceof Text(var bank) ? bank : null, creditor.get("country") instanceof Text(var country) ? country : null);
    for (var fault : PartyCheck.faults(party, asset)) wrong("creditor." + fault.field(), fault.why());
  }

  /** Between banks the account may be the bank's own, and needs no name. */
  private boolean payout() {
    var kind = text("kind");
    return kind == null ? text("from_bank") == null || text("to_bank") == null : kind.equals("payout");
  }

  private void date() {
    var date = text("requested_date");
    if (date == null) return;
    try {
      LocalDate.parse(date);
    } catch (DateTimeParseException _) {
      wrong("requested_date", "\"" + date + "\" is not a date such as 2026-11-23");
    }
  }

  private @Nullable String text(String field) {
    return switch (body.get(field)) {
      case Text(var value) when !value.isBlank() -> value;
      case Text _ -> null;
      case Nothing _ -> null;
      case null -> null;
      case Json other -> {
        wrong(field, "must be a string and is " + other.what());
        yield "";
      }
    };
  }

  private void wrong(String field, String why) {
    var wrong = new Wrong(field, why);
    if (!wrongs.contains(wrong)) wrongs.add(wrong);
  }
}
