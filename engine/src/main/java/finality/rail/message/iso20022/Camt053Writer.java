package finality.rail.message.iso20022;

import finality.rail.message.Balance;
import finality.rail.message.Detail;
import finality.rail.message.Direction;
import finality.rail.message.Finding;
import finality.rail.message.Finding.Position;
import finality.rail.message.StatementTotals;
import finality.rail.message.StatementLine;
import finality.rail.message.StatementWriter;
import finality.rail.message.identifier.Bic;
import finality.rail.message.identifier.Iban;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** camt.053.001.08. What it writes is valid against ISO's schema; texts longer than that allows are cut, or spread over several elements, and that is told. */
public final class Camt053Writer implements StatementWriter {
  private static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08";

  static final int LONGEST_REMITTANCE = 140;

  private final XMLStreamWriter xml;
  private final Consumer<Finding> findings;
  private final Set<String> told = new HashSet<>();

  /** @param messageId at most 35 characters; @param created when this is written */
  public Camt053Writer(OutputStream out, String messageId, OffsetDateTime created, Consumer<Finding> findings) throws IOException {
    this.findings = findings;
    try {
      xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
      xml.writeStartDocument("UTF-8", "1.0");
      line(0);
      xml.writeStartElement("Document");
      xml.writeDefaultNamespace(NAMESPACE);
      open(1, "BkToCstmrStmt");
      open(2, "GrpHdr");
      element("MsgId", text(messageId, 35, "message id"));
      element("CreDtTm", instant(created));
      xml.writeEndElement();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  /** With its seconds, even where they are zero: the schema wants them, {@code toString} leaves them out. */
  private static String instant(OffsetDateTime instant) { return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.truncatedTo(ChronoUnit.SECONDS)); }

  private interface Part { void write() throws XMLStreamException; }

  private static void written(Part part) throws IOException {
    try {
      part.write();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  @Override public void begin(StatementTotals statement) throws IOException { written(() -> head(statement)); }

  @Override public void line(StatementLine line) throws IOException { written(() -> entry(line)); }

  @Override public void end() throws IOException {
    written(() -> {
      line(2);
      xml.writeEndElement();
    });
  }

  @Override public void finish() throws IOException {
    written(() -> {
      line(0);
      xml.writeEndDocument();
      xml.flush();
    });
  }

  private void head(StatementTotals statement) throws XMLStreamException {
    var header = statement.header();
    open(2, "Stmt");
    line(3);
    element("Id", text(header.id().isEmpty() ? "NOTPROVIDED" : header.id(), 35, "statement id"));
    if (header.page() != null && header.page().matches("[0-9]{1,5}")) within("StmtPgntn", () -> {
      element("PgNb", header.page());
      element("LastPgInd", Boolean.toString(statement.closing() == null || statement.closing().kind() == Balance.Kind.CLOSING));
    });
    if (header.number() != null && header.number().matches("[0-9]{1,18}")) element("ElctrncSeqNb", header.number());
    if (header.created() != null) element("CreDtTm", instant(header.created()));
    within("Acct", () -> {
      within("Id", () -> account(header.account()));
      if (statement.currency().matches("[A-Z]{3}")) element("Ccy", statement.currency());
      if (header.bank() != null) within("Svcr", () -> bank(header.bank()));
    });
    for (var balance : statement.balances()) balance(balance);
    line(3);
    within("TxsSummry", () -> within("TtlNtries", () -> {
      element("NbOfNtries", Long.toString(statement.booked()));
      element("Sum", statement.credits().add(statement.debits()).toPlainString());
    }));
  }

  private void account(String account) throws XMLStreamException {
    if (Iban.read(account).isValid() && account.matches("[A-Z]{2}[0-9]{2}[a-zA-Z0-9]{1,30}")) element("IBAN", account);
    else within("Othr", () -> element("Id", text(account.isEmpty() ? "NOTPROVIDED" : account, 34, "account")));
  }

  private void bank(String bank) throws XMLStreamException {
    within("FinInstnId", () -> {
      if (Bic.read(bank).isValid() && bank.matches("[A-Z0-9]+")) element("BICFI", bank);
      else within("ClrSysMmbId", () -> element("MmbId", text(bank, 35, "bank")));
    });
  }

  private void balance(Balance balance) throws XMLStreamException {
    open(3, "Bal");
    var code = switch (balance.kind()) {
      case OPENING, OPENING_INTERIM -> "OPBD";
      case CLOSING, CLOSING_INTERIM -> "CLBD";
      case AVAILABLE -> "CLAV";
      case FORWARD_AVAILABLE -> "FWAV";
    };
    boolean interim = balance.kind() == Balance.Kind.OPENING_INTERIM || balance.kind() == Balance.Kind.CLOSING_INTERIM;
    within("Tp", () -> {
      within("CdOrPrtry", () -> element("Cd", code));
      if (interim) within("SubTp", () -> element("Cd", "INTM"));
    });
    amount(balance.amount().abs(), balance.currency());
    element("CdtDbtInd", balance.amount().signum() < 0 ? "DBIT" : "CRDT");
    within("Dt", () -> element("Dt", balance.date().toString()));
    xml.writeEndElement();
  }

  private void entry(StatementLine line) throws XMLStreamException {
    if (!line.booked()) {
      tell("not_booked", "Lines that are not booked were left out.");
      return;
    }
    open(3, "Ntry");
    if (line.reference() != null) element("NtryRef", text(line.reference(), 35, "reference"));
    amount(line.amount(), line.currency());
    element("CdtDbtInd", line.direction() == Direction.CREDIT ? "CRDT" : "DBIT");
    if (line.reversal()) element("RvslInd", "true");
    within("Sts", () -> element("Cd", "BOOK"));
    if (line.bookingDate() != null) within("BookgDt", () -> element("Dt", line.bookingDate().toString()));
    within("ValDt", () -> element("Dt", line.valueDate().toString()));
    if (line.bankReference() != null) element("AcctSvcrRef", text(line.bankReference(), 35, "bank reference"));
    within("BkTxCd", () -> type(line.type()));
    if (!line.details().isEmpty()) {
      line(4);
      xml.writeStartElement("NtryDtls");
      for (var detail : line.details()) within("TxDtls", () -> detail(detail, line.direction()));
      xml.writeEndElement();
    }
    if (line.text() != null) element("AddtlNtryInf", text(line.text(), 500, "text"));
    xml.writeEndElement();
  }

  private void type(StatementLine.Type type) throws XMLStreamException {
    var parts = type.code().split("-");
    if (type.scheme().equals("iso20022") && type.code().matches("[A-Za-z]{4}-[A-Za-z]{4}-[A-Za-z]{4}")) within("Domn", () -> {
      element("Cd", parts[0]);
      within("Fmly", () -> {
        element("Cd", parts[1]);
        element("SubFmlyCd", parts[2]);
      });
    });
    else if (!type.code().isEmpty()) within("Prtry", () -> {
      element("Cd", text(type.code(), 35, "type"));
      if (type.scheme().equals("swift")) element("Issr", "SWIFT");
    });
  }

  private void detail(Detail detail, Direction direction) throws XMLStreamException {
    var other = direction == Direction.CREDIT ? "Dbtr" : "Cdtr";
    if (detail.endToEndId() != null || detail.uetr() != null) within("Refs", () -> {
      if (detail.endToEndId() != null) element("EndToEndId", text(detail.endToEndId(), 35, "end-to-end id"));
      if (detail.uetr() != null && finality.rail.message.identifier.Uetr.read(detail.uetr()).isValid()) element("UETR", detail.uetr());
    });
    if (detail.counterparty() != null || detail.counterpartyAccount() != null) within("RltdPties", () -> {
      if (detail.counterparty() != null) within(other, () -> within("Pty", () -> element("Nm", text(detail.counterparty(), 140, "name"))));
      if (detail.counterpartyAccount() != null) within(other + "Acct", () -> within("Id", () -> account(detail.counterpartyAccount())));
    });
    if (detail.counterpartyBank() != null) within("RltdAgts", () -> within(other + "Agt", () -> bank(detail.counterpartyBank())));
    if (detail.remittance() != null) within("RmtInf", () -> {
      for (var text : legal(detail.remittance()).split("\n")) {
        for (int from = 0; from < text.length(); from += LONGEST_REMITTANCE) element("Ustrd", text.substring(from, Math.min(text.length(), from + LONGEST_REMITTANCE)));
      }
    });
    if (detail.returnReason() != null) within("RtrInf", () -> within("Rsn", () -> {
      if (detail.returnReason().matches("[A-Z0-9]{1,4}")) element("Cd", detail.returnReason());
      else element("Prtry", text(detail.returnReason(), 35, "return reason"));
    }));
  }

  private void amount(BigDecimal amount, String currency) throws XMLStreamException {
    var stripped = amount.scale() > 5 ? amount.stripTrailingZeros() : amount;
    xml.writeStartElement("Amt");
    xml.writeAttribute("Ccy", currency);
    xml.writeCharacters(stripped.toPlainString());
    xml.writeEndElement();
  }

  private String text(String text, int most, String what) {
    var legal = legal(text);
    if (legal.length() > most) tell("cut_" + what.replace(' ', '_'), "The " + what + " \"" + legal.substring(0, Math.min(60, most)) + "…\" has more than " + most + " characters and was cut.");
    return legal.length() > most ? legal.substring(0, most) : legal;
  }

  /** Without what XML cannot hold. */
  private static String legal(String text) {
    var legal = new StringBuilder(text.length());
    text.codePoints().map(c -> c == 9 || c == 10 || c >= 32 && c <= 0xD7FF || c >= 0xE000 && c <= 0xFFFD || c >= 0x10000 ? c : ' ').forEach(legal::appendCodePoint);
    return legal.toString().strip();
  }

  private void tell(String code, String message) { if (told.add(code)) findings.accept(Finding.note(Position.FILE, code, message)); }

  private void within(String name, Part part) throws XMLStreamException {
    xml.writeStartElement(name);
    part.write();
    xml.writeEndElement();
  }

  private void open(int depth, String name) throws XMLStreamException {
    line(depth);
    xml.writeStartElement(name);
  }

  private void element(String name, @Nullable String value) throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeCharacters(value);
    xml.writeEndElement();
  }

  private void line(int depth) throws XMLStreamException { xml.writeCharacters("\n" + "  ".repeat(depth)); }
}
