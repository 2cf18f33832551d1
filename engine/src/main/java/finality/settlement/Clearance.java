package finality.settlement;

import finality.ledger.Account;
import finality.ledger.Accounts;
import finality.rail.Party;
import finality.screening.DayUse;
import finality.screening.Payment;
import finality.screening.Screening;
import finality.screening.Verdict;
import finality.settlement.SettlementRows.Ref;
import finality.settlement.Submitted.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.ObjectMapper;

/**
 * What screening says of what is about to be funded, and what that uses of its debtor's limit. An amount counts on the day (UTC) on which it is
 * funded; it is given back when it comes free again on the same day, because the payment failed or was cancelled. What a bank paid against our
 * order, or brought back after it was settled, changes nothing. Reversals are not screened: they give back what was.
 */
final class Clearance {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Screening screening;
  private final Accounts accounts;
  private final Reviews reviews;

  Clearance(Screening screening, Accounts accounts, Reviews reviews) {
    this.screening = screening;
    this.accounts = accounts;
    this.reviews = reviews;
  }

  /** Anything is screened at all. */
  boolean screens() { return screening != Screening.NONE; }

  /** The verdicts on one batch, within its transaction. */
  final class Batch {
    private final Map<UUID, Payment> payments = new HashMap<>();
    private final Map<UUID, Verdict> verdicts = new HashMap<>();
    private final DayUse use;

    private Batch(Connection tx, Collection<Item> items, Instant now) throws SQLException {
      if (screening != Screening.NONE) for (var item : items) if (item.instruction.kind() != Kind.REVERSAL) payments.put(item.instruction.id(), payment(item.instruction, now));
      payments.forEach((id, payment) -> verdicts.put(id, screening.screen(payment)));
      // A new one cannot have been approved yet: nothing is asked for it.
      var waiting = items.stream().filter(item -> item.before != null && verdicts.get(item.instruction.id()) instanceof Verdict.NeedsApproval).map(item -> new Ref(item.instruction.tenant(), item.instruction.id())).toList();
      for (var approved : waiting.isEmpty() ? Set.<UUID>of() : reviews.approved(tx, waiting, Verdict.NEEDS_APPROVAL)) verdicts.put(approved, Verdict.CLEAR);
      use = DayUse.open(tx, screening, payments.values(), day(now));
    }

    /** By the payment itself. Cleared where two people said so. */
    Verdict of(Item item) { return verdicts.getOrDefault(item.instruction.id(), Verdict.CLEAR); }

    /** By what its debtor has paid today. */
    Verdict today(Item item) {
      var payment = payments.get(item.instruction.id());
      return payment == null ? Verdict.CLEAR : use.fits(payment);
    }

    /** Counts what was funded just now. */
    void count(Item item) {
      var payment = payments.get(item.instruction.id());
      if (payment != null && item.fundsBefore() == Funds.FREE && item.life().funds() != Funds.FREE) use.count(payment);
    }

    void write() throws SQLException { use.write(); }
  }

  /** Opens the verdicts on what is about to be funded; the balances must be locked. */
  Batch open(Connection tx, Collection<Item> items, Instant now) throws SQLException { return new Batch(tx, items, now); }

  /** Gives back what came free among these and was counted today. The balances must be locked, the log written. */
  void giveBack(Connection tx, Collection<Item> items, Instant now) throws SQLException {
    if (screening == Screening.NONE) return;
    var freed = new HashMap<UUID, Payment>();
    for (var item : items) {
      if (item.instruction.kind() == Kind.REVERSAL || item.fundsBefore() == Funds.FREE || item.life().funds() != Funds.FREE) continue;
      var payment = payment(item.instruction, now);
      if (screening.perDay(payment).isPresent()) freed.put(item.instruction.id(), payment);
    }
    if (freed.isEmpty()) return;
    freed.keySet().retainAll(fundedOn(tx, freed.keySet(), day(now)));
    var use = DayUse.open(tx, screening, freed.values(), day(now));
    freed.values().forEach(use::giveBack);
    use.write();
  }

  /** Those among these that were last funded on this day, by their log: a path that goes from pending to locked. */
  private static Set<UUID> fundedOn(Connection tx, Set<UUID> instructions, LocalDate day) throws SQLException {
    var funded = new HashSet<UUID>();
    try (var select = tx.prepareStatement("""
        SELECT instruction, max(at) FROM settlement.log
         WHERE instruction = ANY (?) AND position('\\x0104'::bytea IN path) > 0
         GROUP BY instruction
        """)) {
      select.setArray(1, tx.createArrayOf("uuid", instructions.toArray()));
      try (var row = select.executeQuery()) {
        while (row.next()) if (day(row.getTimestamp(2).toInstant()).equals(day)) funded.add(row.getObject(1, UUID.class));
      }
    }
    return funded;
  }

  /** What would fail at once; stores nothing. What is left of the day is seen when it is funded. */
  List<Problem> problems(Instruction i, Instant now) {
    if (screening == Screening.NONE || !(screening.screen(payment(i, now)) instanceof Verdict.Blocked(var code, var about, var why))) return List.of();
    return List.of(new Problem(switch (about) {
      case DEBTOR -> "debtor_account";
      case CREDITOR -> i.isBook() ? "creditor_account" : "creditor";
      case AMOUNT -> "amount";
    }, code, why));
  }

  static String evidence(String why) { return JSON.createObjectNode().put("why", why).toString(); }

  private Payment payment(Instruction i, Instant now) {
    var creditor = i.creditor() != null ? i.creditor() : party(i.destination());
    return new Payment(i.tenant(), party(i.debtor()), creditor, i.amount(), now);
  }

  private Party party(long account) {
    Account a = accounts.find(account).orElseThrow(() -> new IllegalStateException("no account " + account));
    return new Party(a.debtor(), a.number() == null ? a.code() : a.number(), a.bank(), null);
  }

  private static LocalDate day(Instant at) { return LocalDate.ofInstant(at, ZoneOffset.UTC); }
}
