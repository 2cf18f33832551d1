package finality.rail.message.iso20022;

import finality.rail.message.Balance;
import finality.rail.message.Balance.Kind;
import finality.rail.message.Finding.Position;
import finality.rail.message.Finding;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The balances (Bal) of one statement, which stand ahead of its entries: which of them are the page's first and last shows when all are there. */
final class StatementBalances {
  private final Camt camt;
  private final Values read;
  private final Map<String, Balance> firsts = new HashMap<>();
  private final List<Stated> waiting = new ArrayList<>();
  private boolean opened;
  private boolean closed;
  private @Nullable LocalDate closingDay;
  private boolean openedInterim;
  private boolean closedInterim;

  private record Stated(Balance balance, Position at) {}

  StatementBalances(Camt camt, Values read) {
    this.camt = camt;
    this.read = read;
  }

  void add(Node part) {
    if (camt == Camt.NOTIFICATION) read.leftovers.tell(part.position(), "odd_element", "Bal", "has no place in a camt.054; it was read as in a report.");
    var code = part.text("Tp/CdOrPrtry/Cd", "Tp/CdOrPrtry/Prtry");
    var within = part.text("Tp/SubTp/Cd", "Tp/SubTp/Prtry");
    if (code == null) {
      read.missing(part, "Tp");
      return;
    }
    var kind = kind(code, within);
    if (kind == null) {
      read.leftovers.tell(part.position(), "other_balance", "A balance of type " + Finding.shortened(code), "is no part of the sums and was left out.");
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
    if (isAgain(part, code + " " + within + " " + part.at("Dt").words() + " " + amount.currency(), balance)) return;
    if (kind.opens()) {
      opened = true;
      openedInterim = kind == Kind.OPENING_INTERIM;
    } else if (kind.closes()) {
      closed = true;
      closingDay = date;
      closedInterim = kind == Kind.CLOSING_INTERIM;
    }
    waiting.add(new Stated(balance, part.position()));
  }

  /** Of a page ISO has the subtype INTM; the banks of Finland have OIBD and CIBD below ITBD (Finance Finland, ISO 20022 account statement guide). */
  private static @Nullable Kind kind(@Nullable String code, @Nullable String within) {
    boolean interim = "INTM".equals(within);
    return switch (code) {
      case "OPBD", "PRCD" -> interim ? Kind.OPENING_INTERIM : Kind.OPENING;
      case "OPAV" -> Kind.OPENING_AVAILABLE;
      case "CLBD" -> interim ? Kind.CLOSING_INTERIM : Kind.CLOSING;
      case "CLAV" -> Kind.AVAILABLE;
      case "FWAV" -> Kind.FORWARD_AVAILABLE;
      case "ITBD" -> "OIBD".equals(within) ? Kind.OPENING_INTERIM : "CIBD".equals(within) ? Kind.CLOSING_INTERIM : Kind.INTERIM;
      case "ITAV" -> Kind.INTERIM_AVAILABLE;
      case "XPCD" -> Kind.EXPECTED;
      case null, default -> null;
    };
  }

  /** Whether the statement has had a balance of this kind and time; of two that differ nobody knows which is meant. At the start and the end of a page the same ITBD may stand. */
  private boolean isAgain(Node part, String key, Balance balance) {
    if (balance.kind() == Kind.INTERIM && camt == Camt.STATEMENT) return false;
    var first = firsts.putIfAbsent(key, balance);
    if (first == null) return false;
    var sentence = "The balance " + part.text("Tp/CdOrPrtry/Cd", "Tp/CdOrPrtry/Prtry") + " of " + balance.date() + " is " + balance.amount().toPlainString() + " " + balance.currency();
    if (first.amount().compareTo(balance.amount()) == 0) {
      read.warning(part, "repeated_element", sentence + " once more; it was read once.");
    } else {
      read.error(part, "repeated_element", sentence + ", and before it was " + first.amount().toPlainString() + "; the first was read. Ask the bank which is meant.");
      read.listener.unreadable(part.position());
    }
    return true;
  }

  /** Hands on what has come. In a statement without its opening, or closing, balance the first or last ITBD stands for it: so banks join pages that have no subtype. */
  void tell(boolean first, boolean last) {
    if (camt == Camt.STATEMENT) {
      if (!opened && !first) opened = openedInterim = became(Kind.OPENING_INTERIM, waiting);
      if (!closed && !last) closed = closedInterim = became(Kind.CLOSING_INTERIM, waiting.reversed());
    }
    for (var stated : waiting) read.listener.balance(stated.balance, stated.at);
    waiting.clear();
  }

  private static boolean became(Kind kind, List<Stated> from) {
    for (var place = from.listIterator(); place.hasNext(); ) {
      var stated = place.next();
      if (stated.balance.kind() != Kind.INTERIM) continue;
      var was = stated.balance;
      place.set(new Stated(new Balance(kind, was.date(), was.currency(), was.amount()), stated.at));
      return true;
    }
    return false;
  }

  /** Of the closing balance, if it came; it stands ahead of the entries. */
  @Nullable LocalDate closingDay() { return closingDay; }

  /** Whether the page opens where another one closed. */
  boolean follows() { return openedInterim; }

  /** Whether the page closes where another one opens. */
  boolean goesOn() { return closedInterim; }
}
