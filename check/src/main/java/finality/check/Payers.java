package finality.check;

import finality.check.Journal.Payment;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Clients under way at all times: each pays, asks again under the same key until it has its answer, and notes it. */
final class Payers {
  private static final int CLIENTS = 12;
  private static final List<String> ACCOUNTS = List.of("ACME-EUR", "ACME-EUR", "ACME-USD", "GLOBEX-EUR", "GLOBEX-USD", "ACME-GBP", "ACME-JPY", "ACME-KWD");
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final Site site;
  private final Journal journal;
  private final long seed;
  private final CountDownLatch done = new CountDownLatch(CLIENTS);
  private final AtomicLong answers = new AtomicLong();
  private volatile boolean stopping;
  private volatile boolean abandoned;

  Payers(Site site, Journal journal, long seed) {
    this.site = site;
    this.journal = journal;
    this.seed = seed;
  }

  void start() {
    for (int client = 0; client < CLIENTS; client++) {
      int number = client;
      Thread.ofVirtual().name("payer-" + client).start(() -> pay(number));
    }
  }

  /** How many calls were answered with a settlement so far. */
  long answers() { return answers.get(); }

  /** Begins nothing new, and returns when what was begun is answered. False when that took too long. */
  boolean finish() throws InterruptedException {
    stopping = true;
    if (done.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) return true;
    abandoned = true;
    return false;
  }

  private void pay(int client) {
    var random = new SplittableRandom(seed * 1_000 + client);
    try {
      for (int n = 0; !stopping; n++) {
        var payment = payment("s%d-c%d-n%d".formatted(seed, client, n), random);
        boolean twice = random.nextInt(20) == 0;   // two calls race with one key, over both engines
        var second = twice ? Thread.ofVirtual().start(() -> ask(payment, new SplittableRandom(seed + payment.key.hashCode()))) : null;
        ask(payment, random.split());
        if (second != null) second.join();
        Moment.pause(Duration.ofMillis(random.nextInt(50, 250)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      done.countDown();
    }
  }

  /** A payment of a random account, sometimes to another one of our books. */
  private Payment payment(String key, SplittableRandom random) {
    var debtor = ACCOUNTS.get(random.nextInt(ACCOUNTS.size()));
    var currency = debtor.substring(debtor.indexOf('-') + 1);
    boolean book = (currency.equals("EUR") || currency.equals("USD")) && random.nextInt(4) == 0;
    var amount = amount(currency, random);
    var creditor = book ? "\"rail\":\"BOOK\",\"creditor_account\":\"" + (debtor.startsWith("ACME") ? "GLOBEX-" : "ACME-") + currency + "\""
        : "\"creditor\":{\"name\":\"Client %s\",\"account\":\"X-%s\",\"bank\":\"SANDUS33XXX\"}".formatted(key, key.replace("-", ""));
    var body = "{\"debtor_account\":\"%s\",%s,\"amount\":\"%s\",\"currency\":\"%s\",\"reference\":\"%s\"}".formatted(debtor, creditor, amount, currency, key);
    return journal.asked(key, body, book);
  }

  /** 20.00 to 59.99: above the amounts that make the bank misbehave by themselves. */
  private static String amount(String currency, SplittableRandom random) {
    int whole = random.nextInt(20, 60);
    return switch (currency) {
      case "JPY" -> Integer.toString(whole * 100 + random.nextInt(100));
      case "KWD" -> "%d.%03d".formatted(whole, random.nextInt(1000));
      default -> String.format(Locale.ROOT, "%d.%02d", whole, random.nextInt(100));
    };
  }

  private void ask(Payment payment, SplittableRandom random) {
    for (int attempt = 0; !abandoned; attempt++) {
      try {
        var answer = (random.nextBoolean() ? site.firstApi : site.secondApi).post("/v1/settlements", payment.key, payment.body);
        if (answer.status() / 100 == 2 && !answer.text("id").isEmpty()) {
          journal.acknowledged(payment, answer.text("id"), answer.text("state"));
          answers.incrementAndGet();
          return;
        }
        boolean repeats = answer.status() >= 500 || answer.status() == 429 || answer.status() == 409;
        if (!repeats) {
          journal.refused(payment, answer.status() + " " + answer.body());
          return;
        }
      } catch (IOException _) {
        // killed, frozen or starting: the same key again
      }
      Moment.pause(Duration.ofMillis(random.nextInt(50, 200) + Math.min(1_000, 50 * attempt)));
    }
  }
}
