package finality.netting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LiquiditySavingTest {

  @Test void aCircleWithoutMoneyIsAGridlockThatGoesTogether() {
    var circle = List.of(pays("1", "A", "B", "100"), pays("2", "B", "C", "100"), pays("3", "C", "A", "100"));
    var gross = clear(Rule.GROSS, circle);
    assertThat(gross.settled()).isEmpty();
    assertThat(gross.blockage()).isEqualTo(Blockage.GRIDLOCK);
    assertThat(clear(Rule.BILATERAL, circle).blockage()).isEqualTo(Blockage.GRIDLOCK);
    assertThat(clear(Rule.FIFO, circle).settled()).isEqualTo(circle);
    assertThat(clear(Rule.MULTILATERAL, circle).settled()).isEqualTo(circle);
  }

  @Test void aDebtWithoutMoneyIsADeadlockAndSaysWhatIsMissing() {
    var clearing = clear(Rule.FIFO, List.of(pays("1", "A", "B", "100"), pays("2", "A", "C", "1"), pays("3", "B", "A", "70")), has("A", "10", "5"));
    assertThat(clearing.blockage()).isEqualTo(Blockage.DEADLOCK);
    assertThat(clearing.waiting()).map(w -> w.entry().reference() + " " + w.why()).containsExactly("1 A is short of 85 EUR", "2 waits behind 1", "3 B is short of 70 EUR");
  }

  @Test void inOrderTheLargestSetThereIsGoes() {
    var queue = List.of(pays("1", "A", "B", "60"), pays("2", "A", "C", "50"), pays("3", "B", "A", "40"), pays("4", "C", "A", "10"));
    var clearing = clear(Rule.FIFO, queue, has("A", "20", "0"));
    assertThat(clearing.settled()).map(Queued::reference).containsExactly("1", "3");
    assertThat(clearing.waiting()).map(w -> w.why().toString()).containsExactly("A is short of 50 EUR", "C is short of 10 EUR");
    assertThat(clearing.positions()).map(p -> p.account() + " " + p.after()).containsExactly("A EUR 0", "B EUR 20", "C EUR 0");
  }

  @Test void thePriorityGoesBeforeTheArrival() {
    var queue = List.of(pays("1", "A", "B", "10"), new Queued("2", -1, List.of(new Leg("A", "C", "EUR", BigDecimal.TEN))));
    assertThat(clear(Rule.GROSS, queue, has("A", "10", "0")).settled()).map(Queued::reference).containsExactly("2");
  }

  @Test void withoutRegardToOrderMoreValueGoes() {
    var queue = List.of(pays("1", "A", "B", "100"), pays("2", "A", "B", "30"), pays("3", "A", "C", "25"));
    assertThat(clear(Rule.FIFO, queue, has("A", "55", "0")).settled()).isEmpty();
    assertThat(clear(Rule.BYPASS, queue, has("A", "55", "0")).settled()).map(Queued::reference).containsExactly("2", "3");
    var exact = clear(Rule.EXACT, queue, has("A", "55", "0"));
    assertThat(exact.settled()).map(Queued::reference).containsExactly("2", "3");
    assertThat(exact.best()).isTrue();
    assertThat(exact.blockage()).isEqualTo(Blockage.DEADLOCK);
  }

  @Test void twoOffsetEachOtherPastWhatIsQueuedForOthers() {
    var queue = List.of(pays("1", "A", "C", "500"), pays("2", "A", "B", "100"), pays("3", "B", "A", "90"));
    var clearing = clear(Rule.BILATERAL, queue, has("A", "10", "0"));
    assertThat(clearing.settled()).map(Queued::reference).containsExactly("2", "3");
  }

  @Test void nobodyIsPassedWhereNothingComesBack() {
    var urgent = new Queued("u1", 0, List.of(new Leg("A", "B", "EUR", new BigDecimal("101"))));
    var low = new Queued("low", 99, List.of(new Leg("A", "C", "EUR", new BigDecimal("100"))));
    var clearing = clear(Rule.BILATERAL, List.of(urgent, low), has("A", "100", "0"));
    assertThat(clearing.settled()).isEmpty();
    assertThat(clearing.waiting()).map(w -> w.why().toString()).containsExactly("A is short of 1 EUR", "waits behind u1");
    var dollars = new Queued("usd", 99, List.of(new Leg("A", "C", "USD", BigDecimal.ONE)));
    var back = new Queued("back", 99, List.of(new Leg("C", "A", "USD", BigDecimal.ONE)));
    var behind = new Queued("behind", 99, List.of(new Leg("A", "C", "EUR", BigDecimal.ONE), new Leg("A", "C", "USD", BigDecimal.ONE)));
    assertThat(clear(Rule.BILATERAL, List.of(urgent, low, dollars, back, behind), has("A", "100", "0")).settled()).as("dollars come back, euros do not").containsExactly(dollars, back);
    var passed = clear(Rule.BILATERAL, List.of(low), has("A", "100", "0"));
    var wrong = new Clearing(Rule.BILATERAL, passed.settled(), List.of(new Clearing.Waiting(urgent, new Why.Short(List.of(shortfall("A", "EUR", "101"))))),
        List.of(passed.positions().getFirst(), new Clearing.Position(Balance.none(new Account("B", "EUR")), BigDecimal.ZERO), passed.positions().getLast()), Blockage.DEADLOCK, true);
    assertThat(Certificate.check(wrong, List.of(urgent, low), List.of(has("A", "100", "0")))).containsExactly("low passed an earlier one of A EUR");
  }

  @Test void aSecurityIsNoReturnForMoney() {
    var urgent = pays("urgent", "A", "C", "2000");
    var trade = new Queued("T1", 0, List.of(new Leg("B", "A", "XYZ", BigDecimal.TEN), new Leg("A", "B", "EUR", new BigDecimal("1000"))));
    var sale = new Queued("T2", 0, List.of(new Leg("A", "B", "XYZ", BigDecimal.TEN), new Leg("B", "A", "EUR", new BigDecimal("990"))));
    var shares = new Balance(new Account("B", "XYZ"), BigDecimal.TEN, BigDecimal.ZERO);
    assertThat(clear(Rule.BILATERAL, List.of(urgent, trade), has("A", "1500", "0"), shares).settled()).isEmpty();
    assertThat(clear(Rule.BILATERAL, List.of(urgent, trade, sale), has("A", "1500", "0")).settled()).containsExactly(trade, sale);
  }

  @Test void deliveryAndPaymentGoTogetherOrNotAtAll() {
    var trade = new Trade("A", "B", "XYZ", new BigDecimal("10"), new BigDecimal("100"), "USD", null, "T1").linked(0);
    var back = new Trade("B", "A", "XYZ", new BigDecimal("10"), new BigDecimal("110"), "USD", null, "T2").linked(0);
    var money = new Balance(new Account("A", "USD"), new BigDecimal("5000"), BigDecimal.ZERO);
    var shares = new Balance(new Account("B", "XYZ"), new BigDecimal("10"), BigDecimal.ZERO);
    assertThat(clear(Rule.GROSS, List.of(trade), money).settled()).as("no securities").isEmpty();
    assertThat(clear(Rule.GROSS, List.of(trade), shares).settled()).as("no money").isEmpty();
    assertThat(clear(Rule.GROSS, List.of(trade), money, shares).settled()).as("model 1").containsExactly(trade);
    var little = new Balance(new Account("B", "USD"), new BigDecimal("100"), BigDecimal.ZERO);
    assertThat(clear(Rule.GROSS, List.of(trade, back), little).settled()).isEmpty();
    var netted = clear(Rule.FIFO, List.of(trade, back), little);
    assertThat(netted.settled()).as("model 3: the nets are 0 XYZ and 100 USD").containsExactly(trade, back);
    assertThat(netted.positions()).map(p -> p.account() + " " + p.after()).containsExactly("A USD 100", "B USD 0", "A XYZ 0", "B XYZ 0");
  }

  @Test void sumsBeyondALongAreExactToo() {
    var queue = new ArrayList<>(List.of(pays("back", "A", "P0", "900000000000000000")));
    for (int e = 0; e < 12; e++) queue.add(pays("E" + e, "P" + e, "A", "900000000000000000"));   // each fits in a long, what A would have of them does not
    assertThat(clear(Rule.FIFO, queue).settled()).map(Queued::reference).containsExactly("back", "E0");
  }

  @Test void whatIsBelowItsLimitAlreadyMayReceiveAndNotPay() {
    var queue = List.of(pays("1", "A", "B", "1"), pays("2", "B", "A", "5"));
    var clearing = clear(Rule.GROSS, queue, has("A", "-20", "10"), has("B", "5", "0"));
    assertThat(clearing.settled()).map(Queued::reference).containsExactly("2");
    assertThat(clear(Rule.FIFO, queue, has("A", "-20", "10"), has("B", "5", "0")).settled()).as("together A rises").isEqualTo(queue);
    assertThat(clear(Rule.GROSS, queue, has("A", "-20", "10")).settled()).isEmpty();
    assertThatThrownBy(() -> has("A", "0", "-1")).hasMessageContaining("how far below zero");
  }

  @Test void whoWasBelowTheLimitAndIsWholeIsNotOverdrawnAgain() {
    var queue = List.of(pays("1", "B", "A", "2.50"), pays("2", "A", "C", "2.50"));
    Balance[] balances = {has("A", "-2.00", "0"), has("B", "10.00", "0")};
    for (var rule : List.of(Rule.GROSS, Rule.BILATERAL)) {
      var clearing = clear(rule, queue, balances);
      assertThat(clearing.settled()).as("%s", rule).map(Queued::reference).containsExactly("1");
      assertThat(clearing.waiting()).map(w -> w.why().toString()).containsExactly("A is short of 2.00 EUR");
      assertThat(clearing.blockage()).isEqualTo(Blockage.DEADLOCK);
      assertThat(clearing.positions()).map(p -> p.account() + " " + p.after().toPlainString()).startsWith("A EUR 0.50");
    }
    assertThat(clear(Rule.FIFO, queue, balances).settled()).as("at one instant A stays where it was").isEqualTo(queue);
    var overdrawn = clear(Rule.FIFO, queue, balances);
    assertThat(Certificate.check(new Clearing(Rule.GROSS, overdrawn.settled(), List.of(), overdrawn.positions(), Blockage.NONE, true), queue, List.of(balances)))
        .containsExactly("2 cannot have gone: somebody would have been below the limit");
  }

  @Test void whoRisesAndStaysBelowTheLimitDoesNotFallBack() {
    var queue = List.of(pays("1", "B", "A", "3"), pays("2", "A", "C", "1"));
    assertThat(clear(Rule.GROSS, queue, has("A", "-20", "10"), has("B", "3", "0")).settled()).map(Queued::reference).containsExactly("1");
    var large = List.of(pays("1", "B", "A", "3e30"), pays("2", "A", "C", "1"));
    assertThat(clear(Rule.GROSS, large, has("A", "-20e30", "10"), has("B", "3e30", "0")).settled()).as("beyond a long").map(Queued::reference).containsExactly("1");
  }

  @Test void whatIsMissingIsMissingToTheLimitNotToTheBalance() {
    for (var rule : List.of(Rule.GROSS, Rule.BILATERAL, Rule.FIFO, Rule.BYPASS, Rule.EXACT))
      assertThat(clear(rule, List.of(pays("1", "A", "B", "2.50")), has("A", "-2.00", "0")).waiting()).as("%s", rule).map(w -> w.why().toString()).containsExactly("A is short of 4.50 EUR");
    var none = clear(Rule.MULTILATERAL, List.of(pays("1", "A", "B", "2.50")), has("A", "-2.00", "1"));
    assertThat(none.waiting()).map(w -> w.why().toString()).containsExactly("all or nothing, and A is short of 3.50 EUR");
    var told = new Why.NotAll(shortfall("A", "EUR", "2.50"));
    assertThat(Certificate.check(new Clearing(none.rule(), none.settled(), List.of(new Clearing.Waiting(none.waiting().getFirst().entry(), told)), none.positions(), none.blockage(), none.best()),
        none.waiting().stream().map(Clearing.Waiting::entry).toList(), List.of(has("A", "-2.00", "1")))).hasSize(1);
  }

  @Test void everyoneWhoIsShortIsNamed() {
    var trade = new Trade("X", "Y", "SAP", BigDecimal.TEN, new BigDecimal("100"), "EUR", null, "t1").linked(0);
    for (var rule : List.of(Rule.GROSS, Rule.BILATERAL, Rule.FIFO, Rule.BYPASS, Rule.EXACT)) {
      var clearing = clear(rule, List.of(trade));
      assertThat(clearing.waiting()).as("%s", rule).map(w -> w.why().toString()).containsExactly("Y is short of 10 SAP, and X is short of 1000 EUR");
      for (var told : List.of(List.<Why.Shortfall>of(), List.of(shortfall("Y", "SAP", "10")), List.of(shortfall("Y", "SAP", "10"), shortfall("X", "EUR", "999"))))
        assertThat(Certificate.check(new Clearing(rule, List.of(), List.of(new Clearing.Waiting(trade, new Why.Short(told))), clearing.positions(), Blockage.DEADLOCK, true), List.of(trade), List.of())).as("%s", told).hasSize(1);
    }
  }

  @Test void withWhatIsMissingTheEntryGoes() {
    int asked = 0;
    for (int seed = 40_000; seed < 42_000; seed++) {
      var random = new Random(seed);
      var some = new Case(random, 1 + random.nextInt(11), seed % 2 == 0);
      for (var rule : List.of(Rule.GROSS, Rule.FIFO)) {
        for (var waiting : LiquiditySaving.clear(rule, some.queue, some.balances).waiting()) {
          if (!(waiting.why() instanceof Why.Short(var shortfalls))) continue;
          var richer = new ArrayList<>(some.balances);
          for (var told : shortfalls) {
            var had = some.balances.stream().filter(balance -> balance.account().equals(told.account())).findFirst().orElse(Balance.none(told.account()));
            richer.remove(had);
            richer.add(new Balance(told.account(), had.amount().add(told.missing()), had.limit()));
          }
          assertThat(LiquiditySaving.clear(rule, some.queue, richer).settled()).as("seed %d %s %s", seed, rule, waiting).contains(waiting.entry());
          asked++;
        }
      }
    }
    assertThat(asked).isGreaterThan(2_000);
  }

  @Test void tenThousandRandomQueuesAreSettledAsByTryingEverySet() {
    int gridlocks = 0;
    int deadlocks = 0;
    for (int seed = 0; seed < 10_000; seed++) {
      var random = new Random(seed);
      var some = new Case(random, 1 + random.nextInt(seed % 10 == 0 ? 16 : 11), seed % 3 == 0);
      for (var rule : Rule.values()) {
        var clearing = LiquiditySaving.clear(rule, some.queue, some.balances);
        var name = "seed " + seed + " " + rule;
        assertThat(Certificate.check(clearing, some.queue, some.balances)).as(name).isEmpty();
        agrees(some, clearing, name);
        if (clearing.blockage() == Blockage.GRIDLOCK) gridlocks++;
        if (clearing.blockage() == Blockage.DEADLOCK) deadlocks++;
      }
    }
    assertThat(gridlocks).isGreaterThan(1_000);
    assertThat(deadlocks).isGreaterThan(10_000);
  }

  @Test void tenThousandRandomQueuesAreOffsetInPairsAsTheDefinitionSays() {
    int beyondGross = 0;
    for (int seed = 30_000; seed < 40_000; seed++) {
      var random = new Random(seed);
      var some = new Case(random, 2 + random.nextInt(13), seed % 3 == 0);
      var clearing = LiquiditySaving.clear(Rule.BILATERAL, some.queue, some.balances);
      assertThat(clearing.settled()).as("seed " + seed).containsExactlyInAnyOrderElementsOf(NaiveOffsetting.settled(some.queue, some.balances));
      if (clearing.settled().size() > Integer.bitCount(some.gross())) beyondGross++;
    }
    assertThat(beyondGross).as("queues of which offsetting settles more than one at a time does").isGreaterThan(1_000);
  }

  private static void agrees(Case some, Clearing clearing, String name) {
    int all = (1 << some.queue.size()) - 1;
    int settled = some.mask(clearing.settled());
    switch (clearing.rule()) {
      case GROSS -> assertThat(settled).as(name).isEqualTo(some.gross());
      case BILATERAL -> assertThat(settled & some.gross()).as(name + " contains what goes one at a time").isEqualTo(some.gross());
      case MULTILATERAL -> assertThat(settled).as(name).isEqualTo(some.feasible(0, false, all, false).contains(all) ? all : 0);
      case FIFO -> assertThat(settled).as(name + " is every set in order put together").isEqualTo(some.feasible(0, false, all, true).stream().reduce(0, (a, b) -> a | b));
      case BYPASS -> assertThat(some.value(settled)).as(name + " is no less than in order").isGreaterThanOrEqualTo(some.feasible(0, false, all, true).stream().mapToLong(some::value).max().orElse(0));
      case EXACT -> {
        assertThat(clearing.best()).as(name).isTrue();
        assertThat(some.value(settled)).as(name).isEqualTo(some.feasible(0, false, all, false).stream().mapToLong(some::value).max().orElse(0));
      }
    }
    boolean afterwards = clearing.rule() == Rule.GROSS || clearing.rule() == Rule.BILATERAL;
    var more = some.feasible(settled, afterwards, all & ~settled, clearing.rule().respectsOrder());
    if (clearing.rule() == Rule.GROSS || clearing.rule() == Rule.BILATERAL) assertThat(more).as(name + " leaves nothing that could go alone").noneMatch(set -> Integer.bitCount(set) == 1);
    assertThat(clearing.blockage()).as(name).isEqualTo(settled == all ? Blockage.NONE : more.isEmpty() ? Blockage.DEADLOCK : Blockage.GRIDLOCK);
  }

  @Test void bypassFindsNearlyAllThatThereIs() {
    long found = 0;
    long there = 0;
    for (int seed = 20_000; seed < 22_000; seed++) {
      var some = new Case(new Random(seed), 14, false);
      found += some.value(some.mask(LiquiditySaving.clear(Rule.BYPASS, some.queue, some.balances).settled()));
      there += some.value(some.mask(LiquiditySaving.clear(Rule.EXACT, some.queue, some.balances).settled()));
    }
    assertThat(found * 1_000 / there).as("per mille of the best value").isGreaterThanOrEqualTo(980);
  }

  @Test void largeQueuesHaveCertificatesToo() {
    for (long seed = 1; seed <= 6; seed++) {
      var random = new Random(seed);
      var queue = new ArrayList<Queued>();
      for (int e = 0; e < 3_000; e++) {
        int payer = random.nextInt(40);
        int payee = (payer + 1 + random.nextInt(39)) % 40;
        var payment = new Leg("P" + payer, "P" + payee, "EUR", BigDecimal.valueOf(1 + random.nextInt(1_000_000), 2));
        queue.add(new Queued("E" + e, random.nextInt(3), seed % 2 == 0 ? List.of(payment) : List.of(new Leg("P" + payee, "P" + payer, "S" + random.nextInt(5), BigDecimal.ONE), payment)));
      }
      var balances = new ArrayList<Balance>();
      for (int p = 0; p < 40; p++) balances.add(new Balance(new Account("P" + p, "EUR"), BigDecimal.valueOf(random.nextInt(2_000_000), 2), BigDecimal.valueOf(random.nextInt(500_000), 2)));
      for (var rule : Rule.values()) {
        var clearing = LiquiditySaving.clear(rule, queue, balances, 10_000);
        assertThat(Certificate.check(clearing, queue, balances)).as("seed %d %s", seed, rule).isEmpty();
      }
    }
  }

  private static Why.Shortfall shortfall(String participant, String asset, String missing) { return new Why.Shortfall(new Account(participant, asset), new BigDecimal(missing)); }

  private static Clearing clear(Rule rule, List<Queued> queue, Balance... balances) {
    var clearing = LiquiditySaving.clear(rule, queue, List.of(balances));
    assertThat(Certificate.check(clearing, queue, List.of(balances))).isEmpty();
    return clearing;
  }

  private static Queued pays(String reference, String payer, String payee, String amount) { return new Queued(reference, 0, List.of(new Leg(payer, payee, "EUR", new BigDecimal(amount)))); }

  private static Balance has(String participant, String amount, String limit) { return new Balance(new Account(participant, "EUR"), new BigDecimal(amount), new BigDecimal(limit)); }
}
