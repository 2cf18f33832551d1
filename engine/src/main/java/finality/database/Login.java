package finality.database;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * Where a database is and who logs in there.
 *
 * @param setting the setting it came from, for messages
 * @param url a {@code jdbc:postgresql:} URL without credentials
 * @param file where the URL was read, and is read again: an embedded database may come back elsewhere; null: it stays as it is
 */
record Login(String setting, String url, String user, String password, @Nullable Path file) {
  private static final String FILE = "file:";
  private static final Pattern URL = Pattern.compile("(?:jdbc:)?(?:postgres|postgresql)://(?:([^:@/?]*)(?::([^@/?]*))?@)?([^/?@]+)/([^/?]+)(?:\\?(.*))?");
  private static final String EXPECTED = "postgres://USER:PASSWORD@HOST:PORT/DATABASE or jdbc:postgresql://HOST:PORT/DATABASE?user=USER&password=PASSWORD";

  Login(String setting, String url, String user, String password) { this(setting, url, user, password, null); }

  /** @param text a URL, or {@code file:} and the path of a file that holds one. @throws WrongConfiguration when there is no such URL or it names no user */
  static Login parse(String setting, String text) {
    if (!text.strip().startsWith(FILE)) return parseUrl(setting, text);
    var file = Path.of(text.strip().substring(FILE.length())).toAbsolutePath();
    try {
      var found = parseUrl(setting, Files.readString(file));
      return new Login(setting, found.url, found.user, found.password, file);
    } catch (IOException e) {
      throw new WrongConfiguration(setting, text.strip() + ", which cannot be read (" + e.getMessage() + ")", "a file that holds a URL, such as the database.url of an engine that runs");
    }
  }

  private static Login parseUrl(String setting, String text) {
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
  Login as(String setting, String user, String password) { return new Login(setting, url, user, password, file); }

  /** Where it is now. @throws SQLException when nobody says */
  String urlNow() throws SQLException {
    if (file == null) return url;
    try {
      return parseUrl(setting, Files.readString(file)).url;
    } catch (IOException | WrongConfiguration e) {
      throw new SQLException("nothing says where the database is: " + file + " cannot be read. The engine that keeps it has stopped", "08001", e);
    }
  }

  Connection connect() throws SQLException { return connect("finality-start", 0); }

  /** @param patience seconds for each answer; 0: any */
  Connection connect(String name, int patience) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", patience == 0 ? "5" : Integer.toString(patience));
    properties.setProperty("socketTimeout", Integer.toString(patience));
    properties.setProperty("ApplicationName", name);
    var connection = new Driver().connect(urlNow(), properties);
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
