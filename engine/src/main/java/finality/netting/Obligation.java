package finality.netting;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What one participant owes another.
 *
 * @param amount positive, in the asset's own unit, at whatever scale it was written
 * @param due the day it is to be settled; what is due on different days is not set off against each other; {@code null}: now
 * @param reference its name, unique in its batch
 */
public record Obligation(String payer, String payee, String asset, BigDecimal amount, @Nullable LocalDate due, String reference) {

  /** @throws IllegalArgumentException when a name is blank, payer and payee are one, or the amount is not positive */
  public Obligation {
    new Leg(payer, payee, asset, amount);   // one rule in one place
    if (reference.isBlank()) throw new IllegalArgumentException("an obligation must have a reference");
  }

  public Leg leg() { return new Leg(payer, payee, asset, amount); }
}
