package finality.netting;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A purchase: the seller owes the asset, the buyer its price.
 *
 * @param quantity of the asset, positive
 * @param price of one, in the currency, positive; what is owed is their exact product, with all its digits
 * @param due the day both are to be settled; {@code null}: now
 * @param reference its name, unique in its batch
 */
public record Trade(String buyer, String seller, String asset, BigDecimal quantity, BigDecimal price, String currency, @Nullable LocalDate due, String reference) {

  /** @throws IllegalArgumentException when a name is blank, buyer and seller or asset and currency are one, or quantity or price is not positive */
  public Trade {
    if (price.signum() <= 0) throw new IllegalArgumentException("a price must be greater than zero, not " + price.toPlainString());
    if (asset.equals(currency)) throw new IllegalArgumentException(asset + " cannot be bought with " + currency);
    if (reference.isBlank()) throw new IllegalArgumentException("a trade must have a reference");
    new Leg(seller, buyer, asset, quantity);
    new Leg(buyer, seller, currency, price);
  }

  /** Seller to buyer, the asset. */
  public Leg delivery() { return new Leg(seller, buyer, asset, quantity); }

  /** Buyer to seller, the currency. */
  public Leg payment() { return new Leg(buyer, seller, currency, quantity.multiply(price)); }

  /** Both legs as obligations of the trade's reference, so that the value is kept even where quantities cancel. */
  public List<Obligation> obligations() {
    var delivery = delivery();
    var payment = payment();
    return List.of(new Obligation(delivery.payer(), delivery.payee(), asset, delivery.amount(), due, reference + "/delivery"),
        new Obligation(payment.payer(), payment.payee(), currency, payment.amount(), due, reference + "/payment"));
  }

  /** Delivery and payment as one entry of a queue: they go together or not at all. */
  public Queued linked(int priority) { return new Queued(reference, priority, List.of(delivery(), payment())); }
}
