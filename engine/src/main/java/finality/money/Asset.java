package finality.money;

/**
 * What an account holds and a payment moves: a currency, a crypto asset, a security.
 *
 * @param code ISO 4217 code, or the asset's ticker ({@code USDC}); upper case
 * @param scale decimals of the smallest unit: EUR 2, JPY 0, KWD 3, BTC 8, ETH 18
 */
public record Asset(String code, Kind kind, int scale) {

  public enum Kind { CURRENCY, CRYPTO, SECURITY }

  public Asset {
    if (!code.matches("[A-Z0-9]{3,12}")) throw new IllegalArgumentException("not an asset code: " + code);
    if (scale < 0 || scale > 18) throw new IllegalArgumentException("scale of " + code + " must be 0 to 18, not " + scale);
  }

  @Override public String toString() { return code; }
}
