package finality.cli;

import finality.edge.Json;
import finality.edge.Json.Members;
import finality.edge.Json.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * Payments as pain.001.001.03 or .09, customer credit transfer initiation of ISO 20022. The message's own ids name each payment, so a file
 * that was sent twice in two wrappings is paid once. The number of transactions and the control sum must agree with what is there.
 */
final class PainDrafts {
  private static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.";

  private final String file;
  private final LocalDate today;
  private final Element message;
  private final List<Draft> drafts = new ArrayList<>();

  private PainDrafts(String file, Element message, LocalDate today) {
    this.file = file;
    this.message = message;
    this.today = today;
  }

  /** @param today a requested date that is not after it means: at once. @throws Stop when it is not such a message or does not add up */
  static List<Draft> read(String file, byte[] bytes, LocalDate today) {
    try {
      var root = Element.read(bytes);
      if (!root.name.equals("Document") || !(root.namespace.equals(NAMESPACE + "03") || root.namespace.equals(NAMESPACE + "09")))
        throw Stop.unreadable(file + " is XML in namespace \"" + root.namespace + "\"; expected pain.001.001.03 or pain.001.001.09.");
      var message = root.at("CstmrCdtTrfInitn");
      if (message == null) throw Stop.unreadable(file + " has no CstmrCdtTrfInitn.");
      return new PainDrafts(file, message, today).read();
    } catch (XMLStreamException e) {
      throw Stop.unreadable(file + " cannot be read as XML: " + e.getMessage().replaceAll("\\s+", " "));
    }
  }

  private List<Draft> read() {
    for (var payment : message.all("PmtInf")) payment(payment);
    if (drafts.isEmpty()) throw Stop.unreadable(file + " has no CdtTrfTxInf: there is nothing to pay.");
    var transactions = message.all("PmtInf").stream().flatMap(p -> p.all("CdtTrfTxInf").stream()).toList();
    agrees("GrpHdr", message.at("GrpHdr"), transactions);
    for (var payment : message.all("PmtInf")) agrees("PmtInf " + payment.text("PmtInfId"), payment, payment.all("CdtTrfTxInf"));
    return drafts;
  }

  /** A message that lost a part on its way must not be paid in part. */
  private void agrees(String where, @Nullable Element header, List<Element> transactions) {
    if (header == null) throw Stop.unreadable(file + " has no " + where + ".");
    var count = header.text("NbOfTxs");
    if (count != null && !count.equals(Integer.toString(transactions.size())))
      throw Stop.unreadable(file + ": " + where + " says that there are " + count + " transactions, there are " + transactions.size() + ". The file is not whole; get it anew.");
    var sum = header.text("CtrlSum");
    if (sum != null && sum.matches("[0-9]{1,18}(\\.[0-9]{1,17})?") && new BigDecimal(sum).compareTo(sum(transactions)) != 0)
      throw Stop.unreadable(file + ": the control sum of " + where + " is " + sum + ", the amounts add up to " + sum(transactions).toPlainString() + ". The file is not whole; get it anew.");
  }

  private static BigDecimal sum(List<Element> transactions) {
    return transactions.stream().map(t -> t.text("Amt/InstdAmt", "Amt/EqvtAmt/Amt")).filter(Objects::nonNull)
        .filter(a -> a.matches("[0-9]{1,18}(\\.[0-9]{1,17})?")).map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private void payment(Element payment) {
    var method = payment.text("PmtMtd");
    int position = 0;
    for (var transaction : payment.all("CdtTrfTxInf")) {
      position++;
      var place = new Place(file, "line " + transaction.line + " (" + Objects.requireNonNullElse(payment.text("PmtInfId"), "PmtInf") + ", transaction " + position + ")", drafts.size() + 1L);
      var wrongs = new ArrayList<Wrong>();
      if (!"TRF".equals(method)) wrongs.add(new Wrong("PmtMtd", "is " + method + "; only TRF, credit transfers, can be sent"));
      if (transaction.at("Amt/EqvtAmt") != null) wrongs.add(new Wrong("Amt/EqvtAmt", "asks for an amount in another currency's worth; give the amount to pay as InstdAmt"));
      drafts.add(new Draft(place, new Members(body(payment, transaction)), own(payment, transaction, position), wrongs));
    }
  }

  private String own(Element payment, Element transaction, int position) {
    var initiator = message.text("GrpHdr/InitgPty/Id/OrgId/AnyBIC", "GrpHdr/InitgPty/Id/OrgId/BICOrBEI", "GrpHdr/InitgPty/Id/OrgId/Othr/Id", "GrpHdr/InitgPty/Nm");
    return "pain001-" + PaymentFile.sha256("pain.001|" + initiator + "|" + message.text("GrpHdr/MsgId") + "|" + payment.text("PmtInfId") + "|" + position + "|" + transaction.text("PmtId/EndToEndId"));
  }

  private Map<String, Json> body(Element payment, Element transaction) {
    var body = new LinkedHashMap<String, Json>();
    put(body, "debtor_account", payment.text("DbtrAcct/Id/IBAN", "DbtrAcct/Id/Othr/Id"));
    var creditor = new LinkedHashMap<String, Json>();
    put(creditor, "name", transaction.text("Cdtr/Nm"));
    put(creditor, "account", transaction.text("CdtrAcct/Id/IBAN", "CdtrAcct/Id/Othr/Id"));
    put(creditor, "bank", transaction.text("CdtrAgt/FinInstnId/BICFI", "CdtrAgt/FinInstnId/BIC"));
    put(creditor, "country", transaction.text("Cdtr/PstlAdr/Ctry", "Cdtr/CtryOfRes"));
    if (!creditor.isEmpty()) body.put("creditor", new Members(creditor));
    var amount = transaction.at("Amt/InstdAmt");
    if (amount != null) {
      put(body, "amount", amount.text());
      put(body, "currency", amount.attributes.get("Ccy"));
    }
    var priority = priority(payment, transaction);
    if (!priority.equals("normal")) put(body, "priority", priority);
    put(body, "requested_date", later(payment.text("ReqdExctnDt/Dt", "ReqdExctnDt/DtTm", "ReqdExctnDt")));
    put(body, "purpose", transaction.all("RmtInf").stream().flatMap(r -> r.all("Ustrd").stream()).map(Element::text).collect(Collectors.joining(" ")));
    if (!"NOTPROVIDED".equals(transaction.text("PmtId/EndToEndId"))) put(body, "reference", transaction.text("PmtId/EndToEndId"));
    body.put("metadata", new Members(metadata(payment, transaction)));
    return body;
  }

  private Map<String, Json> metadata(Element payment, Element transaction) {
    var metadata = new LinkedHashMap<String, Json>();
    put(metadata, "message_id", message.text("GrpHdr/MsgId"));
    put(metadata, "payment_information_id", payment.text("PmtInfId"));
    put(metadata, "instruction_id", transaction.text("PmtId/InstrId"));
    put(metadata, "purpose_code", transaction.text("Purp/Cd", "Purp/Prtry"));
    return metadata;
  }

  private static String priority(Element payment, Element transaction) {
    for (var level : new Element[] {transaction, payment}) {
      if ("URGP".equals(level.text("PmtTpInf/SvcLvl/Cd"))) return "urgent";
      if ("HIGH".equals(level.text("PmtTpInf/InstrPrty"))) return "high";
    }
    return "normal";
  }

  /** Banks execute a date that has come at once; only a later one is a wish. */
  private @Nullable String later(@Nullable String date) {
    if (date == null) return null;
    var day = date.length() > 10 ? date.substring(0, 10) : date;
    try {
      return LocalDate.parse(day).isAfter(today) ? day : null;
    } catch (DateTimeParseException _) {
      return date;   // the form check says what is wrong with it
    }
  }

  private static void put(Map<String, Json> members, String name, @Nullable String value) {
    if (value != null && !value.isBlank()) members.put(name, new Text(value));
  }
}
