package finality.rail.message.nacha;

import finality.rail.message.Agent;
import finality.rail.message.Item;
import finality.rail.message.MessageHeader;
import finality.rail.message.MessageListener;
import finality.rail.message.identifier.AbaNumber;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * NACHA files of any entry class, whatever ends their records. Each file header opens a message, each entry is an item, and every total of the control records is held against
 * what was read. Memory does not grow with the file.
 */
public final class NachaReader {
  private static final DateTimeFormatter ID = DateTimeFormatter.ofPattern("yyMMddHHmm");

  private final Records records;
  private final MessageListener listener;
  private final AchListener ach;
  private final Told told;
  private final Headers headers;
  private @Nullable OpenFile file;
  private @Nullable OpenBatch batch;
  private boolean any;
  private boolean strays;

  /** What was read of the file so far. */
  private static final class OpenFile {
    final AchFile header;
    final ControlTotals totals = new ControlTotals();
    /** Of any kind, without the nines that fill the last block. */
    long records;
    long fill;
    long batches;
    long lastBatch = -1;
    boolean advice;
    boolean controlled;

    OpenFile(AchFile header) { this.header = header; }
  }

  private record OpenBatch(Line line, AchBatch header, EntryReader entries, ControlTotals totals) {}

  private NachaReader(InputStream in, MessageListener listener, AchListener ach) {
    this.told = new Told(listener);
    this.records = new Records(in, told);
    this.headers = new Headers(told);
    this.listener = listener;
    this.ach = ach;
  }

  /** Reads to the end. */
  public static void read(InputStream in, MessageListener listener) throws IOException { read(in, listener, AchListener.NONE); }

  /** Reads to the end. @param ach hears the records themselves, with what the general terms have no place for */
  public static void read(InputStream in, MessageListener listener, AchListener ach) throws IOException { new NachaReader(in, listener, ach).read(); }

  private void read() throws IOException {
    for (var line = records.next(); line != null; line = records.next()) {
      any = true;
      if (line.type() != '7') endEntry();
      if (file != null && file.controlled && line.type() != '9' && line.type() != '1') told.error(line, "", "after_control", "There is a record after the file control; the file should have ended there.");
      if (file != null && !line.isFill() && line.type() != '1') file.records++;
      switch (line.type()) {
        case '1' -> fileHeader(line);
        case '5' -> batchHeader(line);
        case '6' -> entry(line);
        case '7' -> addendum(line);
        case '8' -> batchControl(line);
        case '9' -> nines(line);
        default -> told.error(line, "", "unknown_record", "A record begins with 1, 5, 6, 7, 8 or 9, this with '" + line.type() + "'; it was not read.");
      }
    }
    endEntry();
    endFile();
    if (!any) told.error("no_records", "There is no record in this file.");
  }

  // ── file ───────────────────────────────────────────────────────────────────────────────────────────────

  private void fileHeader(Line line) {
    endFile();
    open(headers.file(line), line);
  }

  private void open(AchFile header, Line line) {
    file = new OpenFile(header);
    if (line.type() == '1') file.records++;
    ach.file(header, line.at(""));
    var created = header.created() == null ? null : header.created().atOffset(ZoneOffset.UTC);
    listener.opened(new MessageHeader("NACHA", (created == null ? "" : ID.format(created)) + header.modifier(), created, agent(header.origin(), header.originName()),
        agent(header.destination(), header.destinationName()), null, null, null, null, null, null, null), line.at(""));
  }

  private static @Nullable Agent agent(String number, String name) {
    if (number.isEmpty() && name.isEmpty()) return null;
    return new Agent(null, number.isEmpty() ? null : number, AbaNumber.read(number).isValid() ? "USABA" : null, null, name.isEmpty() ? null : name, null, null);
  }

  /** Batches and entries before any file header belong to a message of which nothing is known. */
  private OpenFile file(Line line) {
    if (file == null) {
      told.error(line, "", "missing_header", "The file header (record 1) is missing.");
      open(new AchFile("", "", null, "", "", "", ""), line);
    }
    return java.util.Objects.requireNonNull(file);
  }

  private void nines(Line line) {
    if (line.isFill()) {
      if (file != null) file.fill++;
      if (file == null || !file.controlled) told.warningOnce("", line.at(""), "early_fill", "Records of nines stand before the file control.");
      return;
    }
    var now = file(line);
    endBatch();
    if (now.controlled) told.error(line, "", "repeated_control", "The file has a second file control.");
    now.controlled = true;
    int width = now.advice ? 20 : 12;
    same(line, 2, 7, "batch count", now.batches, "wrong_count");
    same(line, 14, 21, "entry/addenda count", now.totals.records, "wrong_count");
    same(line, 22, 31, "entry hash", now.totals.hash, "wrong_hash");
    same(line, 32, 31 + width, "total debit", now.totals, now.totals.debits);
    same(line, 32 + width, 31 + 2 * width, "total credit", now.totals, now.totals.credits);
    long blocks = (now.records + 9) / 10;
    same(line, 8, 13, "block count", blocks, "wrong_block_count");
  }

  private void endFile() {
    endBatch();
    if (file == null) return;
    if (!file.controlled) told.error("missing_control", "The file control (record 9) is missing: the file may have been cut.");
    else if ((file.records + file.fill) % 10 != 0) told.warningOnce("", finality.rail.message.Finding.Position.FILE, "not_blocked", "The file has " + (file.records + file.fill)
        + " records; it should be filled with nines to a multiple of ten.");
    file = null;
    listener.closed();
  }

  // ── batch ──────────────────────────────────────────────────────────────────────────────────────────────

  private void batchHeader(Line line) {
    var now = file(line);
    endBatch();
    strays = false;
    var header = headers.batch(line, now.header);
    now.batches++;
    if (header.number() <= now.lastBatch) told.error(line, "batch number", "batch_order", "Batch " + header.number() + " follows batch " + now.lastBatch + "; numbers must ascend.");
    now.lastBatch = header.number();
    var totals = new ControlTotals();
    now.advice |= header.entryClass().equals("ADV");
    batch = new OpenBatch(line, header, new EntryReader(header, totals, told, headers.sameDay(header, now.header)), totals);
    ach.batch(header, line.at(""));
  }

  private void batchControl(Line line) {
    var now = file(line);
    if (batch == null) {
      told.error(line, "", "record_order", "A batch control stands outside of any batch.");
      return;
    }
    var header = batch.header;
    var totals = batch.totals;
    int width = header.entryClass().equals("ADV") ? 20 : 12;
    same(line, 2, 4, "service class", header.serviceClass(), "wrong_service_class");
    same(line, 5, 10, "entry/addenda count", totals.records, "wrong_count");
    same(line, 11, 20, "entry hash", totals.hash, "wrong_hash");
    same(line, 21, 20 + width, "total debit", totals, totals.debits);
    same(line, 21 + width, 20 + 2 * width, "total credit", totals, totals.credits);
    var company = line.field(45, 54);
    if (width == 12 && company.isEmpty()) told.warningOnce("control", line.at("company id"), "missing_field", "The batch control does not say the company; its header does.");
    else if (width == 12 && !company.equals(header.companyId())) told.error(line, "company id", "wrong_company", "The batch control says company \"" + company + "\", the header \"" + header.companyId() + "\".");
    if (!line.field(80, 87).equals(header.odfi())) told.error(line, "ODFI", "wrong_odfi", "The batch control says bank \"" + line.field(80, 87) + "\", the header \"" + header.odfi() + "\".");
    same(line, 88, 94, "batch number", header.number(), "wrong_batch_number");
    if (width == 12 && !line.field(55, 73).isEmpty()) told.noteOnce("", line.at("authentication code"), "authentication_code", "The batch's authentication code was not verified.");
    now.totals.add(totals);
    batch = null;
  }

  private void endBatch() {
    if (batch == null) return;
    told.error(batch.line, "", "missing_control", "Batch " + batch.header.number() + " has no batch control (record 8); its entries may not be whole.");
    if (file != null) file.totals.add(batch.totals);
    batch = null;
  }

  private void same(Line line, int from, int to, String field, long counted, String code) {
    long said = told.number(line, from, to, field);
    if (said != counted && Told.digits(line.field(from, to))) told.error(line, field, code, "The control record says " + field + " " + said + ", there are " + counted + ".");
  }

  private void same(Line line, int from, int to, String field, ControlTotals totals, BigDecimal counted) {
    var said = told.amount(line, from, to, field);
    if (totals.summable && said.compareTo(counted) != 0 && Told.digits(line.field(from, to))) told.error(line, field, "wrong_total", "The control record says " + field + " " + said + ", the entries add up to " + counted + ".");
  }

  // ── entries ────────────────────────────────────────────────────────────────────────────────────────────

  private void entry(Line line) {
    file(line);
    if (batch != null) batch.entries.begin(line);
    else stray(line);
  }

  private void addendum(Line line) {
    file(line);
    if (batch == null) stray(line);
    else if (!batch.entries.addendum(line)) told.error(line, "", "record_order", "An addendum follows no entry; it was not read.");
  }

  private void stray(Line line) {
    if (!strays) told.error(line, "", "record_order", "Entries stand outside of any batch: without its header it is not known whose they are. They were not read.");
    strays = true;
  }

  private void endEntry() {
    if (batch == null) return;
    var line = batch.entries.line();
    var entry = batch.entries.end();
    if (line == null || entry == null) return;
    if (batch.entries.isReadable()) {
      ach.entry(entry, line.at(""));
      Item item = Items.of(batch.header, entry);
      if (item != null) listener.item(item, line.at(""));
    } else {
      listener.unreadable(line.at(""));
    }
    Items.tellWhatIsLeft(batch.header, entry, line, told);
  }
}
