package finality.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import finality.database.WrongConfiguration;
import finality.edge.Engine;
import finality.edge.Engine.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Strangers stay out, everybody does what their role may, and tenants do not see each other. */
class AccessTest {
  private final Engine engine = Engine.shared();
  private final Access access = engine.bean(Access.class);

  private String key(int tenant, Role role) { return access.makeKey(tenant, "somebody", role, "test").secret(); }

  private Answer as(String key, String method, String path, String body) {
    return engine.stranger(method, path, body, "Authorization", "Bearer " + key, "Idempotency-Key", UUID.randomUUID().toString());
  }

  // ── strangers ──────────────────────────────────────────────────────────────────────────────────────────

  @ParameterizedTest
  @ValueSource(strings = {"/v1/settlements", "/v1/settlements/stats", "/v1/accounts", "/v1/keys", "/v1/session", "/v1/sending", "/v1/trial-balance", "/v1/audit/books",
      "/api/treasury/settlement", "/api/v1/accounts/nostro", "/%76%31/settlements", "/v1/settlements;x=y", "/v1//settlements"})
  void withoutAKeyThereIsNothingToSee(String path) {
    var answer = engine.stranger("GET", path, null);
    assertThat(answer.status()).as(answer.text()).isIn(400, 401, 404);
    assertThat(answer.text()).doesNotContain("items");
  }

  @Test void whatIsNotAKeyIsTurnedAwayAndToldWhatOneLooksLike() {
    for (var header : List.of("Bearer", "Bearer nonsense", "Basic YTpi", "Bearer fin_" + "x".repeat(43), "Bearer " + "x".repeat(5000))) {
      var answer = engine.stranger("GET", "/v1/settlements", null, "Authorization", header);
      assertThat(answer.problem()).isEqualTo("401 unauthenticated Authorization");
      assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    }
  }

  @Test void whatIsForEverybodyNeedsNoKey() {
    for (var path : List.of("/health", "/health/live", "/health/ready", "/metrics", "/openapi.json")) assertThat(engine.stranger("GET", path, null).status()).as(path).isEqualTo(200);
  }

  @Test void theRefusalComesBeforeTheBodyIsRead() {
    assertThat(engine.stranger("POST", "/v1/settlements", "not json at all").status()).isEqualTo(401);
    assertThat(as(key(engine.tenant, Role.VIEWER), "POST", "/v1/settlements", "not json at all").status()).isEqualTo(403);
  }

  // ── roles ──────────────────────────────────────────────────────────────────────────────────────────────

  @ParameterizedTest
  @CsvSource({"VIEWER,403,403,403,403", "OPERATOR,422,404,403,403", "TREASURER,422,404,403,403", "APPROVER,422,404,404,403", "ADMIN,422,404,404,400"})
  void eachRoleMayDoWhatItsTableSays(Role role, int pay, int cancel, int approve, int makeKeys) {
    var key = key(engine.tenant, role);
    var nobody = "/v1/settlements/" + UUID.randomUUID();
    assertThat(as(key, "GET", "/v1/settlements", null).status()).isEqualTo(200);
    assertThat(as(key, "POST", "/v1/settlements", engine.book("no", "body", "1.00")).status()).isEqualTo(pay);
    assertThat(as(key, "POST", nobody + "/cancel", null).status()).isEqualTo(cancel);
    assertThat(as(key, "POST", "/v1/accounts/nobody/limit/approve", null).status()).isEqualTo(approve);
    assertThat(as(key, "POST", "/v1/keys", "{}").status()).isEqualTo(makeKeys);
    if (!role.may(Permission.PAY)) assertThat(as(key, "POST", "/v1/settlements", "{}").json().path("detail").asString()).contains("operator, treasurer, approver, admin");
  }

  @Test void keysAreShownOnceStoredAsAHashAndDeadOnceRevoked() {
    var made = engine.post("/v1/keys", "{\"person\":\"Ada\",\"role\":\"operator\"}");
    assertThat(made.status()).isEqualTo(201);
    var secret = made.json().path("key").asString();
    assertThat(secret).matches("fin_[A-Za-z0-9_-]{43}");
    assertThat(as(secret, "GET", "/v1/session", null).json().path("person").asString()).isEqualTo("Ada");
    var listed = engine.get("/v1/keys?limit=500").text();
    assertThat(listed).contains("\"Ada\"").contains(made.json().path("prefix").asString()).doesNotContain(secret);
    assertThat(engine.pipeline().sql("SELECT count(*) FROM access.api_key WHERE encode(hash, 'escape') LIKE '%' || ? || '%' OR prefix = ?").param(secret).param(secret).query(Long.class).single()).isZero();
    assertThat(engine.call("DELETE", "/v1/keys/" + made.json().path("id").asString(), null).status()).isEqualTo(204);
    assertThat(as(secret, "GET", "/v1/settlements", null).status()).isEqualTo(401);
    assertThat(engine.call("DELETE", "/v1/keys/" + made.json().path("id").asString(), null).status()).isEqualTo(404);
    assertThat(engine.post("/v1/keys", "{\"person\":\"Ada\",\"role\":\"king\"}").problem()).isEqualTo("400 unknown_value role");
    var actions = engine.pipeline().sql("SELECT action FROM audit.action WHERE subject = ? ORDER BY at").param(made.json().path("id").asString()).query(String.class).list();
    assertThat(actions).containsExactly("key.create", "key.revoke");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Jos\u00e9 Stra\u00dfe", "  jos\u00e9  STRASSE ", "JOSE\u0301\u00a0stra\u00dfe", "Jos\u00e9\u200b Stra\u00dfe", "\uff2aos\u00e9 Stra\u00dfe"})
  void aNameWrittenOtherwiseIsTheSamePersonAndKeepsItsFirstSpelling(String name) {
    int tenant = otherTenant();
    access.makeKey(tenant, "Jos\u00e9 Stra\u00dfe", Role.TREASURER, "test");
    assertThat(access.makeKey(tenant, name, Role.APPROVER, "test").person()).isEqualTo("Jos\u00e9 Stra\u00dfe");
    assertThat(access.makeKey(tenant, "Josef Stra\u00dfe", Role.APPROVER, "test").person()).isEqualTo("Josef Stra\u00dfe");
  }

  @Test void whoWritesHerNameInAnotherWayIsNotASecondPerson() {
    var made = engine.post("/v1/keys", "{\"person\":\" OPERATOR \",\"role\":\"admin\"}");
    assertThat(made.json().path("person").asString()).isEqualTo("operator");
    var again = made.json().path("key").asString();
    var account = engine.participant("EUR", "0");
    assertThat(engine.call("PATCH", "/v1/accounts/" + account, "{\"limit\":\"50\"}").status()).isEqualTo(202);
    assertThat(as(again, "POST", "/v1/accounts/" + account + "/limit/approve", "{}").problem()).startsWith("409 same_person");
    var old = access.makeKey(engine.tenant, "somebody", Role.ADMIN, "test");   // as keys were made before names were compared
    engine.pipeline().sql("UPDATE access.api_key SET person = 'Operator ' WHERE id = ?").param(old.id()).update();
    assertThat(as(old.secret(), "POST", "/v1/accounts/" + account + "/limit/approve", "{}").problem()).startsWith("409 same_person");
    assertThat(engine.post("/v1/keys", "{\"person\":\"\u200b\",\"role\":\"admin\"}").problem()).isEqualTo("400 empty person");
  }

  // ── sessions ───────────────────────────────────────────────────────────────────────────────────────────

  @Test void aBrowserSessionIsMadeFromAKeyAndGuardedAgainstForeignPages() {
    var opened = engine.stranger("POST", "/v1/session", "{\"key\":\"" + engine.approver + "\"}");
    assertThat(opened.status()).as(opened.text()).isEqualTo(201);
    assertThat(opened.json().path("role").asString()).isEqualTo("approver");
    var cookie = opened.header("Set-Cookie");
    assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=43200");
    var session = cookie.substring(0, cookie.indexOf(';'));
    assertThat(engine.stranger("GET", "/v1/session", null, "Cookie", session).json().path("person").asString()).isEqualTo("approver");

    var body = engine.book("no", "body", "1.00");
    assertThat(engine.stranger("POST", "/v1/settlements", body, "Cookie", session, "Idempotency-Key", "x").problem()).isEqualTo("403 console_header_missing X-Finality-Console");
    assertThat(engine.stranger("POST", "/v1/settlements", body, "Cookie", session, "Idempotency-Key", "x", "X-Finality-Console", "1").status()).isEqualTo(422);
    var secret = session.substring(session.indexOf('=') + 1);
    assertThat(engine.stranger("GET", "/v1/session", null, "Authorization", "Bearer " + secret).status()).as("a session is not a key").isEqualTo(401);
    assertThat(engine.stranger("POST", "/v1/session", "{\"key\":\"" + secret + "\"}").status()).isEqualTo(401);
    assertThat(engine.stranger("POST", "/v1/session", "{\"key\":\"wrong\"}").problem()).isEqualTo("401 unauthenticated key");

    assertThat(engine.stranger("DELETE", "/v1/session", null, "Cookie", session).status()).isEqualTo(403);
    var closed = engine.stranger("DELETE", "/v1/session", null, "Cookie", session, "X-Finality-Console", "1");
    assertThat(closed.status()).isEqualTo(204);
    assertThat(closed.header("Set-Cookie")).contains("Max-Age=0");
    assertThat(engine.stranger("GET", "/v1/session", null, "Cookie", session).status()).isEqualTo(401);
  }

  // ── tenants ────────────────────────────────────────────────────────────────────────────────────────────

  private int otherTenant() {
    return engine.pipeline().sql("INSERT INTO access.tenant (code, name, test) VALUES (?, 'Other', true) RETURNING id").param("other-" + UUID.randomUUID().toString().substring(0, 8)).query(Integer.class).single();
  }

  @Test void tenantsDoNotSeeEachOther() {
    var from = engine.participant("EUR", "10.00");
    var mine = engine.pay(engine.book(from, engine.participant("EUR", "0"), "1.00")).json().path("id").asString();
    var stranger = key(otherTenant(), Role.ADMIN);
    assertThat(as(stranger, "GET", "/v1/settlements", null).json().path("items").size()).isZero();
    assertThat(as(stranger, "GET", "/v1/settlements/" + mine, null).status()).isEqualTo(404);
    assertThat(as(stranger, "POST", "/v1/settlements/" + mine + "/cancel", null).status()).isEqualTo(404);
    assertThat(as(stranger, "GET", "/v1/accounts/" + from, null).status()).isEqualTo(404);
    assertThat(as(stranger, "POST", "/v1/settlements", engine.book(from, from, "1.00")).fields()).contains("debtor_account");
    assertThat(as(stranger, "GET", "/v1/keys", null).json().path("items").size()).isEqualTo(1);
    assertThat(as(stranger, "GET", "/v1/settlements/stats", null).json().path("states").path("settled").asInt()).isZero();
  }

  @Test void aTenantsOperatorStopsHisOwnPaymentsAndTheHousesOperatorEverybodys() {
    int other = otherTenant();
    var theirs = key(other, Role.ADMIN);
    for (var scope : List.of("\"all\"", "\"rail\",\"name\":\"prompt\"", "\"connection\",\"name\":\"test-eur\"")) {
      for (var paused : List.of("true", "false"))
        assertThat(as(theirs, "PUT", "/v1/sending", "{\"scope\":" + scope + ",\"paused\":" + paused + ",\"reason\":\"x\"}").problem()).as(scope).isEqualTo("403 forbidden scope");
    }
    assertThat(as(key(other, Role.OPERATOR), "PUT", "/v1/sending", "{\"scope\":\"tenant\",\"paused\":true,\"reason\":\"x\"}").json().path("sending").asBoolean()).isFalse();
    assertThat(engine.get("/v1/sending").json().path("sending").asBoolean()).as("ours go on").isTrue();
    assertThat(as(key(other, Role.OPERATOR), "PUT", "/v1/sending", "{\"scope\":\"tenant\",\"paused\":false,\"reason\":\"x\"}").json().path("sending").asBoolean()).isTrue();
    var house = key(engine.tenant, Role.OPERATOR);
    try {
      assertThat(as(house, "PUT", "/v1/sending", "{\"scope\":\"connection\",\"name\":\"test-eur\",\"paused\":true,\"reason\":\"x\"}").status()).isEqualTo(200);
      assertThat(as(theirs, "GET", "/v1/sending", null).json().path("pauses").get(0).path("name").asString()).as("whom it stops is told").isEqualTo("test-eur");
    } finally {
      assertThat(as(house, "PUT", "/v1/sending", "{\"scope\":\"connection\",\"name\":\"test-eur\",\"paused\":false,\"reason\":\"x\"}").status()).isEqualTo(200);
    }
  }

  @Test void theDatabaseItselfKeepsTenantsApart() {
    engine.pay(engine.book(engine.participant("EUR", "10.00"), engine.participant("EUR", "0"), "1.00"));
    int other = otherTenant();
    var tables = engine.pipeline().sql("""
        SELECT format('%I.%I', schemaname, tablename) FROM pg_tables JOIN information_schema.columns c ON c.table_schema = schemaname AND c.table_name = tablename AND c.column_name = 'tenant'
         WHERE schemaname IN ('idempotency', 'audit', 'ledger', 'settlement') AND tablename <> 'pause' ORDER BY 1""").query(String.class).list();
    assertThat(tables).hasSizeGreaterThan(12);
    var tenants = engine.bean(TenantSql.class);
    for (var table : tables) {
      assertThat(tenants.<Long>read(other, sql -> sql.sql("SELECT count(*) FROM " + table).query(Long.class).single())).as(table).isZero();
      assertThatThrownBy(() -> engine.api().sql("SELECT count(*) FROM " + table + " WHERE tenant IS NOT NULL").query(Long.class).single()).as(table + " without a tenant");
    }
    assertThat(tenants.<Long>read(engine.tenant, sql -> sql.sql("SELECT count(*) FROM settlement.instruction").query(Long.class).single())).isPositive();
    assertThatThrownBy(() -> tenants.write(other, sql -> sql.sql("INSERT INTO audit.action (tenant, person, action, subject) VALUES (" + engine.tenant + ", 'x', 'x', 'x')").update()))
        .as("writing into another's").rootCause().hasMessageContaining("row-level security");
  }

  // ── the first start ────────────────────────────────────────────────────────────────────────────────────

  @Test void theFirstStartWritesTwoPersonsKeysForOwnEyesOnlyAndTheSecondNothing() throws Exception {
    for (var file : List.of("operator.key", "approver.key", "pepper"))
      assertThat(Files.getPosixFilePermissions(engine.data.resolve(file))).as(file).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    var before = Files.readString(engine.data.resolve("operator.key"));
    var again = access.firstStart(engine.data);
    assertThat(again.opened()).isFalse();
    assertThat(again.tenant()).isEqualTo(engine.tenant);
    assertThat(Files.readString(engine.data.resolve("operator.key"))).isEqualTo(before);
    assertThat(engine.get("/v1/session").json().path("person").asString()).isEqualTo("operator");
    assertThat(engine.get("/v1/session").json().path("role").asString()).isEqualTo("admin");
  }

  @Test void aSecondEngineOfTheSameDatabaseArrivesAtTheSamePepperAndAForeignOneDoesNotStart(@TempDir Path second) throws Exception {
    var joined = Pepper.open(second.resolve("pepper"), login(), engine.api());
    assertThat(joined.hash("x")).isEqualTo(engine.bean(Pepper.class).hash("x"));
    var foreign = second.resolve("foreign");
    Pepper.writeSecret(foreign, "00".repeat(32));
    assertThatThrownBy(() -> Pepper.open(foreign, login(), engine.api())).isInstanceOf(WrongConfiguration.class).hasMessageContaining("FINALITY_PEPPER").hasMessageMatching(Pattern.compile(".*expected the file DATA/pepper.*", Pattern.DOTALL));
    assertThatThrownBy(() -> Pepper.open(second.resolve("none"), "another password", engine.api())).isInstanceOf(WrongConfiguration.class);
    assertThat(second.resolve("none")).doesNotExist();
  }

  private String login() { return engine.bean(com.zaxxer.hikari.HikariDataSource.class, "apiDataSource").getPassword(); }
}
