package finality.database;

import finality.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The database, opened: running, checked, migrated. Closed after the pools. */
final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final String NAME = "finality";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  final Login api;
  final Login pipeline;
  private final @Nullable EmbeddedPostgres server;
  private final Path urlFile;

  private Database(DatabaseSettings settings, @Nullable EmbeddedPostgres server, Login owner) throws SQLException {
    this.server = server;
    urlFile = settings.data().resolve("database.url");
    require(owner);
    var roles = new Roles(owner);   // before the migrations, which grant to them
    api = roles.ready(Roles.API, DatabaseSettings.API_URL, settings.apiUrl());
    pipeline = roles.ready(Roles.PIPELINE, DatabaseSettings.PIPELINE_URL, settings.pipelineUrl());
    migrate(owner);
    Roles.requireNoTables(api);
    Roles.requireNoTables(pipeline);
    if (server != null) writeUrl(owner);
  }

  /** @throws WrongConfiguration when a setting must be changed before the engine can start */
  static Database open(DatabaseSettings settings) {
    try {
      if (settings.url() != null) return new Database(settings, null, Login.parse(DatabaseSettings.URL, settings.url()));
      return embedded(settings);
    } catch (SQLException e) {
      throw new IllegalStateException("The database failed while it was opened: " + e.getMessage(), e);
    }
  }

  private static Database embedded(DatabaseSettings settings) throws SQLException {
    var server = EmbeddedPostgres.start(settings.data().resolve("postgres"), settings.port(), settings.server());
    try {
      server.createDatabase(NAME);
      return new Database(settings, server, new Login("the embedded database", server.jdbcUrl(NAME), server.user(), server.password()));
    } catch (SQLException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** Waits for a server that is just starting: engine and database often start together. */
  private static void require(Login owner) throws SQLException {
    boolean told = false;
    for (long end = System.nanoTime() + PATIENCE.toNanos(); ; told = true) {
      try (var connection = owner.connect()) {
        Durability.require(connection, owner);
        return;
      } catch (SQLException e) {
        var away = e.getSQLState() != null && (e.getSQLState().startsWith("08") || e.getSQLState().startsWith("57P"));
        if (!away || System.nanoTime() > end) throw new WrongConfiguration(owner.setting(), "the database of " + owner + ", which does not answer (" + e.getMessage() + ")", "a database that can be reached with that user and password");
        if (!told) LOG.warn("waiting up to {} s for the database of {}: {}", PATIENCE.toSeconds(), owner, e.getMessage());
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the database", e);
    }
  }

  private static void migrate(Login owner) {
    try {
      Flyway.configure().dataSource(owner.url(), owner.user(), owner.password()).locations("classpath:db/migration").load().migrate();
    } catch (FlywayException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof SQLException sql && "42501".equals(sql.getSQLState())) {
          throw new WrongConfiguration(owner.setting(), "a login as " + owner.user() + ", which may not create the tables (" + sql.getMessage().lines().findFirst().orElse("") + ")",
              "the database's owner: run ALTER DATABASE " + owner.url().replaceFirst(".*/([^?]+).*", "$1") + " OWNER TO " + owner.user());
        }
      }
      if (e instanceof FlywayValidateException) {
        throw new WrongConfiguration(owner.setting(), "a database made by another version of Finality", "one made by this version or by an earlier release: start the version that made it, or choose another data directory or database");
      }
      throw e;
    }
  }

  private void writeUrl(Login owner) {
    try {
      var fresh = Files.createTempFile(urlFile.getParent(), "database", ".url", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(fresh, owner.withCredentials() + "\n");
      Files.move(fresh, urlFile, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new WrongConfiguration(DatabaseSettings.DATA, urlFile.getParent() + ", where database.url cannot be written (" + e.getMessage() + ")", "a directory this user may write to");
    }
  }

  @Override public void close() {
    if (server == null) return;
    try {
      Files.deleteIfExists(urlFile);   // nobody answers there any more
    } catch (IOException e) {
      LOG.warn("{} could not be deleted", urlFile, e);
    }
    server.close();
  }
}
