package finality.rail.message;

import java.math.BigDecimal;
import java.time.LocalDate;

/** What an account held at the end of a day, or will hold. @param amount negative when the account is overdrawn */
public record Balance(Kind kind, LocalDate date, String currency, BigDecimal amount) {

  /** An opening or closing interim balance stands between the pages of one statement; {@code INTERIM} is what the account holds while the day goes on. */
  public enum Kind { OPENING, OPENING_INTERIM, OPENING_AVAILABLE, CLOSING, CLOSING_INTERIM, AVAILABLE, FORWARD_AVAILABLE, INTERIM, INTERIM_AVAILABLE, EXPECTED;

    public boolean opens() { return this == OPENING || this == OPENING_INTERIM; }
    public boolean closes() { return this == CLOSING || this == CLOSING_INTERIM; }
  }
}
