package finality.rail.message;

import static org.assertj.core.api.Assertions.assertThat;

import finality.rail.message.fin.Mt940Writer;
import finality.rail.message.identifier.Bic;
import finality.rail.message.identifier.BrCode;
import finality.rail.message.identifier.Checked;
import finality.rail.message.identifier.Clabe;
import finality.rail.message.identifier.Iban;
import finality.rail.message.nacha.AchFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Readers that other people wrote accept what we write, and refuse what we refuse. */
class ReadersTest {
  private static Readers readers;

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  @BeforeAll static void open() { readers = Readers.open(); }

  @AfterAll static void close() { if (readers != null) readers.close(); }

  @Test void statementsThatWeWriteAreReadByTwoOtherReadersAndAWrongBalanceIsRefused() {
    for (int i = 0; i < 100; i++) {
      var made = Statements.any(random);
      if (made.statement().currency().equals("KWD")) continue;   // both add up in binary fractions of two decimals
      var text = new String(Statements.write(made.statement(), made.lines(), out -> new Mt940Writer(out, _ -> { })), StandardCharsets.US_ASCII);
      var wrong = Pattern.compile("(:62F:[CD][0-9]{6}[A-Z]{3})([0-9]+)").matcher(text).replaceFirst(m -> m.group(1) + (Long.parseLong(m.group(2)) + 7));
      for (var reader : new String[] {"mt940js", "swift-parser"}) {
        var opinion = readers.ask(reader, text);
        assertThat(opinion.accepted()).as("seed %d, %s says %s of\n%s", seed, reader, opinion.said(), text).isTrue();
        assertThat(readers.ask(reader, wrong).accepted()).as("seed %d, %s of\n%s", seed, reader, wrong).isFalse();
      }
    }
  }

  @Test void achFilesThatWeWriteAreAcceptedAndOneChangedDigitIsRefused() {
    for (int i = 0; i < 200; i++) {
      var lines = AchFiles.domestic(random).split("\n");
      assertThat(readers.ask("achkit", String.join("\n", lines))).as("seed %d\n%s", seed, String.join("\n", lines)).extracting(Readers.Opinion::accepted).isEqualTo(true);
      for (int line = 0; line < lines.length; line++) {
        if (!lines[line].startsWith("6")) continue;
        var changed = lines.clone();
        changed[line] = lines[line].substring(0, 38) + (char) ('0' + (lines[line].charAt(38) - '0' + 1) % 10) + lines[line].substring(39);
        assertThat(readers.ask("achkit", String.join("\n", changed)).accepted()).as("seed %d, line %d", seed, line + 1).isFalse();
        break;
      }
    }
  }

  // ── identifiers ────────────────────────────────────────────────────────────────────────────────────────

  /** Ours leaves the check digits within a country's own number to that country; the other reader knows some of them (its code 6). */
  private static final String NATIONAL_CHECK_DIGITS = "6";

  /** Where the other reader has letters for digits or the other way round, otherwise than SWIFT's registry and the countries' own numbers of iban.csv, which is ours. */
  private static final Set<String> OTHER_STRUCTURE = Set.of("BY", "CI", "DO", "GE", "GW", "IE", "PK", "PS", "SN", "TR", "VG");

  @Test void ibansAreAcceptedAndRefusedByBoth() throws IOException {
    var theirs = readers.ask("countries", "").said();
    var differ = new TreeMap<String, String>();
    for (var country : structures().entrySet()) {
      if (!theirs.contains(country.getKey()) || OTHER_STRUCTURE.contains(country.getKey())) continue;
      for (int i = 0; i < 40; i++) {
        var iban = iban(country.getKey(), country.getValue());
        var text = i % 2 == 0 ? iban : changed(iban);
        var other = readers.ask("iban", text);
        if (Iban.read(text).isValid() != (other.accepted() || other.said().equals(NATIONAL_CHECK_DIGITS))) differ.put(country.getKey(), text + " we: " + Iban.read(text) + ", they: " + other);
      }
    }
    assertThat(differ).as("seed %d", seed).isEmpty();
  }

  @Test void bicsAreAcceptedAndRefusedByBoth() {
    for (int i = 0; i < 2_000; i++) {   // ISO 9362 allows digits among the first four, the other reader does not: none is put there
      var bic = letters("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 4) + (random.nextInt(4) == 0 ? letters("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 2) : "DE") + letters("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", random.nextBoolean() ? 2 : 5);
      var text = random.nextBoolean() ? bic : bic.substring(0, 4) + changed(bic.substring(4));
      assertThat(Bic.read(text).isValid()).as("seed %d, %s: %s", seed, text, Bic.read(text)).isEqualTo(readers.ask("bic", text).accepted());
    }
  }

  @Test void clabesAreAcceptedAndRefusedByBoth() {
    for (int i = 0; i < 2_000; i++) {
      var start = letters("0123456789", 17);
      var clabe = "0123456789".chars().mapToObj(digit -> start + (char) digit).filter(text -> Clabe.read(text).isValid()).findFirst().orElseThrow();
      var text = random.nextBoolean() ? clabe : changed(clabe);
      assertThat(Clabe.read(text).isValid()).as("seed %d, %s", seed, text).isEqualTo(readers.ask("clabe", text).accepted());
    }
  }

  @Test void codesOfPixAreAcceptedAndRefusedByBoth() {
    for (int i = 0; i < 1_000; i++) {
      var code = pix();
      assertThat(BrCode.read(code)).as("seed %d, %s", seed, code).isInstanceOf(Checked.Valid.class);
      assertThat(readers.ask("pix", code).accepted()).as("seed %d, %s", seed, code).isTrue();
      int at = random.nextInt(code.length() - 4, code.length());
      var wrong = code.substring(0, at) + (code.charAt(at) == '0' ? '1' : '0') + code.substring(at + 1);
      assertThat(BrCode.read(wrong).isValid()).as("seed %d, %s", seed, wrong).isFalse();
      assertThat(readers.ask("pix", wrong).accepted()).as("seed %d, %s", seed, wrong).isFalse();
    }
  }

  private String pix() {
    var amount = random.nextBoolean() ? "" : field("54", random.nextInt(1, 100_000) + "." + letters("0123456789", 2));
    var text = field("00", "01") + field("26", field("00", "br.gov.bcb.pix") + field("01", "+55119" + letters("0123456789", 8))) + field("52", "0000") + field("53", "986") + amount + field("58", "BR")
        + field("59", letters("ABCDE FGH", random.nextInt(1, 20)).strip() + "X") + field("60", "BRASILIA") + field("62", field("05", letters("ABC123", random.nextInt(1, 25)))) + "6304";
    return text + "%04X".formatted(crc16(text));
  }

  /** CRC-16/CCITT-FALSE, written anew for the test. */
  private static int crc16(String text) {
    int crc = 0xFFFF;
    for (int bit = 0; bit < text.length() * 8; bit++) {
      boolean out = (crc & 0x8000) != 0 ^ (text.charAt(bit / 8) >> 7 - bit % 8 & 1) != 0;
      crc = (crc << 1 & 0xFFFF) ^ (out ? 0x1021 : 0);
    }
    return crc;
  }

  private static String field(String id, String value) { return id + "%02d".formatted(value.length()) + value; }

  private static Map<String, String> structures() throws IOException {
    try (var csv = Iban.class.getResourceAsStream("iban.csv")) {
      return new String(csv.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#") && !line.isBlank()).collect(Collectors.toMap(line -> line.substring(0, 2), line -> line.substring(3).replaceFirst(",.*", "")));
    }
  }

  private String iban(String country, String structure) {
    var bban = new StringBuilder();
    for (var part = Pattern.compile("([0-9]+)!([nac])").matcher(structure); part.find(); )
      bban.append(letters(switch (part.group(2)) {
        case "n" -> "0123456789";
        case "a" -> "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        default -> "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
      }, Integer.parseInt(part.group(1))));
    for (int check = 2; check < 99; check++) {
      var iban = country + "%02d".formatted(check) + bban;
      if (Iban.read(iban).isValid()) return iban;
    }
    throw new AssertionError("no check digits fit " + country + bban);
  }

  private String letters(String of, int length) { return random.ints(length, 0, of.length()).mapToObj(i -> of.substring(i, i + 1)).collect(Collectors.joining()); }

  /** One character is another, is missing, or has changed places with the next. */
  private String changed(String text) {
    int at = random.nextInt(text.length() - 1);
    return switch (random.nextInt(3)) {
      case 0 -> text.substring(0, at) + letters("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", 1) + text.substring(at + 1);
      case 1 -> text.substring(0, at) + text.substring(at + 1);
      default -> text.substring(0, at) + text.charAt(at + 1) + text.charAt(at) + text.substring(at + 2);
    };
  }
}
