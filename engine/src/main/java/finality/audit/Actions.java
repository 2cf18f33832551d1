package finality.audit;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The record of what people did. */
public final class Actions {
  private static final String APPEND = "INSERT INTO audit.action (tenant, person, action, subject, detail) VALUES (:tenant, :person, :action, :subject, :detail::jsonb)";

  private Actions() {}

  /**
   * Appends, in the transaction that {@code sql} runs in.
   *
   * @param action a verb and its object: {@code key.revoke}
   * @param subject what it was done to, by its id
   * @param detail a JSON object; no secrets, no account numbers
   */
  public static void append(JdbcClient sql, int tenant, String person, String action, String subject, @Nullable String detail) {
    int rows = sql.sql(APPEND).param("tenant", tenant).param("person", person).param("action", action).param("subject", subject).param("detail", detail).update();
    if (rows != 1) throw new IllegalStateException("an action of " + person + " was not recorded");
  }
}
