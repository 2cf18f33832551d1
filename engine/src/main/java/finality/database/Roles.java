package finality.database;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The two roles the engine works as. Where their URLs are configured they are only checked; else they are made here, with passwords
 * derived from the migrating role's: every engine of one database arrives at the same, and none is stored.
 */
final class Roles {
  static final String API = "finality_api";
  static final String PIPELINE = "finality_pipeline";
  static final String BY_HAND = "CREATE ROLE finality_api LOGIN PASSWORD '…'; CREATE ROLE finality_pipeline LOGIN BYPASSRLS PASSWORD '…';"
      + " and name them in DATABASE_API_URL and DATABASE_PIPELINE_URL";

  private static final String INSUFFICIENT_PRIVILEGE = "42501";
  private static final String MADE_BY_ANOTHER_ENGINE = "23505";   // unique_violation: both looked, both made it

  private final Login owner;

  Roles(Login owner) { this.owner = owner; }

  /** The role's login, which works. @throws WrongConfiguration when it cannot be made or does not work */
  Login ready(String role, String setting, @Nullable String url) throws SQLException {
    var login = url == null ? owner.as(owner.setting(), role, derivedPassword(role)) : Login.parse(setting, url);
    if (url == null && !works(login)) make(role, login.password());
    try (var connection = login.connect()) {
      requireRights(connection, role, login);
      Durability.require(connection, login);
    } catch (SQLException e) {
      throw new WrongConfiguration(login.setting(), "unusable for " + login + " (" + e.getMessage() + ")", "a login that works: run " + BY_HAND);
    }
    return login;
  }

  private static boolean works(Login login) {
    try (var connection = login.connect()) {
      return connection.isValid(5);
    } catch (SQLException e) {
      return false;   // no such role, or another password; the server itself was reached a moment ago
    }
  }

  private void make(String role, String password) throws SQLException {
    if (owner.password().isEmpty()) throw new WrongConfiguration(owner.setting(), "a login without a password, from which the passwords of the roles would be derived", "one with a password, or the roles made by hand: run " + BY_HAND);
    var rights = " LOGIN" + (role.equals(PIPELINE) ? " BYPASSRLS" : "") + " PASSWORD '" + password + "'";
    try (var connection = owner.connect(); var statement = connection.createStatement()) {
      var exists = statement.executeQuery("SELECT FROM pg_roles WHERE rolname = '" + role + "'").next();
      statement.execute((exists ? "ALTER ROLE " : "CREATE ROLE ") + role + rights);
    } catch (SQLException e) {
      if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
        throw new WrongConfiguration(owner.setting(), "a login as " + owner.user() + ", which may not create the role " + role, "one that may, or the roles made by hand: run " + BY_HAND);
      }
      if (!MADE_BY_ANOTHER_ENGINE.equals(e.getSQLState()) && !e.getMessage().contains("concurrently")) throw e;
    }
  }

  private static void requireRights(Connection connection, String role, Login login) throws SQLException {
    try (var statement = connection.createStatement(); var rows = statement.executeQuery(
        "SELECT rolsuper, rolbypassrls, pg_has_role(oid, '" + role + "', 'USAGE') FROM pg_roles WHERE rolname = current_user")) {
      rows.next();
      if (rows.getBoolean(1)) throw new WrongConfiguration(login.setting(), "a login as the superuser " + login.user(), "the role " + role + " or a member of it");
      if (!rows.getBoolean(3)) throw new WrongConfiguration(login.setting(), "a login as " + login.user(), "the role " + role + " or a member of it: run GRANT " + role + " TO " + login.user());
      if (rows.getBoolean(2) != role.equals(PIPELINE)) {
        throw new WrongConfiguration(login.setting(), "a login as " + login.user() + (rows.getBoolean(2) ? ", which bypasses" : ", which does not bypass") + " row-level security",
            "the opposite: run ALTER ROLE " + login.user() + (rows.getBoolean(2) ? " NOBYPASSRLS" : " BYPASSRLS"));
      }
    }
  }

  /** @throws WrongConfiguration when the login owns tables, and could so undo what it was not granted */
  static void requireNoTables(Login login) throws SQLException {
    try (var connection = login.connect(); var statement = connection.createStatement(); var rows = statement.executeQuery("""
        SELECT oid::regclass::text FROM pg_class
         WHERE relkind IN ('r', 'p') AND relnamespace::regnamespace::text NOT LIKE 'pg\\_%' AND relnamespace::regnamespace::text <> 'information_schema'
           AND pg_has_role(current_user, relowner, 'MEMBER')
         ORDER BY 1 LIMIT 1""")) {
      if (rows.next()) throw new WrongConfiguration(login.setting(), "a login as " + login.user() + ", which owns the table " + rows.getString(1), "a role that owns none; DATABASE_URL is for the owner");
    }
  }

  private String derivedPassword(String role) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(("finality " + owner.password()).getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(role.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
