package finality.database;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Properties;
import java.util.regex.Pattern;
import org.postgresql.Driver;

/**
 * Where a database is and who logs in there.
 *
 * @param setting the setting it came from, for messages
 * @param url a {@code jdbc:postgresql:} URL without credentials
 */
record Login(String setting, String url, String user, String password) {
  private static final Pattern URL = Pattern.compile("(?:jdbc:)?(?:postgres|postgresql)://(?:([^:@/?]*)(?::([^@/?]*))?@)?([^/?@]+)/([^/?]+)(?:\\?(.*))?");
  private static final String EXPECTED = "postgres://USER:PASSWORD@HOST:PORT/DATABASE or jdbc:postgresql://HOST:PORT/DATABASE?user=USER&password=PASSWORD";

  /** @throws WrongConfiguration when the text is no such URL or names no user */
  static Login parse(String setting, String text) {
    var parts = URL.matcher(text.strip());
    if (!parts.matches()) throw new WrongConfiguration(setting, masked(text), EXPECTED);
    String user = parts.group(1);
    String password = parts.group(2);
    var rest = new ArrayList<String>();
    for (var parameter : parts.group(5) == null ? new String[0] : parts.group(5).split("&")) {
      if (parameter.startsWith("user=")) user = parameter.substring("user=".length());
      else if (parameter.startsWith("password=")) password = parameter.substring("password=".length());
      else if (!parameter.isEmpty()) rest.add(parameter);
    }
    var url = "jdbc:postgresql://" + parts.group(3) + "/" + parts.group(4) + (rest.isEmpty() ? "" : "?" + String.join("&", rest));
    if (user == null || user.isEmpty() || Driver.parseURL(url, new Properties()) == null) throw new WrongConfiguration(setting, masked(text), EXPECTED);
    return new Login(setting, url, decoded(user), password == null ? "" : decoded(password));
  }

  /** The same database for another user. */
  Login as(String setting, String user, String password) { return new Login(setting, url, user, password); }

  Connection connect() throws SQLException { return connect("finality-start", 0); }

  /** @param patience seconds for each answer; 0: any */
  Connection connect(String name, int patience) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", patience == 0 ? "5" : Integer.toString(patience));
    properties.setProperty("socketTimeout", Integer.toString(patience));
    properties.setProperty("ApplicationName", name);
    var connection = new Driver().connect(url, properties);
    if (connection == null) throw new SQLException(url + " is not for PostgreSQL's driver");
    return connection;
  }

  /** With credentials, as psql and DATABASE_URL take it. */
  String withCredentials() {
    return url.replaceFirst("jdbc:postgresql://", "postgresql://" + encoded(user) + ":" + encoded(password) + "@");
  }

  /** Whatever stands where a password may stand is not shown. */
  private static String masked(String text) {
    if (!text.contains("//")) return "\"" + text.replaceAll("[:@].*", ":***") + "\"";
    return "\"" + text.replaceAll("//([^:@/]*):.*@", "//$1:***@").replaceAll("password=[^&]*", "password=***") + "\"";
  }

  private static String decoded(String text) { return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8); }

  private static String encoded(String text) { return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"); }

  /** Without the password. */
  @Override public String toString() { return user + " at " + url; }
}
