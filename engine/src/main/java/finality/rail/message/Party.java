package finality.rail.message;

import org.jspecify.annotations.Nullable;

/**
 * Who pays, is paid, or for whom.
 *
 * @param bic of a party that is an institution or has one (AnyBIC)
 * @param id another number of the party, {@code idScheme} how it is called there ({@code CUST}, {@code TXID}, {@code NIDN})
 * @param person identified as a person, not as an organisation
 */
public record Party(@Nullable String name, @Nullable Address address, @Nullable String bic, @Nullable String lei, @Nullable String id, @Nullable String idScheme, boolean person) {
  public static final Party NONE = new Party(null, null, null, null, null, null);

  public Party(@Nullable String name, @Nullable Address address, @Nullable String bic, @Nullable String lei, @Nullable String id, @Nullable String idScheme) { this(name, address, bic, lei, id, idScheme, false); }

  /** A bank as a party, without its account, which is the side's. */
  public static Party of(Agent bank) { return new Party(bank.name(), bank.address(), bank.bic(), bank.lei(), bank.member(), bank.clearing()); }

  public static Party named(String name) { return new Party(name, null, null, null, null, null); }
}
