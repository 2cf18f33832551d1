package finality.rail.message;

import java.math.BigDecimal;
import java.time.LocalDate;

/** What an account held at the end of a day, or will hold. @param amount negative when the account is overdrawn */
public record Balance(Kind kind, LocalDate date, String currency, BigDecimal amount) {

  /** An interim balance stands between the pages of one statement. */
  public enum Kind { OPENING, OPENING_INTERIM, CLOSING, CLOSING_INTERIM, AVAILABLE, FORWARD_AVAILABLE;
    public boolean opens() { return this == OPENING || this == OPENING_INTERIM; }
    public boolean closes() { return this == CLOSING || this == CLOSING_INTERIM; }
  }
}
