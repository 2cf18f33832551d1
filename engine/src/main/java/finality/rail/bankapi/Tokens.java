package finality.rail.bankapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** The access token of one line: renewed ahead of its end, by one caller at a time; while it lasts, the others go on with it. */
final class Tokens {
  private static final long LARGEST_BODY = 64 * 1024;
  private static final long AFTER_FAILURE = TimeUnit.SECONDS.toNanos(1);

  /** Instants of the monotonic clock, in nanoseconds. */
  private record Token(String value, long renewAt, long endsAt) {}

  private record Failure(String why, long at) {}

  private final Line line;
  private final HttpRequest request;
  private final Duration timeout;
  private final ReentrantLock renewing = new ReentrantLock();
  private volatile @Nullable Token token;
  private volatile @Nullable Failure failure;

  Tokens(Line line, Credentials credentials, Duration timeout) {
    this.line = line;
    this.timeout = timeout;
    var basic = URLEncoder.encode(credentials.clientId(), UTF_8) + ":" + URLEncoder.encode(credentials.clientSecret(), UTF_8);   // RFC 6749, 2.3.1
    request = HttpRequest.newBuilder(URI.create(credentials.tokenUrl()))
        .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(UTF_8)))
        .header("Content-Type", "application/x-www-form-urlencoded").header("Accept", "application/json")
        .POST(BodyPublishers.ofString("grant_type=client_credentials")).build();
  }

  /** @throws NoToken when there is none and none can be had in time */
  String get() throws InterruptedException {
    var now = System.nanoTime();
    var held = token;
    if (held != null && now - held.renewAt < 0) return held.value;
    boolean usable = held != null && now - held.endsAt < 0;
    if (usable ? !renewing.tryLock() : !renewing.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
      if (usable) return held.value;
      throw new NoToken("token_slow");
    }
    try {
      var renewed = token;
      if (renewed != held && renewed != null) return renewed.value;   // somebody else was first
      var failed = failure;
      if (failed != null && System.nanoTime() - failed.at < AFTER_FAILURE) throw new NoToken(failed.why);
      return (token = renew()).value;
    } catch (NoToken e) {
      if (usable) return held.value;
      throw e;
    } finally {
      renewing.unlock();
    }
  }

  /** The bank refused this token: it is not used again. */
  void refused(String value) {
    renewing.lock();
    try {
      if (token != null && token.value.equals(value)) token = null;
    } finally {
      renewing.unlock();
    }
  }

  private Token renew() {
    var asked = System.nanoTime();
    var outcome = line.exchange(request, timeout, LARGEST_BODY);
    try {
      var renewed = switch (outcome) {
        case Line.Outcome.Lost(var why) -> throw new NoToken("token_" + why);
        case Line.Outcome.Reply(int status, _, byte[] body) when status == 200 -> read(body, asked);
        case Line.Outcome.Reply(int status, _, _) -> throw new NoToken("token_http_" + status);
      };
      failure = null;
      return renewed;
    } catch (NoToken e) {
      failure = new Failure(e.getMessage(), System.nanoTime());
      throw e;
    }
  }

  private static Token read(byte[] body, long asked) {
    try {
      var answer = Json.read(body, Json.TokenAnswer.class);
      boolean usable = answer.accessToken() != null && answer.accessToken().matches("[\\x21-\\x7e]{1,8192}");
      if (!usable || !"bearer".equalsIgnoreCase(answer.tokenType())) throw new NoToken("token_unreadable");
      long lasts = answer.expiresIn() == null ? 60 : Math.clamp(answer.expiresIn(), 1, 86_400);
      long nanos = TimeUnit.SECONDS.toNanos(lasts);
      return new Token(answer.accessToken(), asked + nanos * 8 / 10, asked + nanos * 95 / 100);
    } catch (JacksonException e) {
      throw new NoToken("token_unreadable");
    }
  }

  /** No token: nothing can be sent. The message is one word. */
  static final class NoToken extends RuntimeException {
    NoToken(String why) { super(why, null, false, false); }

    @Override public String getMessage() { return String.valueOf(super.getMessage()); }
  }
}
