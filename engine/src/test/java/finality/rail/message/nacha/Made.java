package finality.rail.message.nacha;

import finality.rail.message.Finding;
import finality.rail.message.Finding.Position;
import finality.rail.message.Finding.Severity;
import finality.rail.message.Footing;
import finality.rail.message.Item;
import finality.rail.message.MessageHeader;
import finality.rail.message.MessageListener;
import finality.rail.message.nacha.AchBatch.International;
import finality.rail.message.nacha.AchEntry.Addendum;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** ACH files for tests: read and kept whole, and made up from a seed. */
final class Made {
  static final LocalDateTime CREATED = LocalDateTime.parse("2026-11-20T18:56");
  static final AchFile FILE = new AchFile("091000019", "1234567890", CREATED, "A", "FIRST BANK", "ACME INC", "REF00001");
  static final String ODFI = "09100001";
  private static final List<String> ROUTING = List.of("091000019", "021000021", "011000015", "031300012", "231380104", "121042882");
  private static final List<String> CLASSES = List.of("PPD", "CCD", "CTX", "IAT", "WEB", "TEL", "CIE");

  record Batch(AchBatch header, List<AchEntry> entries) {}

  /** What a reading gave. */
  static final class Read implements MessageListener, AchListener {
    final Footing footing = new Footing(this);
    final List<MessageHeader> headers = new ArrayList<>();
    final List<Item> items = new ArrayList<>();
    final List<AchFile> files = new ArrayList<>();
    final List<Batch> batches = new ArrayList<>();
    int closed;

    @Override public void opened(MessageHeader header, Position position) { headers.add(header); }

    @Override public void item(Item item, Position position) { items.add(item); }

    @Override public void closed() { closed++; }

    @Override public void file(AchFile file, Position position) { files.add(file); }

    @Override public void batch(AchBatch batch, Position position) { batches.add(new Batch(batch, new ArrayList<>())); }

    @Override public void entry(AchEntry entry, Position position) { batches.getLast().entries.add(entry); }

    List<String> codes(Severity... of) { return footing.findings().stream().filter(finding -> List.of(of).contains(finding.severity())).map(Finding::code).toList(); }

    /** What is wrong or odd. */
    List<String> codes() { return codes(Severity.ERROR, Severity.WARNING); }
  }

  private Made() {}

  static Read read(byte[] bytes) {
    var read = new Read();
    try {
      NachaReader.read(new ByteArrayInputStream(bytes), read.footing, read);
    } catch (IOException e) {
      throw new AssertionError("bytes in memory can always be read", e);
    }
    return read;
  }

  static Read read(String text) { return read(text.getBytes(StandardCharsets.ISO_8859_1)); }

  static byte[] write(AchFile file, List<Batch> batches) {
    var out = new ByteArrayOutputStream();
    try {
      var writer = new NachaWriter(out);
      writer.begin(file);
      for (var batch : batches) {
        writer.batch(batch.header);
        for (var entry : batch.entries) writer.entry(entry);
      }
      writer.end();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  static String text(Batch... batches) { return new String(write(FILE, List.of(batches)), StandardCharsets.US_ASCII); }

  static AchBatch header(int serviceClass, String entryClass) { return AchBatch.of(serviceClass, entryClass, "ACME INC", "1234567890", "PAYROLL", LocalDate.of(2026, 11, 24), ODFI); }

  static AchEntry entry(String code, String cents, Addendum... addenda) {
    return new AchEntry(code, "021000021", "123456789", new BigDecimal(cents).movePointLeft(2).setScale(2), "EMPLOYEE 1", "JOAN DOE", "", "", List.of(addenda));
  }

  static Batch batch(int serviceClass, String entryClass, AchEntry... entries) { return new Batch(header(serviceClass, entryClass), List.of(entries)); }

  static Addendum returned(String code) { return new Addendum("99", code + "091000010000007" + "      " + "02100002" + "ACCOUNT CLOSED"); }

  static List<Addendum> abroad(Addendum... more) {
    return Stream.concat(Stream.of(new Addendum("10", "BUS" + "0".repeat(18) + " ".repeat(22) + "MARIE DUPONT"), new Addendum("11", pad("ACME INC", 35) + "7 HARBOUR ROAD"),
        new Addendum("12", pad("MILLBROOK*OH\\", 35) + "US*44107\\"), new Addendum("13", pad("FIRST BANK", 35) + "01" + pad("091000019", 34) + "US"), new Addendum("14", pad("BANQUE DE FRANCE", 35) + "02" + pad("BDFEFRPP", 34) + "FR"),
        new Addendum("15", pad("98765", 15) + "1 RUE DE LA PAIX"), new Addendum("16", pad("PARIS*IDF\\", 35) + "FR*75001\\")), Stream.of(more)).toList();
  }

  static AchEntry abroad(String code, String cents, List<Addendum> addenda) {
    return new AchEntry(code, "021000021", "FR7630006000011234567890189", new BigDecimal(cents).movePointLeft(2).setScale(2), "", "", "", "", addenda);
  }

  static AchBatch international(int serviceClass) {
    return AchBatch.of(serviceClass, International.fixed("FR", "USD", "EUR"), "1234567890", "TRADE", LocalDate.of(2026, 11, 24), ODFI);
  }

  private static String pad(String text, int width) { return text + " ".repeat(width - text.length()); }

  // ── from a seed ────────────────────────────────────────────────────────────────────────────────────────

  static List<Batch> any(Random random) {
    var batches = new ArrayList<Batch>();
    for (int i = random.nextInt(1, 5), number = 0; i > 0; i--) batches.add(batch(random, number += random.nextInt(1, 4)));
    return batches;
  }

  private static Batch batch(Random random, int number) {
    var entryClass = CLASSES.get(random.nextInt(CLASSES.size()));
    boolean iat = entryClass.equals("IAT");
    var day = LocalDate.of(2027, 1, 1).plusDays(random.nextInt(365));
    var header = new AchBatch(200, iat ? "" : "ACME " + random.nextInt(1000), !iat && random.nextBoolean() ? "DISCRETIONARY" : "", "9" + random.nextInt(1_000_000), entryClass, "PAY " + random.nextInt(100), !iat && random.nextBoolean() ? "NOV 20" : "", day,
        random.nextBoolean() ? "" : "%03d".formatted(random.nextInt(1, 366)), "1", ODFI, number, iat ? International.fixed("FR", "USD", "EUR") : null);
    var entries = new ArrayList<AchEntry>();
    long trace = random.nextInt(1, 1000);
    for (int i = random.nextInt(12); i > 0; i--) entries.add(entry(random, header, ODFI + "%07d".formatted(trace += random.nextInt(1, 5))));
    return new Batch(header, entries);
  }

  private static AchEntry entry(Random random, AchBatch batch, String trace) {
    boolean iat = batch.international() != null;
    int kind = random.nextInt(6);
    var account = "2" + (random.nextBoolean() ? 0 : 1);
    boolean debit = random.nextBoolean() && !batch.entryClass().equals("CIE");
    var code = (account.equals("20") ? "2" : "3") + (kind == 0 ? debit ? 8 : 3 : kind == 1 ? debit ? 6 : 1 : debit ? 7 : 2);
    var addenda = new ArrayList<Addendum>();
    if (iat) addenda.addAll(abroad());
    if (kind == 1) addenda.add(new Addendum("99", "R0" + random.nextInt(1, 10) + "0910000100" + "%05d".formatted(random.nextInt(100_000)) + "      " + "02100002" + (iat ? "0000000000" : "") + (random.nextBoolean() ? "WORDS" : "")));
    else if (!batch.entryClass().equals("TEL")) for (int i = random.nextInt(batch.entryClass().equals("CTX") ? 30 : 2); i > 0; i--) addenda.add(new Addendum(iat ? "17" : "05", "RMR*IV*" + random.nextInt(100_000) + "\\"));
    var amount = kind == 0 ? BigDecimal.ZERO.setScale(2) : BigDecimal.valueOf(random.nextLong(1, random.nextBoolean() ? 100_000 : 10_000_000_000L), 2);
    return new AchEntry(code, ROUTING.get(random.nextInt(ROUTING.size())), Long.toString(random.nextLong(1, 1L << 50)), amount, iat || random.nextInt(3) == 0 ? "" : "ID" + random.nextInt(100_000), iat ? "" : "NAME " + random.nextInt(10_000),
        !iat && random.nextInt(3) == 0 ? "S" : "", trace, addenda);
  }
}
