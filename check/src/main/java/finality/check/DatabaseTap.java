package finality.check;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Between engine and PostgreSQL. Understands as much of its protocol (version 3) as shows which statements a transaction has, when its commit is
 * asked for, and when it is done; see the PostgreSQL manual, "Message Formats".
 */
final class DatabaseTap extends Tap {
  private static final int BUFFER = 64 * 1024;
  private static final int SSL_REQUEST = 80_877_103;
  private static final int GSS_REQUEST = 80_877_104;

  DatabaseTap(int target, Trap trap) { super(target, trap); }

  @Override Conversation conversation() { return new Session(); }

  private final class Session implements Conversation {
    private final Map<String, String> prepared = new HashMap<>();
    private List<String> statements = new ArrayList<>();
    /** Of the transaction whose commit is under way; written by one direction, read by the other. */
    private volatile List<String> committing = List.of();

    @Override public void toServer(InputStream from, OutputStream to) throws IOException {
      var in = new DataInputStream(new BufferedInputStream(from, BUFFER));
      var out = new DataOutputStream(new BufferedOutputStream(to, BUFFER));
      startUp(in, out);
      while (true) {
        if (in.available() == 0) out.flush();
        int type = in.read();
        if (type < 0) return;
        var body = in.readNBytes(in.readInt() - 4);
        look(type, body, out);
        out.writeByte(type);
        out.writeInt(body.length + 4);
        out.write(body);
      }
    }

    /** The first message has no type, and the one before it may ask for encryption: on this machine there is none. */
    private void startUp(DataInputStream in, DataOutputStream out) throws IOException {
      int length = in.readInt();
      int code = in.readInt();
      if (code == SSL_REQUEST || code == GSS_REQUEST) throw new IOException("encryption is asked for; the URL must say sslmode=disable");
      out.writeInt(length);
      out.writeInt(code);
      out.write(in.readNBytes(length - 8));
    }

    private void look(int type, byte[] body, DataOutputStream out) throws IOException {
      switch (type) {
        case 'P' -> {
          var name = text(body, 0);
          prepared.put(name, text(body, end(body, 0) + 1));
        }
        case 'B' -> runs(prepared.getOrDefault(text(body, end(body, 0) + 1), ""), out);
        case 'Q' -> runs(text(body, 0), out);
        default -> { }
      }
    }

    private void runs(String sql, DataOutputStream out) throws IOException {
      switch (sql) {
        case "BEGIN", "ROLLBACK" -> statements = new ArrayList<>();
        case "COMMIT" -> {
          committing = statements;
          statements = new ArrayList<>();
          out.flush();   // what stands before the commit is the server's
          trap.commit(committing, false);
        }
        default -> statements.add(sql);
      }
    }

    @Override public void toClient(InputStream from, OutputStream to) throws IOException {
      var in = new DataInputStream(new BufferedInputStream(from, BUFFER));
      var out = new DataOutputStream(new BufferedOutputStream(to, BUFFER));
      while (true) {
        if (in.available() == 0) out.flush();
        int type = in.read();
        if (type < 0) return;
        var body = in.readNBytes(in.readInt() - 4);
        if (type == 'C' && text(body, 0).equals("COMMIT")) trap.commit(committing, true);
        out.writeByte(type);
        out.writeInt(body.length + 4);
        out.write(body);
      }
    }
  }

  private static int end(byte[] body, int from) {
    int at = from;
    while (body[at] != 0) at++;
    return at;
  }

  private static String text(byte[] body, int from) { return new String(Arrays.copyOfRange(body, from, end(body, from)), StandardCharsets.UTF_8); }
}
