package finality.database;

import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Oid;
import org.postgresql.jdbc.PgArray;

/**
 * Array parameters in PostgreSQL's binary form. {@link Connection#createArrayOf} writes uuids and boxed numbers as one long text,
 * which costs both sides more than the statement around it.
 */
public final class BinaryArrays {
  private static final int HEADER = 20;

  private BinaryArrays() {}

  /** A {@code uuid[]}. */
  public static <T> Array uuids(Connection connection, Collection<T> of, Function<? super T, UUID> id) throws SQLException {
    var bytes = array(Oid.UUID, of.size(), Long.BYTES * 2);
    for (var each : of) {
      var uuid = id.apply(each);
      bytes.putInt(Long.BYTES * 2).putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
    }
    return new PgArray(connection.unwrap(BaseConnection.class), Oid.UUID_ARRAY, bytes.array());
  }

  /** An {@code int[]}. */
  public static <T> Array ints(Connection connection, Collection<T> of, ToIntFunction<? super T> number) throws SQLException {
    var bytes = array(Oid.INT4, of.size(), Integer.BYTES);
    for (var each : of) bytes.putInt(Integer.BYTES).putInt(number.applyAsInt(each));
    return new PgArray(connection.unwrap(BaseConnection.class), Oid.INT4_ARRAY, bytes.array());
  }

  /** One dimension without nulls: dimensions, nulls, type, length, first index. */
  private static ByteBuffer array(int type, int length, int each) {
    if (length == 0) return ByteBuffer.allocate(12).putInt(0).putInt(0).putInt(type);
    return ByteBuffer.allocate(HEADER + length * (Integer.BYTES + each)).putInt(1).putInt(0).putInt(type).putInt(length).putInt(1);
  }
}
