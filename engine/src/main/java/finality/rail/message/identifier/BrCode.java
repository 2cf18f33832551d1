package finality.rail.message.identifier;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a QR code of Pix says (Banco Central do Brasil, "Manual do BR Code"): the EMV merchant-presented format, fields of id, length and value, closed by a CRC.
 * Lengths count characters.
 */
public record BrCode(String value) {
  private static final String GUI = "br.gov.bcb.pix";

  /** @throws IllegalArgumentException when it is none */
  public BrCode { Refusal.none(refusal(value)); }

  public static Checked<BrCode> read(String text) {
    var tidy = text.strip();
    return Checked.of(tidy, refusal(tidy), BrCode::new);
  }

  /** The payee's key; {@code null} in a dynamic code, which has a {@link #location()}. */
  public @Nullable String key() { return pix().get("01"); }

  /** Where a dynamic code's payment is described, without {@code https://}. */
  public @Nullable String location() { return pix().get("25"); }

  public @Nullable BigDecimal amount() {
    var amount = fields().get("54");
    return amount == null ? null : new BigDecimal(amount);
  }

  public String merchant() { return fields().getOrDefault("59", ""); }

  private Map<String, String> fields() { return known(parse(value)); }

  private Map<String, String> pix() { return known(pix(fields())); }

  private static <T> T known(@Nullable T checked) {
    if (checked == null) throw new IllegalStateException("it was checked when it was made");
    return checked;
  }

  private static @Nullable Map<String, String> pix(Map<String, String> fields) {
    for (int id = 26; id <= 51; id++) {
      var account = fields.get(Integer.toString(id));
      var inner = account == null ? null : parse(account);
      if (inner != null && GUI.equalsIgnoreCase(inner.get("00"))) return inner;
    }
    return null;
  }

  private static @Nullable Refusal refusal(String text) {
    if (text.length() > 512) return new Refusal("wrong_length", "A BR Code has at most 512 characters, this has " + text.length() + ".");
    var fields = parse(text);
    if (fields == null) return new Refusal("wrong_form", "The fields' lengths do not fit the text: it was cut or changed.");
    if (!"01".equals(fields.get("00"))) return new Refusal("wrong_form", "A BR Code begins with 000201.");
    if (!text.startsWith("6304", text.length() - 8)) return new Refusal("wrong_form", "A BR Code ends with its CRC, field 63.");
    var crc = "%04X".formatted(crc16(text.substring(0, text.length() - 4)));
    if (!crc.equalsIgnoreCase(text.substring(text.length() - 4))) return new Refusal("wrong_check_digits", "The CRC does not fit the rest: it was cut or changed.");
    for (var id : new String[] {"52", "53", "58", "59", "60"}) if (!fields.containsKey(id)) return new Refusal("missing_field", "Field " + id + " is missing.");
    if (!"986".equals(fields.get("53"))) return new Refusal("wrong_currency", "A BR Code is in BRL (986), this is in " + fields.get("53") + ".");
    if (!"BR".equals(fields.get("58"))) return new Refusal("unknown_country", "A BR Code's country is BR, this one's is " + fields.get("58") + ".");
    var amount = fields.get("54");
    if (amount != null && !amount.matches("[0-9]{1,10}(\\.[0-9]{1,2})?")) return new Refusal("wrong_amount", "\"" + amount + "\" is not an amount with at most two decimals.");
    return pix(fields) == null ? new Refusal("missing_field", "No field from 26 to 51 is of " + GUI + ".") : null;
  }

  /** {@code null} when the lengths do not fit or an id is there twice. */
  private static @Nullable Map<String, String> parse(String text) {
    var fields = new LinkedHashMap<String, String>();
    for (int at = 0; at < text.length(); ) {
      if (at + 4 > text.length() || !text.substring(at, at + 4).matches("[0-9]{4}")) return null;
      int end = at + 4 + Integer.parseInt(text.substring(at + 2, at + 4));
      if (end > text.length() || fields.put(text.substring(at, at + 2), text.substring(at + 4, end)) != null) return null;
      at = end;
    }
    return fields.isEmpty() ? null : fields;
  }

  /** CRC-16/CCITT, polynomial 1021, from FFFF. */
  private static int crc16(String text) {
    int crc = 0xFFFF;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      crc ^= (b & 0xFF) << 8;
      for (int i = 0; i < 8; i++) crc = (crc & 0x8000) != 0 ? crc << 1 ^ 0x1021 : crc << 1;
      crc &= 0xFFFF;
    }
    return crc;
  }
}
