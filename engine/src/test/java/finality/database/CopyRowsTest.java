package finality.database;

import static org.assertj.core.api.Assertions.assertThat;

import finality.postgres.TestPostgres;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What binary COPY writes is what SQL itself makes of the same values, to the last digit and to the display scale. */
class CopyRowsTest {
  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);
  private Connection connection;

  @BeforeEach void connect() throws SQLException { connection = DriverManager.getConnection(TestPostgres.freshDatabase()); }

  @AfterEach void close() throws SQLException { connection.close(); }

  @Test void numericsOfEveryScaleAndSizeArriveAsSqlReadsThem() throws SQLException {
    var values = new ArrayList<BigDecimal>();
    for (int scale = 0; scale <= 18; scale++) {
      for (var unscaled : List.of(BigInteger.ZERO, BigInteger.ONE, BigInteger.ONE.negate(), BigInteger.valueOf(9_999), BigInteger.valueOf(10_000), BigInteger.valueOf(10_001),
          BigInteger.valueOf(Long.MAX_VALUE), BigInteger.valueOf(Long.MIN_VALUE), BigInteger.ONE.shiftLeft(53), BigInteger.ONE.shiftLeft(53).subtract(BigInteger.ONE),
          BigInteger.TEN.pow(scale), BigInteger.TEN.pow(38).subtract(BigInteger.ONE))) values.add(new BigDecimal(unscaled, scale));
      for (int n = 0; n < 200; n++) {
        var unscaled = new BigInteger(1 + random.nextInt(126), random).multiply(BigInteger.TEN.pow(random.nextInt(8)));
        values.add(new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), scale));
      }
    }
    try (var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE n (i int, v numeric, t text)");
      var copy = new CopyRows("n (i, v, t)");
      for (int i = 0; i < values.size(); i++) copy.row().put(i).put(values.get(i)).put(values.get(i).toPlainString());
      copy.into(connection);
      // send compares every bit: digits, weight, sign, display scale
      var wrong = all("SELECT t || ' became ' || v::text FROM n WHERE numeric_send(v) <> numeric_send(t::numeric) OR v::text <> t::numeric::text");
      assertThat(wrong).as("seed %d", seed).isEmpty();
      assertThat(all("SELECT count(*) FROM n")).containsExactly(String.valueOf(values.size()));
    }
  }

  @Test void everyOtherTypeArrivesAsSqlReadsIt() throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE r (i int, l bigint, s smallint, b boolean, u uuid, t text, y bytea, j json, at timestamptz, d date,"
          + " il text, ib text, iu text, ia text, id text, ij text)");
      var copy = new CopyRows("r (i, l, s, b, u, t, y, j, at, d, il, ib, iu, ia, id, ij)");
      var texts = new ArrayList<String>();
      for (int n = 0; n < 1_000; n++) {
        long l = n == 0 ? Long.MIN_VALUE : n == 1 ? Long.MAX_VALUE : random.nextLong();
        var at = n == 0 ? Instant.EPOCH : n == 1 ? Instant.parse("9999-01-01T00:00:00Z") : n == 2 ? Instant.parse("0001-01-01T00:00:00Z") : Instant.EPOCH.plus(random.nextLong(8_000_000_000_000_000L) - 4_000_000_000_000_000L, ChronoUnit.MICROS);
        var day = LocalDate.of(1, 1, 1).plusDays(n < 3 ? n * 1_000_000L : random.nextInt(3_000_000));
        var uuid = new UUID(random.nextLong(), random.nextLong());
        var text = text();
        texts.add(text);
        var json = "{\"v\": " + random.nextInt() + "}";
        copy.row().put(n).put(l).putShort((short) random.nextInt()).put(n % 2 == 0).put(uuid).put(text).put(new byte[] {(byte) n, 0, -1}).put(json).put(at).put(day)
            .put(Long.toString(l)).put(n % 2 == 0 ? "t" : "f").put(uuid.toString()).put(at.toString()).put(day.toString()).put(json);
      }
      copy.row().put(-1).put(0L).putNull().put(false).put((UUID) null).put((String) null).putNull().put((String) null).put((Instant) null).put((LocalDate) null)
          .put("0").put("f").put((String) null).put((String) null).put((String) null).put((String) null);
      copy.into(connection);
      assertThat(all("""
          SELECT i || ': ' || l || ' ' || coalesce(at::text, '') || ' ' || coalesce(d::text, '') FROM r
           WHERE l <> il::bigint OR b <> ib::boolean OR u IS DISTINCT FROM iu::uuid OR at IS DISTINCT FROM ia::timestamptz OR d IS DISTINCT FROM id::date
              OR j::text IS DISTINCT FROM ij::json::text OR length(y) <> 3
          """)).as("seed %d", seed).isEmpty();
      assertThat(all("SELECT t FROM r WHERE i >= 0 ORDER BY i")).isEqualTo(texts);
      assertThat(all("SELECT count(*) FROM r WHERE i = -1 AND num_nulls(s, u, t, y, j, at, d) = 7")).containsExactly("1");
    }
  }

  private String text() {
    var text = new StringBuilder();
    for (int n = random.nextInt(60); n > 0; n--) {
      int c = random.nextInt(4) == 0 ? 1 + random.nextInt(0x10FFFF) : ' ' + random.nextInt(95);
      if (c < 0xD800 || c > 0xDFFF) text.appendCodePoint(c);
    }
    return text.toString();
  }

  private List<String> all(String sql) throws SQLException {
    try (var statement = connection.createStatement(); var found = statement.executeQuery(sql)) {
      var rows = new ArrayList<String>();
      while (found.next()) rows.add(found.getString(1));
      return rows;
    }
  }
}
