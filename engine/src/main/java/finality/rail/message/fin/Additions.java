package finality.rail.message.fin;

import finality.rail.message.Amount;
import finality.rail.message.Charge;
import finality.rail.message.Detail;
import finality.rail.message.Direction;
import finality.rail.message.StatementLine;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What code words between strokes say of a line beside references, parties and words: for whom the other one acts (ULTD, ULTB), who collects (CSID), the purpose (PURP), and of money what was ordered ({@code /OCMT/USD12,5}),
 * the rate ({@code /EXCH/1,0834}) and one charge ({@code /CHGS/EUR1,}). What has another form is none of these and stays text.
 */
record Additions(@Nullable String ultimate, @Nullable String creditorId, @Nullable String purpose, @Nullable Amount ordered, Detail.@Nullable Exchange exchange, List<Charge> charges) {
  private static final Pattern MONEY = Pattern.compile("([A-Z]{3})([0-9]{1,15},[0-9]{0,14})");
  private static final Pattern RATE = Pattern.compile("[0-9]{1,11},[0-9]{0,11}");
  private static final int LONGEST_RATE = 12;

  static Additions of(@Nullable String creditorId) { return new Additions(null, creditorId, null, null, null, List.of()); }

  /** Empties the words that it takes. */
  static Additions read(Map<String, String> words) {
    var ultimate = text(words, "ULTD");
    var ordered = money(words, "OCMT");
    var rate = take(words, "EXCH", RATE);
    var charge = money(words, "CHGS");
    return new Additions(ultimate != null ? ultimate : text(words, "ULTB"), text(words, "CSID"), text(words, "PURP"), ordered, rate == null ? null : new Detail.Exchange(number(rate), null, null, null), charge == null ? List.of() : List.of(new Charge(charge, null)));
  }

  private static @Nullable String text(Map<String, String> words, String word) {
    var said = words.getOrDefault(word, "").strip().replaceFirst("/+$", "");
    if (said.isEmpty() || said.startsWith("/")) return null;
    words.put(word, "");
    return said;
  }

  private static @Nullable Amount money(Map<String, String> words, String word) {
    var said = take(words, word, MONEY);
    return said == null ? null : new Amount(number(said.substring(3)), said.substring(0, 3));
  }

  private static @Nullable String take(Map<String, String> words, String word, Pattern form) {
    var said = words.getOrDefault(word, "").strip().replaceFirst("/+$", "");
    if (!form.matcher(said).matches()) return null;
    words.put(word, "");
    return said;
  }

  private static BigDecimal number(String written) { return new BigDecimal(written.endsWith(",") ? written.substring(0, written.length() - 1) : written.replace(',', '.')); }

  /** The words of a line and its first payment, in the order in which they are written. */
  static Map<String, String> of(StatementLine line) {
    var detail = line.detail();
    var words = new LinkedHashMap<String, String>();
    if (detail.ultimate() != null) words.put(line.direction() == Direction.CREDIT ? "ULTD" : "ULTB", detail.ultimate());
    if (detail.instructed() != null && isWritable(detail.instructed())) words.put("OCMT", written(detail.instructed()));
    if (detail.exchange() != null && isWritable(detail.exchange().rate())) words.put("EXCH", Figures.written(detail.exchange().rate()));
    var charges = charges(line);
    if (charges.size() == 1 && isWritable(charges.getFirst().amount())) words.put("CHGS", written(charges.getFirst().amount()));
    return words;
  }

  /** What of a line has no place in an MT940, in words. */
  static Set<String> left(StatementLine line) {
    var left = new LinkedHashSet<String>();
    var detail = line.detail();
    var exchange = detail.exchange();
    if (line.details().size() > 1) left.add("the payments behind a line but the first");
    if (line.batch() != null) left.add("what a batch says of itself");
    if (detail.creditorReference() != null && detail.remittance() != null && !detail.remittance().contains(detail.creditorReference())) left.add("the creditor's reference beside remittance information");
    if (detail.ownAccount() != null) left.add("the account that a payment named");
    if (detail.bankReference() != null && !detail.bankReference().equals(line.bankReference())) left.add("the bank's reference of a payment");
    if (detail.references().transactionId() != null) left.add("the transaction id");
    if (detail.references().clearingReference() != null) left.add("the clearing reference");
    if (detail.amount() != null && (detail.amount().value().compareTo(line.amount()) != 0 || !detail.amount().currency().equals(line.currency()))) left.add("a payment's amount that is not the line's");
    if (detail.instructed() != null && !isWritable(detail.instructed())) left.add("an ordered amount below zero or of more than 15 digits");
    if (exchange != null && !isWritable(exchange.rate())) left.add("a rate of more than 11 digits");
    if (exchange != null && (exchange.source() != null || exchange.target() != null || exchange.unit() != null)) left.add("the currencies of a rate");
    var charges = charges(line);
    if (charges.size() > 1 || charges.size() == 1 && !isWritable(charges.getFirst().amount())) left.add("several charges, or one that was given back");
    if (charges.stream().anyMatch(charge -> charge.agent() != null)) left.add("the bank that took a charge");
    return left;
  }

  private static List<Charge> charges(StatementLine line) { return Stream.concat(line.charges().stream(), line.detail().charges().stream()).toList(); }

  private static boolean isWritable(BigDecimal rate) { return rate.signum() >= 0 && Figures.written(rate).length() <= LONGEST_RATE; }

  private static boolean isWritable(Amount amount) { return MONEY.matcher(written(amount)).matches(); }

  private static String written(Amount amount) { return amount.currency() + Figures.written(amount.value()); }
}
