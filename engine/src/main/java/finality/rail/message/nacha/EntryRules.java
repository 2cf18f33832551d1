package finality.rail.message.nacha;

import finality.rail.message.Direction;
import finality.rail.message.Unwritable;
import finality.rail.message.identifier.AbaNumber;
import finality.rail.message.identifier.Checked;
import finality.rail.message.nacha.AchEntry.Addendum;
import finality.rail.message.nacha.TransactionCode.Kind;

/** What must hold of an entry before it is written. */
final class EntryRules {
  private EntryRules() {}

  static void check(AchBatch batch, EntryClass entryClass, AchEntry entry, TransactionCode code) {
    if (AbaNumber.read(entry.receiver()) instanceof Checked.Refused<AbaNumber>(var why, var reason)) throw refused("receiving bank", why, "\"" + entry.receiver() + "\" is no routing number. " + reason);
    if (batch.serviceClass() == AchBatch.CREDITS && code.direction() == Direction.DEBIT || batch.serviceClass() == AchBatch.DEBITS && code.direction() == Direction.CREDIT)
      throw refused("transaction code", "service_class", "Transaction code " + entry.code() + " does not go into a batch of service class " + batch.serviceClass() + ".");
    boolean back = entry.has("98") || entry.has("99");
    if (back != (code.kind() == Kind.RETURN_OR_CHANGE)) throw refused("transaction code", "return_code", "Transaction code " + entry.code() + (back ? " is that of a payment, the addendum says that one comes back." : " is that of a return, which has an addendum 99 or 98."));
    if ((entryClass == EntryClass.COR) != entry.has("98")) throw refused("addenda", "entry_class", "Notifications of change (addendum 98) stand in a batch of class COR, and nothing else does.");
    boolean zero = entry.amount().signum() == 0;
    boolean nothing = entry.has("98") || code.kind() == Kind.PRENOTE || code.kind() == Kind.ZERO_DOLLAR;
    if (nothing && !zero) throw refused("amount", "amount_not_zero", "Transaction code " + entry.code() + " moves no money here, " + entry.amount() + " is to be written.");
    if (zero && code.kind() == Kind.LIVE) throw refused("amount", "zero_amount", "An amount of zero is for prenotes and zero-dollar entries, not for transaction code " + entry.code() + ".");
    if (batch.international() != null) abroad(entry);
    else domestic(entryClass, entry);
  }

  private static void domestic(EntryClass entryClass, AchEntry entry) {
    long own = 0;
    for (var addendum : entry.addenda()) {
      boolean fits = addendum.type().equals(entryClass.addenda);
      if (!fits && !addendum.type().equals("99")) throw refused("addenda", "wrong_addenda", "An addendum of type " + addendum.type() + " does not go with an entry of class " + entryClass + ".");
      if (fits) own++;
    }
    if (own > entryClass.mostAddenda) throw refused("addenda", "too_many_addenda", "An entry of class " + entryClass + " has at most " + entryClass.mostAddenda + " addenda, this has " + own + ".");
    if (entryClass.addenda.equals("02") && entry.addenda().isEmpty()) throw refused("addenda", "missing_addenda", "An entry of class " + entryClass + " has an addendum of type 02.");
  }

  private static void abroad(AchEntry entry) {
    var types = entry.addenda().stream().map(Addendum::type).toList();
    if (!types.stream().filter(AddendaRules.MANDATORY_ABROAD::contains).toList().equals(AddendaRules.MANDATORY_ABROAD) || !types.equals(types.stream().sorted().toList()))
      throw refused("addenda", "missing_addenda", "An IAT entry has addenda 10 to 16, each once and in this order; these are " + String.join(", ", types) + ".");
    if (types.stream().filter("17"::equals).count() > 2 || types.stream().filter("18"::equals).count() > 5) throw refused("addenda", "too_many_addenda", "An IAT entry has at most two addenda of type 17 and five of type 18.");
    if (types.contains("02") || types.contains("05")) throw refused("addenda", "wrong_addenda", "Addenda of types 02 and 05 do not go with an IAT entry.");
  }

  private static Unwritable refused(String field, String code, String sentence) { return new Unwritable("entry/" + field, code, sentence); }
}
