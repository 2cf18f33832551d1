package finality.rail.message.fin;

import finality.rail.message.Agent;
import finality.rail.message.Amount;
import finality.rail.message.Charge;
import finality.rail.message.CreditTransfer;
import finality.rail.message.CreditTransfer.Kind;
import finality.rail.message.Finding;
import finality.rail.message.Item;
import finality.rail.message.MessageListener;
import finality.rail.message.Party;
import finality.rail.message.References;
import finality.rail.message.Remittance;
import finality.rail.message.Route;
import finality.rail.message.Side;
import finality.rail.message.Terms;
import finality.rail.message.fin.FinMessage.Part;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a message that was cut into fields says of money. Where a bank is not named it is the sender or the receiver, as the User Handbook has it. */
final class Transfers {
  private static final Pattern SETTLED = Pattern.compile("([0-9]{6})([A-Z]{3})([0-9.,]+)\\s*");
  private static final Pattern MONEY = Pattern.compile("([A-Z]{3})([0-9.,]+)\\s*");
  private static final Pattern INSTRUCTED_BY = Pattern.compile("/INS/([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)");

  private final FinMessage message;
  private final MessageListener listener;
  private final Figures figures;

  Transfers(FinMessage message, MessageListener listener) {
    this.message = message;
    this.listener = listener;
    this.figures = Figures.ofPayment(listener);
  }

  /** {@code null}: the amount cannot be read, which was told. */
  @Nullable Item read() {
    var part = message.first();
    var settled = part.tagged("32A").orElse(null);
    var match = settled == null ? null : SETTLED.matcher(settled.first());
    if (match == null) return null;
    if (!match.matches()) {
      listener.found(Finding.error(settled.position(), "unreadable_amount", "\"" + Finding.shortened(settled.first()) + "\" is not date, currency and amount; expected such as 261123EUR1234,56."));
      return null;
    }
    var date = figures.date(match.group(1), settled.position());
    var value = figures.amount(match.group(3), settled.position());
    if (value == null) return null;
    var amount = new Amount(value, match.group(2));
    var returned = part.find("72").flatMap(Returned::read).orElse(null);
    if (returned != null) return returned.item(message, amount, date, this);
    return message.ofCustomers() ? customers(part, amount, date) : banks(part, amount, date);
  }

  private CreditTransfer customers(Part part, Amount amount, @Nullable LocalDate date) {
    var instructions = new ArrayList<String>();
    for (var field : part.all("13C")) instructions.add(field.first());
    for (var field : part.all("23E")) instructions.add(field.first().replaceFirst("^(....)/", "$1 "));
    var terms = terms(part, information(part, instructions));
    part.tagged("77B").ifPresent(field -> instructions.addAll(Narration.read(field)));
    var purpose = purpose(part);
    var references = new References(reference(part, "20"), purpose.endToEndId(), null, uetr(), null, null);
    return new CreditTransfer(Kind.CUSTOMER, references, amount, date, debtor(part, message.envelope().sender()), creditor(part, message.envelope().receiver()), route(part, instructions),
        purpose.purpose() != null ? with(terms, purpose.purpose()) : terms, money(part, "33B"), rate(part), charges(part), purpose.remittance(), instructions, null);
  }

  private CreditTransfer banks(Part part, Amount amount, @Nullable LocalDate date) {
    var instructions = new ArrayList<String>();
    for (var field : part.all("13C")) instructions.add(field.first());
    var terms = terms(part, information(part, instructions));
    var ends = ends(part);
    var route = route(part, instructions);
    return new CreditTransfer(Kind.BANK, new References(reference(part, "20"), reference(part, "21"), null, uetr(), null, null), amount, date, ends.getFirst(), ends.getLast(), route, terms, null, null, List.of(),
        Remittance.NONE, instructions, message.covers() ? underlying(message.second(), amount) : null);
  }

  /** The banks of a payment between banks: who orders, and who gets; its account may be with another bank (57a). */
  List<Side> ends(Part part) {
    var ordering = part.find("52").map(field -> Institution.read(field, listener)).orElse(message.envelope().sender() == null ? null : Agent.bic(message.envelope().sender()));
    return List.of(end(ordering, null), end(agent(part, "58"), agent(part, "57")));
  }

  private static Side end(@Nullable Agent bank, @Nullable Agent holder) {
    if (bank == null) return new Side(null, null, holder, null);
    var party = Party.of(bank);
    return holder == null ? new Side(null, bank.account(), Agent.of(party), null) : new Side(party, bank.account(), holder, null);
  }

  private CreditTransfer underlying(Part part, Amount amount) {
    var instructions = new ArrayList<String>();
    var terms = terms(part, information(part, instructions));
    var purpose = purpose(part);
    return new CreditTransfer(Kind.CUSTOMER, new References(null, purpose.endToEndId(), null, null, null, null), amount, null, debtor(part, null), creditor(part, null), route(part, instructions),
        purpose.purpose() != null ? with(terms, purpose.purpose()) : terms, money(part, "33B"), null, List.of(), purpose.remittance(), instructions, null);
  }

  Side debtor(Part part, @Nullable String sender) { return side(part.find("50").orElse(null), part.find("52").orElse(null), sender); }

  Side creditor(Part part, @Nullable String receiver) { return side(part.find("59").orElse(null), part.find("57").orElse(null), receiver); }

  private Side side(@Nullable Field customer, @Nullable Field bank, @Nullable String otherwise) {
    var side = customer == null ? Side.NONE : Customer.read(customer, listener);
    var agent = bank != null ? Institution.read(bank, listener) : otherwise == null ? null : Agent.bic(otherwise);
    return new Side(side.party(), side.account(), agent, null);
  }

  Route route(Part part, List<String> instructions) {
    var previous = new ArrayList<Agent>();
    instructions.removeIf(instruction -> {
      var by = INSTRUCTED_BY.matcher(instruction);
      return by.matches() && previous.add(Agent.bic(by.group(1)));
    });
    var onTheWay = new ArrayList<Agent>();
    part.find("56").ifPresent(field -> onTheWay.add(Institution.read(field, listener)));
    part.find("51").ifPresent(field -> listener.found(Finding.note(field.position(), "stepped_over", "The sending institution (51A) belongs to a file transfer and was stepped over.")));
    return new Route(null, null, previous, onTheWay, new Route.Cover(agent(part, "53"), agent(part, "54"), agent(part, "55")));
  }

  private @Nullable Agent agent(Part part, String number) { return part.find(number).map(field -> Institution.read(field, listener)).orElse(null); }

  /** Field 72 into the instructions. @return it without what says the terms */
  private List<String> information(Part part, List<String> instructions) {
    var all = part.find("72").map(Narration::read).orElse(List.of());
    for (var entry : all) if (!entry.matches("/(SVCLVL|LOCINS|CATPURP)/.*")) instructions.add(entry);
    return all;
  }

  private Terms terms(Part part, List<String> information) {
    var envelope = message.envelope();
    var operation = part.tagged("23B").map(Field::first).filter(code -> !code.equals("CRED")).orElse(null);
    var level = coded(information, "SVCLVL");
    var service = envelope.service() != null && message.ofCustomers() == part.has("59") ? "G" + envelope.service() : null;
    return new Terms(part.has("32") ? priority(envelope.priority()) : null, level != null ? level : part.has("32") ? service : null, operation != null ? operation : coded(information, "LOCINS"), coded(information, "CATPURP"),
        part.tagged("26T").map(Field::first).orElse(null), bearer(part));
  }

  static @Nullable String bearer(Part part) {
    return switch (part.tagged("71A").map(Field::first).orElse("")) {
      case "OUR" -> "DEBT";
      case "BEN" -> "CRED";
      case "SHA" -> "SHAR";
      default -> null;
    };
  }

  private static Terms with(Terms terms, String purpose) {
    return new Terms(terms.priority(), terms.serviceLevel(), terms.localInstrument(), terms.categoryPurpose(), purpose, terms.chargeBearer());
  }

  private static @Nullable String priority(@Nullable String letter) { return letter == null ? null : letter.equals("N") ? "NORM" : "HIGH"; }

  private static @Nullable String coded(List<String> information, String code) {
    for (var entry : information) if (entry.startsWith("/" + code + "/")) return entry.substring(code.length() + 2);
    return null;
  }

  private Purpose purpose(Part part) {
    var envelope = part.tagged("77T").orElse(null);
    if (envelope != null) return new Purpose(null, new Remittance(envelope.lines(), null, null), null);
    return part.tagged("70").map(Purpose::read).orElse(Purpose.NONE);
  }

  @Nullable Amount money(Part part, String tag) { return part.tagged(tag).map(this::money).orElse(null); }

  private @Nullable Amount money(Field field) {
    var match = MONEY.matcher(field.first());
    if (!match.matches()) {
      listener.found(Finding.error(field.position(), "unreadable_amount", "\"" + Finding.shortened(field.first()) + "\" is not currency and amount; expected such as EUR1234,56."));
      return null;
    }
    var value = figures.amount(match.group(2), field.position());
    return value == null ? null : new Amount(value, match.group(1));
  }

  @Nullable BigDecimal rate(Part part) { return part.tagged("36").map(field -> figures.amount(field.first(), field.position())).orElse(null); }

  private List<Charge> charges(Part part) {
    var charges = new ArrayList<Charge>();
    for (var tag : List.of("71F", "71G")) {
      for (var field : part.all(tag)) {
        var amount = money(field);
        if (amount != null) charges.add(new Charge(amount, null));
      }
    }
    return charges;
  }

  static @Nullable String reference(Part part, String tag) {
    return part.tagged(tag).map(field -> field.first().strip()).filter(text -> !text.isEmpty() && !text.equals("NONREF")).orElse(null);
  }

  @Nullable String uetr() { return message.envelope().uetr() == null ? null : message.envelope().uetr().toLowerCase(java.util.Locale.ROOT); }

  MessageListener listener() { return listener; }
}
