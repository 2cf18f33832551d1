package finality.rail.bankapi;

import finality.rail.bankapi.Access.NoAccess;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/** An open line to one bank with one set of credentials: connections and token. Retries nothing, follows no redirect, uses no proxy. */
final class Line implements AutoCloseable {
  private final Credentials credentials;
  private final HttpClient client;
  private final Tokens tokens;

  /** @throws NoAccess when the credentials are not usable */
  Line(Credentials credentials, BankApiConnection connection) {
    this.credentials = credentials;
    credentials.check(connection.allowPlainHttp());
    var builder = HttpClient.newBuilder().connectTimeout(connection.connectTimeout())
        .executor(Executors.newVirtualThreadPerTaskExecutor())
        .followRedirects(HttpClient.Redirect.NEVER).proxy(HttpClient.Builder.NO_PROXY)
        // Without TLS there is no ALPN, and banks drop the upgrade from plain HTTP/1.1.
        .version(credentials.url().startsWith("https:") ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1);
    if (credentials.tls()) {
      var parameters = new SSLParameters();
      parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
      builder.sslContext(credentials.sslContext()).sslParameters(parameters);   // the client itself verifies the host's name
    }
    client = builder.build();
    tokens = new Tokens(this, credentials, connection.profile().orderTimeout().dividedBy(2));   // the other half is left for the call
  }

  Credentials credentials() { return credentials; }

  Tokens tokens() { return tokens; }

  URI at(String path) { return URI.create(credentials.url().replaceFirst("/+$", "") + path); }

  sealed interface Outcome {
    record Reply(int status, HttpHeaders headers, byte[] body) implements Outcome {}

    /** No answer, as a short word. It proves nothing about what was sent. */
    record Lost(String why) implements Outcome {}
  }

  /** Waits for the whole answer at most so long; the client's own time-out ends with the head of an answer. */
  Outcome exchange(HttpRequest request, Duration timeout, long largestBody) {
    CompletableFuture<java.net.http.HttpResponse<byte[]>> call;
    try {
      call = client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), largestBody));
    } catch (RuntimeException e) {
      return new Outcome.Lost("not_sendable");
    }
    try {
      var response = call.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      return new Outcome.Reply(response.statusCode(), response.headers(), response.body());
    } catch (TimeoutException e) {
      call.cancel(true);
      return new Outcome.Lost("time_out");
    } catch (InterruptedException e) {
      call.cancel(true);
      Thread.currentThread().interrupt();
      return new Outcome.Lost("interrupted");
    } catch (ExecutionException e) {
      return new Outcome.Lost(word(e.getCause()));
    }
  }

  private static String word(Throwable cause) {
    return switch (cause) {
      case ConnectException _ -> "connection_refused";
      case HttpTimeoutException _ -> "time_out";
      case SSLException _ -> "tls_failed";
      default -> "connection_lost";
    };
  }

  /** No new calls; those under way come to their end. */
  @Override public void close() { client.shutdown(); }
}
