package finality.rail.message.iso20022;

import finality.rail.message.Balance;
import finality.rail.message.Balance.Kind;
import finality.rail.message.Direction;
import finality.rail.message.Finding;
import finality.rail.message.Finding.Position;
import finality.rail.message.StatementHeader;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One {@code Stmt}, {@code Rpt} or {@code Ntfctn}, part by part as it comes. Its own summary (TxsSummry) is held against its entries. */
final class StatementParts {
  private static final Set<String> SEVERAL = Set.of("Bal", "Ntry", "Intrst", "SplmtryData");

  private final Camt camt;
  private final Values read;
  private final Position at;
  private @Nullable OffsetDateTime created;
  private String id = "";
  private @Nullable String number;
  private @Nullable String page;
  private String account = "";
  private @Nullable String bank;
  private @Nullable String currency;
  private @Nullable StatementEntries entries;
  private @Nullable Node summary;
  private final Leftovers.Once once;
  private final Map<String, Balance> balances = new HashMap<>();
  private long unread;
  private final Tally credits = new Tally();
  private final Tally debits = new Tally();

  /** How many entries of one direction, and what they add up to. */
  private static final class Tally {
    private long count;
    private BigDecimal sum = BigDecimal.ZERO;
  }

  StatementParts(Camt camt, Values read, Position at, @Nullable OffsetDateTime created) {
    this.camt = camt;
    this.read = read;
    this.at = at;
    this.created = created;
    once = read.leftovers.new Once(SEVERAL);
  }

  void part(Node part) {
    if (once.isAgain(part)) return;
    switch (part.name) {
      case "Id" -> {
        id = part.text();
        read.leftovers.of(part);
      }
      case "ElctrncSeqNb" -> number = part.text();
      case "LglSeqNb" -> legalNumber(part);
      case "CreDtTm" -> {
        var own = read.instant(part, "");
        if (own != null) created = own;
      }
      case "Acct" -> account(part);
      case "Bal" -> balance(part);
      case "TxsSummry" -> summary = part;
      case "Ntry" -> entry(part);
      case "CpyDplctInd" -> {
        if (!part.text().equals("COPY")) read.leftovers.tell(part.position(), "duplicate", camt.statement, "is marked " + Values.shortened(part.text()) + ": it was sent before, and its entries are to be booked once.");
      }
      case "AddtlStmtInf", "AddtlRptInf", "AddtlNtfctnInf" -> read.leftovers.tell(part.position(), "statement_information", "About the statement as a whole:", Values.shortened(part.text()));
      default -> {
        if (part.name.equals(camt.pages)) pages(part);
        else read.leftovers.element(part.position(), part.name);
      }
    }
  }

  void end() {
    begin();
    if (summary != null) agree(summary);
    if (camt == Camt.NOTIFICATION && credits.count + debits.count + unread == 0) read.listener.found(Finding.warning(at, "empty_statement", "The notification speaks of no booking (Ntry)."));
    read.listener.ended();
  }

  private void legalNumber(Node part) {
    if (number == null) number = part.text();
    else if (!number.equals(part.text())) read.leftovers.element(part.position(), part.name);
  }

  private void pages(Node part) {
    page = part.text("PgNb");
    if (Values.isFalse(part.text("LastPgInd"))) read.leftovers.tell(part.position(), "more_pages", "Page " + page, "of this statement is not its last: the rest is elsewhere.");
    read.leftovers.of(part);
  }

  private void account(Node part) {
    var iban = read.statedIban(part, "Id/IBAN");
    account = Objects.requireNonNullElse(iban == null ? part.text("Id/Othr/Id", "Id/BBAN", "Id/PrtryAcct/Id") : iban, "");
    currency = part.text("Ccy");
    bank = part.text("Svcr/FinInstnId/BICFI", "Svcr/FinInstnId/BIC", "Svcr/FinInstnId/ClrSysMmbId/MmbId", "Svcr/FinInstnId/Othr/Id", "Svcr/FinInstnId/Nm");
    read.leftovers.of(part);
  }

  private StatementEntries begin() {
    if (entries != null) return entries;
    if (account.isEmpty()) read.listener.found(Finding.error(at, "missing_element", "The statement has no account (Acct/Id)."));
    if (id.isEmpty()) read.listener.found(Finding.warning(at, "missing_element", "The statement has no Id."));
    read.listener.begun(new StatementHeader(camt.kind, id, account, bank, currency, number, page, created));
    return entries = new StatementEntries(read, account, created == null ? null : created.toLocalDate(), camt == Camt.STATEMENT);
  }

  private void balance(Node part) {
    begin();
    if (camt == Camt.NOTIFICATION) read.leftovers.tell(part.position(), "odd_element", "Bal", "has no place in a camt.054; it was read as in a report.");
    var code = part.text("Tp/CdOrPrtry/Cd", "Tp/CdOrPrtry/Prtry");
    boolean interim = "INTM".equals(part.text("Tp/SubTp/Cd"));
    var kind = switch (code) {
      case "OPBD", "PRCD" -> interim ? Kind.OPENING_INTERIM : Kind.OPENING;
      case "OPAV" -> Kind.OPENING_AVAILABLE;
      case "CLBD" -> interim ? Kind.CLOSING_INTERIM : Kind.CLOSING;
      case "CLAV" -> Kind.AVAILABLE;
      case "FWAV" -> Kind.FORWARD_AVAILABLE;
      case "ITBD" -> Kind.INTERIM;
      case "ITAV" -> Kind.INTERIM_AVAILABLE;
      case "XPCD" -> Kind.EXPECTED;
      case null, default -> null;
    };
    if (kind == null) {
      read.leftovers.tell(part.position(), "other_balance", "A balance of type " + code, "is no part of the sums and was left out.");
      return;
    }
    var amount = read.settled(part, "Amt");
    var date = read.date(part, "Dt");
    var direction = read.direction(part);
    if (part.at("Dt") == null) read.error(part, "missing_element", "The balance has no date.");
    read.leftovers.of(part);
    if (amount == null || date == null || direction == null) {
      read.listener.unreadable(part.position());
      return;
    }
    var balance = new Balance(kind, date, amount.currency(), direction.signed(amount.value()));
    if (!isAgain(part, code + " " + interim + " " + part.at("Dt").words() + " " + amount.currency(), balance)) read.listener.balance(balance, part.position());
  }

  /** Whether the statement has had a balance of this kind and time; of two that differ nobody knows which is meant. */
  private boolean isAgain(Node part, String key, Balance balance) {
    var first = balances.putIfAbsent(key, balance);
    if (first == null) return false;
    var sentence = "The balance " + part.text("Tp/CdOrPrtry/Cd", "Tp/CdOrPrtry/Prtry") + " of " + balance.date() + " is " + balance.amount().toPlainString() + " " + balance.currency();
    if (first.amount().compareTo(balance.amount()) == 0) read.warning(part, "repeated_element", sentence + " once more; it was read once.");
    else {
      read.error(part, "repeated_element", sentence + ", and before it was " + first.amount().toPlainString() + "; the first was read. Ask the bank which is meant.");
      read.listener.unreadable(part.position());
    }
    return true;
  }

  private void entry(Node part) {
    var line = begin().line(part);
    if (line == null) {
      unread++;
      read.listener.unreadable(part.position());
      return;
    }
    var tally = line.direction() == Direction.CREDIT ? credits : debits;
    tally.count++;
    tally.sum = tally.sum.add(line.amount());
    read.listener.line(line);
  }

  private void agree(Node summary) {
    agree(summary, "TtlCdtNtries", credits.count, credits.sum);
    agree(summary, "TtlDbtNtries", debits.count, debits.sum);
    agree(summary, "TtlNtries", credits.count + debits.count + unread, credits.sum.add(debits.sum));
    net(summary);
    read.leftovers.of(summary);
  }

  private void agree(Node summary, String name, long count, BigDecimal sum) {
    var total = summary.at(name);
    if (total == null) return;
    var saidCount = read.count(total.at("NbOfNtries"));
    var saidSum = total.at("Sum");
    boolean countable = unread == 0 || name.equals("TtlNtries");   // of an entry that cannot be read the direction may not be known, and the amount
    if (saidCount != null && countable && saidCount != count)
      read.error(total, "wrong_count", name + " says " + saidCount + " entries, there are " + count + ".");
    var said = saidSum == null ? null : read.decimal(saidSum);
    if (said != null && unread == 0 && said.compareTo(sum) != 0)
      read.error(total, "wrong_sum", name + " says " + said.toPlainString() + ", the entries add up to " + sum.toPlainString() + ".");
  }

  /** Credits less debits: TtlNetNtry holds amount and direction, in old versions TtlNetNtryAmt stands beside the direction. */
  private void net(Node summary) {
    var total = summary.at("TtlNtries");
    var net = total == null ? null : total.at("TtlNetNtry/Amt");
    if (net == null && total != null) net = total.at("TtlNetNtryAmt");
    var holder = total == null || total.at("TtlNetNtry/CdtDbtInd") == null ? total : total.at("TtlNetNtry");
    var direction = holder == null || holder.at("CdtDbtInd") == null ? null : read.direction(holder);
    var amount = net == null ? null : read.decimal(net);
    if (net == null || amount == null || direction == null || unread > 0) return;
    var said = direction.signed(amount);
    var is = credits.sum.subtract(debits.sum);
    if (said.compareTo(is) != 0) read.error(net, "wrong_sum", "The net sum says " + said.toPlainString() + ", the entries come to " + is.toPlainString() + ".");
  }
}
