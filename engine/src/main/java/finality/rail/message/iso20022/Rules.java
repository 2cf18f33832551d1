package finality.rail.message.iso20022;

import finality.rail.message.Account;
import finality.rail.message.Agent;
import finality.rail.message.Amount;
import finality.rail.message.CancellationRequest;
import finality.rail.message.CreditTransfer;
import finality.rail.message.MessageHeader;
import finality.rail.message.Original;
import finality.rail.message.PaymentReturn;
import finality.rail.message.Remittance;
import finality.rail.message.Route;
import finality.rail.message.Side;
import finality.rail.message.Unwritable;
import finality.rail.message.identifier.IdRule;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/** What the profiles ask of a message beyond its definition and the type of each element. */
final class Rules {
  private static final BigDecimal SMALLEST = new BigDecimal("0.01");
  private static final BigDecimal LARGEST = new BigDecimal("999999999.99");

  private Rules() {}

  /** Who may say it in how many words. */
  static void header(Elements xml, MessageHeader header, boolean enveloped) {
    if (xml.profile == Profile.CBPR) {
      if (!enveloped) throw new Unwritable("AppHdr", "missing", "is missing; CBPR+ exchanges each message with its business application header.");
      if (header.count() != null && header.count() != 1) throw new Unwritable("GrpHdr/NbOfTxs", "too_many", "is " + header.count() + "; CBPR+ carries one transaction in a message.");
    }
    if (enveloped && (header.sender() == null || header.receiver() == null)) throw new Unwritable("AppHdr", "missing", "needs sender (Fr) and receiver (To); the header does not name both.");
  }

  static void agent(Elements xml, Agent agent) {
    if (xml.profile == Profile.SEPA && agent.bic() == null) throw xml.refused("FinInstnId/BICFI", "missing", "is missing; SEPA identifies banks by their BIC.");
    if (xml.profile == Profile.SEPA && (agent.member() != null || agent.lei() != null || agent.name() != null || agent.address() != null))
      throw xml.refused("FinInstnId", "not_carried", "has more than the BIC, which SEPA does not use.");
    if (xml.profile != Profile.CBPR) return;
    if (agent.bic() != null && (agent.name() != null || agent.address() != null)) throw xml.refused("FinInstnId/Nm", "not_carried", "stands beside a BIC; CBPR+ takes the BIC alone.");
    if (agent.bic() == null && agent.member() == null && (agent.name() == null || agent.address() == null)) throw xml.refused("FinInstnId", "missing", "CBPR+ asks for a BIC, or for name and address.");
  }

  static void remittance(Elements xml, Remittance remittance) {
    if (xml.profile == Profile.ISO) return;
    if (remittance.unstructured().size() > 1) throw xml.refused("Ustrd", "too_many", "has " + remittance.unstructured().size() + " lines; " + xml.rules() + " allows one of 140 characters.");
    if (!remittance.unstructured().isEmpty() && remittance.creditorReference() != null) throw xml.refused("Strd", "too_many", "stands beside Ustrd; " + xml.rules() + " allows one of both.");
  }

  static void transfer(Elements xml, CreditTransfer transfer, MessageHeader header) {
    if (xml.profile == Profile.CBPR) crossBorder(xml, transfer);
    if (xml.profile == Profile.SEPA) sepa(xml, transfer, header);
  }

  private static void crossBorder(Elements xml, CreditTransfer transfer) {
    var references = transfer.references();
    xml.required("PmtId/UETR", references.uetr());
    xml.taken("PmtId/InstrId", xml.required("PmtId/InstrId", references.instructionId()), IdRule.CBPR_INSTRUCTION);
    xml.required("IntrBkSttlmDt", transfer.settlementDate());
    named(xml, transfer.route());
    if (transfer.kind() == CreditTransfer.Kind.CUSTOMER && "SLEV".equals(transfer.terms().chargeBearer())) throw xml.refused("ChrgBr", "unknown_code", "is SLEV; CBPR+ knows DEBT, CRED and SHAR.");
  }

  private static void sepa(Elements xml, CreditTransfer transfer, MessageHeader header) {
    euro(xml, "IntrBkSttlmAmt", transfer.amount());
    xml.required("PmtId/TxId", transfer.references().transactionId());
    if (!"SEPA".equals(transfer.terms().serviceLevel())) throw xml.refused("PmtTpInf/SvcLvl/Cd", "unknown_code", "is " + transfer.terms().serviceLevel() + "; SEPA knows SEPA.");
    if (!"SLEV".equals(transfer.terms().chargeBearer())) throw xml.refused("ChrgBr", "unknown_code", "is " + transfer.terms().chargeBearer() + "; SEPA knows SLEV.");
    var why = "a SEPA credit transfer has none.";
    xml.none("InstdAmt", transfer.instructed(), why);
    xml.none("XchgRate", transfer.rate(), why);
    xml.none("ChrgsInf", transfer.charges(), why);
    xml.none("IntrmyAgt1", transfer.route().intermediaries(), why);
    xml.none("PrvsInstgAgt1", transfer.route().previous(), why);
    xml.none("InstrForNxtAgt", transfer.instructions(), why);
    customer(xml, "Dbtr", transfer.debtor());
    customer(xml, "Cdtr", transfer.creditor());
    if (header.settlementDate() == null) throw new Unwritable("GrpHdr/IntrBkSttlmDt", "missing", "is missing; SEPA has one settlement date for the message.");
    xml.none("IntrBkSttlmDt", transfer.settlementDate(), "SEPA has the settlement date in the header.");
  }

  static void back(Elements xml, PaymentReturn back) {
    if (xml.profile == Profile.SEPA) {
      euro(xml, "RtrdIntrBkSttlmAmt", back.amount());
      xml.required("RtrId", back.returnId());
    }
    if (xml.profile != Profile.CBPR) return;
    original(xml, back.original());
    xml.required("IntrBkSttlmDt", back.settlementDate());
    xml.required("ChrgBr", back.chargeBearer());
    named(xml, back.route());
  }

  static void cancellation(Elements xml, CancellationRequest request) {
    if (xml.profile == Profile.ISO) return;
    if (request.reasons().isEmpty()) throw xml.refused("TxInf/CxlRsnInf", "missing", "is missing; " + xml.rules() + " requires it.");
    if (xml.profile == Profile.CBPR) original(xml, request.original());
  }

  /** CBPR+ finds a payment by its UETR. */
  static void original(Elements xml, Original original) { if (xml.profile == Profile.CBPR) xml.required("OrgnlUETR", original.references().uetr()); }

  /** CBPR+ names the two banks in the transaction. */
  private static void named(Elements xml, Route route) {
    for (var name : List.of("InstgAgt", "InstdAgt")) xml.required(name + "/FinInstnId/BICFI", xml.required(name, name.equals("InstgAgt") ? route.instructing() : route.instructed()).bic());
  }

  static void euro(Elements xml, String name, Amount amount) {
    if (!amount.currency().equals("EUR")) throw xml.refused(name, "currency", amount + " is not in euro.");
    if (amount.value().compareTo(SMALLEST) < 0 || amount.value().compareTo(LARGEST) > 0) throw xml.refused(name, "amount", amount + " is not between " + SMALLEST + " and " + LARGEST + ".");
  }

  private static void customer(Elements xml, String name, Side side) {
    xml.required(name + "/Nm", side.party() == null ? null : side.party().name());
    var account = side.account();
    if (account == null || !account.isIban()) throw xml.refused(name + "Acct/Id/IBAN", "missing", "is missing; SEPA knows IBANs alone.");
    if (Objects.requireNonNull(side.party()).address() != null && side.party().address().lines().size() > 2) throw xml.refused(name + "/PstlAdr/AdrLine", "too_many", "has more than the two lines of SEPA.");
    accountless(xml, name + "AgtAcct", side.agent() == null ? null : side.agent().account());
  }

  private static void accountless(Elements xml, String name, @org.jspecify.annotations.Nullable Account account) { xml.none(name, account, "a SEPA credit transfer has none."); }
}
