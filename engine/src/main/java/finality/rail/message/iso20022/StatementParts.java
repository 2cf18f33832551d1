package finality.rail.message.iso20022;

import finality.rail.message.Balance;
import finality.rail.message.Balance.Kind;
import finality.rail.message.Detail;
import finality.rail.message.Direction;
import finality.rail.message.Finding;
import finality.rail.message.Finding.Position;
import finality.rail.message.StatementHeader;
import finality.rail.message.StatementLine;
import finality.rail.message.StatementLine.Type;
import finality.rail.message.MessageListener;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One {@code Stmt}, part by part as it comes. Its own summary (TxsSummry) is held against its entries. */
final class StatementParts {
  private final MessageListener listener;
  private final Position at;
  private final @Nullable String created;
  private String id = "";
  private @Nullable String number;
  private @Nullable String page;
  private @Nullable String createdHere;
  private String account = "";
  private @Nullable String bank;
  private @Nullable String currency;
  private boolean begun;
  private @Nullable Node summary;
  private long credits;
  private long debits;
  private BigDecimal creditSum = BigDecimal.ZERO;
  private BigDecimal debitSum = BigDecimal.ZERO;

  StatementParts(MessageListener listener, Position at, @Nullable String created) {
    this.listener = listener;
    this.at = at;
    this.created = created;
  }

  void part(Node part) {
    switch (part.name) {
      case "Id" -> id = part.text();
      case "StmtPgntn" -> page = part.text("PgNb");
      case "ElctrncSeqNb" -> number = part.text();
      case "LglSeqNb" -> { if (number == null) number = part.text(); }
      case "CreDtTm" -> createdHere = part.text();
      case "Acct" -> account(part);
      case "Bal" -> balance(part);
      case "TxsSummry" -> summary = part;
      case "Ntry" -> entry(part);
      default -> { }   // periods, copies and interest are about the statement and not in its sums
    }
  }

  void end() {
    begin();
    if (summary != null) agree(summary);
    listener.ended();
  }

  private void account(Node part) {
    account = java.util.Objects.requireNonNullElse(part.text("Id/IBAN", "Id/Othr/Id"), "");
    currency = part.text("Ccy");
    bank = part.text("Svcr/FinInstnId/BICFI", "Svcr/FinInstnId/BIC", "Svcr/FinInstnId/ClrSysMmbId/MmbId", "Svcr/FinInstnId/Othr/Id", "Svcr/FinInstnId/Nm");
  }

  private void begin() {
    if (begun) return;
    begun = true;
    if (account.isEmpty()) listener.found(Finding.error(at, "missing_element", "The statement has no account (Acct/Id)."));
    if (id.isEmpty()) listener.found(Finding.warning(at, "missing_element", "The statement has no Id."));
    listener.begun(new StatementHeader(StatementHeader.Kind.STATEMENT, id, account, bank, currency, number, page, instant(createdHere != null ? createdHere : created)));
  }

  private void balance(Node part) {
    begin();
    var code = part.text("Tp/CdOrPrtry/Cd", "Tp/CdOrPrtry/Prtry");
    boolean interim = "INTM".equals(part.text("Tp/SubTp/Cd"));
    var kind = switch (code) {
      case "OPBD", "PRCD" -> interim ? Kind.OPENING_INTERIM : Kind.OPENING;
      case "CLBD" -> interim ? Kind.CLOSING_INTERIM : Kind.CLOSING;
      case "CLAV" -> Kind.AVAILABLE;
      case "FWAV" -> Kind.FORWARD_AVAILABLE;
      case null, default -> null;
    };
    if (kind == null) {
      listener.found(Finding.note(part.position(), "other_balance", "The balance of type " + code + " is no part of the sums and was left out."));
      return;
    }
    var money = money(part);
    var date = date(part, "Dt");
    var direction = direction(part);
    if (date == null) listener.found(Finding.error(part.position(), "missing_element", "The balance has no date."));
    if (money != null && date != null && direction != null) listener.balance(new Balance(kind, date, money.currency, direction.signed(money.amount)), part.position());
  }

  private void entry(Node part) {
    begin();
    var money = money(part);
    var direction = direction(part);
    var booking = date(part, "BookgDt");
    var value = date(part, "ValDt");
    if (money == null || direction == null) return;
    if (value == null) value = booking;
    if (value == null) {
      listener.found(Finding.error(part.position(), "missing_element", "The entry has neither a booking nor a value date."));
      return;
    }
    var status = part.text("Sts/Cd", "Sts/Prtry", "Sts");
    boolean booked = "BOOK".equals(status);
    if (!booked) listener.found(Finding.note(part.position(), "not_booked", "The entry's status is " + status + "; it is no part of the sums."));
    if (direction == Direction.CREDIT) {
      credits++;
      creditSum = creditSum.add(money.amount);
    } else {
      debits++;
      debitSum = debitSum.add(money.amount);
    }
    var details = new ArrayList<Detail>();
    for (var group : part.all("NtryDtls")) for (var one : group.all("TxDtls")) details.add(detail(one, direction));
    listener.line(new StatementLine(part.position(), value, booking, money.amount, money.currency, direction, flag(part.text("RvslInd")), booked, type(part), part.text("NtryRef"),
        part.text("AcctSvcrRef"), part.text("AddtlNtryInf"), details.size() == 1 && details.getFirst().isEmpty() ? List.of() : details));
  }

  private static Detail detail(Node one, Direction direction) {
    var other = direction == Direction.CREDIT ? "Dbtr" : "Cdtr";
    var remittance = one.at("RmtInf") == null ? null : unstructured(one.at("RmtInf").all("Ustrd"));
    var endToEnd = one.text("Refs/EndToEndId");
    return new Detail("NOTPROVIDED".equals(endToEnd) ? null : endToEnd, one.text("Refs/UETR"), one.text("RltdPties/" + other + "/Pty/Nm", "RltdPties/" + other + "/Nm", "RltdPties/" + other + "/Agt/FinInstnId/Nm"),
        one.text("RltdPties/" + other + "Acct/Id/IBAN", "RltdPties/" + other + "Acct/Id/Othr/Id"),
        one.text("RltdAgts/" + other + "Agt/FinInstnId/BICFI", "RltdAgts/" + other + "Agt/FinInstnId/BIC", "RltdAgts/" + other + "Agt/FinInstnId/ClrSysMmbId/MmbId"),
        remittance == null || remittance.isBlank() ? one.text("RmtInf/Strd/CdtrRefInf/Ref") : remittance, one.text("RtrInf/Rsn/Cd", "RtrInf/Rsn/Prtry"));
  }

  /** Lines; but what fills an element to its last place goes on in the next. */
  private static String unstructured(List<Node> parts) {
    var text = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) text.append(i == 0 || parts.get(i - 1).raw().length() == Camt053Writer.LONGEST_REMITTANCE ? "" : "\n").append(parts.get(i).raw());
    return text.toString().strip();
  }

  private static Type type(Node part) {
    var domain = part.text("BkTxCd/Domn/Cd");
    if (domain != null) return new Type("iso20022", domain + "-" + part.text("BkTxCd/Domn/Fmly/Cd") + "-" + part.text("BkTxCd/Domn/Fmly/SubFmlyCd"));
    var code = part.text("BkTxCd/Prtry/Cd");
    return code == null ? Type.UNKNOWN : new Type("SWIFT".equals(part.text("BkTxCd/Prtry/Issr")) ? "swift" : "proprietary", code);
  }

  private record Amount(BigDecimal amount, String currency) {}

  private @Nullable Amount money(Node part) {
    var node = part.at("Amt");
    if (node == null || node.currency() == null) {
      listener.found(Finding.error(part.position(), "missing_element", "There is no amount (Amt) with its currency (Ccy)."));
      return null;
    }
    if (!node.text().matches("[0-9]{1,18}(\\.[0-9]{0,17})?|\\.[0-9]{1,17}")) {
      listener.found(Finding.error(node.position(), "unreadable_amount", "\"" + shortened(node.text()) + "\" is not an amount; expected one such as 1234.56, without a sign."));
      return null;
    }
    return new Amount(new BigDecimal(node.text()), node.currency());
  }

  private @Nullable Direction direction(Node part) {
    var word = part.text("CdtDbtInd");
    if ("CRDT".equals(word)) return Direction.CREDIT;
    if ("DBIT".equals(word)) return Direction.DEBIT;
    listener.found(Finding.error(part.position(), "missing_element", "CdtDbtInd is " + (word == null ? "missing" : "\"" + shortened(word) + "\"") + "; expected CRDT or DBIT."));
    return null;
  }

  private @Nullable LocalDate date(Node part, String name) {
    var text = part.text(name + "/Dt", name + "/DtTm");
    if (text == null) return null;
    try {
      return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);   // the bank's own day, whatever the zone behind it
    } catch (DateTimeException _) {
      listener.found(Finding.error(part.position(), "impossible_date", "\"" + shortened(text) + "\" is not a date."));
      return null;
    }
  }

  private static @Nullable OffsetDateTime instant(@Nullable String text) {
    if (text == null) return null;
    try {
      return OffsetDateTime.parse(text);
    } catch (DateTimeException _) {
      try {
        return LocalDateTime.parse(text).atOffset(ZoneOffset.UTC);
      } catch (DateTimeException _) {
        return null;
      }
    }
  }

  private void agree(Node summary) {
    agree(summary, "TtlCdtNtries", credits, creditSum);
    agree(summary, "TtlDbtNtries", debits, debitSum);
    agree(summary, "TtlNtries", credits + debits, creditSum.add(debitSum));
  }

  private void agree(Node summary, String name, long count, BigDecimal sum) {
    var total = summary.at(name);
    if (total == null) return;
    var saidCount = total.text("NbOfNtries");
    var saidSum = total.text("Sum");
    if (saidCount != null && saidCount.matches("[0-9]{1,15}") && Long.parseLong(saidCount) != count)
      listener.found(Finding.error(total.position(), "wrong_count", name + " says " + saidCount + " entries, there are " + count + "."));
    if (saidSum != null && saidSum.matches("[0-9]{1,18}(\\.[0-9]{1,17})?") && new BigDecimal(saidSum).compareTo(sum) != 0)
      listener.found(Finding.error(total.position(), "wrong_sum", name + " says " + saidSum + ", the entries add up to " + sum.toPlainString() + "."));
  }

  private static boolean flag(@Nullable String text) { return "true".equals(text) || "1".equals(text); }

  private static String shortened(String text) { return text.length() <= 40 ? text : text.substring(0, 40) + "…"; }
}
