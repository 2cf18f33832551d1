package finality.rail.message.iso20022;

import finality.rail.message.Agent;
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
import finality.rail.message.identifier.Uetr;
import java.io.IOException;
import java.io.OutputStream;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * camt.052, camt.053 and camt.054 in version 001.08. What it writes is valid against ISO's schemas; texts longer than they allow are cut, or spread over several elements, and that is told.
 * What has no place and cannot be left out either (an amount of 19 digits, a statement without any balance) is refused with {@link Unwritable}.
 */
public final class CamtWriter implements StatementWriter {
  /** ISO's external lists of purposes and return reasons. */
  private static final Pattern CODE = Pattern.compile("[A-Z0-9]{1,4}");
  private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9]{1,4}-[A-Za-z0-9]{1,4}-[A-Za-z0-9]{1,4}");

  private final Camt camt;
  private final Elements xml;
  private final Consumer<Finding> findings;
  private final Set<String> told = new HashSet<>();

  /** @param kind which of the three. @param messageId at most 35 characters; @param created when this is written */
  public CamtWriter(StatementHeader.Kind kind, OutputStream out, String messageId, OffsetDateTime created, Consumer<Finding> findings) throws IOException {
    this.camt = Camt.of(kind);
    this.findings = findings;
    xml = new Elements(out, Profile.ISO);
    Elements.written(() -> {
      xml.begin("Document", "urn:iso:std:iso:20022:tech:xsd:" + camt.message + ".001.08");
      xml.begin(camt.root, null);
      xml.in("GrpHdr", () -> {
        xml.put("MsgId", required(messageId, 35, "message id"));
        instant(created);
      });
    });
  }

  @Override public void begin(StatementTotals statement) throws IOException { Elements.written(() -> head(statement)); }

  @Override public void line(StatementLine line) throws IOException { Elements.written(() -> entry(line)); }

  @Override public void end() throws IOException { Elements.written(xml::end); }

  @Override public void finish() throws IOException {
    Elements.written(() -> {
      xml.end();
      xml.end();
      xml.finish();
    });
  }

  // ── the statement ──────────────────────────────────────────────────────────────────────────────────────

  private void head(StatementTotals statement) {
    var header = statement.header();
    if (camt == Camt.STATEMENT && statement.balances().isEmpty())
      throw new Unwritable("Bal", "missing_balance", header.id() + " has no balance, and a camt.053 must have one; write it as camt.052 or camt.054.");
    if (header.kind() != camt.kind) tell("other_kind", "What was read as a " + header.kind().name().toLowerCase(Locale.ROOT) + " became a " + camt.message + ".");
    xml.begin(camt.statement, null);
    xml.put("Id", required(header.id(), 35, "statement id"));
    if (header.page() != null && header.page().matches("[0-9]{1,5}")) xml.in(camt.pages, () -> {
      xml.put("PgNb", header.page());
      xml.flag("LastPgInd", statement.closing() == null || statement.closing().kind() == Balance.Kind.CLOSING);
    });
    else if (header.page() != null) tell("page", "header_not_carried", "A page that is no number of five digits was left out.");
    if (header.number() != null && header.number().matches("[0-9]{1,18}")) xml.put("ElctrncSeqNb", header.number());
    else if (header.number() != null) tell("number", "header_not_carried", "A statement's number that is no number was left out.");
    if (header.created() != null) instant(header.created());
    xml.in("Acct", () -> {
      account("Id", required(header.account(), 34, "account"));
      if (statement.currency().matches("[A-Z]{3}")) xml.put("Ccy", statement.currency());
      bank("Svcr", header.bank());
    });
    if (camt != Camt.NOTIFICATION) for (var balance : statement.balances()) balance(balance);
    else if (!statement.balances().isEmpty()) tell("balances_left_out", "Balances are no part of a camt.054 and were left out.");
    summary(statement);
  }

  /** A zone that XML does not have is written as UTC. */
  private void instant(OffsetDateTime instant) {
    int offset = instant.getOffset().getTotalSeconds();
    xml.instant("CreDtTm", offset % 60 == 0 && Math.abs(offset) <= 14 * 3600 ? instant : instant.withOffsetSameInstant(ZoneOffset.UTC));
  }

  /** The totals know the sum of what is booked alone. */
  private void summary(StatementTotals statement) {
    boolean all = camt == Camt.STATEMENT || statement.booked() == statement.lines();
    var sum = statement.credits().add(statement.debits());
    xml.in("TxsSummry", () -> xml.in("TtlNtries", () -> {
      xml.count("NbOfNtries", camt == Camt.STATEMENT ? statement.booked() : statement.lines());
      if (all && sum.signum() >= 0 && Elements.digits(sum) <= 18 && sum.scale() <= 17) xml.number("Sum", sum, 18, 17);
    }));
  }

  private void balance(Balance balance) {
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
    xml.in("Bal", () -> {
      xml.in("Tp", () -> {
        xml.in("CdOrPrtry", () -> xml.put("Cd", code));
        if (interim) xml.in("SubTp", () -> xml.put("Cd", "INTM"));
      });
      unsigned(new Amount(balance.amount(), balance.currency()));
      xml.put("CdtDbtInd", balance.amount().signum() < 0 ? "DBIT" : "CRDT");
      xml.in("Dt", () -> xml.date("Dt", balance.date()));
    });
  }

  // ── entries ────────────────────────────────────────────────────────────────────────────────────────────

  private void entry(StatementLine line) {
    if (!line.booked() && camt == Camt.STATEMENT) {
      tell("not_booked", "Lines that are not booked were left out.");
      return;
    }
    xml.in("Ntry", () -> {
      text("NtryRef", line.reference(), 35, "reference");
      xml.anyAmount("Amt", new Amount(line.amount(), line.currency()));
      xml.put("CdtDbtInd", word(line.direction()));
      if (line.reversal()) xml.flag("RvslInd", true);
      xml.in("Sts", () -> xml.put("Cd", line.booked() ? "BOOK" : "PDNG"));
      xml.in("BookgDt", () -> xml.date("Dt", line.bookingDate()));
      xml.in("ValDt", () -> xml.date("Dt", line.valueDate()));
      text("AcctSvcrRef", line.bankReference(), 35, "bank reference");
      xml.always("BkTxCd", () -> type(line.type()));
      charges(line.charges());
      xml.in("NtryDtls", () -> {
        if (line.batch() != null) xml.always("Btch", () -> batch(line.batch()));
        for (var detail : line.details()) xml.always("TxDtls", () -> detail(detail, line));
      });
      text("AddtlNtryInf", line.text(), 500, "text");
    });
  }

  private static String word(Direction direction) { return direction == Direction.CREDIT ? "CRDT" : "DBIT"; }

  private void type(StatementLine.Type type) {
    boolean domain = type.scheme().equals("iso20022") && DOMAIN.matcher(type.code()).matches();
    if (domain) xml.in("Domn", () -> {
      var parts = type.code().split("-");
      xml.put("Cd", parts[0]);
      xml.in("Fmly", () -> {
        xml.put("Cd", parts[1]);
        xml.put("SubFmlyCd", parts[2]);
      });
    });
    else if (type.proprietary() != null) tell("own", "type_not_carried", "A bank's own type of booking has its place beside a code of ISO 20022 only and was left out.");
    if (!domain && type.scheme().equals("iso20022") && !type.code().isEmpty()) tell("domain", "type_not_carried", "A type of booking that has not the three parts of ISO 20022's was written as the bank's own.");
    if (type.issuer() != null && (type.scheme().equals("swift") || domain && type.proprietary() == null)) tell("issuer", "type_not_carried", "Who keeps the list of a bank's own type of booking has its place beside that type only and was left out.");
    var own = domain ? type.proprietary() : type.code();
    if (own != null && !legal(own).isEmpty()) xml.in("Prtry", () -> {
      text("Cd", own, 35, "type");
      text("Issr", type.scheme().equals("swift") ? "SWIFT" : type.issuer(), 35, "issuer");
    });
  }

  private void batch(StatementLine.Batch batch) {
    text("MsgId", batch.messageId(), 35, "message id");
    text("PmtInfId", batch.batchId(), 35, "batch id");
    if (batch.payments() != null && batch.payments() >= 0 && batch.payments() < 1_000_000_000_000_000L) xml.count("NbOfTxs", batch.payments());
  }

  private void charges(List<Charge> charges) {
    xml.in("Chrgs", () -> {
      for (var charge : charges) xml.in("Rcrd", () -> {
        unsigned(charge.amount());
        xml.put("CdtDbtInd", charge.amount().value().signum() < 0 ? "CRDT" : "DBIT");
        if (charge.agent() != null) bank("Agt", charge.agent().bic());
        if (charge.agent() != null && !charge.agent().equals(new Agent(charge.agent().bic(), null, null, null, null, null, null))) tell("agent_not_carried", "Of a bank that took a charge its BIC alone was written.");
      });
    });
  }

  private void detail(Detail detail, StatementLine line) {
    references(detail);
    if (detail.amount() != null) {
      unsigned(detail.amount());
      if (detail.amount().value().signum() < 0) xml.put("CdtDbtInd", word(line.direction().other()));
    }
    instructed(detail, line);
    charges(detail.charges());
    parties(detail, line.direction() == Direction.CREDIT);
    xml.in("Purp", () -> {
      var purpose = detail.purpose();
      if (purpose != null && CODE.matcher(purpose).matches()) xml.put("Cd", purpose);
      else text("Prtry", purpose, 35, "purpose");
    });
    xml.in("RmtInf", () -> remittance(detail));
    xml.in("RtrInf", () -> xml.in("Rsn", () -> {
      var reason = detail.returnReason();
      if (reason != null && CODE.matcher(reason).matches()) xml.put("Cd", reason);
      else text("Prtry", reason, 35, "return reason");
    }));
    text("AddtlTxInf", detail.text(), 500, "text");
  }

  private void references(Detail detail) {
    var references = detail.references();
    xml.in("Refs", () -> {
      text("AcctSvcrRef", detail.bankReference(), 35, "bank reference");
      text("PmtInfId", references.batchId(), 35, "batch id");
      text("InstrId", references.instructionId(), 35, "instruction id");
      text("EndToEndId", references.endToEndId(), 35, "end-to-end id");
      uetr(references.uetr());
      text("TxId", references.transactionId(), 35, "transaction id");
      text("MndtId", detail.mandate(), 35, "mandate");
      text("ClrSysRef", references.clearingReference(), 35, "clearing reference");
    });
  }

  private void uetr(@Nullable String uetr) {
    if (uetr == null) return;
    if (Uetr.read(uetr).found().filter(found -> found.value().equals(uetr)).isPresent()) xml.put("UETR", uetr);
    else tell("odd_uetr", "The UETR " + uetr + " is none and was left out.");
  }

  /** An exchange stands beside an amount: beside what was instructed, or beside the amount of the payment. */
  private void instructed(Detail detail, StatementLine line) {
    if (detail.instructed() == null && detail.exchange() == null) return;
    var beside = detail.instructed() != null ? detail.instructed() : detail.amount() != null ? detail.amount() : line.details().size() == 1 ? new Amount(line.amount(), line.currency()) : null;
    if (beside == null) {
      tell("exchange_not_carried", "An exchange rate of a payment without an amount was left out.");
      return;
    }
    xml.in("AmtDtls", () -> xml.in(detail.instructed() != null ? "InstdAmt" : "TxAmt", () -> {
      unsigned(beside);
      if (detail.exchange() != null) exchange(detail.exchange(), beside.currency());
    }));
  }

  private void exchange(Detail.Exchange exchange, String currency) {
    var rate = exchange.rate().scale() > 10 ? exchange.rate().stripTrailingZeros() : exchange.rate();
    if (rate.signum() < 0 || rate.scale() > 10 || Elements.digits(rate) > 11) {
      tell("exchange_not_carried", "The rate " + rate.toPlainString() + " has more than eleven digits or ten decimals and was left out.");
      return;
    }
    xml.in("CcyXchg", () -> {
      xml.currency("SrcCcy", exchange.source() == null ? currency : exchange.source());
      xml.currency("TrgtCcy", exchange.target());
      xml.currency("UnitCcy", exchange.unit());
      xml.number("XchgRate", rate, 11, 10);
    });
  }

  private void parties(Detail detail, boolean credit) {
    var other = credit ? "Dbtr" : "Cdtr";
    xml.in("RltdPties", () -> {
      if (!credit) account("DbtrAcct", "Id", detail.ownAccount());
      xml.in(other, () -> xml.in("Pty", () -> {
        text("Nm", detail.counterparty(), 140, "name");
        if (!credit) collector(detail.creditorId());
      }));
      account(other + "Acct", "Id", detail.counterpartyAccount());
      xml.in("Ultmt" + other, () -> xml.in("Pty", () -> text("Nm", detail.ultimate(), 140, "name")));
      if (credit) {
        xml.in("Cdtr", () -> xml.in("Pty", () -> collector(detail.creditorId())));
        account("CdtrAcct", "Id", detail.ownAccount());
      }
    });
    xml.in("RltdAgts", () -> bank(other + "Agt", detail.counterpartyBank()));
  }

  private void collector(@Nullable String creditorId) {
    if (creditorId != null && !legal(creditorId).isEmpty()) xml.in("Id", () -> xml.in("PrvtId", () -> xml.in("Othr", () -> {
      text("Id", creditorId, 35, "creditor id");
      xml.in("SchmeNm", () -> xml.put("Prtry", StatementPayments.CREDITOR_ID));
    })));
  }

  private void remittance(Detail detail) {
    for (var text : detail.remittance() == null ? new String[0] : legal(detail.remittance()).split("\n")) {
      for (int from = 0; from < text.length(); ) {
        int to = whole(text, Math.min(text.length(), from + StatementPayments.LONGEST_REMITTANCE));
        xml.put("Ustrd", text.substring(from, to));
        from = to;
      }
    }
    xml.in("Strd", () -> xml.in("CdtrRefInf", () -> text("Ref", detail.creditorReference(), 35, "creditor reference")));
  }

  private void account(String name, String id, @Nullable String account) { xml.in(name, () -> account(id, account)); }

  private void account(String name, @Nullable String account) {
    xml.in(name, () -> {
      if (account != null && Iban.read(account).found().filter(found -> found.value().equals(account)).isPresent()) xml.put("IBAN", account);
      else xml.in("Othr", () -> text("Id", account, 34, "account"));
    });
  }

  private void bank(String name, @Nullable String bank) {
    xml.in(name, () -> xml.in("FinInstnId", () -> {
      if (bank != null && Bic.read(bank).found().filter(found -> found.value().equals(bank)).isPresent()) xml.put("BICFI", bank);
      else xml.in("ClrSysMmbId", () -> text("MmbId", bank, 35, "bank"));
    }));
  }

  // ── values ─────────────────────────────────────────────────────────────────────────────────────────────

  /** Its direction stands beside it. */
  private void unsigned(Amount amount) { xml.anyAmount("Amt", new Amount(amount.value().abs(), amount.currency())); }

  private void text(String name, @Nullable String value, int most, String what) { if (value != null && !legal(value).isEmpty()) xml.put(name, cut(value, most, what)); }

  private String required(@Nullable String value, int most, String what) { return value == null || legal(value).isEmpty() ? Values.NOT_PROVIDED : cut(value, most, what); }

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

  private void tell(String code, String message) { tell(code, code, message); }

  private void tell(String kind, String code, String message) { if (told.add(kind)) findings.accept(Finding.note(Position.FILE, code, message)); }
}
