package finality.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import finality.ledger.AccountKind;
import finality.money.Assets;
import finality.money.Money;
import finality.rail.Answer;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.convert.DurationStyle;

/**
 * A clerk's page, played line by line against the real pipeline and database.
 *
 * <pre>
 * bank     alpha [without once, expiry, block] [read-delay 5s] [valid-for 5m] [attempts 5] …   a bank and our nostro there
 * account  alice 100.00 [of OWNER] [limit 50.00]      a participant, with money that lies on the first nostro
 * script   P1 loses, pays                             what the bank does with P1 each time it comes
 * pay      P1 alice 30.00 [attempts 2]                => state [cause]
 * P1                                                  => state [cause]     waited for
 * executes|executes-first-id|rejects|forgets|returns|releases P1 …      what the bank does by itself
 * credits  25.00 alice                                money arrives with that reference
 * hears    P1 settled|declined CODE|unknown           an answer is brought, whatever the bank says now
 * stopped  alice                                      until it is noticed that its owner owes
 * wait     1m                                         the clock moves on
 * cancel|retry|process P1                             => what the client is told
 * reverse  P1 as R1 [10.00] by tina                   => state, or the field that is refused
 * propose  P1 settled by tina, approve P1 by tom      => what they are told
 * books    alice 70.00 | transit 30.00 | nostro 100.00 held 30.00
 * booked   P1 alice > transit 30.00 sent | …          every transfer of the payment, in order
 * told     P1 executed_twice | …                      every alarm about it, in order
 * bank has P1 orders 2 ids 1 paid 1                   the bank's own journal
 * </pre>
 */
final class Page {
  private final List<String> lines;
  private final Day day = Day.shared();
  private boolean started;

  Page(Path file) throws IOException { lines = Files.readAllLines(file); }

  void play() {
    day.open();
    boolean done = false;
    try {
      for (int n = 0; n < lines.size(); n++) {
        var line = lines.get(n).replaceAll("#.*", "").strip();
        if (!line.isEmpty()) line("line " + (n + 1) + ": " + line, line);
      }
      done = true;
    } finally {
      if (done) day.close();
      else day.stop();
      day.ledger().resting();
    }
  }

  private void line(String where, String line) {
    try {
      var parts = line.split("=>", 2);
      play(parts[0].strip(), parts.length == 1 ? "" : parts[1].strip());
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(where + "\n" + e.getMessage() + history(), e);
    }
  }

  private String history() {
    var text = new StringBuilder();
    for (var name : day.names()) {
      text.append('\n').append(name);
      for (var e : day.find(day.id(name)).history()) text.append("\n  ").append(e.version()).append(' ').append(e.from()).append(" > ").append(e.to()).append(' ').append(e.cause()).append(' ').append(e.evidence());
    }
    return text.toString();
  }

  private void play(String said, String expected) {
    var w = said.split("\\s+");
    var rest = said.substring(w[0].length()).strip();
    switch (w[0]) {
      case "bank" -> { if (w[1].equals("has")) bankHas(w); else bank(w); }
      case "account" -> account(w);
      case "script" -> script(w[1], rest.substring(w[1].length()).strip());
      case "pay" -> equal(begun().submit(day.payout(w[1], w[2], w[3], Priority.NORMAL, null, option(w, "attempts") == null ? null : Integer.valueOf(option(w, "attempts")))), w[1], expected);
      case "transfer" -> equal(begun().submit(day.transfer(w[1], w[2], w[4], w[5])), w[1], expected);
      case "executes" -> { if (w.length > 2) day.theBank().executes(w[1], w[2]); else day.theBank().executes(w[1]); }
      case "executes-first-id" -> day.theBank().executesFirst(w[1]);
      case "rejects" -> day.theBank().rejects(w[1], w[2], said.endsWith("for good"));
      case "forgets" -> day.theBank().forgets(w[1]);
      case "hangs" -> day.theBank().hangs(w[1]);
      case "releases" -> day.theBank().release(w[1]);
      case "silent" -> day.theBank().silent(w[1].equals("on"));
      case "recalls" -> day.theBank().refusesRecalls();
      case "returns" -> day.theBank().returns(w[1], Arrays.copyOfRange(w, 2, w.length));
      case "credits" -> begun().theBank().credits(nostro(), new Money(new BigDecimal(w[1]), Assets.of("EUR")), rest.substring(w[1].length()).strip());
      case "wait" -> day.advance(DurationStyle.detectAndParse(w[1]));
      case "cancel" -> equal(day.settlements().cancel(day.tenant, day.id(w[1]), "client"), expected);
      case "retry" -> equal(day.settlements().retry(day.tenant, day.id(w[1]), "client"), expected);
      case "process" -> equal(day.settlements().process(day.tenant, day.id(w[1]), "client"), expected);
      case "reverse" -> reverse(w, expected);
      case "propose" -> equal(day.settlements().propose(day.tenant, day.id(w[1]), State.parse(w[2]), "looked at it", option(w, "by")), expected);
      case "approve" -> equal(day.settlements().approve(day.tenant, day.id(w[1]), option(w, "as") == null ? null : State.parse(option(w, "as")), option(w, "by")), expected);
      case "hears" -> hears(w[1], rest.substring(w[1].length()).strip());
      case "cursors" -> day.theBank().startsItsCursorsAnew();
      case "stopped" -> day.noticed(code(w[1]));
      case "version" -> assertThat(day.the(w[1]).version()).isEqualTo(Integer.parseInt(w[2]));
      case "books" -> books(rest);
      case "booked" -> assertThat(day.booked(day.id(w[1])).stream().map(this::shortened).toList()).containsExactlyInAnyOrderElementsOf(items(rest.substring(w[1].length())));   // within a transaction there is no order
      case "told" -> Day.until("a person is told of " + w[1], () -> day.told(w[1]).equals(items(rest.substring(w[1].length()))));
      default -> { if (expected.isEmpty()) throw new IllegalArgumentException("not a word of this page: " + w[0]); else state(w[0], expected); }
    }
  }

  private Day begun() {
    if (!started) day.start();
    started = true;
    return day;
  }

  private void bank(String[] w) {
    day.bank(w[1], p -> {
      for (int i = 2; i < w.length; i++) {
        switch (w[i]) {
          case "without" -> { }
          case "once", "once," -> p.takesIdOnce = false;
          case "expiry", "expiry," -> p.enforcesValidUntil = false;
          case "block", "block," -> p.cancelBlocksId = false;
          case "read-delay" -> p.readDelay = DurationStyle.detectAndParse(w[++i]);
          case "valid-for" -> p.validFor = DurationStyle.detectAndParse(w[++i]);
          case "answer-by" -> p.answerBy = DurationStyle.detectAndParse(w[++i]);
          case "latest" -> p.latestAnswer = DurationStyle.detectAndParse(w[++i]);
          case "attempts" -> p.maxAttempts = Integer.parseInt(w[++i]);
          default -> throw new IllegalArgumentException("not a promise: " + w[i]);
        }
      }
    });
  }

  private void account(String[] w) {
    var owner = option(w, "of");
    var limit = option(w, "limit");
    day.account(w[1], "EUR", owner == null ? w[1] : owner, limit == null ? "0" : limit);
    day.fund(w[1], w[2], nostro());
  }

  private void script(String name, String deeds) { day.theBank().script(name, items(deeds, ",").stream().map(Page::deed).toArray(ScriptedBank.Deed[]::new)); }

  private static ScriptedBank.Deed deed(String words) {
    var w = words.split("\\s+");
    return switch (w[0]) {
      case "pays" -> w.length == 1 ? ScriptedBank::pays : w[1].equals("keeping") ? ScriptedBank.paysAndKeeps(w[2]) : ScriptedBank.paysAnother(w[1]);
      case "pays-twice" -> ScriptedBank::paysTwice;
      case "pays-twice-quietly" -> ScriptedBank::paysTwiceAndSaysOnce;
      case "says-paid" -> ScriptedBank::saysPaid;
      case "takes" -> ScriptedBank::takes;
      case "loses-answer" -> ScriptedBank::paysAndLosesTheAnswer;
      case "takes-silently" -> ScriptedBank::takesAndLosesTheAnswer;
      case "loses-order" -> ScriptedBank::losesTheOrder;
      case "duplicate" -> ScriptedBank::refusesAsDuplicateWhatItPaid;
      case "declines" -> ScriptedBank.declines(w[1], words.endsWith("for good"));
      case "busy" -> ScriptedBank.isBusy(w.length == 1 ? null : DurationStyle.detectAndParse(w[1]));
      case "unreachable" -> ScriptedBank::isOutOfReach;
      case "proxy-404" -> ScriptedBank.answers(new Answer.Unknown("HTTP 404 without the bank's own code"));
      default -> throw new IllegalArgumentException("not a deed: " + words);
    };
  }

  /** Somebody brings an answer of the bank about the last order, whatever the bank says now; returns when it is stored. */
  private void hears(String name, String words) {
    var w = words.split("\\s+");
    var entry = day.theBank().entry(name);
    day.hears(name, switch (w[0]) {
      case "declined" -> new Answer.Declined(w[1], "no", true);
      case "settled" -> new Answer.Settled(entry.reference.isEmpty() ? "said-by-phone" : entry.reference, entry.order.amount(), BigDecimal.ZERO, day.clock.instant(), 1);
      case "unknown" -> new Answer.Unknown("no answer");
      default -> throw new IllegalArgumentException("not an answer: " + words);
    });
  }

  private void equal(Submitted.Created created, String name, String expected) {
    var is = created.state().word() + " " + created.cause();
    assertThat(is).as(name).startsWith(expected);
  }

  private static void equal(Settlements.Done done, String expected) {
    var is = switch (done) {
      case Settlements.Done.Changed(State state) -> state.word();
      case Settlements.Done.Accepted(State state, String what) -> "accepted " + state.word();
      case Settlements.Done.Refused(String code, String message) -> "refused " + code;
      case Settlements.Done.NotFound() -> "not found";
    };
    assertThat(is).isEqualTo(expected);
  }

  /** {@code reverse P1 as R1 [10.00] by tina} */
  private void reverse(String[] w, String expected) {
    var amount = w[4].equals("by") ? null : new BigDecimal(w[4]);
    var answer = day.settlements().reverse(day.tenant, day.id(w[1]), Day.key(day.tenant, w[3]), Day.key(w[1], String.valueOf(amount)), amount, "asked", option(w, "by")).orElseThrow();
    switch (answer) {
      case Submitted.Created c -> {
        day.named(w[3], c.id());
        assertThat(c.state().word()).isEqualTo(expected);
      }
      case Submitted.Refused(List<Submitted.Problem> problems) -> assertThat("refused " + problems.getFirst().code()).isEqualTo(expected);
      case Submitted.Replayed(UUID id, java.time.Instant first) -> assertThat("replayed").isEqualTo(expected);
      case Submitted.Conflict c -> assertThat("conflict").isEqualTo(expected);
    }
  }

  private void state(String name, String expected) {
    var w = expected.split("\\s+");
    if (w[0].equals("stays")) day.stays(name, State.parse(w[1]));
    else day.becomes(name, State.parse(w[0]), w.length == 1 ? null : w[1]);
  }

  /** Waited for: money that comes in is booked a moment later. */
  private void books(String text) {
    var expected = items(text);
    var names = expected.stream().map(item -> item.substring(0, item.indexOf(' '))).toList();
    var is = new ArrayList<String>();
    try {
      Day.until(text, () -> {
        is.clear();
        for (var name : names) is.add(name + " " + day.money(code(name)));
        return is.equals(expected);
      });
    } catch (RuntimeException e) {
      assertThat(is).isEqualTo(expected);
    }
  }

  private void bankHas(String[] w) {
    for (int i = 3; i < w.length; i += 2) {
      var bank = day.theBank();
      int n = Integer.parseInt(w[i + 1]);
      switch (w[i]) {
        case "orders" -> Day.until("orders of " + w[2] + " that reached the bank: " + bank.requests(w[2]), () -> bank.requests(w[2]) == n);
        case "ids" -> assertThat(bank.entries(w[2]).stream().filter(e -> e.requests > 0).count()).as("ids of %s that reached the bank", w[2]).isEqualTo(n);
        case "paid" -> assertThat(bank.executions(w[2])).as("executions of %s", w[2]).isEqualTo(n);
        case "asked" -> Day.until("asked " + n + " times", () -> bank.lookUps(w[2]) >= n);
        default -> throw new IllegalArgumentException(w[i]);
      }
    }
  }

  private String nostro() { return "nostro-" + day.theBank().profile().connection().replaceAll("-[0-9]+$", ""); }

  private String code(String name) {
    return switch (name) {
      case "nostro" -> nostro();
      case "transit" -> "settlement_pending:scripted:EUR";
      case "suspense" -> "suspense:suspense:EUR";
      case "charges" -> "fee:charges:EUR";
      default -> name.startsWith("owed-by-") ? AccountKind.RECEIVABLE.word() + ":" + name.substring(8) + ":EUR" : name;
    };
  }

  private String shortened(String line) {
    return line.replace(nostro(), "nostro").replace("settlement_pending:scripted:EUR", "transit").replace("suspense:suspense:EUR", "suspense").replace("fee:charges:EUR", "charges")
        .replaceAll("receivable:([^:]+):EUR", "owed-by-$1");
  }

  private static String option(String[] w, String name) {
    int at = Arrays.asList(w).indexOf(name);
    return at < 0 ? null : w[at + 1];
  }

  private static List<String> items(String text) { return items(text, "\\|"); }

  private static List<String> items(String text, String by) { return text.isBlank() ? List.of() : Arrays.stream(text.split(by)).map(s -> s.strip().replaceAll("\\s+", " ")).toList(); }
}
