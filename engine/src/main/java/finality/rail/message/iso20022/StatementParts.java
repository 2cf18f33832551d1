package finality.rail.message.iso20022;

import finality.rail.message.Direction;
import finality.rail.message.Finding;
import finality.rail.message.Finding.Position;
import finality.rail.message.StatementHeader;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
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
  private final StatementBalances balances;
  private final Pages pages;
  private @Nullable Boolean last;
  private long unread;
  private final Tally credits = new Tally();
  private final Tally debits = new Tally();

  /** How many entries of one direction, and what they add up to. */
  private static final class Tally {
    private long count;
    private BigDecimal sum = BigDecimal.ZERO;
  }

  StatementParts(Camt camt, Values read, Pages pages, Position at, @Nullable OffsetDateTime created) {
    this.camt = camt;
    this.read = read;
    this.at = at;
    this.created = created;
    this.pages = pages;
    balances = new StatementBalances(camt, read);
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
      case "CpyDplctInd" -> {
        if (!part.text().equals("COPY")) read.leftovers.tell(part.position(), "duplicate", camt.statement, "is marked " + Finding.shortened(part.text()) + ": it was sent before, and its entries are to be booked once.");
      }
      case "AddtlStmtInf", "AddtlRptInf", "AddtlNtfctnInf" -> read.leftovers.tell(part.position(), "statement_information", "About " + name() + " as a whole:", Finding.shortened(part.text()));
      default -> {
        if (part.name.equals(camt.pages)) pages(part);
        else read.leftovers.element(part.position(), part.name);
      }
    }
  }

  void end() {
    begin();
    tellBalances();
    pages.add(new Pages.Page(camt.statement + " " + account + " " + currency, name() + " of " + Finding.shortened(account), page, at), balances.follows(), last == null ? balances.goesOn() : !last);
    if (summary != null) agree(summary);
    if (camt == Camt.NOTIFICATION && credits.count + debits.count + unread == 0) read.listener.found(Finding.warning(at, "empty_statement", "The notification speaks of no booking (Ntry)."));
    read.listener.ended();
  }

  private String name() { return id.isEmpty() ? camt.statement : camt.statement + " " + Finding.shortened(id); }

  /** The file breaks off within it. */
  void cutOff() {
    if (entries == null) return;
    tellBalances();
    read.listener.unreadable(at);   // and whatever came behind
    read.listener.ended();
  }

  private void tellBalances() { balances.tell(page != null && Pages.isFirst(page), Boolean.TRUE.equals(last)); }

  private void legalNumber(Node part) {
    if (number == null) number = part.text();
    else if (!number.equals(part.text())) read.leftovers.element(part.position(), part.name);
  }

  private void pages(Node part) {
    page = part.text("PgNb");
    var said = part.text("LastPgInd");
    last = Values.isTrue(said) ? Boolean.TRUE : Values.isFalse(said) ? Boolean.FALSE : null;
    read.leftovers.of(part);
  }

  private void account(Node part) {
    var iban = read.statedIban(part, "Id/IBAN");
    account = Objects.requireNonNullElse(iban == null ? part.text("Id/Othr/Id", "Id/BBAN", "Id/PrtryAcct/Id") : iban, "");
    currency = part.text("Ccy");
    bank = part.text("Svcr/FinInstnId/BICFI", "Svcr/FinInstnId/BIC", "Svcr/FinInstnId/ClrSysMmbId/MmbId", "Svcr/FinInstnId/Othr/Id", "Svcr/FinInstnId/Nm");
    read.leftovers.of(part);
  }

  private void begin() {
    if (entries != null) return;
    if (account.isEmpty()) read.listener.found(Finding.error(at, "missing_element", "The statement has no account (Acct/Id)."));
    if (id.isEmpty()) read.listener.found(Finding.warning(at, "missing_element", "The statement has no Id."));
    read.listener.begun(new StatementHeader(camt.kind, id, account, bank, currency, number, page, created));
    entries = new StatementEntries(read, account, created == null ? null : created.toLocalDate(), camt == Camt.STATEMENT);
  }

  private void balance(Node part) {
    begin();
    balances.add(part);
  }

  /** The entry at whose start tag the reader stands. */
  void entry(XMLStreamReader at) throws XMLStreamException {
    begin();
    tellBalances();
    var position = Xml.here(at);
    var line = Objects.requireNonNull(entries).line(at, balances.closingDay());
    if (line == null) {
      unread++;
      read.listener.unreadable(position);
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
