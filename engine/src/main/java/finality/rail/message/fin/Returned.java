package finality.rail.message.fin;

import finality.rail.message.Amount;
import finality.rail.message.CharacterSet;
import finality.rail.message.Charge;
import finality.rail.message.Finding;
import finality.rail.message.Item;
import finality.rail.message.Original;
import finality.rail.message.PaymentReturn;
import finality.rail.message.Reason;
import finality.rail.message.References;
import finality.rail.message.StatusReport;
import finality.rail.message.Unwritable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Field 72 of a message that sends money back ({@code /RETN/}) or refuses it ({@code /REJT/}); SWIFT, Standards MT Usage Guidelines, "Payments reject/return guidelines":
 * the field that is at fault, reason and words, the original's reference, and what was charged.
 *
 * @param field at fault, {@code 99} when it is none of them
 * @param related the original's other reference (TREF), here its end-to-end identification
 */
record Returned(boolean rejected, String field, @Nullable String reason, List<String> text, @Nullable String reference, @Nullable String related, @Nullable Amount charges) {
  private static final Pattern FIRST = Pattern.compile("/(RETN|REJT)/(.*)");
  private static final Pattern FAULT = Pattern.compile("([0-9]{2}[A-Z]?(?:/[A-Z0-9]{1,2})?)(?: (.*))?");
  private static final Pattern REASON = Pattern.compile("/([A-Z]{2}[0-9]{2})/(.*)");
  private static final Pattern CHARGES = Pattern.compile("/CHGS/([A-Z]{3})([0-9]{1,15})(?:,([0-9]{0,3}))?");
  private static final String NO_FIELD = "99";
  /** What a reject is read from, with what says nothing of its own; a return has a way back too. */
  private static final Set<String> REJECT = Set.of("20", "21", "23", "32", "50", "52", "57", "58", "59", "70", "71", "72");
  private static final Set<String> RETURN = Set.of("20", "21", "23", "32", "33", "36", "50", "51", "52", "53", "54", "55", "56", "57", "58", "59", "70", "71", "72");

  static Optional<Returned> read(Field field) {
    var first = FIRST.matcher(field.first());
    if (!first.matches()) return Optional.empty();
    var fault = FAULT.matcher(first.group(2));
    var text = new ArrayList<String>();
    boolean known = fault.matches();
    if (!known && !first.group(2).isBlank()) text.add(first.group(2));
    if (known && fault.group(2) != null) text.add(fault.group(2));
    String reason = null, reference = null, related = null;
    Amount charges = null;
    var entries = Narration.read(field);
    for (var entry : entries.subList(1, entries.size())) {
      var coded = REASON.matcher(entry);
      var charged = CHARGES.matcher(entry);
      if (coded.matches() && reason == null) {
        reason = coded.group(1);
        if (!coded.group(2).isBlank()) text.add(coded.group(2));
      } else if (entry.startsWith("/MREF/")) reference = entry.substring(6).strip();
      else if (entry.startsWith("/TREF/")) related = entry.substring(6).strip();
      else if (entry.startsWith("/TEXT/")) text.add(entry.substring(6));
      else if (charged.matches())
        charges = new Amount(new BigDecimal(charged.group(2) + (charged.group(3) == null || charged.group(3).isEmpty() ? "" : "." + charged.group(3))), charged.group(1));
      else text.add(entry);
    }
    return Optional.of(new Returned(first.group(1).equals("REJT"), known ? fault.group(1) : NO_FIELD, reason, text, reference, related, charges));
  }

  /** A return pays back: its parties are who gives and who gets, its 33B, 36 and 71A are its own, what is to come back before charges or exchange. A reject moves nothing: its parties are the original's. */
  Item item(FinMessage message, Amount amount, @Nullable LocalDate date, Transfers transfers) {
    var part = message.first();
    var type = "MT" + message.kind().substring(0, 3);
    var purpose = part.tagged("70").map(Purpose::read).orElse(Purpose.NONE);
    var endToEnd = related != null ? related : message.ofCustomers() ? purpose.endToEndId() : Transfers.reference(part, "21");
    var names = new References(reference, endToEnd, null, transfers.uetr(), null, null);
    var debtor = message.ofCustomers() ? transfers.debtor(part, null) : transfers.ends(part).getFirst();
    var creditor = message.ofCustomers() ? transfers.creditor(part, null) : transfers.ends(part).getLast();
    var why = reason == null && text.isEmpty() && field.equals(NO_FIELD) ? List.<Reason>of() : List.of(new Reason(reason, false, words(), null));
    var taken = charges == null ? List.<Charge>of() : List.of(new Charge(charges, null));
    var id = Transfers.reference(part, "20");
    var carried = rejected ? REJECT : RETURN;
    for (var other : part.fields()) if (!carried.contains(other.number()) || other.tag().matches("71[FG]")) transfers.listener().found(Finding.note(other.position(), "stepped_over", "What a " + (rejected ? "reject" : "return") + " repeats in field " + other.tag() + " was stepped over."));
    if (rejected)
      return new StatusReport(StatusReport.Level.TRANSACTION, id, new Original(null, type, names, amount, date, debtor, creditor), "RJCT", why, null, null, null, taken);
    return new PaymentReturn(id, null, new Original(null, type, names, null, null, null, null), amount, date, why, taken, debtor, creditor, transfers.route(part, new ArrayList<>()), transfers.money(part, "33B"), transfers.rate(part),
        Transfers.bearer(part));
  }

  /** The field at fault, where there is one, stands in front: {@code :59:}. */
  private List<String> words() {
    var words = new ArrayList<>(text);
    if (!field.equals(NO_FIELD)) words.addFirst(":" + field + ":");
    return words;
  }

  /** Of the original its references go; what else is known of it stands in the original. @throws Unwritable when six lines do not say it */
  static Field write(boolean rejected, Original original, List<Reason> reasons, List<Charge> charges) {
    if (reasons.size() != 1 || reasons.getFirst().code() == null || !reasons.getFirst().code().matches("[A-Z]{2}[0-9]{2}"))
      throw new Unwritable(":72:", "missing_reason", "A return or reject has one reason, of two letters and two digits such as AC01.");
    var reason = reasons.getFirst();
    if (original.references().instructionId() == null) throw new Unwritable(":72:", "missing_reference", "A return or reject names the original's reference (MREF).");
    var words = new ArrayList<>(reason.text());
    var at = !words.isEmpty() && words.getFirst().matches(":[0-9]{2}[A-Z]?:") ? words.removeFirst().replace(":", "") : NO_FIELD;
    var entries = new ArrayList<String>();
    entries.add("/" + (rejected ? "REJT" : "RETN") + "/" + at);
    entries.add("/" + reason.code() + "/" + (words.isEmpty() ? "" : words.removeFirst()));
    entries.add("/MREF/" + original.references().instructionId());
    var related = original.references().endToEndId();
    if (related != null && related.length() <= 16) entries.add("/TREF/" + related);
    if (charges.size() > 1) throw new Unwritable(":72:", "charges", "A return names one amount of charges.");
    for (var charge : charges) entries.add("/CHGS/" + charge.amount().currency() + Figures.written(charge.amount().value()));
    if (!words.isEmpty()) entries.add("/TEXT/" + CharacterSet.FIN_X.transliterated(String.join(" ", words)));
    return Narration.write("72", entries, 6);
  }
}
