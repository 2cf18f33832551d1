package finality.rail.message.iso20022;

import finality.rail.message.Charge;
import finality.rail.message.CreditTransfer;
import finality.rail.message.CreditTransfer.Kind;
import finality.rail.message.MessageHeader;
import finality.rail.message.References;
import finality.rail.message.Remittance;
import finality.rail.message.Route;
import finality.rail.message.Side;
import finality.rail.message.Terms;
import finality.rail.message.Amount;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** pacs.008 and pacs.009: customers' payments, and banks' own with what they cover. */
final class CreditTransferReader extends ItemsReader {
  static final Pattern ADDRESSED = Pattern.compile("/[A-Z]{3,8}/.*", Pattern.DOTALL);

  private final Kind kind;
  private final GroupHeader header = new GroupHeader(this);
  private boolean any;

  CreditTransferReader(Start start, Kind kind) {
    super(start);
    this.kind = kind;
  }

  @Override MessageHeader header() { return header.header(); }

  @Override boolean part(Node part) {
    switch (part.name) {
      case "GrpHdr" -> header.group(part, "TtlIntrBkSttlmAmt", true);
      case "CdtTrfTxInf" -> transfer(part);
      default -> { return false; }
    }
    return true;
  }

  @Override void end() { if (!any) without("CdtTrfTxInf"); }

  private void transfer(Node in) {
    any = true;
    var amount = read.settled(in, "IntrBkSttlmAmt");
    var references = references(in);
    var date = read.date(in, "IntrBkSttlmDt");
    header.dates(in, date);
    var debtor = side(in, "Dbtr");
    var creditor = side(in, "Cdtr");
    var route = parts.route(in, header.cover());
    var terms = parts.terms(in, header.terms());
    if (kind == Kind.CUSTOMER) read.required(in, "ChrgBr");
    var instructed = read.amount(in, "InstdAmt");
    var rate = read.decimal(in.at("XchgRate"));
    var charges = parts.charges(in, "ChrgsInf");
    if (amount != null && instructed != null) comesTo(in, amount, instructed, charges, terms.chargeBearer());
    var remittance = parts.remittance(in.at("RmtInf"));
    var covered = in.at("UndrlygCstmrCdtTrf");
    if (amount == null) unreadable(in);
    else item(new CreditTransfer(kind, references, amount, date, debtor, creditor, route, terms, instructed, rate, charges, remittance, instructions(in), covered == null ? null : covered(covered, amount)), in);
  }

  /** What is settled is what was instructed less the charges that were taken on the way; where the debtor bears them (DEBT), with those that he pays ahead, or as it was. */
  private void comesTo(Node in, Amount settled, Amount instructed, List<Charge> charges, @Nullable String bearer) {
    if (!settled.currency().equals(instructed.currency())) return;
    var taken = BigDecimal.ZERO;
    for (var charge : charges) {
      if (!charge.amount().currency().equals(settled.currency())) return;
      taken = taken.add(charge.amount().value());
    }
    var difference = instructed.value().subtract(settled.value());
    boolean ahead = "DEBT".equals(bearer);
    if (difference.compareTo(ahead ? taken.negate() : taken) == 0 || ahead && difference.signum() == 0) return;
    read.warning(in.at("InstdAmt"), "wrong_sum", instructed + " were instructed and " + settled + " are settled, which differ by " + difference.abs().toPlainString() + "; the charges that are told of (ChrgsInf) are " + taken.toPlainString() + ".");
  }

  private References references(Node in) {
    var id = in.at("PmtId");
    if (id == null) {
      read.missing(in, "PmtId");
      return References.NONE;
    }
    read.required(id, "EndToEndId");
    return new References(read.unique(id, "InstrId"), read.endToEnd(id, "EndToEndId"), read.unique(id, "TxId"), read.uetr(id, true, "UETR"), id.text("ClrSysRef"), null);
  }

  private Side side(Node in, String of) {
    if (in.at(of) == null) read.missing(in, of);
    if (kind == Kind.BANK) return parts.bank(in, of);
    if (in.at(of + "Agt") == null) read.missing(in, of + "Agt");
    var side = parts.customer(in, of);
    if (in.at(of) != null && side.party() == null) read.error(in.at(of), "missing_element", of + " names nobody: neither Nm nor Id stands there.");
    return side;
  }

  /** The customer's payment behind a cover settles what the cover does; its message does not repeat the amount. */
  private CreditTransfer covered(Node in, Amount amount) {
    for (var name : List.of("Dbtr", "DbtrAgt", "CdtrAgt", "Cdtr")) if (in.at(name) == null) read.missing(in, name);
    var route = new Route(null, null, parts.numbered(in, "PrvsInstgAgt"), parts.numbered(in, "IntrmyAgt"), Route.Cover.NONE);
    return new CreditTransfer(Kind.CUSTOMER, References.NONE, amount, null, parts.customer(in, "Dbtr"), parts.customer(in, "Cdtr"), route, parts.terms(in, Terms.NONE), read.amount(in, "InstdAmt"), null, List.of(),
        in.at("RmtInf") == null ? Remittance.NONE : parts.remittance(in.at("RmtInf")), instructions(in), null);
  }

  /** For the creditor's bank {@code /ACC/…}, or its code and words; for the next one {@code /REC/…}, or what stands between strokes already. */
  private static List<String> instructions(Node in) {
    var instructions = new ArrayList<String>();
    for (var one : in.all("InstrForCdtrAgt")) instruction(one, "/ACC/", instructions);
    for (var one : in.all("InstrForNxtAgt")) instruction(one, "/REC/", instructions);
    return instructions;
  }

  static void instruction(Node in, String to, List<String> instructions) {
    var code = in.text("Cd");
    var words = in.text("InstrInf");
    if (code != null) instructions.add(words == null ? code : code + " " + words);
    else if (words != null) instructions.add(to.equals("/REC/") && ADDRESSED.matcher(words).matches() ? words : to + words);
  }
}
