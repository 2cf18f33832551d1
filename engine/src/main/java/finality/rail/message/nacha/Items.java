package finality.rail.message.nacha;

import finality.rail.message.Account;
import finality.rail.message.Agent;
import finality.rail.message.Amount;
import finality.rail.message.Change;
import finality.rail.message.CreditTransfer;
import finality.rail.message.DirectDebit;
import finality.rail.message.Direction;
import finality.rail.message.Item;
import finality.rail.message.Original;
import finality.rail.message.Party;
import finality.rail.message.PaymentReturn;
import finality.rail.message.Reason;
import finality.rail.message.References;
import finality.rail.message.Remittance;
import finality.rail.message.Route;
import finality.rail.message.Side;
import finality.rail.message.Terms;
import finality.rail.message.identifier.AbaNumber;
import finality.rail.message.nacha.AchEntry.Addendum;
import finality.rail.message.nacha.TransactionCode.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an entry says, in the terms of the message room. */
final class Items {
  static final String CLEARING = "USABA";
  /** ISO 20022: a party's number that its bank gave out. */
  static final String ID_SCHEME = "BANK";
  static final String PRENOTE = "PRENOTE";
  static final String DATE_OF_DEATH = "date of death ";

  private Items() {}

  /** @return {@code null} when the transaction code says nothing, which was told */
  static @Nullable Item of(AchBatch batch, AchEntry entry) {
    var code = TransactionCode.read(entry.code());
    if (code == null) return null;
    if (entry.has("98")) return change(batch, entry, code);
    if (entry.has("99") || code.kind() == Kind.RETURN_OR_CHANGE) return batch.entryClass().equals("COR") ? null : back(batch, entry, code);
    var company = company(batch, entry, bank(batch.odfi()));
    var receiver = receiver(batch, entry, code, bank(entry.receiver()));
    var references = new References(null, orNull(entry.id()), orNull(entry.trace()), null, null, Integer.toString(batch.number()));
    var terms = new Terms(null, code.kind() == Kind.PRENOTE ? PRENOTE : null, batch.entryClass(), orNull(batch.description()), orNull(entry.first("10").field(4, 6)), null);
    var amount = new Amount(entry.amount(), "USD");
    var remittance = new Remittance(entry.addenda().stream().filter(a -> a.type().equals("05") || a.type().equals("17") || a.type().equals("02")).map(Addendum::text).toList(), null, null);
    if (code.direction() == Direction.DEBIT) return new DirectDebit(references, amount, batch.effective(), company, receiver, terms, remittance);
    return new CreditTransfer(CreditTransfer.Kind.CUSTOMER, references, amount, batch.effective(), company, receiver, route(batch, entry), terms, null, null, List.of(), remittance, List.of(), null);
  }

  private static Route route(AchBatch batch, AchEntry entry) {
    return batch.international() == null ? Route.NONE : new Route(bank(batch.odfi()), bank(entry.receiver()), List.of(), Iat.correspondents(entry), Route.Cover.NONE);
  }

  private static Side company(AchBatch batch, AchEntry entry, @Nullable Agent bank) {
    if (batch.international() != null) return Iat.originator(batch, entry);
    var id = orNull(batch.companyId());
    return new Side(new Party(orNull(batch.company()), null, null, null, id, id == null ? null : ID_SCHEME), null, bank, null);
  }

  private static Side receiver(AchBatch batch, AchEntry entry, TransactionCode code, @Nullable Agent bank) {
    var account = entry.account().isEmpty() ? null : new Account(entry.account(), null, code.account(), null);
    if (batch.international() != null) return Iat.receiver(entry, account);
    return new Side(entry.name().isEmpty() ? null : Party.named(entry.name()), account, bank, null);
  }

  /** A dishonoured return goes from the company's bank to the receiver's, every other one the other way. */
  private static PaymentReturn back(AchBatch batch, AchEntry entry, TransactionCode code) {
    var why = entry.first("99");
    boolean dishonoured = isDishonoured(why.field(4, 6));
    var company = company(batch, entry, bank(dishonoured ? batch.odfi() : entry.receiver()));
    var receiver = receiver(batch, entry, code, bank(dishonoured ? entry.receiver() : why.field(28, 35).isEmpty() ? batch.odfi() : why.field(28, 35)));
    var amount = new Amount(entry.amount(), "USD");
    var debtor = code.direction() == Direction.CREDIT ? company : receiver;
    var creditor = code.direction() == Direction.CREDIT ? receiver : company;
    var names = new References(null, orNull(entry.id()), orNull(why.field(7, 21)), null, null, null);
    return new PaymentReturn(orNull(entry.trace()), null, new Original(null, null, names, amount, null, debtor, creditor), amount, batch.effective(), reasons(why, batch.international() != null), List.of(),
        dishonoured ? debtor : creditor, dishonoured ? creditor : debtor, route(batch, entry), null, null, null);
  }

  static boolean isDishonoured(String code) { return code.matches("R6[0-9]|R70"); }

  static boolean isContested(String code) { return code.matches("R7[1-9]"); }

  private static List<Reason> reasons(Addendum why, boolean abroad) {
    var code = why.field(4, 6);
    if (code.isEmpty()) return List.of();
    var words = new ArrayList<String>();
    if (!isDishonoured(code) && !isContested(code)) {
      if (!why.field(22, 27).isEmpty() && !why.field(22, 27).equals("000000")) words.add(DATE_OF_DEATH + why.field(22, 27));
      if (!why.field(abroad ? 46 : 36, 79).isEmpty()) words.add(why.field(abroad ? 46 : 36, 79));
      return List.of(new Reason(code, false, words, null));
    }
    if (isDishonoured(code) && !why.field(59, 79).isEmpty()) words.add(why.field(59, 79));
    var reasons = new ArrayList<Reason>();
    reasons.add(new Reason(code, false, words, null));
    if (isContested(code)) reasons.add(new Reason("R" + why.field(77, 78), false, List.of("dishonoured return " + why.field(59, 73) + ", settled on day " + why.field(74, 76) + " of the year"), null));
    reasons.add(new Reason("R" + why.field(57, 58), false, List.of("return " + why.field(39, 53) + ", settled on day " + why.field(54, 56) + " of the year"), null));
    return reasons;
  }

  private static Change change(AchBatch batch, AchEntry entry, TransactionCode code) {
    var what = entry.first("98");
    var company = company(batch, entry, bank(entry.receiver()));
    var receiver = receiver(batch, entry, code, bank(what.field(28, 35).isEmpty() ? batch.odfi() : what.field(28, 35)));
    var names = new References(null, orNull(entry.id()), orNull(what.field(7, 21)), null, null, null);
    boolean credit = code.direction() == Direction.CREDIT;
    // what is to be corrected may have 35 characters in an IAT batch; a refused notification has other numbers there
    int end = batch.international() != null ? 70 : 64;
    return new Change(orNull(entry.trace()), new Original(null, null, names, null, null, credit ? company : receiver, credit ? receiver : company), what.field(4, 6), what.field(36, end));
  }

  /** What stands in the records and has no place in an item is told, once of each kind. */
  static void tellWhatIsLeft(AchBatch batch, AchEntry entry, Line line, Told told) {
    left(!entry.discretionary().isEmpty(), "discretionary data of the entry", line, told);
    left(!batch.discretionary().isEmpty(), "discretionary data of the company", line, told);
    left(!batch.descriptiveDate().isEmpty(), "the company's descriptive date", line, told);
    if (batch.international() == null) return;
    left(true, "exchange indicator, currencies and destination country of the batch", line, told);
    var code = TransactionCode.read(entry.code());
    left(entry.has("98") || entry.has("99"), "the receiving bank's number of the original entry", line, told);
    left(entry.has("98") || code != null && code.direction() == Direction.DEBIT && !entry.has("99"), "the gateway's routing number", line, told);
    left(!entry.first("10").field(7, 24).matches("0*"), "the foreign amount", line, told);
    left(!entry.first("10").field(25, 46).isEmpty(), "the foreign trace number", line, told);
    left(!entry.first("12").field(74, 87).isEmpty() || !entry.first("16").field(74, 87).isEmpty(), "columns 74 to 87 of addenda 12 and 16 (date of birth)", line, told);
  }

  private static void left(boolean there, String what, Line line, Told told) {
    if (there) told.noteOnce(what, line.at(""), "not_in_items", "Not in the items, only in the records of the file: " + what + ".");
  }

  /** @param number eight or nine digits; the check digit is put to eight. @return {@code null} when there is none */
  static @Nullable Agent bank(String number) {
    if (number.isEmpty()) return null;
    return Agent.member(CLEARING, number.length() == 8 && Told.digits(number) ? number + AbaNumber.checkDigit(number) : number);
  }

  static @Nullable String orNull(String text) { return text.isEmpty() ? null : text; }
}
