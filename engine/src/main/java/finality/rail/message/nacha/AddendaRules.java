package finality.rail.message.nacha;

import finality.rail.message.code.CodeList;
import finality.rail.message.nacha.AchEntry.Addendum;
import finality.rail.message.nacha.EntryClass.Fields;
import finality.rail.message.nacha.TransactionCode.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the rules say of the addenda of an entry. */
final class AddendaRules {
  /** In this order after every IAT entry, those that come back included. */
  static final List<String> MANDATORY_ABROAD = List.of("10", "11", "12", "13", "14", "15", "16");

  private final AchBatch batch;
  private final EntryClass entryClass;
  private final Told told;

  AddendaRules(AchBatch batch, EntryClass entryClass, Told told) {
    this.batch = batch;
    this.entryClass = entryClass;
    this.told = told;
  }

  /** The last column of what an addendum says; sequence or trace numbers follow. */
  static int end(String type) {
    return switch (type) {
      case "10", "11", "12", "13", "14", "15", "16" -> 87;
      case "05", "17", "18" -> 83;
      default -> 79;
    };
  }

  /** @param before the entry's addenda up to and with this one */
  void numbers(Line entry, Line line, String type, List<Addendum> before) {
    switch (type) {
      case "05", "17", "18" -> {
        long expected = before.stream().filter(addendum -> addendum.type().equals(type)).count();
        long sequence = told.number(line, 84, 87, "sequence number");
        if (sequence != expected) told.error(line, "sequence number", "addenda_sequence", "This is addendum " + expected + " of its kind, it says " + sequence + ". One is missing, doubled or out of order.");
        ofEntry(entry, line);
      }
      case "10", "11", "12", "13", "14", "15", "16" -> ofEntry(entry, line);
      case "02", "98", "99" -> {
        if (!line.raw(80, 94).equals(entry.raw(80, 94))) told.warning(line, "trace number", "addenda_trace", "The addendum says trace number \"" + line.field(80, 94) + "\", its entry \"" + entry.field(80, 94) + "\".");
      }
      default -> told.error(line, "addenda type", "wrong_addenda", "There is no addendum of type \"" + type + "\".");
    }
  }

  private void ofEntry(Line entry, Line line) {
    if (!line.raw(88, 94).equals(entry.raw(88, 94))) told.error(line, "entry sequence number", "addenda_trace", "The addendum belongs to entry \"" + line.raw(88, 94) + "\", it stands after \"" + entry.raw(88, 94) + "\".");
  }

  void complete(Line line, AchEntry entry, @Nullable TransactionCode code, int count) {
    var indicator = line.raw(79, 79);
    if (!indicator.equals(count == 0 ? "0" : "1")) told.error(line, "addenda indicator", "addenda_indicator", "The addenda indicator is \"" + indicator + "\", " + (count == 0 ? "no addendum follows." : count + " follow."));
    boolean back = entry.has("98") || entry.has("99");
    if (entryClass == EntryClass.COR && !entry.has("98")) told.error(line, "", "missing_addenda", "A notification of change says in an addendum of type 98 what is to be changed; there is none.");
    else if (code != null && code.kind() == Kind.RETURN_OR_CHANGE && !back) told.error(line, "", "missing_addenda", "Transaction code " + entry.code() + " is that of a return, which says why in an addendum of type 99; there is none.");
    else if (entryClass.needsAddenda() && !back && count == 0) told.error(line, "", "missing_addenda", "An entry of class " + entryClass + " has an addendum of type " + entryClass.addenda + "; there is none.");
    if (batch.international() != null) abroad(line, entry, back);
    else domestic(line, entry, back, count);
    if (entry.has("99")) reason(line, entry.first("99"), CodeList.NACHA_RETURN, "R01");
    if (entry.has("98")) reason(line, entry.first("98"), CodeList.NACHA_CHANGE, "C01");
  }

  private void domestic(Line line, AchEntry entry, boolean back, int count) {
    for (var type : entry.addenda().stream().map(Addendum::type).distinct().toList()) {
      boolean known = type.equals("99") || type.equals(entryClass.addenda);
      if (!known) told.error(line, "", "wrong_addenda", "An addendum of type " + type + " does not go with an entry of class " + entryClass + ".");
    }
    long own = entry.addenda().stream().filter(addendum -> addendum.type().equals(entryClass.addenda)).count();
    if (!entryClass.addenda.isEmpty() && own > entryClass.mostAddenda)
      told.error(line, "", "too_many_addenda", "An entry of class " + entryClass + " has at most " + entryClass.mostAddenda + " addendum of type " + entryClass.addenda + ", this has " + own + ".");
    if (entryClass.fields == Fields.COUNTED && !back) counted(line, 55, 58, count);
  }

  private void counted(Line line, int from, int to, int count) {
    long said = told.number(line, from, to, "number of addenda");
    if (said != count) told.error(line, "number of addenda", "addenda_count", "The entry says that it has " + said + " addenda, it has " + count + ".");
  }

  private void abroad(Line line, AchEntry entry, boolean back) {
    var types = entry.addenda().stream().map(Addendum::type).toList();
    for (var type : MANDATORY_ABROAD) {
      long times = types.stream().filter(type::equals).count();
      if (times == 0) told.error(line, "", "missing_addenda", "An IAT entry has addenda 10 to 16; " + type + " is missing.");
      if (times > 1) told.error(line, "", "too_many_addenda", "An IAT entry has one addendum of type " + type + ", this has " + times + ".");
    }
    if (!types.equals(types.stream().sorted().toList())) told.error(line, "", "addenda_sequence", "The addenda of an IAT entry must ascend in type; these are " + String.join(", ", types) + ".");
    if (types.stream().filter("17"::equals).count() > 2) told.error(line, "", "too_many_addenda", "An IAT entry has at most two addenda of type 17.");
    if (types.stream().filter("18"::equals).count() > 5) told.error(line, "", "too_many_addenda", "An IAT entry has at most five addenda of type 18.");
    for (var type : List.of("02", "05")) if (types.contains(type)) told.error(line, "", "wrong_addenda", "An addendum of type " + type + " does not go with an IAT entry.");
    // widely written as the number of the mandatory ones, although the rules count all
    if (!back && line.raw(13, 16).equals("0007") && types.size() > 7 && types.containsAll(MANDATORY_ABROAD))
      told.warningOnce("", line.at("number of addenda"), "addenda_count", "The entry says that it has the 7 mandatory addenda; it has " + types.size() + ", and all of them count.");
    else if (!back) counted(line, 13, 16, types.size());
  }

  private void reason(Line line, Addendum addendum, CodeList codes, String example) {
    var code = addendum.field(4, 6);
    if (codes.find(code).isEmpty()) told.error(line, "reason", "unknown_reason", "\"" + code + "\" is none of the rules' codes of reasons, such as " + example + ".");
    told.isTrace(line, "original trace number", addendum.field(7, 21));
  }
}
