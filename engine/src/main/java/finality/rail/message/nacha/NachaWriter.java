package finality.rail.message.nacha;

import finality.rail.message.Agent;
import finality.rail.message.Carried;
import finality.rail.message.CharacterSet;
import finality.rail.message.DirectDebit;
import finality.rail.message.Item;
import finality.rail.message.MessageHeader;
import finality.rail.message.MessageWriter;
import finality.rail.message.PaymentReturn;
import finality.rail.message.Unwritable;
import finality.rail.message.identifier.IdRule;
import finality.rail.message.nacha.AchEntry.Addendum;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A NACHA file, one record a line, filled with nines to blocks of ten. Counts, hashes and totals are computed, batches and trace numbers assigned where none are given, settlement
 * dates left to the operator. Before the first item of a batch comes {@link #batch}: it says what the general records do not (company number, entry description, class of service).
 *
 * <p>Of an item's references the end-to-end id and the transaction id (the trace number) travel with an ACH entry; the others stay with the sender, as does the originator's account.
 * Everything else that an entry cannot carry is refused.
 */
public final class NachaWriter implements MessageWriter {
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyMMdd");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmm");

  private final OutputStream out;
  private final ControlTotals file = new ControlTotals();
  private @Nullable MessageHeader header;
  private @Nullable AchBatch batch;
  private ControlTotals totals = new ControlTotals();
  private long records;
  private long batches;
  private int lastBatch;
  private long items;
  private long lastAssigned;
  private String lastTrace = "";

  public NachaWriter(OutputStream out) { this.out = out; }

  /** @param header the receiver is the operator or sending point, the sender whom it knows by that number; the id's last character tells files of one day apart */
  @Override public void begin(MessageHeader header) throws IOException {
    var last = header.id().isEmpty() ? "A" : header.id().substring(header.id().length() - 1).toUpperCase(java.util.Locale.ROOT);
    if (header.created() == null) throw new Unwritable("file header/creation date", "missing", "An ACH file says when it was made; the message's header does not.");
    if (header.initiator() != null || header.settlement() != null || header.settlementDate() != null || header.clearing() != null)
      throw new Unwritable("file header", "not_carried", "An ACH file has no place for an initiating party, a method or system of settlement or a day for all of its batches.");
    for (var bank : new Agent[] {header.sender(), header.receiver()})
      if (bank != null && (bank.bic() != null || bank.lei() != null || bank.address() != null || bank.account() != null)) throw new Unwritable("file header", "not_carried", "An ACH file names sender and receiver by number and name alone.");
    var origin = Objects.requireNonNullElse(header.sender(), NOBODY);
    var destination = Objects.requireNonNullElse(header.receiver(), NOBODY);
    begin(new AchFile(or(destination.member()), or(origin.member()), header.created().toLocalDateTime(), last.matches("[A-Z0-9]") ? last : "A", or(destination.name()), or(origin.name()), ""));
    this.header = header;
  }

  private static final Agent NOBODY = new Agent(null, null, null, null, null, null, null);

  private static String or(@Nullable String text) { return text == null ? "" : text; }

  /** As {@link #begin(MessageHeader)}, with the header's own fields. @throws Unwritable when one does not fit */
  public void begin(AchFile file) throws IOException {
    if (file.created() == null) throw new Unwritable("file header/creation date", "missing", "An ACH file says when it was made.");
    write(new Row("file header", "101").right("immediate destination", number("immediate destination", file.destination()), 10).right("immediate origin", number("immediate origin", file.origin()), 10)
        .text("file creation date", DATE.format(file.created()), 6).text("file creation time", TIME.format(file.created()), 4).text("file id modifier", file.modifier(), 1).text("", "094101", 6)
        .text("immediate destination name", file.destinationName(), 23).text("immediate origin name", file.originName(), 23).text("reference code", file.reference(), 8));
  }

  private static String number(String field, String number) {
    if (number.isEmpty()) throw new Unwritable("file header/" + field, "missing", "An ACH file must say it: a routing number, or the number the operator gave out.");
    return number;
  }

  /** Ends the batch before and begins another. @throws Unwritable when the header does not fit */
  public void batch(AchBatch batch) throws IOException {
    endBatch();
    int number = batch.number() == 0 ? lastBatch + 1 : batch.number();
    if (number <= lastBatch) throw new Unwritable("batch header/batch number", "batch_order", "Batch " + number + " follows batch " + lastBatch + "; numbers must ascend.");
    var numbered = new AchBatch(batch.serviceClass(), batch.company(), batch.discretionary(), batch.companyId(), batch.entryClass(), batch.description(), batch.descriptiveDate(), batch.effective(),
        batch.settled(), batch.originatorStatus(), batch.odfi(), number, batch.international());
    Batches.check(numbered);
    write(Batches.header(numbered));
    this.batch = numbered;
    totals = new ControlTotals();
    lastBatch = number;
    lastTrace = "";
    batches++;
  }

  /** @throws Unwritable also when no batch was begun, or the item is of another company, bank or class than the batch */
  @Override public void item(Item item) throws IOException {
    var entry = Entries.of(item, begun());
    var stays = Set.of("references.batchId", "references.uetr", item instanceof DirectDebit ? "creditor.account" : "debtor.account");   // the batch's number was compared; the others stay with the sender
    new Carried(CharacterSet.NACHA, item instanceof PaymentReturn ? _ -> false : stays::contains).check(item, Items.of(begun(), entry), "An ACH entry of class " + begun().entryClass());
    entry(entry);
  }

  /** An entry as it stands in the file; without a trace number it gets the next one. */
  public void entry(AchEntry entry) throws IOException {
    var now = begun();
    var entryClass = Objects.requireNonNull(EntryClass.of(now.entryClass()));
    var code = TransactionCode.read(entry.code());
    if (code == null) throw new Unwritable("entry/transaction code", "transaction_code", "There is no transaction code \"" + entry.code() + "\".");
    EntryRules.check(now, entryClass, entry, code);
    var trace = entry.trace().isEmpty() ? now.odfi() + "%07d".formatted(lastAssigned + 1) : entry.trace();
    if (IdRule.NACHA_TRACE.refusal(trace).isPresent() || !trace.startsWith(now.odfi()))
      throw new Unwritable("entry/trace number", "trace_odfi", "\"" + trace + "\" should be the batch's bank " + now.odfi() + " and seven digits.");
    if (trace.compareTo(lastTrace) <= 0) throw new Unwritable("entry/trace number", "trace_order", "Trace number " + trace + " follows " + lastTrace + "; they must ascend within a batch.");
    lastTrace = trace;
    lastAssigned = Math.max(lastAssigned, Long.parseLong(trace.substring(8)));
    write(Batches.entry(now, entryClass, entry, trace));
    int sequence = 0;
    var before = "";
    for (var addendum : entry.addenda()) {
      sequence = addendum.type().equals(before) ? sequence + 1 : 1;
      before = addendum.type();
      write(addendum(addendum, sequence, trace));
    }
    totals.entry(Long.parseLong(entry.receiver().substring(0, 8)), code.direction(), entry.amount(), entry.addenda().size());
    items++;
  }

  private static Row addendum(Addendum addendum, int sequence, String trace) {
    var row = new Row("addendum " + addendum.type(), "7" + addendum.type()).text("text", addendum.text(), AddendaRules.end(addendum.type()) - 3);
    return switch (addendum.type()) {
      case "05", "17", "18" -> row.number("sequence number", sequence, 4).text("entry sequence number", trace.substring(8), 7);
      case "10", "11", "12", "13", "14", "15", "16" -> row.text("entry sequence number", trace.substring(8), 7);
      default -> row.text("trace number", trace, 15);
    };
  }

  private AchBatch begun() {
    if (batch == null) throw new Unwritable("batch header", "missing", "An ACH entry stands in a batch: begin one with its company, class and effective date first.");
    return batch;
  }

  private void endBatch() throws IOException {
    if (batch == null) return;
    write(new Row("batch control", "8").number("service class", batch.serviceClass(), 3).number("entry/addenda count", totals.records, 6).number("entry hash", totals.hash, 10)
        .amount("total debit", totals.debits, 12).amount("total credit", totals.credits, 12).text("company id", batch.companyId(), 10).blank(25).text("ODFI", batch.odfi(), 8).number("batch number", batch.number(), 7));
    file.add(totals);
    batch = null;
  }

  @Override public void end() throws IOException {
    endBatch();
    var said = header;
    if (said != null && said.count() != null && said.count() != items) throw new Unwritable("file header", "wrong_count", "The message says that it has " + said.count() + " items, there are " + items + ".");
    if (said != null && said.sum() != null && said.sum().compareTo(sum()) != 0) throw new Unwritable("file header", "wrong_sum", "The message says that its amounts add up to " + said.sum() + ", they add up to " + sum() + ".");
    if (said != null && said.total() != null && (!said.total().currency().equals("USD") || said.total().value().compareTo(sum()) != 0)) throw new Unwritable("file header", "wrong_sum", "The message says a total of " + said.total() + ", its amounts add up to " + sum() + " USD.");
    write(new Row("file control", "9").number("batch count", batches, 6).number("block count", (records + 10) / 10, 6).number("entry/addenda count", file.records, 8).number("entry hash", file.hash, 10)
        .amount("total debit", file.debits, 12).amount("total credit", file.credits, 12).blank(39));
    while (records % 10 != 0) write("9".repeat(Line.WIDTH));
    out.flush();
  }

  private BigDecimal sum() { return file.debits.add(file.credits); }

  private void write(Row row) throws IOException { write(row.end()); }

  private void write(String record) throws IOException {
    out.write((record + "\n").getBytes(StandardCharsets.US_ASCII));
    records++;
  }
}
