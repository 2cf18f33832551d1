package finality.ledger;

import finality.access.Person;
import finality.access.TenantSql;
import finality.audit.Actions;
import finality.edge.Json;
import finality.ledger.NewAccount.Wrong;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Opening and changing accounts. A limit needs two persons: one proposes it, it takes effect when another approves. */
@Component
public class AccountBook {

  /** What became of a wish to open an account. */
  public sealed interface Opened {
    /** @param proposed the limit that was wished for and waits for a second person, if one was */
    record Done(Balance balance, @Nullable ProposedLimit proposed) implements Opened {}

    record Refused(List<Wrong> wrongs) implements Opened {}

    /** An account with this code, or this number at this bank, is there already. */
    record Exists(String field, Account account) implements Opened {}
  }

  /** What became of a wish to change one. */
  public sealed interface Changed {
    /** @param proposed the limit that waits for a second person, if one does */
    record Done(Balance balance, @Nullable ProposedLimit proposed) implements Changed {}

    record NotFound() implements Changed {}

    /** The value itself is wrong. */
    record Refused(Wrong wrong) implements Changed {}

    /** It is in use: more than this limit is gone or promised. */
    record BelowUse(Balance balance, BigDecimal used) implements Changed {}

    record NothingProposed() implements Changed {}

    /** Whoever proposed it cannot be the one who approves. */
    record SamePerson(String person) implements Changed {}

    /** Another limit waits than the one that was approved, or one took the place of another and it was not said which is approved. */
    record Replaced(ProposedLimit now) implements Changed {}
  }

  /** A limit that waits for a second person. */
  public record ProposedLimit(BigDecimal limit, String proposedBy, Instant proposedAt) {}

  private static final Wrong HOUSE = new Wrong("active", "does not apply: an account that the engine opened for itself takes what facts bring and is never off; to stop payments pause sending with PUT /v1/sending");

  private final TenantSql tenants;
  private final CachedAccounts accounts;

  AccountBook(TenantSql tenants, CachedAccounts accounts) {
    this.tenants = tenants;
    this.accounts = accounts;
  }

  /** Opens it with limit zero. One person's wish for a limit is a proposal here as everywhere, or he could open an account with any overdraft and pay it out. */
  public Opened open(int tenant, NewAccount account, String person, Instant now) {
    var wrongs = account.wrongs();
    if (!wrongs.isEmpty()) return new Opened.Refused(wrongs);
    return tenants.write(tenant, sql -> {
      if (!AccountRows.open(sql, tenant, account)) return inTheWay(sql, tenant, account);
      record(sql, tenant, person, "account.open", account.code(), Map.of("kind", account.kind().word(), "currency", account.asset().code()));
      var balance = BalanceRows.find(sql, tenant, account.code()).orElseThrow();   // nobody else sees it before the commit: there is nothing to lock
      propose(sql, balance, account.limit(), person, now);
      return new Opened.Done(balance, LimitRows.open(sql, balance.account()).orElse(null));
    });
  }

  private static Opened inTheWay(JdbcClient sql, int tenant, NewAccount account) {
    return AccountRows.find(sql, tenant, account.code()).map(there -> new Opened.Exists("code", there)).orElseGet(() -> new Opened.Exists("number",
        AccountRows.find(sql, tenant, account.kind(), account.bank(), account.asset().code()).stream()
            .filter(there -> account.number() != null && account.number().equals(there.number())).findFirst().orElseThrow()));
  }

  /**
   * Switches an account on or off at once, and proposes a limit. Proposing the limit it has withdraws what was proposed.
   * @param active {@code null}: as it is
   * @param limit {@code null}: as it is
   */
  public Changed change(int tenant, String idOrCode, @Nullable Boolean active, @Nullable BigDecimal limit, String person, Instant now) {
    var changed = tenants.write(tenant, sql -> {
      var balance = BalanceRows.lock(sql, tenant, idOrCode).orElse(null);
      if (balance == null) return new Changed.NotFound();
      if (Boolean.FALSE.equals(active) && balance.account().isHouse()) return new Changed.Refused(HOUSE);
      if (limit != null) {
        var refused = refuse(balance, limit);
        if (refused.isPresent()) return refused.get();
        propose(sql, balance, limit, person, now);
      }
      if (active != null) activate(sql, balance.account(), active, person);
      return done(sql, tenant, idOrCode);
    });
    if (active != null && changed instanceof Changed.Done) accounts.refresh();
    return changed;
  }

  /**
   * The second person's yes to the limit that is proposed; looked at afresh, because the account has moved since.
   * @param limit what is agreed to; may be {@code null} where only one was proposed
   */
  public Changed approveLimit(int tenant, String idOrCode, @Nullable BigDecimal limit, String person, Instant now) {
    return tenants.write(tenant, sql -> {
      var balance = BalanceRows.lock(sql, tenant, idOrCode).orElse(null);
      if (balance == null) return new Changed.NotFound();
      var proposed = LimitRows.open(sql, balance.account()).orElse(null);
      if (proposed == null) return new Changed.NothingProposed();
      if (Person.same(proposed.proposedBy(), person)) return new Changed.SamePerson(proposed.proposedBy());
      if (limit == null ? LimitRows.replaced(sql, balance.account()) : limit.compareTo(proposed.limit()) != 0) return new Changed.Replaced(proposed);
      var refused = refuse(balance, proposed.limit());
      if (refused.isPresent()) return refused.get();
      LimitRows.close(sql, balance.account(), person, now, true);
      LimitRows.apply(sql, balance.account(), proposed.limit());
      record(sql, tenant, person, "account.limit.approve", balance.account().code(),
          Map.of("from", balance.limit().toPlainString(), "to", proposed.limit().toPlainString(), "proposed_by", proposed.proposedBy()));
      return done(sql, tenant, idOrCode);
    });
  }

  /** The limit that waits for a second person, if one does. */
  public Optional<ProposedLimit> proposed(Account account) { return tenants.read(account.tenant(), sql -> LimitRows.open(sql, account)); }

  private static Optional<Changed> refuse(Balance balance, BigDecimal limit) {
    var account = balance.account();
    if (!account.kind().bounded) return Optional.of(new Changed.Refused(new Wrong("limit", "does not apply: an account of kind " + account.kind().word() + " may go to any balance")));
    var fault = NewAccount.limitFault(limit, account.asset());
    if (fault.isPresent()) return Optional.of(new Changed.Refused(new Wrong("limit", fault.get())));
    var used = balance.held().subtract(balance.posted()).max(Balance.atScale(BigDecimal.ZERO, account));
    return limit.compareTo(used) < 0 && limit.compareTo(balance.limit()) < 0 ? Optional.of(new Changed.BelowUse(balance, used)) : Optional.empty();
  }

  private static void propose(JdbcClient sql, Balance balance, BigDecimal limit, String person, Instant now) {
    var account = balance.account();
    var open = LimitRows.open(sql, account);
    if (open.isPresent() && open.get().limit().compareTo(limit) == 0) return;   // asked again: it waits already
    if (open.isPresent()) LimitRows.close(sql, account, person, now, false);
    boolean differs = limit.compareTo(balance.limit()) != 0;
    if (differs) LimitRows.propose(sql, account, limit, person, now);
    if (differs || open.isPresent()) {
      record(sql, account.tenant(), person, differs ? "account.limit.propose" : "account.limit.withdraw", account.code(),
          Map.of("from", balance.limit().toPlainString(), "to", limit.toPlainString()));
    }
  }

  private static void activate(JdbcClient sql, Account account, boolean active, String person) {
    if (account.active() == active) return;
    Rows.exactlyOne(sql.sql("UPDATE ledger.account SET active = :active WHERE id = :id").param("active", active).param("id", account.id()).update(), "account " + account.code());
    record(sql, account.tenant(), person, active ? "account.activate" : "account.deactivate", account.code(), Map.of());
  }

  private static Changed done(JdbcClient sql, int tenant, String idOrCode) {
    var balance = BalanceRows.find(sql, tenant, idOrCode).orElseThrow();
    return new Changed.Done(balance, LimitRows.open(sql, balance.account()).orElse(null));
  }

  private static void record(JdbcClient sql, int tenant, String person, String action, String account, Map<String, String> detail) {
    var members = new LinkedHashMap<String, Json>();
    new TreeMap<>(detail).forEach((name, value) -> members.put(name, new Json.Text(value)));
    Actions.append(sql, tenant, person, action, account, new Json.Members(members).text());
  }
}
