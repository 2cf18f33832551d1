package finality.cli;

import finality.cli.Line.KeyFrom;
import finality.edge.Json;
import finality.edge.Json.Members;
import finality.edge.Json.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads payment files of any format into lines, each with its key and with everything that is wrong in its form. */
final class PaymentFile {
  private static final int KEY_DIGITS = 32;

  private final Options options;
  private final LocalDate today;
  private final String again;
  private final Map<String, Path> contents = new HashMap<>();
  private final Map<String, Place> keys = new HashMap<>();

  /** @param again empty, or what makes this run's keys differ from every other's */
  private PaymentFile(Options options, LocalDate today, String again) {
    this.options = options;
    this.today = today;
    this.again = again;
  }

  /** The lines of all files, in order. @throws Stop when a file cannot be read at all */
  static List<Line> read(Options options, LocalDate today, String again) {
    var reader = new PaymentFile(options, today, again);
    var lines = new ArrayList<Line>();
    for (var file : options.files()) lines.addAll(reader.read(file));
    return lines;
  }

  private List<Line> read(Path path) {
    var bytes = bytes(path);
    var hash = sha256(bytes);
    var same = contents.putIfAbsent(hash, path);
    if (same != null) throw Stop.unreadable(path + " has the same content as " + same + " and would be paid once; name one of them, and for a second payment use --again.");
    var lines = new ArrayList<Line>();
    for (var draft : drafts(path.toString(), bytes)) lines.add(line(draft, hash));
    if (lines.isEmpty()) throw Stop.unreadable(path + " has no payments.");
    return lines;
  }

  private static byte[] bytes(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (NoSuchFileException _) {
      throw Stop.unreadable("There is no file " + path + ".");
    } catch (IOException | OutOfMemoryError e) {
      throw Stop.unreadable(path + " cannot be read: " + (Files.isDirectory(path) ? "it is a directory" : e.getMessage()) + ".");
    }
  }

  /** By what it holds: the name says little. */
  private List<Draft> drafts(String file, byte[] bytes) {
    int first = 0;
    if (bytes.length > 2 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF) first = 3;
    while (first < bytes.length && bytes[first] <= ' ' && bytes[first] >= 0) first++;
    if (first == bytes.length) throw Stop.unreadable(file + " is empty.");
    return switch (bytes[first]) {
      case '<' -> PainDrafts.read(file, bytes, today);
      case '[', '{' -> JsonDrafts.read(file, first == 0 ? bytes : java.util.Arrays.copyOfRange(bytes, first, bytes.length));
      default -> CsvDrafts.read(file, bytes);
    };
  }

  /** Without a byte-order mark. A byte that is no UTF-8 must not become a question mark in a name that is paid. @throws Stop when there is one */
  static String text(String file, byte[] bytes) {
    if (isUtf16(bytes)) throw Stop.unreadable(file + " is UTF-16 text. Save it as UTF-8, or convert it: iconv -f UTF-16 -t UTF-8.");
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException _) {
      throw Stop.unreadable(file + " is not UTF-8 text. Save it as UTF-8, or convert it: iconv -f WINDOWS-1252 -t UTF-8.");
    }
  }

  /** By its byte order mark. */
  static boolean isUtf16(byte[] bytes) { return bytes.length > 1 && (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE || bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF); }

  private Line line(Draft draft, String hash) {
    var body = paidBy(draft.body());
    var wrongs = new ArrayList<>(draft.wrongs());
    if (wrongs.isEmpty()) wrongs.addAll(Form.check(body));
    var key = key(draft, body, hash, wrongs);
    var earlier = keys.putIfAbsent(key, draft.place());
    if (earlier != null) wrongs.add(new Wrong(draft.own() == null ? "reference" : "idempotency_key", "is the same as at " + earlier + ": it would be paid once; give each payment its own"));
    return new Line(draft.place(), key, draft.own() != null ? KeyFrom.OWN : options.byReference() ? KeyFrom.REFERENCE : KeyFrom.FILE, body, wrongs);
  }

  /** With the debtor that {@code --debtor} says. */
  private Members paidBy(Members body) {
    var named = body.values().get("debtor_account") instanceof Text(var value) ? value : "";
    var debtor = options.debtors().getOrDefault(named, named.isEmpty() ? options.debtors().get("") : null);
    if (debtor == null || body.values().isEmpty()) return body;
    var members = new LinkedHashMap<String, Json>();
    members.put("debtor_account", new Text(debtor));
    body.values().forEach(members::putIfAbsent);
    return new Members(members);
  }

  /** Its own key before all others: whatever the options say, such a payment has one key in every run. */
  private String key(Draft draft, Members body, String hash, List<Wrong> wrongs) {
    if (draft.own() instanceof String own) {
      if (own.isBlank() || own.length() > 200 || !own.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) wrongs.add(new Wrong("idempotency_key", "must be 1 to 200 printable ASCII characters"));
      return own.strip() + again;   // as HTTP reads the header
    }
    if (options.byReference() && wrongs.isEmpty()) {
      if (body.values().get("reference") instanceof Text(var reference) && !reference.isBlank()) return byReference(body.values().get("debtor_account"), reference) + again;
      wrongs.add(new Wrong("reference", "is missing, and --by-reference makes each payment's key from it; or give the line an idempotency_key"));
    }
    return "file-" + hash + "-" + draft.place().number() + again;
  }

  /** The key of a debtor's payment with this reference; the debtor by its code, else one account would have as many keys as names. */
  static String byReference(@Nullable Json debtor, String reference) { return "reference-" + sha256(debtor + "|" + reference); }

  /** Digits of a hash, enough for a key. */
  static String sha256(String text) { return sha256(text.getBytes(StandardCharsets.UTF_8)); }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)).substring(0, KEY_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);   // every JDK has it
    }
  }
}
