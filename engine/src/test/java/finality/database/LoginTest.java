package finality.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginTest {

  @ParameterizedTest
  @ValueSource(strings = {
      "postgres://ann:p%40ss%2Fw+rd@db.example:5433/books?sslmode=require",
      "postgresql://ann:p%40ss%2Fw+rd@db.example:5433/books?sslmode=require",
      "jdbc:postgresql://db.example:5433/books?user=ann&password=p%40ss%2Fw+rd&sslmode=require"})
  void allFormsSayTheSame(String url) {
    assertThat(Login.parse("DATABASE_URL", url)).isEqualTo(new Login("DATABASE_URL", "jdbc:postgresql://db.example:5433/books?sslmode=require", "ann", "p@ss/w+rd"));
  }

  @Test void severalHostsStayAsTheyAre() {
    assertThat(Login.parse("DATABASE_URL", "jdbc:postgresql://one:5432,two:5432/books?user=ann&targetServerType=primary").url())
        .isEqualTo("jdbc:postgresql://one:5432,two:5432/books?targetServerType=primary");
  }

  @Test void whatIsWrittenForOthersIsReadAsTheSame() {
    var login = new Login("DATABASE_URL", "jdbc:postgresql://127.0.0.1:5433/books", "ann", "p@ss/w+r d:&");
    assertThat(Login.parse("DATABASE_URL", login.withCredentials())).isEqualTo(login);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mysql://ann:secret@host/db", "postgres://ann:secret@host", "postgres://ann:sec@ret@host/db", "postgres://host/db?password=secret", "ann:secret", "ann:secret@host/db",
      "jdbc:postgresql://host:port/db?user=ann&password=secret"})
  void anythingElseIsRefusedWithoutShowingThePassword(String url) {
    assertThatThrownBy(() -> Login.parse("DATABASE_API_URL", url)).isInstanceOf(WrongConfiguration.class)
        .hasMessageStartingWith("DATABASE_API_URL is \"").hasMessageContaining("expected postgres://USER:PASSWORD@HOST:PORT/DATABASE")
        .hasMessageNotContaining("secret").hasMessageNotContaining("sec@ret");
  }
}
