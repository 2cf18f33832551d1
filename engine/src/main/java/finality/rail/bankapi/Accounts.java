package finality.rail.bankapi;

import finality.money.Assets;
import finality.money.Money;
import finality.rail.Credits;
import finality.rail.Credits.Credit;
import finality.rail.RailUnavailable;
import finality.rail.Statement;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Reads what a bank tells about an account. A page is read whole or not at all: half a page would move the cursor over the rest. */
final class Accounts {
  private Accounts() {}

  static Credits credits(byte[] body) {
    return reading("credits", () -> {
      var page = Json.read(body, Json.CreditPage.class);
      var items = new ArrayList<Credit>();
      for (var item : needed(page.items())) {
        items.add(new Credit(needed(item.id()), Credits.Kind.valueOf(needed(item.kind()).toUpperCase(Locale.ROOT)),
            Money.of(needed(item.amount()), needed(item.currency())), item.debtor(), item.reference(),
            item.originalEndToEndId(), item.reason(), needed(item.bookedAt())));
      }
      return new Credits(items, needed(page.nextCursor()));
    });
  }

  static Statement statement(String account, LocalDate day, byte[] body) {
    return reading("statement", () -> {
      var said = Json.read(body, Json.StatementOf.class);
      if (!account.equals(said.account()) || !day.equals(said.date())) throw new IllegalArgumentException("another account or day");
      int scale = Assets.of(needed(said.currency())).scale();
      var lines = new ArrayList<Statement.Line>();
      for (var line : needed(said.lines())) {
        var amount = Money.of(needed(line.amount()), needed(said.currency())).amount();
        var signed = switch (needed(line.direction())) {
          case "credit" -> amount;
          case "debit" -> amount.negate();
          default -> throw new IllegalArgumentException("no direction");
        };
        lines.add(new Statement.Line(needed(line.id()), signed, "charge".equals(line.kind()) ? null : line.endToEndId(), line.reference(), needed(line.bookedAt())));
      }
      return new Statement(account, needed(said.currency()), day, balance(said.opening(), scale), balance(said.closing(), scale), lines);
    });
  }

  private static BigDecimal balance(@Nullable String text, int scale) { return needed(Amounts.signed(needed(text), scale)); }

  private static <T> T needed(@Nullable T value) { return Objects.requireNonNull(value, "a field is missing"); }

  private interface Reader<T> { T read(); }

  private static <T> T reading(String what, Reader<T> reader) {
    try {
      return reader.read();
    } catch (JacksonException e) {
      throw new RailUnavailable("the bank's " + what + " cannot be read: not JSON of that shape");   // without its cause, which quotes account data
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new RailUnavailable("the bank's " + what + " cannot be read: " + e.getMessage(), e);
    }
  }
}
