package finality.rail.bankapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import finality.rail.Connections;
import finality.rail.Health;
import finality.rail.WrongSetting;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;

/** Bank connections are configuration: what is understood, and what is said about what is not. */
class ConnectionsTest {
  private static final String WHOLE = """
      rails:
        REST:
          connections:
            - name: house-bank
              bank: HOUSEDEFF
              currencies: EUR, CHF
              url: https://bank.example/api
              tokenUrl: https://bank.example/token
              client-id: us
              client_secret: env:PATH
              order_timeout: 45s
              rate_per_second: 20
              takes_id_once: true
      """;

  @TempDir Path data;

  @Test void aConnectionIsMadeOfItsSettingsHoweverTheirNamesAreWritten() {
    try (var app = app(WHOLE, Map.of())) {
      var profile = connections(app).find("house-bank").orElseThrow().profile();
      assertThat(profile.rail()).isEqualTo("bankapi");
      assertThat(profile.bank()).isEqualTo("HOUSEDEFF");
      assertThat(profile.currencies()).containsExactlyInAnyOrder("EUR", "CHF");
      assertThat(profile.orderTimeout()).isEqualTo(Duration.ofSeconds(45));
      assertThat(profile.ratePerSecond()).isEqualTo(20);
      assertThat(profile.takesIdOnce()).isTrue();
      assertThat(profile.enforcesValidUntil()).as("nothing is promised that was not said").isFalse();
      assertThat(profile.maxAttempts()).isEqualTo(5);
    }
  }

  @Test void theDefaultConnectionIsTheSandboxAndWaitsForItsCredentials() throws IOException {
    try (var app = app("", Map.of("FINALITY_DATA", data.toString(), "FINALITY_MAX_RETRIES", "3")); var bank = new FakeBank()) {
      var connections = connections(app);
      var sandbox = connections.find("sandbox").orElseThrow();
      assertThat(sandbox.profile().currencies()).contains("EUR", "USD", "GBP", "JPY", "KWD");
      assertThat(sandbox.profile().maxAttempts()).isEqualTo(3);
      assertThat(sandbox.health().state()).isEqualTo(Health.State.NOT_READY);
      assertThat(connections.paying("EUR")).containsExactly(sandbox);

      Files.createDirectory(data.resolve("sandbox"));
      Files.writeString(data.resolve("sandbox/client.json"), """
          {"url":"http://127.0.0.1:%1$d/api","token_url":"http://127.0.0.1:%1$d/token","client_id":"finality","client_secret":"%2$s","more":1}"""
          .formatted(bank.http.port(), FakeBank.SECRET));
      await().until(() -> sandbox.health().state() == Health.State.NOT_READY && sandbox.health().cause().contains("allow_plain_http"));
    }
  }

  @Test void credentialsThatAppearLaterMakeItReady() throws IOException {
    var file = data.resolve("late.json");
    var yaml = WHOLE.replaceAll(" +(url|tokenUrl|client-id|client_secret):.*\n", "").indent(0)
        + "        credentials_file: " + file + "\n        allow_plain_http: true\n";
    try (var app = app(yaml, Map.of()); var bank = new FakeBank()) {
      var rail = connections(app).find("house-bank").orElseThrow();
      assertThat(rail.health().state()).isEqualTo(Health.State.NOT_READY);
      Files.writeString(file, """
          {"url":"http://127.0.0.1:%1$d/api","token_url":"http://127.0.0.1:%1$d/token","client_id":"finality","client_secret":"%2$s"}"""
          .formatted(bank.http.port(), FakeBank.SECRET));
      await().until(() -> rail.health().up());
      assertThat(app.getBean(MeterRegistry.class).get("rail_connection_up").tag("connection", "house-bank").gauge().value()).isEqualTo(1);
      assertThat(connections(app).paying("CHF")).containsExactly(rail);
      assertThat(connections(app).paying("SEK")).isEmpty();
      assertThat(connections(app).rail("Rest")).contains("bankapi");
      assertThat(connections(app).rail("BANKAPI")).contains("bankapi");
      assertThat(connections(app).rail("sepa")).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      order_timeout: 45s               | order_timeout: 45                   | rails.REST.connections[0].order_timeout is "45", expected a duration with its unit such as 500ms, 30s, 10m or 24h.
      name: house-bank                 | name: House Bank                    | rails.REST.connections[0].name is "House Bank", expected a name of lower-case letters, digits and hyphens.
      bank: HOUSEDEFF                  | enabled: true                       | rails.REST.connections[0].bank is not set, expected the bank's BIC or code in upper-case letters and digits.
      currencies: EUR, CHF             | currencies: EUR, XXQ                | rails.REST.connections[0].currencies is EUR XXQ, expected codes of known currencies such as EUR USD.
      url: https://bank.example/api    | url: http://bank.example/api        | rails.REST.connections[0].url is "http://bank.example/api", expected an https:// address, or http:// to a loopback address with allow_plain_http: true.
      url: https://bank.example/api    | url: http://127.0.0.1:1/api         | rails.REST.connections[0].url is "http://127.0.0.1:1/api", expected an https:// address, or http:// to a loopback address with allow_plain_http: true.
      client_secret: env:PATH          | client_secret: hunter2              | rails.REST.connections[0].client_secret is something else, expected a reference to a secret: env:NAME, file:/path or json:/path#field.
      takes_id_once: true              | takes_id_once: perhaps              | rails.REST.connections[0].takes_id_once is "perhaps", expected true or false.
      rate_per_second: 20              | rate_per_second: many               | rails.REST.connections[0].rate_per_second is "many", expected a whole number from 0 to 100000.
      REST:                            | fax:                                | rails.fax is not a rail of this engine, expected one of bankapi, rest.
      """)
  void aWrongSettingStopsTheStartWithOneSentence(String right, String wrong, String sentence) {
    assertThatThrownBy(() -> app(WHOLE.replace(right, wrong), Map.of()).close()).rootCause().isInstanceOf(WrongSetting.class).hasMessage(sentence);
  }

  @Test void aSettingNobodyAskedForIsATypingError() {
    assertThatThrownBy(() -> app(WHOLE.replace("rate_per_second", "rate_per_minute"), Map.of()).close())
        .rootCause().hasMessageStartingWith("rails.REST.connections[0].rate_per_minute is not a setting, expected one of allow_plain_http, answer_by,");
  }

  @Test void twoConnectionsCannotHaveOneName() {
    var second = WHOLE.substring(WHOLE.indexOf("      - name"));
    assertThatThrownBy(() -> app(WHOLE + second, Map.of()).close()).rootCause()
        .hasMessage("rails.REST.connections[1].name is \"house-bank\", expected a name that no other connection has.");
  }

  @Test void plainHttpIsForThisMachineAndOnlyWhenAllowed() {
    for (var good : new String[] {"http://127.0.0.1:80/x", "http://127.9.9.9/x", "http://localhost:1", "http://[::1]:1"}) Credentials.check("url", good, true);
    for (var bad : new String[] {"http://127.0.0.1.example/x", "http://localhost.example", "http://10.0.0.1/x", "ftp://localhost/", "https://user@bank.example/", "http:///x", "bank", "http://[::2]:1"}) {
      assertThatThrownBy(() -> Credentials.check("url", bad, true)).as(bad).isInstanceOf(Access.NoAccess.class);
    }
  }

  @Test void secretsAreNotPrinted() {
    assertThat(new Credentials("https://b", "https://b", "us", "hunter2", "ca", "p12", "pass").toString()).doesNotContain("hunter2", "pass", "p12");
  }

  private static Connections connections(AnnotationConfigApplicationContext app) { return app.getBean(Connections.class); }

  private AnnotationConfigApplicationContext app(String yaml, Map<String, Object> settings) {
    var app = new AnnotationConfigApplicationContext();
    var environment = new StandardEnvironment();
    try {
      var sources = environment.getPropertySources();
      sources.addFirst(new MapPropertySource("settings", new LinkedHashMap<>(settings)));
      var file = yaml.isEmpty() ? new ClassPathResource("application.yaml") : new ByteArrayResource(yaml.getBytes());
      new YamlPropertySourceLoader().load("yaml", file).forEach(sources::addLast);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    app.setEnvironment(environment);
    app.registerBean(Clock.class, Clock::systemUTC);
    app.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
    app.scan("finality.rail");
    app.refresh();
    return app;
  }
}
