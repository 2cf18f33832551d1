package finality.rail.message.iso20022;

import finality.rail.message.Account;
import finality.rail.message.Agent;
import finality.rail.message.Amount;
import finality.rail.message.CreditTransfer;
import finality.rail.message.CreditTransfer.Kind;
import finality.rail.message.Finding;
import finality.rail.message.Finding.Position;
import finality.rail.message.MessageHeader;
import finality.rail.message.Party;
import finality.rail.message.References;
import finality.rail.message.Route;
import finality.rail.message.Side;
import finality.rail.message.Terms;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * pain.001: what a customer orders, in groups (PmtInf) of one debtor and day. What the group says holds for each of its payments that does not say otherwise;
 * its own number of payments and control sum are held against them.
 */
final class InitiationReader extends ItemsReader {
  private String id = "";
  private @Nullable OffsetDateTime created;
  private @Nullable Party initiator;
  private @Nullable Agent forwarding;
  private @Nullable Long count;
  private @Nullable BigDecimal sum;
  private boolean headed;
  private boolean any;
  private @Nullable Batch batch;

  /** What a PmtInf says of all its payments, as far as it was read. */
  private static final class Batch {
    private final Position at;
    private final Set<String> seen = new HashSet<>();
    private @Nullable String id;
    private @Nullable LocalDate day;
    private @Nullable Party debtor;
    private @Nullable Account account;
    private @Nullable Agent agent;
    private @Nullable Account agentAccount;
    private @Nullable Party ultimate;
    private @Nullable String bearer;
    private @Nullable String forDebtorsBank;
    private Terms terms = Terms.NONE;
    private @Nullable Node saidCount;
    private @Nullable Node saidSum;
    private long payments;
    private BigDecimal sum = BigDecimal.ZERO;
    private boolean whole = true;

    Batch(Position at) { this.at = at; }

    Side side(@Nullable Party ultimate) {
      var bank = agent == null || agentAccount == null ? agent : new Agent(agent.bic(), agent.member(), agent.clearing(), agent.lei(), agent.name(), agent.address(), agentAccount);
      return new Side(debtor, account, bank, ultimate == null ? this.ultimate : ultimate);
    }

    String name() { return "The group " + (id == null ? "(PmtInf) without an id" : Finding.shortened(id)); }
  }

  InitiationReader(Start start) { super(start); }

  @Override Set<String> groups() { return Set.of("PmtInf"); }

  @Override MessageHeader header() {
    if (!headed) without("GrpHdr");
    return new MessageHeader(type, id, created, null, forwarding, initiator, count, sum, null, null, null, null);
  }

  @Override void group(String name, Position at) {
    ended();
    batch = new Batch(at);
  }

  @Override void end() {
    ended();
    if (!any) without("CdtTrfTxInf");
  }

  @Override boolean part(Node part) {
    if (batch != null) return batch(batch, part);
    if (!part.name.equals("GrpHdr")) return false;
    headed = true;
    id = Objects.requireNonNullElse(read.required(part, "MsgId"), "");
    read.required(part, "CreDtTm");
    created = read.instant(part, "CreDtTm");
    read.required(part, "NbOfTxs");
    count = read.count(part.at("NbOfTxs"));
    sum = read.decimal(part.at("CtrlSum"));
    if (part.at("InitgPty") == null) read.missing(part, "InitgPty");
    initiator = parts.party(part.at("InitgPty"));
    forwarding = parts.agent(part.at("FwdgAgt"));
    return true;
  }

  // ── the group ──────────────────────────────────────────────────────────────────────────────────────────

  private boolean batch(Batch batch, Node part) {
    batch.seen.add(part.name);
    switch (part.name) {
      case "PmtInfId" -> batch.id = read.unique(part, "");
      case "PmtMtd" -> method(part);
      case "NbOfTxs" -> batch.saidCount = part;
      case "CtrlSum" -> batch.saidSum = part;
      case "PmtTpInf" -> batch.terms = type(part, Terms.NONE);
      case "ReqdExctnDt" -> batch.day = read.date(part, "");
      case "Dbtr" -> batch.debtor = parts.party(part);
      case "DbtrAcct" -> batch.account = parts.account(part);
      case "DbtrAgt" -> batch.agent = isNotProvided(part) ? null : parts.agent(part);
      case "DbtrAgtAcct" -> batch.agentAccount = parts.account(part);
      case "UltmtDbtr" -> batch.ultimate = parts.party(part);
      case "ChrgBr" -> batch.bearer = part.text();
      case "InstrForDbtrAgt" -> batch.forDebtorsBank = part.text();
      case "CdtTrfTxInf" -> payment(batch, part);
      default -> { return false; }
    }
    return true;
  }

  private void method(Node part) {
    switch (part.text()) {
      case "TRF" -> { }
      case "TRA" -> read.warning(part, "payment_method", "PmtMtd is TRA: the bank is to transfer and to advise each.");
      default -> read.error(part, "payment_method", "PmtMtd is \"" + Finding.shortened(part.text()) + "\"; a credit transfer is TRF" + (part.text().equals("CHK") ? ", and CHK asks for cheques." : "."));
    }
  }

  /** Asked for with the first payment: what stands after it is not where the message definition has it. */
  private void complete(Batch batch, Node payment) {
    for (var name : List.of("PmtInfId", "PmtMtd", "ReqdExctnDt", "Dbtr", "DbtrAcct", "DbtrAgt"))
      if (!batch.seen.contains(name)) read.error(payment, "missing_element", batch.name() + " has no " + name + " before its first payment, which its message definition requires.");
  }

  /** A message that lost a part on its way must not be paid in part. */
  private void ended() {
    if (batch == null) return;
    var ending = batch;
    batch = null;
    if (ending.payments == 0) read.listener.found(Finding.error(ending.at, "missing_element", ending.name() + " has no payment (CdtTrfTxInf)."));
    var count = read.count(ending.saidCount);
    if (count != null && count != ending.payments) read.error(ending.saidCount, "wrong_count", ending.name() + " says that it has " + count + " payments, there are " + ending.payments + ". The message is not whole.");
    var sum = read.decimal(ending.saidSum);
    if (sum != null && ending.whole && sum.compareTo(ending.sum) != 0)
      read.error(ending.saidSum, "wrong_sum", ending.name() + " says that its amounts add up to " + sum.toPlainString() + ", they add up to " + ending.sum.toPlainString() + ". The message is not whole.");
  }

  // ── payments ───────────────────────────────────────────────────────────────────────────────────────────

  private void payment(Batch batch, Node in) {
    any = true;
    if (batch.payments++ == 0) complete(batch, in);
    var id = in.at("PmtId");
    if (id == null) read.missing(in, "PmtId");
    else read.required(id, "EndToEndId");
    var references = new References(in.text("PmtId/InstrId"), id == null ? null : read.endToEnd(id, "EndToEndId"), null, id == null ? null : read.uetr(id, true, "UETR"), null, batch.id);
    var creditor = new Side(parts.party(in.at("Cdtr")), parts.account(in.at("CdtrAcct")), isNotProvided(in.at("CdtrAgt")) ? null : parts.agent(in, "CdtrAgt"), parts.party(in.at("UltmtCdtr")));
    if (creditor.account() == null) read.warning(in, "missing_element", "The payment has no account of the creditor (CdtrAcct).");
    var amount = amount(in);
    var route = new Route(null, null, List.of(), parts.numbered(in, "IntrmyAgt"), Route.Cover.NONE);
    var terms = terms(batch, in);
    var rate = read.decimal(in.at("XchgRateInf/XchgRate"));
    var remittance = parts.remittance(in.at("RmtInf"));
    var instructions = instructions(batch, in);
    if (amount == null) {
      batch.whole = false;
      unreadable(in);
      return;
    }
    batch.sum = batch.sum.add(amount.value());
    item(new CreditTransfer(Kind.CUSTOMER, references, amount, batch.day, batch.side(parts.party(in.at("UltmtDbtr"))), creditor, route, terms, null, rate, List.of(), remittance, instructions, null), in);
  }

  /** Of a payment that is worth an amount in another currency, that amount. */
  private @Nullable Amount amount(Node in) {
    var instructed = in.at("Amt/InstdAmt");
    if (instructed != null) return read.settled(instructed);
    var worth = in.at("Amt/EqvtAmt/Amt");
    if (worth == null) {
      read.missing(in, "Amt");
      return null;
    }
    read.warning(worth, "equivalent_amount", "The payment is to be made in " + Finding.shortened(Objects.requireNonNullElse(in.text("Amt/EqvtAmt/CcyOfTrf"), "another currency")) + " and be worth this amount; how much that is, the bank decides.");
    return read.settled(worth);
  }

  private Terms type(Node in, Terms otherwise) {
    return new Terms(first(in.text("InstrPrty"), otherwise.priority()), first(read.code(in, "SvcLvl"), otherwise.serviceLevel()), first(read.code(in, "LclInstrm"), otherwise.localInstrument()),
        first(read.code(in, "CtgyPurp"), otherwise.categoryPurpose()), null, null);
  }

  /** The message definition has the type of payment (PmtTpInf) in one of the two places; where it stands in both, each word of the payment's own goes first. */
  private Terms terms(Batch batch, Node in) {
    var own = in.at("PmtTpInf");
    var terms = own == null ? batch.terms : type(own, batch.terms);
    return new Terms(terms.priority(), terms.serviceLevel(), terms.localInstrument(), terms.categoryPurpose(), read.code(in, "Purp"), first(in.text("ChrgBr"), batch.bearer));
  }

  private static @Nullable String first(@Nullable String own, @Nullable String otherwise) { return own == null ? otherwise : own; }

  /** What stands there when the debtor knows no bank but must name one. */
  private static boolean isNotProvided(@Nullable Node bank) { return bank != null && Values.NOT_PROVIDED.equals(bank.text("FinInstnId/Othr/Id")); }

  /** For the creditor's bank {@code /ACC/…}, or its code and words; for the debtor's, which receives this message, {@code /REC/…}. */
  private static List<String> instructions(Batch batch, Node in) {
    var instructions = new ArrayList<String>();
    for (var one : in.all("InstrForCdtrAgt")) CreditTransferReader.instruction(one, "/ACC/", instructions);
    for (var words : new String[] {batch.forDebtorsBank, in.text("InstrForDbtrAgt")}) if (words != null && !words.isEmpty()) instructions.add(CreditTransferReader.ADDRESSED.matcher(words).matches() ? words : "/REC/" + words);
    return instructions;
  }
}
