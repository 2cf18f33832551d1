package finality.netting;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Trades by the million, kept in columns, and their multilateral nets. Names are numbered once, when a trade comes in, so that netting is one pass over memory
 * without hashing; quantity and price are whole numbers of the instrument's smallest steps, their products and all sums have 128 bits. Not for several threads at once.
 *
 * <p>128 bits hold a billion trades of quantities and prices below 2^48 steps; a sum that leaves them is an error, never a wrong net.
 */
public final class TradeColumns {
  /** Longs for each participant and instrument: quantity and cash, low and high half each, side by side because they are needed together. */
  private static final int SLOT = 4;

  private final List<String> participants = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<Instrument> instruments = new ArrayList<>();
  /** Numbers of the instruments in which an asset is traded or paid. */
  private final Map<String, List<Integer>> within = new HashMap<>();
  private final Map<Instrument, Integer> instrumentNumbers = new HashMap<>();
  private int size;
  private int[] buyers;
  private int[] sellers;
  private int[] traded;
  private long[] quantities;
  private long[] prices;
  private long largest;   // bits that a quantity or price has set: bounds every product

  /**
   * What is traded.
   *
   * @param quantityScale decimals of the smallest step of a quantity
   * @param priceScale decimals of the smallest step of a price
   */
  public record Instrument(String asset, String currency, int quantityScale, int priceScale) {

    /** @throws IllegalArgumentException when asset and currency are one, or a scale is negative */
    public Instrument {
      if (asset.equals(currency)) throw new IllegalArgumentException(asset + " cannot be bought with " + currency);
      if (quantityScale < 0 || priceScale < 0) throw new IllegalArgumentException("a scale must not be negative");
    }
  }

  /** @param expected trades; more may come */
  public TradeColumns(int expected) {
    int room = Math.max(16, expected);
    buyers = new int[room];
    sellers = new int[room];
    traded = new int[room];
    quantities = new long[room];
    prices = new long[room];
  }

  /** The participant's number, given at the first mention. */
  public int participant(String name) {
    return numbers.computeIfAbsent(name, _ -> {
      participants.add(name);
      return participants.size() - 1;
    });
  }

  /** The instrument's number, given at the first mention. */
  public int instrument(Instrument instrument) {
    return instrumentNumbers.computeIfAbsent(instrument, _ -> {
      instruments.add(instrument);
      for (var asset : List.of(instrument.asset, instrument.currency)) within.computeIfAbsent(asset, _ -> new ArrayList<>()).add(instruments.size() - 1);
      return instruments.size() - 1;
    });
  }

  public int size() { return size; }

  /**
   * Adds a trade.
   *
   * @param buyer number of who gets the asset and pays
   * @param quantity in steps of the instrument's quantity scale, positive
   * @param price of one whole asset, in steps of the instrument's price scale, positive
   * @throws IllegalArgumentException when quantity or price is not positive, or buyer and seller are one
   */
  public void add(int buyer, int seller, int instrument, long quantity, long price) {
    if (quantity <= 0 || price <= 0) throw new IllegalArgumentException("quantity and price must be greater than zero, not " + quantity + " and " + price);
    if (buyer == seller) throw new IllegalArgumentException(participants.get(buyer) + " cannot trade with itself");
    if (buyer >= participants.size() || seller >= participants.size() || instrument >= instruments.size()) throw new IllegalArgumentException("a number that was not given out");
    if (size == buyers.length) grow();
    buyers[size] = buyer;
    sellers[size] = seller;
    traded[size] = instrument;
    quantities[size] = quantity;
    prices[size] = price;
    largest |= quantity | price;
    size++;
  }

  private void grow() {
    int room = Math.multiplyExact(size, 2);
    buyers = Arrays.copyOf(buyers, room);
    sellers = Arrays.copyOf(sellers, room);
    traded = Arrays.copyOf(traded, room);
    quantities = Arrays.copyOf(quantities, room);
    prices = Arrays.copyOf(prices, room);
  }

  /**
   * What each participant is left with of each asset and currency, by asset and name; zero where all cancels.
   *
   * @throws ArithmeticException when the sums could need more than 128 bits
   */
  public List<Net> nets() {
    int bits = 64 - Long.numberOfLeadingZeros(largest);
    if (2 * bits + 32 - Integer.numberOfLeadingZeros(size) > 126) refuseOverflow();
    return fold(positions());
  }

  /** The pass over memory: four 128-bit additions a trade. Buyer: quantity up, cash down; seller the other way. */
  private long[] positions() {
    int columns = instruments.size() * SLOT;
    var sums = new long[Math.multiplyExact(participants.size(), columns)];
    for (int t = 0; t < size; t++) {
      long quantity = quantities[t];
      long price = prices[t];
      long low = quantity * price;
      long high = Math.multiplyHigh(quantity, price);
      int slot = traded[t] * SLOT;
      plus(sums, buyers[t] * columns + slot, quantity, 0);
      minus(sums, buyers[t] * columns + slot + 2, low, high);
      minus(sums, sellers[t] * columns + slot, quantity, 0);
      plus(sums, sellers[t] * columns + slot + 2, low, high);
    }
    return sums;
  }

  private static void plus(long[] sums, int at, long low, long high) {
    long sum = sums[at] + low;
    sums[at + 1] += high + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
    sums[at] = sum;
  }

  private static void minus(long[] sums, int at, long low, long high) {
    long had = sums[at];
    sums[at + 1] -= high + (Long.compareUnsigned(had, low) < 0 ? 1 : 0);
    sums[at] = had - low;
  }

  /** Instruments may share a currency at different scales: they meet here, as decimals. */
  private List<Net> fold(long[] sums) {
    var touched = touched();
    var byName = IntStream.range(0, participants.size()).boxed().sorted(Comparator.comparing(participants::get)).toList();
    var nets = new ArrayList<Net>();
    for (var asset : new TreeSet<>(instruments.stream().flatMap(i -> Stream.of(i.asset, i.currency)).toList()))
      for (int p : byName) if (sum(sums, touched, p, asset) instanceof BigDecimal sum) nets.add(new Net(participants.get(p), asset, sum));
    return nets;
  }

  /** Of what the participant traded of an asset, or paid and got of a currency; {@code null}: nothing ever. */
  private @Nullable BigDecimal sum(long[] sums, boolean[] touched, int participant, String asset) {
    BigDecimal sum = null;
    for (int i : within.get(asset)) {
      int at = participant * instruments.size() + i;
      if (!touched[at]) continue;
      var instrument = instruments.get(i);
      if (instrument.asset.equals(asset)) sum = plus(sum, decimal(sums[at * SLOT], sums[at * SLOT + 1], instrument.quantityScale));
      if (instrument.currency.equals(asset)) sum = plus(sum, decimal(sums[at * SLOT + 2], sums[at * SLOT + 3], instrument.quantityScale + instrument.priceScale));
    }
    return sum;
  }

  private static BigDecimal plus(@Nullable BigDecimal sum, BigDecimal more) { return sum == null ? more : sum.add(more); }

  /** A sum of zero does not tell whether anything was traded. */
  private boolean[] touched() {
    var touched = new boolean[participants.size() * instruments.size()];
    for (int t = 0; t < size; t++) {
      touched[buyers[t] * instruments.size() + traded[t]] = true;
      touched[sellers[t] * instruments.size() + traded[t]] = true;
    }
    return touched;
  }

  private static BigDecimal decimal(long low, long high, int scale) {
    if (high == low >> 63) return BigDecimal.valueOf(low, scale);   // fits in one half, as nearly all do
    var value = BigInteger.valueOf(high).shiftLeft(64).add(low >= 0 ? BigInteger.valueOf(low) : BigInteger.valueOf(low).add(BigInteger.ONE.shiftLeft(64)));
    return new BigDecimal(value, scale);
  }

  /** The cheap bound says maybe; this asks exactly. */
  private void refuseOverflow() {
    var total = BigInteger.ZERO;
    for (int t = 0; t < size; t++) total = total.add(BigInteger.valueOf(quantities[t]).multiply(BigInteger.valueOf(prices[t])));
    if (total.bitLength() > 126) throw new ArithmeticException("the value of " + size + " trades does not fit in 128 bits; net them in smaller batches, or as obligations");
  }
}
