package finality.rail.message;

import finality.rail.message.StatementHeader.Kind;
import finality.rail.message.fin.FinReader;
import finality.rail.message.fin.Mt940Reader;
import finality.rail.message.iso20022.CamtReader;
import finality.rail.message.iso20022.PaymentReader;
import finality.rail.message.json.JsonReader;
import finality.rail.message.nacha.NachaReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a file is written in, told from its beginning. */
public enum Format {
  MT940("mt940", "", Mt940Reader::read),
  MT942("mt942", "", Mt940Reader::read),
  MT103("mt103", "", FinReader::read),
  MT202("mt202", "", FinReader::read),
  CAMT_052("camt.052", "BkToCstmrAcctRpt", (in, to) -> CamtReader.read(Kind.REPORT, in, to)),
  CAMT_053("camt.053", "BkToCstmrStmt", (in, to) -> CamtReader.read(Kind.STATEMENT, in, to)),
  CAMT_054("camt.054", "BkToCstmrDbtCdtNtfctn", (in, to) -> CamtReader.read(Kind.NOTIFICATION, in, to)),
  PACS_008("pacs.008", "FIToFICstmrCdtTrf", PaymentReader::read),
  PACS_009("pacs.009", "FICdtTrf", PaymentReader::read),
  PACS_002("pacs.002", "FIToFIPmtStsRpt", PaymentReader::read),
  PACS_004("pacs.004", "PmtRtr", PaymentReader::read),
  PACS_028("pacs.028", "FIToFIPmtStsReq", PaymentReader::read),
  CAMT_029("camt.029", "RsltnOfInvstgtn", PaymentReader::read),
  CAMT_056("camt.056", "FIToFIPmtCxlReq", PaymentReader::read),
  PAIN_001("pain.001", "CstmrCdtTrfInitn", PaymentReader::read),
  PAIN_002("pain.002", "CstmrPmtStsRpt", PaymentReader::read),
  NACHA("nacha", "", NachaReader::read),
  JSON("json", "", JsonReader::read);

  /** A format by its name, read or not, or {@code empty}, {@code unknown}; {@code format} is {@code null} when this build does not read it. */
  public record Recognised(String name, @Nullable Format format) {}

  private interface Reader { void read(InputStream in, MessageListener listener) throws IOException; }

  private static final int HEAD = 1 << 16;
  private static final Pattern JSON_BEGINS = Pattern.compile("\\{\\s*[\"}]|\\[\\s*[\\[{\"\\]]");   // a FIN message begins with {1:
  private static final Pattern ISO = Pattern.compile("iso:20022:(?:tech:)?(?:xsd:)?\\$?((?:pacs|pain|camt|head)\\.[0-9]{3})");
  private static final Pattern FIN = Pattern.compile("\\{2:[IO]([0-9]{3})");
  private static final Pattern PAYMENT = Pattern.compile("(?m)^:32A:");
  private static final Pattern BANKS = Pattern.compile("(?m)^:58[AD]:");
  private static final Pattern STATEMENT = Pattern.compile("(?m)^:(?:20|25P?|60[FM]?|61):");
  /** A file header: sender, receiver, creation date. */
  private static final Pattern BAI2 = Pattern.compile("01,[^,\n]*,[^,\n]*,[0-9]{6},");
  /** Two cells. */
  private static final Pattern PAIR = Pattern.compile("[^,;\t]+[,;\t][^ ].*");
  private static final Pattern INTERIM = Pattern.compile("(?m)^:(?:34F|13D|90[CD]):");

  /** A file header with its constants, or a batch header where that is missing. */
  private static final Pattern ACH = Pattern.compile("(?s)1[0 ][1 ].{31}094.*|5(?:200|220|225|280).{46}[A-Za-z]{3}.*");

  private final String word;
  private final String element;
  private final Reader reader;

  /** @param element by which XML is known whatever its namespace; empty when it is not XML */
  Format(String word, String element, Reader reader) {
    this.word = word;
    this.element = element;
    this.reader = reader;
  }

  /** As people write it: {@code camt.053}. */
  public String word() { return word; }

  /** All of them, as a sentence lists them. */
  public static String words() { return String.join(", ", Arrays.stream(values()).map(Format::word).toList()); }

  /** Reads to the end, in memory that does not grow with the file; what is wrong with it is told as a finding. @throws IOException when the stream cannot be read */
  public void read(InputStream in, MessageListener listener) throws IOException { reader.read(in, listener); }

  /** @param in supports marks; stands where it stood, afterwards */
  public static Recognised recognise(InputStream in) throws IOException {
    in.mark(HEAD + 1);
    var bytes = in.readNBytes(HEAD);
    in.reset();
    if (bytes.length == 0) return named("empty");
    boolean wide = bytes.length > 1 && (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF || bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE);
    var head = new String(bytes, wide ? StandardCharsets.UTF_16 : StandardCharsets.ISO_8859_1).replaceFirst("^(\uFEFF|ï»¿)", "").stripLeading();
    if (ACH.matcher(head).matches()) return named("nacha");
    if (head.startsWith("<")) return xml(head);
    if (JSON_BEGINS.matcher(head).lookingAt()) return named("json");
    if (wide || bytes.length > 1 && (bytes[0] == 0) != (bytes[1] == 0)) return named("utf-16");
    return fin(head.replace("\r\n", "\n").replace('\r', '\n'));
  }

  private static Recognised xml(String head) {
    for (var format : values()) if (!format.element.isEmpty() && head.contains(format.element)) return new Recognised(format.word, format);
    var name = "xml";
    for (var match = ISO.matcher(head); match.find(); ) if (name.equals("xml") || name.startsWith("head")) name = match.group(1);
    return named(name);
  }

  private static Recognised named(String word) {
    for (var format : values()) if (format.word.equals(word)) return new Recognised(word, format);
    return new Recognised(word, null);
  }

  private static Recognised fin(String head) {
    var type = FIN.matcher(head);
    if (type.find()) return named("mt" + type.group(1));
    if (PAYMENT.matcher(head).find()) return named(BANKS.matcher(head).find() ? "mt202" : "mt103");
    if (INTERIM.matcher(head).find()) return named("mt942");
    if (STATEMENT.matcher(head).find()) return named("mt940");
    return named(head.isBlank() ? "empty" : BAI2.matcher(head).lookingAt() ? "bai2" : isCsv(head) ? "csv" : "unknown");
  }

  /** Two rows of at least three cells, or of two that no blank follows as it follows a comma in a text, divided by the same character. */
  private static boolean isCsv(String head) {
    var rows = head.split("\n", 3);
    int divider = rows[0].chars().filter(c -> ",;\t".indexOf(c) >= 0).findFirst().orElse(-1);
    if (divider < 0 || rows.length < 2) return false;
    long first = count(rows[0], divider), second = count(rows[1], divider);
    return first >= 2 && second >= 2 || first == 1 && second == 1 && PAIR.matcher(rows[0]).matches() && PAIR.matcher(rows[1]).matches();
  }

  private static long count(String row, int divider) { return row.chars().filter(c -> c == divider).count(); }
}
