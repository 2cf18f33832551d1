package finality.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A stranger to the bank: it has a client's file and this page of the contract, and nothing else. */
final class RailClient {
  private static final JsonMapper MAPPER = new JsonMapper();

  final JsonNode file;
  final HttpClient http;
  private String token = "";

  /** What came back; the body is null when it is not JSON. */
  record Got(int status, HttpResponse<String> raw, @Nullable JsonNode json) {
    String text(String field) { return json == null ? "(no JSON)" : json.path(field).asString("(absent)"); }

    JsonNode body() { return json == null ? MAPPER.missingNode() : json; }
  }

  RailClient(Path file, HttpClient.Version version) {
    try {
      this.file = MAPPER.readTree(Files.readAllBytes(file));
      http = HttpClient.newBuilder().version(version).sslContext(tls(true)).connectTimeout(Duration.ofSeconds(10)).build();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** @param presenting whether the client's certificate is shown */
  SSLContext tls(boolean presenting) {
    try {
      var password = file.get("certificate_password").asString().toCharArray();
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(KeyStore.getInstance(Path.of(file.get("certificate").asString()).toFile(), password), password);
      var trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      try (var in = Files.newInputStream(Path.of(file.get("ca").asString()))) {
        trusted.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      var context = SSLContext.getInstance("TLS");
      context.init(presenting ? keys.getKeyManagers() : null, trust.getTrustManagers(), null);
      return context;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  String url() { return file.get("url").asString(); }

  Got requestToken(String id, String secret) throws IOException {
    var basic = Base64.getEncoder().encodeToString((id + ":" + secret).getBytes());
    return send(HttpRequest.newBuilder(URI.create(file.get("token_url").asString())).header("Authorization", "Basic " + basic)
        .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString("grant_type=client_credentials")));
  }

  synchronized String token() throws IOException {
    if (token.isEmpty()) token = requestToken(file.get("client_id").asString(), file.get("client_secret").asString()).text("access_token");
    return token;
  }

  synchronized void forgetToken() { token = ""; }

  Got pay(ObjectNode order) throws IOException {
    return send(call("/payments").header("Idempotency-Key", order.path("end_to_end_id").asString("")).POST(BodyPublishers.ofString(order.toString())));
  }

  Got get(String path) throws IOException { return send(call(path)); }

  Got lookUp(String id) throws IOException { return get("/payments/" + id); }

  Got cancel(String id) throws IOException { return send(call("/payments/" + id + "/cancel").POST(BodyPublishers.ofString("{\"reason\":\"CUST\"}"))); }

  HttpRequest.Builder call(String path) throws IOException {
    return HttpRequest.newBuilder(URI.create(url() + path)).timeout(Duration.ofSeconds(10)).header("Authorization", "Bearer " + token());
  }

  Got send(HttpRequest.Builder request) throws IOException {
    try {
      return got(http.send(request.build(), BodyHandlers.ofString()));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static Got got(HttpResponse<String> response) {
    var isJson = response.headers().firstValue("Content-Type").orElse("").contains("json");
    return new Got(response.statusCode(), response, isJson ? MAPPER.readTree(response.body()) : null);
  }
}
