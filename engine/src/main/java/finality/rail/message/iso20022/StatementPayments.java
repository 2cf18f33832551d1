package finality.rail.message.iso20022;

import finality.rail.message.Agent;
import finality.rail.message.Amount;
import finality.rail.message.Charge;
import finality.rail.message.Detail;
import finality.rail.message.Detail.Exchange;
import finality.rail.message.Direction;
import finality.rail.message.References;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The payments (TxDtls) behind an entry of a statement, and what an entry says in their words. */
final class StatementPayments {
  /** Characters of an Ustrd. */
  static final int LONGEST_REMITTANCE = 140;
  /** How SEPA calls the numbering of creditor identifiers (EPC guidelines, SchmeNm of AT-02). */
  static final String CREDITOR_ID = "SEPA";
  private static final List<String> CREDITORS = List.of("RltdPties/Cdtr/Pty/Id/PrvtId/Othr", "RltdPties/Cdtr/Id/PrvtId/Othr");   // of new versions and old ones
  /** Stands in the place of a reference that nobody has, as in MT940. */
  private static final String NO_REFERENCE = "NONREF";

  private final Values read;
  private final String account;

  /** @param account the statement's */
  StatementPayments(Values read, String account) {
    this.read = read;
    this.account = account;
  }

  /** An end of a payment: where old versions and new ones have its name, the name behind it, its account and its bank. The paths are made once, because a file has a million payments. */
  private enum End {
    DEBTOR("Dbtr"), CREDITOR("Cdtr");

    final String[] names;
    final String[] ultimates;
    final String iban;
    final String other;
    final String[] banks;

    End(String name) {
      var party = "RltdPties/" + name;
      names = names(party);
      ultimates = names("RltdPties/Ultmt" + name);
      iban = party + "Acct/Id/IBAN";
      other = party + "Acct/Id/Othr/Id";
      var bank = "RltdAgts/" + name + "Agt/FinInstnId/";
      banks = new String[] {bank + "BICFI", bank + "BIC", bank + "ClrSysMmbId/MmbId"};
    }

    private static String[] names(String party) { return new String[] {party + "/Pty/Nm", party + "/Nm", party + "/Agt/FinInstnId/Nm"}; }

    End opposite() { return this == DEBTOR ? CREDITOR : DEBTOR; }
  }

  /** @param of what the line is of, {@code line} which way it went, {@code reversal} whether it undoes another */
  Detail detail(Node one, Amount of, Direction line, boolean reversal) {
    var direction = one.at("CdtDbtInd") == null ? line : read.direction(one);
    var amounts = amounts(one, of, direction != null && direction != line);
    var other = other(one, line, reversal);
    var own = account(one, other.opposite());
    var remittance = one.at("RmtInf") == null ? null : unstructured(one.at("RmtInf").all("Ustrd"));
    return new Detail(references(one), one.text(other.names), account(one, other), one.text(other.banks), one.text(other.ultimates), account.equals(own) ? null : own,
        remittance == null || remittance.isBlank() ? null : remittance, one.text("RmtInf/Strd/CdtrRefInf/Ref"), one.text("RtrInf/Rsn/Cd", "RtrInf/Rsn/Prtry"), amounts.amount, amounts.instructed,
        amounts.exchange, charges(one), reference(one, "Refs/AcctSvcrRef"), one.text("Refs/MndtId"), creditorId(one), one.text("Purp/Cd", "Purp/Prtry"), text(one));
  }

  /** What the bank adds, and what it says of a return beside its reason. */
  private static @Nullable String text(Node one) {
    var text = one.text("AddtlTxInf");
    var returned = one.at("RtrInf");
    if (returned == null) return text;
    for (var words : returned.all("AddtlInf")) if (!words.text().isEmpty()) text = text == null ? words.text() : text + "\n" + words.text();
    return text;
  }

  /**
   * Which end of the payment the counterparty is. Where one end has the statement's account, the other one. Otherwise the debtor of a credit and the creditor of a debit; but of a reversal and of
   * a return, in which debtor and creditor stay those of the payment that is undone (RvslInd: of a debit "the original operation was a credit entry"), the one who is named alone,
   * the one of a return who alone has an account, or where both are named the creditor of a credit and the debtor of a debit.
   */
  private End other(Node one, Direction line, boolean reversal) {
    var booked = line == Direction.CREDIT ? End.DEBTOR : End.CREDITOR;
    var former = booked.opposite();
    var bookedAccount = one.text(booked.iban, booked.other);
    var formerAccount = one.text(former.iban, former.other);
    if (account.equals(bookedAccount) || account.equals(formerAccount)) return account.equals(formerAccount) ? booked : former;
    boolean bookedNamed = one.text(booked.names) != null;
    boolean formerNamed = one.text(former.names) != null;
    if (!formerNamed || !reversal && one.at("RtrInf") == null) return booked;
    boolean bookedAlone = bookedAccount != null && formerAccount == null;
    return bookedNamed && bookedAlone && !reversal ? booked : former;
  }

  private static @Nullable String creditorId(Node one) {
    for (var at : CREDITORS) {
      var id = one.at(at);
      if (id == null) continue;
      if (CREDITOR_ID.equals(id.text("SchmeNm/Prtry"))) return id.text("Id");
      id.leave();
    }
    return null;
  }

  /** {@code null} for the words that stand where nobody gave one, too. */
  static @Nullable String reference(Node in, String path) {
    var reference = in.text(path);
    return NO_REFERENCE.equals(reference) || Values.NOT_PROVIDED.equals(reference) ? null : reference;
  }

  private @Nullable String account(Node one, End of) {
    var iban = read.statedIban(one, of.iban);
    return iban == null ? one.text(of.other) : iban;
  }

  private static References references(Node one) {
    return new References(reference(one, "Refs/InstrId"), reference(one, "Refs/EndToEndId"), reference(one, "Refs/TxId"), one.text("Refs/UETR"), one.text("Refs/ClrSysRef"), reference(one, "Refs/PmtInfId"));
  }

  /** What a payment, or an entry, says of its amount. */
  private record Amounts(@Nullable Amount amount, @Nullable Amount instructed, @Nullable Exchange exchange) {}

  /** Old versions have the amount in the account's currency among the details only, as TxAmt or, after an exchange, as CntrValAmt. */
  private Amounts amounts(Node one, Amount of, boolean opposite) {
    var amount = read.amount(one, "Amt");
    for (var name : List.of("AmtDtls/TxAmt/Amt", "AmtDtls/CntrValAmt/Amt")) {
      var node = one.at(name);
      var also = node == null ? null : read.amount(one, name);
      if (also == null) continue;
      if (amount == null && also.currency().equals(of.currency())) amount = also;
      else if (!same(amount, also)) node.leave();
    }
    var instructed = read.amount(one, "AmtDtls/InstdAmt/Amt");
    if (same(amount, instructed)) instructed = null;
    Exchange exchange = null;
    for (var name : List.of("AmtDtls/InstdAmt/CcyXchg", "AmtDtls/TxAmt/CcyXchg", "AmtDtls/CntrValAmt/CcyXchg")) {
      var node = exchange == null ? one.at(name) : null;
      var rate = node == null || node.at("XchgRate") == null ? null : read.decimal(node.at("XchgRate"));
      if (rate != null) exchange = new Exchange(rate, node.text("SrcCcy"), node.text("TrgtCcy"), node.text("UnitCcy"));
    }
    return new Amounts(amount != null && opposite ? new Amount(amount.value().negate(), amount.currency()) : amount, instructed, exchange);
  }

  /** With what the entry says of its amount, where its only payment does not. */
  Detail withAmounts(Detail d, Node entry, Amount of) {
    var amounts = amounts(entry, of, false);
    if (d.instructed() != null || d.exchange() != null) {
      entry.at("AmtDtls").leave();
      return d;
    }
    return new Detail(d.references(), d.counterparty(), d.counterpartyAccount(), d.counterpartyBank(), d.ultimate(), d.ownAccount(), d.remittance(), d.creditorReference(), d.returnReason(), d.amount(),
        amounts.instructed, amounts.exchange, d.charges(), d.bankReference(), d.mandate(), d.creditorId(), d.purpose(), d.text());
  }

  static Detail with(References references, Detail d) {
    return new Detail(references, d.counterparty(), d.counterpartyAccount(), d.counterpartyBank(), d.ultimate(), d.ownAccount(), d.remittance(), d.creditorReference(), d.returnReason(), d.amount(),
        d.instructed(), d.exchange(), d.charges(), d.bankReference(), d.mandate(), d.creditorId(), d.purpose(), d.text());
  }

  private static boolean same(@Nullable Amount one, @Nullable Amount other) {
    return one != null && other != null && one.currency().equals(other.currency()) && one.value().compareTo(other.value()) == 0;
  }

  /** Of an entry or a payment. Old versions have Chrgs several times, each with an amount; new ones once, with records. */
  List<Charge> charges(Node part) {
    List<Charge> charges = List.of();
    for (var group : part.all("Chrgs")) {
      if (group.at("Rcrd") != null) group.at("TtlChrgsAndTaxAmt");   // their sum
      for (var record : group.at("Rcrd") == null ? List.of(group) : group.all("Rcrd")) {
        var amount = read.amount(record, "Amt", "TtlChrgsAndTaxAmt");
        if (amount == null) continue;
        boolean back = record.at("CdtDbtInd") != null && read.direction(record) == Direction.CREDIT;
        if (charges.isEmpty()) charges = new ArrayList<>();
        var bic = record.text("Agt/FinInstnId/BICFI", "Agt/FinInstnId/BIC");
        charges.add(new Charge(back ? new Amount(amount.value().negate(), amount.currency()) : amount, bic == null ? null : Agent.bic(bic)));
      }
    }
    return charges;
  }

  /** Lines; but what fills an element to its last place goes on in the next. */
  private static String unstructured(List<Node> parts) {
    var text = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) text.append(i == 0 || goesOn(parts.get(i - 1).raw(), parts.get(i).raw()) ? "" : "\n").append(parts.get(i).raw());
    return text.toString().strip();
  }

  private static boolean goesOn(String before, String after) {
    return before.length() == LONGEST_REMITTANCE || before.length() == LONGEST_REMITTANCE - 1 && !after.isEmpty() && Character.isHighSurrogate(after.charAt(0));
  }
}
