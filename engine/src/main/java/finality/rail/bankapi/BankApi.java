package finality.rail.bankapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import finality.rail.Answer;
import finality.rail.CancelAnswer;
import finality.rail.Credits;
import finality.rail.Gate;
import finality.rail.Health;
import finality.rail.Order;
import finality.rail.Profile;
import finality.rail.Rail;
import finality.rail.RailUnavailable;
import finality.rail.Statement;
import finality.rail.bankapi.Access.NoAccess;
import finality.rail.bankapi.Codes.Call;
import finality.rail.bankapi.Line.Outcome;
import finality.rail.bankapi.Tokens.NoToken;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One bank that speaks {@code docs/rails/bankapi.md}. */
public final class BankApi implements Rail, AutoCloseable {
  private static final long LARGEST_ANSWER = 64 * 1024;
  private static final long LARGEST_LIST = 64 * 1024 * 1024;

  private final Profile profile;
  private final Gate gate;
  private final Lines lines;
  private final Answers answers;
  private final Clock clock;
  private final LongSupplier ticks;

  public BankApi(BankApiConnection connection, Clock clock) { this(connection, clock, System::nanoTime); }

  /** @param ticks the monotonic clock, in nanoseconds */
  BankApi(BankApiConnection connection, Clock clock, LongSupplier ticks) {
    this.profile = connection.profile();
    this.gate = new Gate(profile, connection.breakerFailures(), connection.breakerPause());
    this.lines = new Lines(connection);
    this.answers = new Answers(connection.throttlingPrecedesAcceptance(), clock);
    this.clock = clock;
    this.ticks = ticks;
  }

  @Override public Profile profile() { return profile; }

  @Override public Health health() {
    var missing = lines.missing();
    return missing == null ? gate.health() : new Health(Health.State.NOT_READY, 0, 0, missing);
  }

  @Override public void submit(List<Order> orders, BiConsumer<Order, Answer> told) {
    new Batch(profile, gate.capacity(), clock, ticks).run(orders, this::send, told);
  }

  /** One order, one call. */
  private Answer send(Order order, Batch.Limits limits) throws InterruptedException {
    if (!validId(order.endToEndId())) return new Answer.Unsent("invalid_end_to_end_id", null);
    if (limits.expired()) return new Answer.Unsent("expired", null);
    return switch (gate.enter(limits.patience())) {
      case Gate.Entry.Shut(var why, var retryAfter) -> new Answer.Unsent(why, retryAfter);
      case Gate.Entry.Pass pass -> {
        try (pass) {
          yield send(order, limits, pass);
        }
      }
    };
  }

  private Answer send(Order order, Batch.Limits limits, Gate.Entry.Pass pass) throws InterruptedException {
    var body = new OrderBody(Json.write(Json.Payment.of(order)), limits::expired);
    long began = System.nanoTime();
    try {
      var line = lines.current();
      var token = token(line);
      var request = HttpRequest.newBuilder(line.at("/payments")).header("Idempotency-Key", order.endToEndId());
      var read = switch (exchange(line, token, request.POST(body), began, LARGEST_ANSWER)) {
        case Outcome.Reply reply -> answers.read(Call.SUBMIT, order, reply);
        case Outcome.Lost(var why) -> Answers.Read.unknown(why);
      };
      return concluded(read, body, limits, pass);
    } catch (NoAccess | NoToken e) {   // before the order had a connection
      var why = e instanceof NoAccess ? "no_access" : e.getMessage();
      pass.unanswered(e.getMessage());
      return new Answer.Unsent(why, null);
    }
  }

  /** What is not known to have been answered is unsent if, and only if, its bytes are still here and now never leave. */
  private static Answer concluded(Answers.Read read, OrderBody body, Batch.Limits limits, Gate.Entry.Pass pass) {
    if (!(read.answer() instanceof Answer.Unknown(var why)) || read.answered()) {
      pass.answered();
      return read.answer();
    }
    boolean withdrawn = body.withdraw();
    if (withdrawn && limits.expired()) return new Answer.Unsent("expired", null);   // says nothing about the bank
    pass.unanswered(why);
    return withdrawn ? new Answer.Unsent(why, null) : read.answer();
  }

  @Override public Answer lookUp(Order order) {
    return asked(new Answer.Unknown("no_turn"), line -> {
      var outcome = get(line, "/payments/" + encoded(order.endToEndId()), LARGEST_ANSWER);
      if (!(outcome instanceof Outcome.Reply reply)) return new Answer.Unknown(((Outcome.Lost) outcome).why());
      return answers.read(Call.LOOK_UP, order, reply).answer();
    }, Answer.Unknown::new);
  }

  @Override public CancelAnswer cancel(Order order, String reason) {
    return asked(new CancelAnswer.Unknown("no_turn"), line -> {
      var body = new OrderBody(Json.write(new Json.CancelRequest(reason)), () -> false);
      var request = HttpRequest.newBuilder(line.at("/payments/" + encoded(order.endToEndId()) + "/cancel")).POST(body);
      return switch (call(line, request, LARGEST_ANSWER)) {
        case Outcome.Reply reply -> answers.readCancel(order, reply);
        case Outcome.Lost(var why) -> new CancelAnswer.Unknown(why);
      };
    }, CancelAnswer.Unknown::new);
  }

  @Override public Credits credits(String account, @Nullable String cursor, int limit) {
    var query = "?limit=" + Math.clamp(limit, 1, 1000) + (cursor == null ? "" : "&after=" + encoded(cursor));
    return Accounts.credits(list("/accounts/" + encoded(account) + "/credits" + query));
  }

  @Override public Statement statement(String account, LocalDate day) {
    return Accounts.statement(account, day, list("/accounts/" + encoded(account) + "/statement?date=" + day));
  }

  private byte[] list(String path) {
    var outcome = asked(new Outcome.Lost("no_turn"), line -> get(line, path, LARGEST_LIST), Outcome.Lost::new);
    return switch (outcome) {
      case Outcome.Reply(int status, _, byte[] body) when status == 200 -> body;
      case Outcome.Reply(int status, _, _) -> throw new RailUnavailable(profile.connection() + " answered " + status);
      case Outcome.Lost(var why) -> throw new RailUnavailable(profile.connection() + " did not answer: " + why);
    };
  }

  /** A question, on the questions' share of the connection; {@code failed} when the bank cannot even be asked. */
  private <T> T asked(T noTurn, Question<T> question, Function<String, ? extends T> failed) {
    try {
      return gate.ask(profile.orderTimeout(), () -> question.ask(lines.current()), noTurn);
    } catch (NoAccess | NoToken e) {
      return failed.apply(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed.apply("interrupted");
    }
  }

  private interface Question<T> { T ask(Line line) throws InterruptedException; }

  private Outcome get(Line line, String path, long largest) throws InterruptedException {
    return call(line, HttpRequest.newBuilder(line.at(path)).GET(), largest);
  }

  private Outcome call(Line line, HttpRequest.Builder request, long largest) throws InterruptedException {
    long began = System.nanoTime();
    return exchange(line, token(line), request, began, largest);
  }

  /** Within what is left of the time for one answer; getting a token used up half of it at most. */
  private Outcome exchange(Line line, String token, HttpRequest.Builder request, long began, long largest) {
    var left = profile.orderTimeout().minusNanos(System.nanoTime() - began);
    var outcome = line.exchange(authorized(request, token).build(), left, largest);
    boolean refused = outcome instanceof Outcome.Reply(int status, _, _) && status == 401;
    if (refused) line.tokens().refused(token);
    if (refused || outcome instanceof Outcome.Lost) lines.doubted(line);
    return outcome;
  }

  private String token(Line line) throws InterruptedException {
    try {
      return line.tokens().get();
    } catch (NoToken e) {
      lines.doubted(line);
      throw e;
    }
  }

  private static HttpRequest.Builder authorized(HttpRequest.Builder request, String token) {
    return request.header("Authorization", "Bearer " + token).header("Content-Type", "application/json").header("Accept", "application/json");
  }

  private static boolean validId(String id) { return id.matches("[A-Za-z0-9]{1,35}"); }

  private static String encoded(String part) { return URLEncoder.encode(part, UTF_8).replace("+", "%20"); }

  @Override public void close() { lines.close(); }
}
