package finality.rail.message.nacha;

import finality.rail.message.Direction;
import finality.rail.message.identifier.AbaNumber;
import finality.rail.message.identifier.Checked;
import finality.rail.message.nacha.AchEntry.Addendum;
import finality.rail.message.nacha.EntryClass.Fields;
import finality.rail.message.nacha.TransactionCode.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the entries of one batch, each with its addenda, and adds them up. */
final class EntryReader {
  /** Nacha Operating Rules, since 18 March 2022. */
  private static final BigDecimal SAME_DAY_LIMIT = BigDecimal.valueOf(100_000_000, 2);
  private static final int MOST_ADDENDA = 9_999;

  private final AchBatch batch;
  private final EntryClass entryClass;
  private final Fields fields;
  private final ControlTotals totals;
  private final Told told;
  private final AddendaRules rules;
  private final boolean sameDay;
  private String lastTrace = "";
  private @Nullable Line line;
  private List<Addendum> addenda = new ArrayList<>();
  private int addendaSeen;
  private boolean readable;

  EntryReader(AchBatch batch, ControlTotals totals, Told told, boolean sameDay) {
    this.batch = batch;
    this.entryClass = Objects.requireNonNullElse(EntryClass.of(batch.entryClass()), EntryClass.PPD);
    this.fields = batch.international() != null ? Fields.INTERNATIONAL : entryClass.fields;
    this.totals = totals;
    this.told = told;
    this.rules = new AddendaRules(batch, entryClass, told);
    this.sameDay = sameDay;
  }

  void begin(Line line) {
    this.line = line;
    addenda = new ArrayList<>();
    addendaSeen = 0;
  }

  /** Where the entry that is being read stands. */
  @Nullable Line line() { return line; }

  /** Whether the amount of the entry that has ended could be read; that it could not was told. */
  boolean isReadable() { return readable; }

  /** @return false when there is no entry it could belong to */
  boolean addendum(Line addendum) {
    if (line == null) return false;
    if (++addendaSeen > MOST_ADDENDA) {
      if (addendaSeen == MOST_ADDENDA + 1) told.error(addendum, "", "too_many_addenda", "The entry has more than 9,999 addenda; they were not read.");
      return true;
    }
    var type = addendum.raw(2, 3);
    int end = AddendaRules.end(type);
    addenda.add(new Addendum(type, addendum.raw(4, end).stripTrailing()));
    if (fields != Fields.ADVICE) rules.numbers(line, addendum, type, addenda);
    return true;
  }

  /** @return {@code null} when none was being read, or it is an advice, which is no payment */
  @Nullable AchEntry end() {
    var now = line;
    if (now == null) return null;
    line = null;
    readable = Told.digits(fields == Fields.ADVICE ? now.field(28, 39) : now.field(30, 39));
    if (!readable) totals.summable = false;
    if (fields == Fields.ADVICE) {
      advice(now);
      return null;
    }
    var entry = fields == Fields.INTERNATIONAL ? abroad(now) : domestic(now);
    var code = TransactionCode.read(entry.code());
    if (code == null) told.error(now, "transaction code", "transaction_code", "There is no transaction code \"" + entry.code() + "\"; the entry was added up but not read as a payment.");
    var direction = code != null ? code.direction() : entry.code().charAt(1) < '5' ? Direction.CREDIT : Direction.DEBIT;
    var bank = now.raw(4, 11);
    totals.entry(Told.digits(bank) ? Long.parseLong(bank) : 0, direction, entry.amount(), addendaSeen);
    checkNumbers(now, entry);
    if (code != null) checkCode(now, entry, code);
    rules.complete(now, entry, code, addendaSeen);
    return entry;
  }

  private AchEntry domestic(Line now) {
    int name = fields == Fields.COUNTED ? 59 : 55;
    var first = now.field(40, 54);
    var second = now.field(name, name == 59 ? 74 : 76);
    boolean swapped = fields == Fields.NAME_FIRST;
    return new AchEntry(now.raw(2, 3), now.field(4, 12), now.field(13, 29), told.amount(now, 30, 39, "amount"), swapped ? second : first, swapped ? first : second, now.field(77, 78), now.field(80, 94), addenda);
  }

  private AchEntry abroad(Line now) {
    return new AchEntry(now.raw(2, 3), now.field(4, 12), now.field(40, 74), told.amount(now, 30, 39, "amount"), "", "", now.field(77, 78), now.field(80, 94), addenda);
  }

  /** Accounting advice of an operator: added up, and told once that it is no payment. */
  private void advice(Line now) {
    var bank = now.raw(4, 11);
    boolean credit = Told.digits(now.raw(2, 3)) && Integer.parseInt(now.raw(2, 3)) % 2 == 1;
    totals.entry(Told.digits(bank) ? Long.parseLong(bank) : 0, credit ? Direction.CREDIT : Direction.DEBIT, told.amount(now, 28, 39, "amount"), addendaSeen);
    told.noteOnce("", now.at(""), "accounting_advice", "Entries of class ADV are the operator's accounting advice and move no money by themselves: they were added up and are no items.");
  }

  private void checkNumbers(Line now, AchEntry entry) {
    if (AbaNumber.read(entry.receiver()) instanceof Checked.Refused<AbaNumber>(var code, var reason))
      told.error(now, "receiving bank", code.equals("wrong_check_digits") ? code : "routing_number", "\"" + entry.receiver() + "\" is no routing number. " + reason);
    if (entry.account().isEmpty()) told.error(now, "account", "missing_field", "The entry has no account number.");
    if (fields != Fields.INTERNATIONAL && entry.name().isEmpty()) told.warning(now, "name", "missing_field", "The entry does not say whose account it is.");
    if (!told.isTrace(now, "trace number", entry.trace())) return;
    if (entry.trace().compareTo(lastTrace) <= 0) told.error(now, "trace number", "trace_order", "Trace number " + entry.trace() + " follows " + lastTrace + "; they must ascend within a batch.");
    lastTrace = entry.trace();
    if (!entry.trace().startsWith(batch.odfi())) told.error(now, "trace number", "trace_odfi", "Trace number " + entry.trace() + " does not begin with the batch's bank, " + batch.odfi() + ".");
  }

  private void checkCode(Line now, AchEntry entry, TransactionCode code) {
    boolean back = entry.has("99") || entry.has("98");
    boolean zero = readable && entry.amount().signum() == 0;
    boolean more = readable && !zero;
    if (batch.serviceClass() == AchBatch.CREDITS && code.direction() == Direction.DEBIT || batch.serviceClass() == AchBatch.DEBITS && code.direction() == Direction.CREDIT)
      told.error(now, "transaction code", "service_class", "Transaction code " + entry.code() + " is a " + (code.direction() == Direction.DEBIT ? "debit" : "credit") + "; the batch's service class " + batch.serviceClass() + " has none.");
    if (entryClass.direction != null && code.direction() != entryClass.direction && !back && code.kind() != Kind.RETURN_OR_CHANGE && !batch.isReversal())
      told.warning(now, "transaction code", "unusual_direction", "Class " + entryClass + " is for " + (entryClass.direction == Direction.DEBIT ? "debits" : "credits") + " only, except to reverse one.");
    if (back && code.kind() == Kind.LIVE) told.warning(now, "transaction code", "return_code", "Transaction code " + entry.code() + " is that of a payment; what comes back has "
        + TransactionCode.write(code.account(), Kind.RETURN_OR_CHANGE, code.direction()) + ". It was read as what its addendum says.");
    if (back ? entry.has("98") && more : code.kind() != Kind.LIVE && code.kind() != Kind.RETURN_OR_CHANGE && more)
      told.error(now, "amount", "amount_not_zero", "A " + (back ? "notification of change" : code.kind() == Kind.PRENOTE ? "prenote" : "zero-dollar entry") + " moves no money, this says " + entry.amount() + ".");
    if (!back && code.kind() == Kind.LIVE && zero && entryClass != EntryClass.ACK && entryClass != EntryClass.ATX)
      told.error(now, "amount", "zero_amount", "Transaction code " + entry.code() + " moves money; an amount of zero is for prenotes and zero-dollar entries.");
    if (code.kind() == Kind.ZERO_DOLLAR && entryClass != EntryClass.CCD && entryClass != EntryClass.CTX && entryClass != EntryClass.ACK && entryClass != EntryClass.ATX && !back)
      told.error(now, "transaction code", "transaction_code", "Zero-dollar entries are of class CCD, CTX, ACK or ATX, this is of class " + batch.entryClass() + ".");
    if (code.kind() == Kind.PRENOTE && !back) told.noteOnce("", now.at("transaction code"), "prenote", "Prenotes test an account and move no money: they are items with an amount of zero and service level PRENOTE.");
    if (sameDay && !back && (entry.amount().compareTo(SAME_DAY_LIMIT) > 0 || entryClass == EntryClass.IAT))
      told.warningOnce(entryClass.name(), now.at("amount"), "same_day", "Same-day settlement is for at most 1,000,000.00 an entry and not for IAT: this entry will settle on the next day.");
  }
}
