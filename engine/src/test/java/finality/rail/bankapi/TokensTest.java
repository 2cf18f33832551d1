package finality.rail.bankapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import finality.money.Money;
import finality.rail.Answer;
import finality.rail.Order;
import finality.rail.Party;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The access token: had once by many, renewed in time, and without one nothing is sent. */
class TokensTest {
  private FakeBank bank;
  private BankApi rail;

  @BeforeEach void open() {
    bank = new FakeBank();
    rail = (BankApi) bank.connect(bank.profile());
  }

  @AfterEach void close() {
    rail.close();
    bank.close();
  }

  @Test void manyOrdersShareOneToken() {
    assertThat(send(100)).allSatisfy(answer -> assertThat(answer).isInstanceOf(Answer.Settled.class));
    assertThat(bank.tokens).hasValue(1);
  }

  @Test void aTokenIsRenewedBeforeItEnds() {
    bank.tokenLasts = 2;
    send(1);
    await().until(() -> {
      assertThat(send(1)).as("never refused meanwhile").allSatisfy(answer -> assertThat(answer).isInstanceOf(Answer.Settled.class));
      return bank.tokens.get() == 3;
    });
  }

  @Test void withoutATokenAnOrderIsUnsent() {
    bank.givesNoToken = true;
    assertThat(send(30)).allSatisfy(answer -> assertThat(answer).isInstanceOf(Answer.Unsent.class)).contains(new Answer.Unsent("token_http_503", null));
  }

  /** The bank may have read the body before it looked at the token. */
  @Test void anOrderRefusedForItsTokenIsUnknownAndTheNextOneHasANewToken() {
    send(1);
    bank.refusesTokens = true;
    assertThat(send(1)).containsExactly(new Answer.Unknown("unauthorized"));
    bank.refusesTokens = false;
    assertThat(send(1)).allSatisfy(answer -> assertThat(answer).isInstanceOf(Answer.Settled.class));
    assertThat(bank.tokens).hasValue(2);
  }

  private List<Answer> send(int n) {
    var orders = new ArrayList<Order>();
    for (int i = 0; i < n; i++) {
      orders.add(new Order(UUID.randomUUID().toString().replace("-", ""), Money.of("1.00", "EUR"), "A", new Party("J", "DE1", null, null), null, null, Clock.systemUTC().instant().plusSeconds(60)));
    }
    var answers = new ConcurrentHashMap<Order, Answer>();
    rail.submit(orders, answers::put);
    return List.copyOf(answers.values());
  }
}
