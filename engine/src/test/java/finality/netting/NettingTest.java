package finality.netting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NettingTest {
  private static final LocalDate FRIDAY = LocalDate.parse("2026-11-20");

  @Test void eachParticipantIsLeftWithOneNetForEachAsset() {
    var netting = Netting.of(Method.MULTILATERAL, List.of(owes("A", "B", "100"), owes("B", "C", "80"), owes("C", "A", "70.50")));
    assertThat(netting.nets()).map(Net::toString).containsExactly("A -29.50 EUR", "B 20 EUR", "C 9.50 EUR");
    assertThat(netting.payments()).map(Leg::toString).containsExactly("A to B 20 EUR", "A to C 9.50 EUR");
    var figures = netting.figures().get("EUR");
    assertThat(figures.gross()).isEqualByComparingTo("250.50");
    assertThat(figures.netted()).isEqualByComparingTo("29.50");
    assertThat(figures.efficiency()).isEqualByComparingTo("0.882235");
  }

  @Test void bilaterallyOnlyTwoSetOffAgainstEachOtherAndGrossNobodyDoes() {
    var obligations = List.of(owes("A", "B", "100"), owes("B", "A", "60"), owes("B", "C", "40"), owes("C", "A", "40"));
    assertThat(Netting.of(Method.BILATERAL, obligations).figures().get("EUR").netted()).isEqualByComparingTo("120");
    assertThat(Netting.of(Method.MULTILATERAL, obligations).figures().get("EUR").netted()).isEqualByComparingTo("0");
    var gross = Netting.of(Method.GROSS, obligations).figures().get("EUR");
    assertThat(gross.netted()).isEqualByComparingTo(gross.gross()).isEqualByComparingTo("240");
    assertThat(gross.payments()).isEqualTo(4);
    for (var method : Method.values()) assertThat(Netting.of(method, obligations).nets()).map(Net::amount).allMatch(a -> a.signum() == 0);
  }

  @Test void valueStaysWhereQuantitiesCancel() {
    var netting = Netting.of(Method.MULTILATERAL, List.of(trade("T1", "A", "B", "10", "100"), trade("T2", "B", "A", "10", "110")).stream().flatMap(t -> t.obligations().stream()).toList());
    assertThat(netting.nets()).map(Net::toString).containsExactly("A 100 USD", "B -100 USD", "A 0 XYZ", "B 0 XYZ");
    assertThat(netting.legs("A")).map(Net::toString).containsExactly("A 100 USD");
    assertThat(netting.legs("B").getFirst().direction()).isEqualTo(Net.Direction.PAYS);
  }

  @Test void whatIsDueOnDifferentDaysIsNotSetOff() {
    var netting = Netting.of(Method.MULTILATERAL, List.of(new Obligation("A", "B", "EUR", new BigDecimal("10"), FRIDAY, "1"), new Obligation("B", "A", "EUR", new BigDecimal("10"), FRIDAY.plusDays(3), "2")));
    assertThat(netting.sets()).map(NettingSet::name).containsExactly("EUR 2026-11-20", "EUR 2026-11-23");
    assertThat(netting.figures().get("EUR").netted()).isEqualByComparingTo("20");
    assertThat(netting.setByReference().get("2").due()).isEqualTo(FRIDAY.plusDays(3));
  }

  @Test void sumsAreExactAtAnyScale() {
    var netting = Netting.of(Method.MULTILATERAL, List.of(owes("A", "B", "123456789012345678901234567890.000000000000000000000000000001"), owes("B", "A", "0.1"), owes("B", "A", "1e-40"), owes("A", "B", "1e40")));
    assertThat(netting.nets().getFirst().amount().toPlainString()).isEqualTo("-10000000000123456789012345678901234567889.9000000000000000000000000000009999999999");
  }

  @Test void withoutAFailedParticipantTheOthersAreNettedAnew() {
    var netting = Netting.of(Method.MULTILATERAL, List.of(owes("A", "B", "100"), owes("B", "C", "80"), owes("C", "A", "70"), owes("A", "C", "5")));
    var unwound = netting.without("B");
    assertThat(unwound.rest().nets()).map(Net::toString).containsExactly("A 65 EUR", "C -65 EUR");
    assertThat(unwound.removed()).hasSize(2).allMatch(o -> o.payer().equals("B") || o.payee().equals("B"));
  }

  @Test void fewPaymentsSettleTheNetsAndNobodyBothPaysAndReceives() {
    for (int seed = 0; seed < 2_000; seed++) {
      var netting = Netting.of(Method.MULTILATERAL, obligations(new Random(seed), 1 + seed % 60));
      for (var set : netting.sets()) {
        var left = new HashMap<String, BigDecimal>();
        for (var net : set.nets()) left.put(net.participant(), net.amount());
        var payers = new HashSet<String>();
        var payees = new HashSet<String>();
        for (var payment : set.payments()) {
          left.merge(payment.payer(), payment.amount(), BigDecimal::add);
          left.merge(payment.payee(), payment.amount().negate(), BigDecimal::add);
          payers.add(payment.payer());
          payees.add(payment.payee());
        }
        assertThat(left.values()).as("seed %d", seed).allMatch(a -> a.signum() == 0);
        assertThat(payers).as("seed %d", seed).doesNotContainAnyElementsOf(payees);
        assertThat(set.payments()).as("seed %d", seed).hasSizeLessThan(Math.max(1, (int) set.nets().stream().filter(n -> n.amount().signum() != 0).count()));
      }
    }
  }

  @Test void everyMethodAgreesWithTheNaiveSumsAndEveryObligationKeepsItsSet() {
    for (int seed = 0; seed < 10_000; seed++) {
      var obligations = obligations(new Random(seed), 1 + seed % 25);
      var naive = naive(obligations);
      for (var method : Method.values()) {
        var netting = Netting.of(method, obligations);
        assertThat(netting.nets()).as("seed %d %s", seed, method).allMatch(net -> naive.get(net.participant() + net.asset()).compareTo(net.amount()) == 0).hasSize(naive.size());
        var sets = netting.setByReference();
        assertThat(obligations).as("seed %d %s", seed, method).allMatch(o -> sets.get(o.reference()).obligations().contains(o));
        assertThat(netting.sets().stream().mapToInt(s -> s.obligations().size()).sum()).isEqualTo(obligations.size());
      }
    }
  }

  @Test void millionsInColumnsAreNettedAsTheirObligationsAre() {
    for (int seed = 0; seed < 500; seed++) {
      var random = new Random(seed);
      var columns = new TradeColumns(1);
      var trades = new ArrayList<Obligation>();
      for (int n = 0; n < 1 + seed % 200; n++) {
        int quantityScale = random.nextInt(3) * 4;
        int priceScale = random.nextInt(3) * 3;
        var instrument = new TradeColumns.Instrument("S" + random.nextInt(3), random.nextBoolean() ? "EUR" : "USD", quantityScale, priceScale);
        int buyer = random.nextInt(5);
        int seller = (buyer + 1 + random.nextInt(4)) % 5;
        long quantity = 1 + random.nextLong(1L << (1 + random.nextInt(55)));
        long price = 1 + random.nextLong(1L << (1 + random.nextInt(55)));
        columns.add(columns.participant("P" + buyer), columns.participant("P" + seller), columns.instrument(instrument), quantity, price);
        trades.addAll(new Trade("P" + buyer, "P" + seller, instrument.asset(), BigDecimal.valueOf(quantity, quantityScale), BigDecimal.valueOf(price, priceScale), instrument.currency(), null, "T" + n).obligations());
      }
      var naive = naive(trades);
      assertThat(columns.nets()).as("seed %d", seed).hasSize(naive.size()).allMatch(net -> naive.get(net.participant() + net.asset()).compareTo(net.amount()) == 0);
    }
  }

  @Test void columnsRefuseSumsThatDoNotFitRatherThanWrap() {
    var columns = new TradeColumns(1);
    int a = columns.participant("A");
    int b = columns.participant("B");
    int i = columns.instrument(new TradeColumns.Instrument("XYZ", "USD", 0, 0));
    columns.add(a, b, i, Long.MAX_VALUE, Long.MAX_VALUE);
    assertThat(columns.nets()).anyMatch(net -> net.amount().unscaledValue().equals(BigInteger.valueOf(Long.MAX_VALUE).pow(2)));
    for (int n = 0; n < 4; n++) columns.add(a, b, i, Long.MAX_VALUE, Long.MAX_VALUE);
    assertThatThrownBy(columns::nets).isInstanceOf(ArithmeticException.class).hasMessageContaining("smaller batches");
  }

  @Test void whatIsNoObligationCannotBeBuilt() {
    assertThatThrownBy(() -> owes("A", "A", "1")).hasMessageContaining("cannot owe itself");
    assertThatThrownBy(() -> owes("A", "B", "0")).hasMessageContaining("greater than zero");
    assertThatThrownBy(() -> Netting.of(Method.GROSS, List.of(new Obligation("A", "B", "EUR", BigDecimal.ONE, null, "x"), new Obligation("A", "B", "EUR", BigDecimal.TEN, null, "x")))).hasMessageContaining("reference x");
  }

  private static Map<String, BigDecimal> naive(List<Obligation> obligations) {
    var sums = new HashMap<String, BigDecimal>();
    for (var o : obligations) {
      sums.put(o.payer() + o.asset(), sums.getOrDefault(o.payer() + o.asset(), BigDecimal.ZERO).subtract(o.amount()));
      sums.put(o.payee() + o.asset(), sums.getOrDefault(o.payee() + o.asset(), BigDecimal.ZERO).add(o.amount()));
    }
    return sums;
  }

  private static List<Obligation> obligations(Random random, int size) {
    var obligations = new ArrayList<Obligation>();
    int participants = 2 + random.nextInt(8);
    for (int n = 0; n < size; n++) {
      int payer = random.nextInt(participants);
      int payee = (payer + 1 + random.nextInt(participants - 1)) % participants;
      obligations.add(new Obligation("P" + payer, "P" + payee, random.nextInt(4) > 0 ? "EUR" : "USD", new BigDecimal(BigInteger.valueOf(1 + random.nextInt(1_000)), random.nextInt(20)),
          random.nextInt(5) > 0 ? null : FRIDAY, "O" + n));
    }
    return obligations;
  }

  private static int references;

  private static Obligation owes(String payer, String payee, String amount) { return new Obligation(payer, payee, "EUR", new BigDecimal(amount), null, "R" + references++); }

  private static Trade trade(String reference, String buyer, String seller, String quantity, String price) {
    return new Trade(buyer, seller, "XYZ", new BigDecimal(quantity), new BigDecimal(price), "USD", null, reference);
  }
}
