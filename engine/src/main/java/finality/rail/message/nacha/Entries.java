package finality.rail.message.nacha;

import finality.rail.message.Amount;
import finality.rail.message.CancellationRequest;
import finality.rail.message.Change;
import finality.rail.message.CreditTransfer;
import finality.rail.message.DirectDebit;
import finality.rail.message.Direction;
import finality.rail.message.Item;
import finality.rail.message.Original;
import finality.rail.message.PaymentReturn;
import finality.rail.message.References;
import finality.rail.message.Remittance;
import finality.rail.message.Resolution;
import finality.rail.message.Route;
import finality.rail.message.Side;
import finality.rail.message.StatusReport;
import finality.rail.message.StatusRequest;
import finality.rail.message.Terms;
import finality.rail.message.Unwritable;
import finality.rail.message.nacha.AchEntry.Addendum;
import finality.rail.message.nacha.TransactionCode.Kind;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An item as an entry of a batch: the other way round of {@link Items}. */
final class Entries {
  private static final int INFORMATION = 80;

  private Entries() {}

  static AchEntry of(Item item, AchBatch batch) {
    return switch (item) {
      case CreditTransfer transfer -> credit(transfer, batch);
      case DirectDebit debit -> payment(debit.references(), debit.amount(), debit.creditor(), debit.debtor(), debit.terms(), debit.remittance(), new Where(batch, Direction.DEBIT, debit.settlementDate(), Route.NONE));
      case PaymentReturn back -> back(back, batch);
      case Change change -> change(change, batch);
      case StatusReport _, CancellationRequest _, Resolution _, StatusRequest _ -> throw refused("item", "not_carried", "An ACH file carries payments, returns and notifications of change; this is a " + item.getClass().getSimpleName() + ".");
    };
  }

  private record Where(AchBatch batch, Direction direction, @Nullable LocalDate day, Route route) {}

  private static AchEntry credit(CreditTransfer transfer, AchBatch batch) {
    if (transfer.kind() == CreditTransfer.Kind.BANK || transfer.underlying() != null) throw refused("item", "not_carried", "A payment between banks does not go by ACH.");
    if (transfer.instructed() != null || transfer.rate() != null || !transfer.charges().isEmpty() || !transfer.instructions().isEmpty())
      throw refused("item", "not_carried", "An ACH entry has no place for an instructed amount, a rate, charges or instructions to banks.");
    if (batch.international() == null && !transfer.route().intermediaries().isEmpty()) throw refused("intermediaries", "not_carried", "A domestic ACH entry goes from bank to bank directly.");
    return payment(transfer.references(), transfer.amount(), transfer.debtor(), transfer.creditor(), transfer.terms(), transfer.remittance(),
        new Where(batch, Direction.CREDIT, transfer.settlementDate(), transfer.route()));
  }

  private static AchEntry payment(References names, Amount amount, Side company, Side receiver, Terms terms, Remittance remittance, Where where) {
    var batch = where.batch;
    ofBatch(company, batch);
    if (terms.localInstrument() != null && !terms.localInstrument().equals(batch.entryClass())) throw refused("entry class", "entry_class", "The item is of class " + terms.localInstrument() + ", the batch of " + batch.entryClass() + ".");
    if (terms.categoryPurpose() != null && !terms.categoryPurpose().equals(batch.description())) throw refused("entry description", "description", "The item says \"" + terms.categoryPurpose() + "\", the batch \"" + batch.description() + "\".");
    if (where.day != null && !where.day.equals(batch.effective())) throw refused("effective entry date", "date", "The item is to settle on " + where.day + ", the batch on " + batch.effective() + ".");
    if (names.batchId() != null && Told.digits(names.batchId()) && names.batchId().length() < 8 && Integer.parseInt(names.batchId()) != batch.number()) throw refused("batch number", "batch", "The item belongs to batch " + names.batchId() + ", this is batch " + batch.number() + ".");
    if (names.batchId() != null && !Told.digits(names.batchId())) throw refused("batch number", "batch", "A batch has a number, and is not called " + names.batchId() + ".");
    told(receiver, terms, batch);
    boolean prenote = Items.PRENOTE.equals(terms.serviceLevel());
    var value = dollars(amount);
    var kind = prenote ? Kind.PRENOTE : value.signum() == 0 ? Kind.ZERO_DOLLAR : Kind.LIVE;
    if (kind == Kind.ZERO_DOLLAR && !List.of("CCD", "CTX", "ACK", "ATX").contains(batch.entryClass())) throw refused("amount", "zero_amount", "Class " + batch.entryClass() + " has no entries of zero dollars except prenotes (service level PRENOTE).");
    var addenda = new ArrayList<Addendum>();
    if (batch.international() != null && !batch.international().exchange().equals("FF")) throw refused("foreign amount", "exchange", "With an exchange the amount abroad is another one, which an item does not say; write the entry itself.");
    if (batch.international() != null) addenda.addAll(IatAddenda.of(company, receiver, terms.purpose(), value));
    for (var line : information(remittance, batch)) addenda.add(line);
    if (batch.international() != null) for (var bank : where.route.intermediaries()) addenda.add(IatAddenda.bank("18", bank, "correspondent"));
    return entry(batch, TransactionCode.write(type(receiver), kind, where.direction), receiver, routing(receiver, batch, where.route), value, names, text(names.transactionId()), addenda);
  }

  /** Of the receiver a domestic entry says name, account and bank; of the terms what the batch says, and an IAT entry its purpose. */
  private static void told(Side receiver, Terms terms, AchBatch batch) {
    if (receiver.ultimate() != null) throw refused("name", "not_carried", "An ACH entry does not say for whom the receiver acts.");
    if (terms.priority() != null || terms.chargeBearer() != null || terms.serviceLevel() != null && !terms.serviceLevel().equals(Items.PRENOTE))
      throw refused("item", "not_carried", "An ACH entry has no priority, no service level but PRENOTE and nobody who bears charges.");
    var party = receiver.party();
    if (party != null && (party.bic() != null || party.lei() != null)) throw refused("name", "not_carried", "An ACH entry has no place for the receiver's BIC or LEI.");
    if (batch.international() != null) return;
    if (terms.purpose() != null) throw refused("item", "not_carried", "A domestic ACH entry has no purpose; the batch says what its entries are for.");
    if (party != null && (party.address() != null || party.id() != null)) throw refused("name", "not_carried", "A domestic ACH entry has no place for the receiver's address or number; its identification number is the item's end-to-end id.");
  }

  private static List<Addendum> information(Remittance remittance, AchBatch batch) {
    if (remittance.creditorReference() != null) throw refused("remittance", "not_carried", "An ACH entry has no field for a creditor's reference; say it in the remittance lines.");
    var type = batch.international() != null ? "17" : Objects.requireNonNull(EntryClass.of(batch.entryClass())).addenda;
    if (type.isEmpty() && !remittance.unstructured().isEmpty()) throw refused("remittance", "not_carried", "Entries of class " + batch.entryClass() + " have no addenda for remittance lines.");
    var addenda = new ArrayList<Addendum>();
    for (var line : remittance.unstructured()) {
      if (line.length() > INFORMATION) throw refused("remittance", "too_long", "\"" + line + "\" has " + line.length() + " characters; an addendum has " + INFORMATION + ".");
      addenda.add(new Addendum(type, line));
    }
    return addenda;
  }

  /** The bank that the entry goes to: the receiver's, or the gateway's of a payment abroad, which is the instructed one. */
  private static String routing(Side receiver, AchBatch batch, Route route) {
    var bank = batch.international() != null && route.instructed() != null ? route.instructed() : receiver.agent();
    if (bank == null || bank.member() == null || bank.clearing() != null && !bank.clearing().equals(Items.CLEARING))
      throw refused("receiving bank", "missing", "The bank that it goes to has no routing number (clearing system USABA)" + (batch.international() == null ? "." : ", and no gateway is named as the instructed bank."));
    return bank.member();
  }

  private static AchEntry entry(AchBatch batch, @Nullable String code, Side receiver, String routing, BigDecimal amount, References names, String trace, List<Addendum> addenda) {
    if (code == null) throw refused("transaction code", "account_type", "There is no transaction code for this on an account of type " + type(receiver) + ".");
    var account = receiver.account();
    if (account == null) throw refused("account", "missing", "The receiver has no account number.");
    var name = batch.international() == null && receiver.party() != null ? text(receiver.party().name()) : "";
    return new AchEntry(code, routing, account.number(), amount, batch.international() == null ? text(names.endToEndId()) : "", name, "", trace, addenda);
  }

  /** The side that is the company of the batch may be left unsaid; what it says must be what the batch says. */
  private static void ofBatch(Side company, AchBatch batch) {
    var party = company.party();
    if (batch.international() == null && party != null && party.name() != null && !party.name().equals(batch.company())) throw refused("company name", "company", "The item is of \"" + party.name() + "\", the batch of \"" + batch.company() + "\".");
    if (party != null && party.id() != null && !party.id().equals(batch.companyId())) throw refused("company id", "company", "The item's company has the number " + party.id() + ", the batch's " + batch.companyId() + ".");
    if (company.ultimate() != null) throw refused("company name", "not_carried", "An ACH entry does not say for whom the company acts.");
    var bank = company.agent();
    if (batch.international() == null && bank != null && bank.member() != null && !bank.member().startsWith(batch.odfi())) throw refused("ODFI", "company", "The item's bank is " + bank.member() + ", the batch's " + batch.odfi() + ".");
  }

  // ── what comes back ────────────────────────────────────────────────────────────────────────────────────

  /** Who got the payment or was to pay it: in an ACH file the only one with an account. */
  private record Ends(Direction direction, Side company, Side receiver) {
    static Ends of(Original original) {
      var debtor = Objects.requireNonNullElse(original.debtor(), Side.NONE);
      var creditor = Objects.requireNonNullElse(original.creditor(), Side.NONE);
      if ((debtor.account() == null) == (creditor.account() == null))
        throw refused("account", "missing", "The original payment must say the receiver's account, and of the company none: which of the two is the receiver cannot be told otherwise.");
      return creditor.account() != null ? new Ends(Direction.CREDIT, debtor, creditor) : new Ends(Direction.DEBIT, creditor, debtor);
    }
  }

  private static AchEntry back(PaymentReturn back, AchBatch batch) {
    if (back.reasons().size() != 1 || back.reasons().getFirst().code() == null) throw refused("return reason", "missing", "A return has one reason with a code such as R01.");
    var reason = back.reasons().getFirst();
    if (Items.isDishonoured(text(reason.code())) || Items.isContested(text(reason.code()))) throw refused("return reason", "not_carried", "A dishonoured or contested return has numbers that an item does not; write the entry itself.");
    if (!back.charges().isEmpty()) throw refused("charges", "not_carried", "An ACH return has no charges.");
    var ends = Ends.of(back.original());
    var value = dollars(back.amount());
    var row = new Row("addendum 99", "799").needed("return reason", reason.code(), 3).trace("original trace number", back.original().references().transactionId());
    var death = reason.text().stream().filter(line -> line.startsWith(Items.DATE_OF_DEATH)).map(line -> line.substring(Items.DATE_OF_DEATH.length())).findFirst().orElse("");
    var words = String.join(" ", reason.text().stream().filter(line -> !line.startsWith(Items.DATE_OF_DEATH)).toList());
    row.text("date of death", death, 6).digits("original receiving bank", bankOf(ends.receiver, batch), 8);
    if (batch.international() != null) row.amount("original amount", value, 10).text("addenda information", words, 34);
    else row.text("addenda information", words, 44);
    return comesBack(batch, ends, value, back.original().references(), text(back.returnId()), routing(ends.company, batch, back.route()), new Line(1, row.blank(15).end()).raw(4, 79));
  }

  private static AchEntry change(Change change, AchBatch batch) {
    var ends = Ends.of(change.original());
    int width = batch.international() != null ? 35 : 29;
    var row = new Row("addendum 98", "798").needed("change code", change.code(), 3).trace("original trace number", change.original().references().transactionId()).blank(6)
        .digits("original receiving bank", bankOf(ends.receiver, batch), 8).needed("corrected data", change.corrected(), width).blank(44 - width + 15);
    return comesBack(batch, ends, BigDecimal.ZERO.setScale(2), change.original().references(), text(change.changeId()), routing(ends.company, batch, Route.NONE), new Line(1, row.end()).raw(4, 79));
  }

  private static AchEntry comesBack(AchBatch batch, Ends ends, BigDecimal value, References names, String trace, String routing, String text) {
    var addenda = new ArrayList<Addendum>();
    if (batch.international() != null) addenda.addAll(IatAddenda.of(ends.company, ends.receiver, null, value));
    addenda.add(new Addendum(text.startsWith("C") ? "98" : "99", text.stripTrailing()));
    return entry(batch, TransactionCode.write(type(ends.receiver), Kind.RETURN_OR_CHANGE, ends.direction), ends.receiver, routing, value, names, trace, addenda);
  }

  private static String bankOf(Side receiver, AchBatch batch) {
    var bank = receiver.agent() == null || !Items.CLEARING.equals(receiver.agent().clearing()) ? null : receiver.agent().member();
    return bank == null || bank.length() < 8 ? batch.odfi() : bank.substring(0, 8);
  }

  private static @Nullable String type(Side receiver) { return receiver.account() == null ? null : receiver.account().type(); }

  private static BigDecimal dollars(Amount amount) {
    if (!amount.currency().equals("USD")) throw refused("amount", "currency", amount + " is not in US dollars; ACH settles in nothing else.");
    if (amount.value().stripTrailingZeros().scale() > 2) throw refused("amount", "too_many_decimals", amount + " is not a number of cents.");
    return amount.value().setScale(2);
  }

  private static String text(@Nullable String text) { return text == null ? "" : text; }

  static Unwritable refused(String field, String code, String sentence) { return new Unwritable("entry/" + field, code, sentence); }
}
