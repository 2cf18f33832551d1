package finality.check;

import finality.check.Journal.Payment;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The clients, the two people and the bank of one aimed kill. Every call goes to the engine that is aimed at first, and is repeated until it is answered: payments under their key. */
final class Stage {
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final Site site;
  private final Journal journal;
  private final String name;
  private final String approver;
  private final Runnable arm;
  private final SplittableRandom random;
  private final List<Payment> payments = new ArrayList<>();
  private volatile boolean abandoned;

  /**
   * @param name begins the keys of all its calls
   * @param approver key of the second person
   */
  Stage(Site site, Journal journal, String name, String approver, SplittableRandom random, Runnable arm) {
    this.site = site;
    this.journal = journal;
    this.name = name;
    this.approver = approver;
    this.random = random;
    this.arm = arm;
  }

  void arm() { arm.run(); }

  void abandon() { abandoned = true; }

  synchronized List<Payment> payments() { return List.copyOf(payments); }

  Payment payout() { return payment("\"creditor\":{\"name\":\"Client\",\"account\":\"X-%s\",\"bank\":\"SANDUS33XXX\"}", false); }

  Payment bookTransfer() { return payment("\"rail\":\"BOOK\",\"creditor_account\":\"GLOBEX-EUR\"", true); }

  private synchronized Payment payment(String creditor, boolean book) {
    var key = name + "-" + payments.size();
    var amount = "%d.%02d".formatted(random.nextInt(20, 60), random.nextInt(100));
    var body = "{\"debtor_account\":\"ACME-EUR\",%s,\"amount\":\"%s\",\"currency\":\"EUR\",\"reference\":\"%s\"}".formatted(creditor.formatted(key.replace("-", "")), amount, key);
    var payment = journal.asked(key, body, book);
    payments.add(payment);
    return payment;
  }

  /** All at once; returns when each is acknowledged. */
  void pay(Payment... together) throws IOException {
    var calls = Arrays.stream(together).map(payment -> Thread.ofVirtual().start(() -> pay(payment))).toList();
    try {
      for (var call : calls) call.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void pay(Payment payment) {
    try {
      var answer = ask("/v1/settlements", payment.key, payment.body, false, null);
      if (answer.status() / 100 == 2) journal.acknowledged(payment, answer.text("id"), answer.text("state"));
      else journal.refused(payment, answer.status() + " " + answer.body());
    } catch (IOException _) {
      // abandoned: it was never acknowledged
    }
  }

  /**
   * @param again a person who saw no answer presses again, under another key: what the call does is guarded by the state it changes
   * @param person key of who asks; null: the operator
   */
  private Http.Answer ask(String path, String key, String body, boolean again, @Nullable String person) throws IOException {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    for (int attempt = 0; !abandoned && System.nanoTime() < deadline; attempt++) {
      var api = attempt % 2 == 0 ? site.secondApi : site.firstApi;
      var attempted = again ? key + "-" + attempt : key;
      try {
        var answer = (person == null ? api : api.as(person)).post(path, attempted, body);
        boolean repeats = answer.status() >= 500 || answer.status() == 429 || answer.status() == 409 && answer.text("code").equals("still_running");
        if (!repeats) return answer;
      } catch (IOException _) {
        // killed, frozen or starting: the same key again
      }
      Moment.pause(Duration.ofMillis(100));
    }
    throw new IOException(path + " was not answered");
  }

  void verb(Payment payment, String verb) throws IOException {
    var answer = ask("/v1/settlements/" + payment.id() + "/" + verb, payment.key + "-" + verb, "{}", true, null);
    journal.answered(payment.key + " " + verb + " " + answer.status() + " " + answer.text("state") + answer.text("code"));
  }

  /** As an operator does who does not want to wait for the look-up that is due. */
  void lookUp(Payment payment) throws IOException {
    Moment.pause(Duration.ofMillis(1_200));   // the bank's read delay
    verb(payment, "lookup");
  }

  /** @return the reversal's id, the same for the same key whatever was killed in between */
  String reverse(Payment payment) throws IOException {
    var path = "/v1/settlements/" + payment.id() + "/reverse";
    var id = ask(path, payment.key + "-reverse", "{}", false, null).text("id");
    var again = ask(path, payment.key + "-reverse", "{}", false, null).text("id");
    if (id.isEmpty() || !id.equals(again)) journal.contradiction("the reversal of " + payment.key + " was acknowledged as " + id + " and as " + again);
    return id;
  }

  void approve(String reversal) throws IOException { ask("/v1/settlements/" + reversal + "/approve", name + "-approve", "{}", true, approver); }

  void becomes(Payment payment, String states) throws IOException {
    var id = payment.id();
    if (id == null) throw new IOException(payment.key + " was not acknowledged");
    becomes(id, states, null);
  }

  /** @param states words with | between them */
  void becomes(String id, String states, @Nullable String cause) throws IOException {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    String is = "";
    while (!abandoned && System.nanoTime() < deadline) {
      var settlement = site.firstApi.get("/v1/settlements/" + id);
      is = settlement.text("state") + " " + settlement.text("cause");
      if (settlement.text("state").matches(states) && (cause == null || settlement.text("cause").equals(cause))) return;
      Moment.pause(Duration.ofMillis(100));
    }
    throw new IOException(id + " should become " + states + (cause == null ? "" : " " + cause) + " and is " + is);
  }

  void sending(boolean on) throws IOException {
    site.firstApi.put("/v1/sending", name + "-sending-" + on, "{\"scope\":\"all\",\"paused\":%s,\"reason\":\"aimed\"}".formatted(!on));
    Moment.pause(Duration.ofMillis(on ? 0 : 1_300));   // every engine knows within a second
  }

  void bankDoes(String fault) throws IOException { site.bankApi.put("/admin/faults", "{\"items\":[" + fault + "]}"); }

  /** The money of a payment comes back. */
  void bankReturns(Payment payment) throws IOException {
    var endToEndId = site.firstApi.get("/v1/settlements/" + payment.id()).text("end_to_end_id");
    var answer = site.bankApi.post("/admin/returns", "", "{\"end_to_end_id\":\"" + endToEndId + "\"}");
    if (answer.status() != 201) throw new IOException("the bank does not return " + endToEndId + ": " + answer);
  }
}
