package finality.rail.message.iso20022;

import finality.rail.message.Amount;
import finality.rail.message.Balance;
import finality.rail.message.Charge;
import finality.rail.message.Detail;
import finality.rail.message.Direction;
import finality.rail.message.Finding;
import finality.rail.message.Finding.Position;
import finality.rail.message.StatementHeader;
import finality.rail.message.StatementLine;
import finality.rail.message.StatementTotals;
import finality.rail.message.StatementWriter;
import finality.rail.message.Unwritable;
import finality.rail.message.identifier.Bic;
import finality.rail.message.identifier.Iban;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * camt.052, camt.053 and camt.054 in version 001.08. What it writes is valid against ISO's schemas; texts longer than they allow are cut, or spread over several elements, and that is told.
 * What has no place and cannot be left out either (an amount of 19 digits, a statement without any balance) is refused with {@link Unwritable}.
 */
public final class CamtWriter implements StatementWriter {
  static final int LONGEST_REMITTANCE = 140;
  private static final int MOST_DIGITS = 18;
  private static final int MOST_DECIMALS = 5;
  private final Camt camt;
  private final XMLStreamWriter xml;
  private final Consumer<Finding> findings;
  private final Set<String> told = new HashSet<>();

  /** @param kind which of the three. @param messageId at most 35 characters; @param created when this is written */
  public CamtWriter(StatementHeader.Kind kind, OutputStream out, String messageId, OffsetDateTime created, Consumer<Finding> findings) throws IOException {
    this.camt = Camt.of(kind);
    this.findings = findings;
    try {
      xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("Document");
      xml.writeDefaultNamespace("urn:iso:std:iso:20022:tech:xsd:" + camt.message + ".001.08");
      open(1, camt.root);
      open(2, "GrpHdr");
      element("MsgId", required(messageId, 35, "message id"));
      element("CreDtTm", instant(created));
      xml.writeEndElement();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  /** With its seconds, even where they are zero, and with an offset as XML has them. */
  private static String instant(OffsetDateTime instant) {
    int offset = instant.getOffset().getTotalSeconds();
    var written = offset % 60 == 0 && Math.abs(offset) <= 14 * 3600 ? instant : instant.withOffsetSameInstant(ZoneOffset.UTC);
    day(written.toLocalDate());
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(written.truncatedTo(ChronoUnit.SECONDS));
  }

  private static String day(LocalDate day) {
    if (day.getYear() < 1 || day.getYear() > 9999) throw new Unwritable("Dt", "impossible_date", "the year " + day.getYear() + " cannot be written; a year has four digits.");
    return day.toString();
  }

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
      xml.writeCharacters("\n");
      xml.writeEndDocument();
      xml.flush();
    });
  }

  // ── the statement ──────────────────────────────────────────────────────────────────────────────────────

  private void head(StatementTotals statement) throws XMLStreamException {
    var header = statement.header();
    if (camt == Camt.STATEMENT && statement.balances().isEmpty())
      throw new Unwritable("Bal", "missing_balance", header.id() + " has no balance, and a camt.053 must have one; write it as camt.052 or camt.054.");
    if (header.kind() != camt.kind) tell("other_kind", "What was read as a " + header.kind().name().toLowerCase(java.util.Locale.ROOT) + " became a " + camt.message + ".");
    open(2, camt.statement);
    line(3);
    element("Id", required(header.id(), 35, "statement id"));
    if (header.page() != null && header.page().matches("[0-9]{1,5}")) within(camt.pages, () -> {
      element("PgNb", header.page());
      element("LastPgInd", Boolean.toString(statement.closing() == null || statement.closing().kind() == Balance.Kind.CLOSING));
    });
    if (header.number() != null && header.number().matches("[0-9]{1,18}")) element("ElctrncSeqNb", header.number());
    if (header.created() != null) element("CreDtTm", instant(header.created()));
    within("Acct", () -> {
      within("Id", () -> account(header.account()));
      if (statement.currency().matches("[A-Z]{3}")) element("Ccy", statement.currency());
      if (header.bank() != null && !legal(header.bank()).isEmpty()) within("Svcr", () -> bank(header.bank()));
    });
    if (camt != Camt.NOTIFICATION) for (var balance : statement.balances()) balance(balance);
    else if (!statement.balances().isEmpty()) tell("balances_left_out", "Balances are no part of a camt.054 and were left out.");
    line(3);
    summary(statement);
  }

  /** The totals know the sum of what is booked alone. */
  private void summary(StatementTotals statement) throws XMLStreamException {
    boolean all = camt == Camt.STATEMENT || statement.booked() == statement.lines();
    var sum = statement.credits().add(statement.debits());
    within("TxsSummry", () -> within("TtlNtries", () -> {
      element("NbOfNtries", Long.toString(camt == Camt.STATEMENT ? statement.booked() : statement.lines()));
      if (all && sum.precision() - Math.min(0, sum.scale()) <= MOST_DIGITS && sum.scale() <= MOST_DIGITS - 1) element("Sum", sum.toPlainString());
    }));
  }

  private void balance(Balance balance) throws XMLStreamException {
    open(3, "Bal");
    var code = switch (balance.kind()) {
      case OPENING, OPENING_INTERIM -> "OPBD";
      case OPENING_AVAILABLE -> "OPAV";
      case CLOSING, CLOSING_INTERIM -> "CLBD";
      case AVAILABLE -> "CLAV";
      case FORWARD_AVAILABLE -> "FWAV";
      case INTERIM -> "ITBD";
      case INTERIM_AVAILABLE -> "ITAV";
      case EXPECTED -> "XPCD";
    };
    boolean interim = balance.kind() == Balance.Kind.OPENING_INTERIM || balance.kind() == Balance.Kind.CLOSING_INTERIM;
    within("Tp", () -> {
      within("CdOrPrtry", () -> element("Cd", code));
      if (interim) within("SubTp", () -> element("Cd", "INTM"));
    });
    amount("Amt", balance.amount().abs(), balance.currency());
    element("CdtDbtInd", balance.amount().signum() < 0 ? "DBIT" : "CRDT");
    within("Dt", () -> element("Dt", day(balance.date())));
    xml.writeEndElement();
  }

  // ── entries ────────────────────────────────────────────────────────────────────────────────────────────

  private void entry(StatementLine line) throws XMLStreamException {
    if (!line.booked() && camt == Camt.STATEMENT) {
      tell("not_booked", "Lines that are not booked were left out.");
      return;
    }
    open(3, "Ntry");
    text("NtryRef", line.reference(), 35, "reference");
    amount("Amt", line.amount(), line.currency());
    element("CdtDbtInd", line.direction() == Direction.CREDIT ? "CRDT" : "DBIT");
    if (line.reversal()) element("RvslInd", "true");
    within("Sts", () -> element("Cd", line.booked() ? "BOOK" : "PDNG"));
    if (line.bookingDate() != null) within("BookgDt", () -> element("Dt", day(line.bookingDate())));
    within("ValDt", () -> element("Dt", day(line.valueDate())));
    text("AcctSvcrRef", line.bankReference(), 35, "bank reference");
    within("BkTxCd", () -> type(line.type()));
    charges(line.charges());
    if (line.batch() != null || !line.details().isEmpty()) {
      line(4);
      xml.writeStartElement("NtryDtls");
      if (line.batch() != null) within("Btch", () -> batch(line.batch()));
      for (var detail : line.details()) within("TxDtls", () -> detail(detail, line));
      xml.writeEndElement();
    }
    text("AddtlNtryInf", line.text(), 500, "text");
    xml.writeEndElement();
  }

  private void type(StatementLine.Type type) throws XMLStreamException {
    var parts = type.code().split("-");
    if (type.scheme().equals("iso20022") && type.code().matches("[A-Za-z0-9]{1,4}-[A-Za-z0-9]{1,4}-[A-Za-z0-9]{1,4}")) within("Domn", () -> {
      element("Cd", parts[0]);
      within("Fmly", () -> {
        element("Cd", parts[1]);
        element("SubFmlyCd", parts[2]);
      });
    });
    else if (!legal(type.code()).isEmpty()) within("Prtry", () -> {
      text("Cd", type.code(), 35, "type");
      if (type.scheme().equals("swift")) element("Issr", "SWIFT");
    });
  }

  private void batch(StatementLine.Batch batch) throws XMLStreamException {
    text("MsgId", batch.messageId(), 35, "message id");
    text("PmtInfId", batch.batchId(), 35, "batch id");
    if (batch.payments() != null && batch.payments() >= 0 && batch.payments() < 1_000_000_000_000_000L) element("NbOfTxs", Long.toString(batch.payments()));
  }

  private void charges(List<Charge> charges) throws XMLStreamException {
    if (charges.isEmpty()) return;
    xml.writeStartElement("Chrgs");
    for (var charge : charges) within("Rcrd", () -> {
      amount("Amt", charge.amount().value().abs(), charge.amount().currency());
      element("CdtDbtInd", charge.amount().value().signum() < 0 ? "CRDT" : "DBIT");
      if (charge.agent() != null && charge.agent().bic() != null) within("Agt", () -> bank(charge.agent().bic()));
    });
    xml.writeEndElement();
  }

  private void detail(Detail detail, StatementLine line) throws XMLStreamException {
    references(detail);
    if (detail.amount() != null) {
      var direction = detail.amount().value().signum() < 0 ? line.direction().other() : line.direction();
      amount("Amt", detail.amount().value().abs(), detail.amount().currency());
      if (direction != line.direction()) element("CdtDbtInd", direction == Direction.CREDIT ? "CRDT" : "DBIT");
    }
    instructed(detail, line);
    charges(detail.charges());
    parties(detail, line.direction() == Direction.CREDIT);
    if (detail.remittance() != null && !legal(detail.remittance()).isEmpty() || detail.creditorReference() != null) within("RmtInf", () -> remittance(detail));
    if (detail.returnReason() != null && !legal(detail.returnReason()).isEmpty()) within("RtrInf", () -> within("Rsn", () -> {
      if (detail.returnReason().matches("[A-Z0-9]{1,4}")) element("Cd", detail.returnReason());
      else text("Prtry", detail.returnReason(), 35, "return reason");
    }));
    text("AddtlTxInf", detail.text(), 500, "text");
  }

  private void references(Detail detail) throws XMLStreamException {
    var references = detail.references();
    if (references.equals(finality.rail.message.References.NONE) && detail.bankReference() == null && detail.mandate() == null) return;
    xml.writeStartElement("Refs");
    text("AcctSvcrRef", detail.bankReference(), 35, "bank reference");
    text("PmtInfId", references.batchId(), 35, "batch id");
    text("InstrId", references.instructionId(), 35, "instruction id");
    text("EndToEndId", references.endToEndId(), 35, "end-to-end id");
    if (references.uetr() != null && references.uetr().matches("[a-f0-9]{8}-[a-f0-9]{4}-4[a-f0-9]{3}-[89ab][a-f0-9]{3}-[a-f0-9]{12}")) element("UETR", references.uetr());
    else if (references.uetr() != null) tell("odd_uetr", "The UETR " + references.uetr() + " is none and was left out.");
    text("TxId", references.transactionId(), 35, "transaction id");
    text("MndtId", detail.mandate(), 35, "mandate");
    text("ClrSysRef", references.clearingReference(), 35, "clearing reference");
    xml.writeEndElement();
  }

  /** An exchange stands beside an amount: beside what was instructed, or beside the amount of the payment. */
  private void instructed(Detail detail, StatementLine line) throws XMLStreamException {
    if (detail.instructed() == null && detail.exchange() == null) return;
    var beside = detail.instructed() != null ? detail.instructed() : detail.amount() != null ? detail.amount() : line.details().size() == 1 ? new Amount(line.amount(), line.currency()) : null;
    if (beside == null) {
      tell("exchange_not_carried", "An exchange rate of a payment without an amount was left out.");
      return;
    }
    within("AmtDtls", () -> within(detail.instructed() != null ? "InstdAmt" : "TxAmt", () -> {
      amount("Amt", beside.value().abs(), beside.currency());
      if (detail.exchange() != null) exchange(detail.exchange(), beside.currency());
    }));
  }

  private void exchange(Detail.Exchange exchange, String currency) throws XMLStreamException {
    var rate = exchange.rate().scale() > 10 ? exchange.rate().stripTrailingZeros() : exchange.rate();
    if (rate.signum() < 0 || rate.scale() > 10 || digits(rate) > 11) {
      tell("exchange_not_carried", "The rate " + rate.toPlainString() + " has more than eleven digits or ten decimals and was left out.");
      return;
    }
    within("CcyXchg", () -> {
      element("SrcCcy", currency(exchange.source() == null ? currency : exchange.source()));
      if (exchange.target() != null) element("TrgtCcy", currency(exchange.target()));
      if (exchange.unit() != null) element("UnitCcy", currency(exchange.unit()));
      element("XchgRate", rate.toPlainString());
    });
  }

  private void parties(Detail detail, boolean credit) throws XMLStreamException {
    var other = credit ? "Dbtr" : "Cdtr";
    if (any(detail.counterparty(), detail.counterpartyAccount(), detail.ultimate(), detail.ownAccount())) within("RltdPties", () -> {
      if (!credit && any(detail.ownAccount())) within("DbtrAcct", () -> within("Id", () -> account(detail.ownAccount())));
      if (any(detail.counterparty())) within(other, () -> within("Pty", () -> text("Nm", detail.counterparty(), 140, "name")));
      if (any(detail.counterpartyAccount())) within(other + "Acct", () -> within("Id", () -> account(detail.counterpartyAccount())));
      if (any(detail.ultimate())) within("Ultmt" + other, () -> within("Pty", () -> text("Nm", detail.ultimate(), 140, "name")));
      if (credit && any(detail.ownAccount())) within("CdtrAcct", () -> within("Id", () -> account(detail.ownAccount())));
    });
    if (any(detail.counterpartyBank())) within("RltdAgts", () -> within(other + "Agt", () -> bank(detail.counterpartyBank())));
  }

  private static boolean any(@Nullable String... texts) {
    for (var text : texts) if (text != null && !legal(text).isEmpty()) return true;
    return false;
  }

  private void remittance(Detail detail) throws XMLStreamException {
    for (var text : detail.remittance() == null ? new String[0] : legal(detail.remittance()).split("\n")) {
      for (int from = 0; from < text.length(); ) {
        int to = whole(text, Math.min(text.length(), from + LONGEST_REMITTANCE));
        element("Ustrd", text.substring(from, to));
        from = to;
      }
    }
    if (any(detail.creditorReference())) within("Strd", () -> within("CdtrRefInf", () -> text("Ref", detail.creditorReference(), 35, "creditor reference")));
  }

  private void account(@Nullable String account) throws XMLStreamException {
    if (account != null && Iban.read(account).isValid() && account.matches("[A-Z]{2}[0-9]{2}[a-zA-Z0-9]{1,30}")) element("IBAN", account);
    else within("Othr", () -> element("Id", required(account, 34, "account")));
  }

  private void bank(@Nullable String bank) throws XMLStreamException {
    within("FinInstnId", () -> {
      if (bank != null && Bic.read(bank).isValid() && bank.matches("[A-Z0-9]+")) element("BICFI", bank);
      else within("ClrSysMmbId", () -> element("MmbId", required(bank, 35, "bank")));
    });
  }

  // ── values ─────────────────────────────────────────────────────────────────────────────────────────────

  private void amount(String name, BigDecimal amount, String currency) throws XMLStreamException {
    var written = amount.scale() > MOST_DECIMALS ? amount.stripTrailingZeros() : amount;
    if (written.signum() < 0 || written.scale() > MOST_DECIMALS || digits(written) > MOST_DIGITS)
      throw new Unwritable(name, "amount", written.toPlainString() + " cannot be written: an amount has no sign, at most 18 digits, and five of them after the point.");
    xml.writeStartElement(name);
    xml.writeAttribute("Ccy", currency(currency));
    xml.writeCharacters(written.toPlainString());
    xml.writeEndElement();
  }

  private static int digits(BigDecimal number) { return Math.max(number.precision() - Math.min(0, number.scale()), number.scale()); }

  private static String currency(String code) {
    if (!code.matches("[A-Z]{3}")) throw new Unwritable("Ccy", "unknown_currency", "\"" + code + "\" is no currency; expected three capital letters.");
    return code;
  }

  private void text(String name, @Nullable String value, int most, String what) throws XMLStreamException {
    if (value != null && !legal(value).isEmpty()) element(name, cut(value, most, what));
  }

  private String required(@Nullable String value, int most, String what) { return value == null || legal(value).isEmpty() ? "NOTPROVIDED" : cut(value, most, what); }

  private String cut(String text, int most, String what) {
    var legal = legal(text);
    if (legal.length() <= most) return legal;
    tell("cut_" + what.replace(' ', '_'), "The " + what + " \"" + legal.substring(0, whole(legal, Math.min(60, most))) + "…\" has more than " + most + " characters and was cut.");
    return legal.substring(0, whole(legal, most));
  }

  /** To here, or to one before: no character is cut in half. Validators differ in whether one beyond the basic plane counts as two, so that it is taken as two. */
  private static int whole(String text, int to) { return to < text.length() && Character.isLowSurrogate(text.charAt(to)) ? to - 1 : to; }

  /** Without what XML cannot hold, and without blanks at the ends. */
  private static String legal(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 32 && c <= 0xD7FF || c == '\n' || c == '\t') continue;
      var legal = new StringBuilder(text.length());
      text.codePoints().map(p -> p == 9 || p == 10 || p >= 32 && p <= 0xD7FF || p >= 0xE000 && p <= 0xFFFD || p >= 0x10000 ? p : ' ').forEach(legal::appendCodePoint);
      return legal.toString().strip();
    }
    return text.strip();
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
