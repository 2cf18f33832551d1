package finality.rail.message.fin;

import finality.rail.message.Agent;
import finality.rail.message.Carried;
import finality.rail.message.CharacterSet;
import finality.rail.message.CreditTransfer;
import finality.rail.message.Item;
import finality.rail.message.MessageHeader;
import finality.rail.message.MessageListener;
import finality.rail.message.MessageWriter;
import finality.rail.message.PaymentReturn;
import finality.rail.message.Route;
import finality.rail.message.StatusReport;
import finality.rail.message.Unwritable;
import finality.rail.message.identifier.Uetr;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * MT103 and MT202 as they go to the network: blocks 1 to 4, each item a message of its own. Credit transfers of customers become MT103 ({@code STP} or {@code REMIT} where the header's type says so), those of banks
 * MT202, with an underlying one MT202 COV; returns and rejects the message that they answer, with field 72. Letters that FIN does not have are transliterated in names, addresses and words, nowhere else.
 * Nothing is cut: what does not fit, and what the network would refuse, is {@link Unwritable}.
 */
public final class FinWriter implements MessageWriter {
  private static final String END = "-}\r\n";

  /** The banks of the header, a UETR and the types of messages are compared elsewhere; an original's message is named by its references. */
  private static final Pattern ELSEWHERE = Pattern.compile("original\\.message(Type|Id)|route\\.(instructing|instructed)\\.bic|uetr");
  /** Of what comes back its references are told, the original stands in its own message. */
  private static final Pattern OF_A_RETURN = Pattern.compile(ELSEWHERE.pattern() + "|original\\.(amount|settlementDate|debtor|creditor)");

  private final OutputStream out;
  private @Nullable MessageHeader header;
  private long count;
  private BigDecimal sum = BigDecimal.ZERO;

  /** @param out stays open */
  public FinWriter(OutputStream out) { this.out = out; }

  @Override public void begin(MessageHeader header) {
    if (header.created() != null || header.initiator() != null || header.settlement() != null || header.settlementDate() != null)
      throw new Unwritable("header", "not_carried", "FIN has no place for the time at which a message was made, who initiated it, a method of settlement or a day for all of its payments.");
    for (var bank : new Agent[] {header.sender(), header.receiver()})
      if (bank != null && bank.bic() != null && !bank.equals(Agent.bic(bank.bic()))) throw new Unwritable("header", "not_carried", "The envelope names the bank " + bank.bic() + " by its BIC, and says no more of it.");
    this.header = header;
    count = 0;
    sum = BigDecimal.ZERO;
  }

  @Override public void item(Item item) throws IOException {
    var message = message(item);
    check(message);
    var type = Objects.requireNonNull(header, "item without begin").type();
    if (!type.equals("MT" + message.kind())) throw new Unwritable("header", "other_item", "The header says " + type + ", what is to be written is an MT" + message.kind() + ".");
    var elsewhere = item instanceof PaymentReturn ? OF_A_RETURN : ELSEWHERE;
    new Carried(CharacterSet.FIN_X, path -> elsewhere.matcher(path).matches()).check(item, new Transfers(message, NOBODY).read(), "An MT" + message.kind());
    var text = new StringBuilder(message.envelope().written());
    for (var field : message.fields()) text.append(':').append(field.tag()).append(':').append(String.join("\r\n", field.lines())).append("\r\n");
    out.write(text.append(END).toString().getBytes(StandardCharsets.US_ASCII));
    count++;
    var moved = item.money();
    if (moved != null) sum = sum.add(moved.value());
  }

  @Override public void end() throws IOException {
    var ending = Objects.requireNonNull(header, "end without begin");
    if (ending.count() != null && ending.count() != count)
      throw new Unwritable("header", "wrong_count", "The header says " + ending.count() + " items, " + count + " were written.");
    if (ending.sum() != null && ending.sum().compareTo(sum) != 0)
      throw new Unwritable("header", "wrong_sum", "The header says that they add up to " + ending.sum().toPlainString() + ", they add up to " + sum.toPlainString() + ".");
    if (ending.total() != null && ending.total().value().compareTo(sum) != 0)
      throw new Unwritable("header", "wrong_sum", "The header says a total of " + ending.total() + ", they add up to " + sum.toPlainString() + ".");
    header = null;
    out.flush();
  }

  private static final MessageListener NOBODY = new MessageListener() {};

  private FinMessage message(Item item) {
    var of = Objects.requireNonNull(header, "item without begin");
    return switch (item) {
      case CreditTransfer transfer -> {
        boolean banks = transfer.kind() == CreditTransfer.Kind.BANK;
        var fields = new TransferFields(of, banks ? transfer.underlying() == null ? "202" : "202 COV" : of.type().equals("MT103 STP") ? "103 STP" : of.type().equals("MT103 REMIT") ? "103 REMIT" : "103");
        yield fields.message(transfer, envelope(of, fields.kind(), transfer));
      }
      case PaymentReturn back -> {
        if (back.uetr() != null && !back.uetr().equals(back.original().references().uetr()))
          throw new Unwritable("block 3", "uetr", "A return goes under the original's UETR.");
        boolean banks = ofBanks(back.original().messageType(), back.debtor() == null || back.debtor().party() == null);
        var fields = new TransferFields(of, banks ? "202" : "103");
        yield fields.message(back, envelope(of, fields.kind(), back.original().references().uetr(), back.route()).with(reference(of, back.returnId())));
      }
      case StatusReport report -> {
        boolean banks = ofBanks(report.original().messageType(), report.original().debtor() == null || report.original().debtor().party() == null);
        var fields = new TransferFields(of, banks ? "202" : "103");
        yield fields.message(report, envelope(of, fields.kind(), report.original().references().uetr(), Route.NONE).with(reference(of, report.statusId())));
      }
      default -> throw new Unwritable("item", "not_in_format", "MT103 and MT202 carry transfers, returns and rejects, no " + item.getClass().getSimpleName() + ".");
    };
  }

  private static boolean ofBanks(@Nullable String type, boolean withoutCustomer) { return type != null ? type.startsWith("MT202") || type.startsWith("pacs.009") : withoutCustomer; }

  private static Envelope envelope(MessageHeader header, String kind, CreditTransfer transfer) {
    var plain = envelope(header, kind, transfer.references().uetr(), transfer.route());
    var terms = transfer.terms();
    var service = terms.serviceLevel() != null && terms.serviceLevel().matches("G[0-9]{3}") ? terms.serviceLevel().substring(1) : null;
    if (service != null && plain.uetr() == null) throw new Unwritable("block 3", "missing_uetr", "A payment that is tracked (" + terms.serviceLevel() + ") has a UETR.");
    var variant = kind.length() > 3 ? kind.substring(4) : null;
    return new Envelope(plain.type(), plain.sender(), plain.receiver(), "HIGH".equals(terms.priority()) ? "U" : "N", reference(header, transfer.references().instructionId()), variant, plain.uetr(), service, plain.copy(), List.of());
  }

  /** Of the user (108), where it is another one than the message's own. */
  private static @Nullable String reference(MessageHeader header, @Nullable String own) {
    if (header.id().isEmpty() || header.id().equals(own)) return null;
    if (header.id().length() > 16 || !CharacterSet.FIN_X.fits(header.id()))
      throw new Unwritable("block 3", "too_long", "\"" + header.id() + "\" is no reference of at most 16 characters of FIN's set x (108).");
    return header.id();
  }

  private static Envelope envelope(MessageHeader header, String kind, @Nullable String uetr, Route route) {
    if (uetr != null && (!Uetr.read(uetr).isValid() || !uetr.equals(uetr.toLowerCase(java.util.Locale.ROOT))))
      throw new Unwritable("block 3", "wrong_uetr", "\"" + uetr + "\" is no UETR, a UUID of version 4 in small letters.");
    return new Envelope(kind.substring(0, 3), bic(header.sender(), route.instructing(), "block 1"), bic(header.receiver(), route.instructed(), "block 2"), null, null, null, uetr, null, header.clearing(), List.of());
  }

  private static @Nullable String bic(@Nullable Agent ofHeader, @Nullable Agent ofItem, String block) {
    var one = ofHeader == null ? null : ofHeader.bic();
    var other = ofItem == null ? null : ofItem.bic();
    if (one != null && other != null && !head(one).equals(head(other))) throw new Unwritable(block, "other_bank", "The header names " + one + ", the payment " + other + ".");
    var bic = one == null ? other : one;
    if (bic != null && !finality.rail.message.identifier.Bic.read(bic).isValid()) throw new Unwritable(block, "wrong_bic", "\"" + bic + "\" is no BIC.");
    return bic;
  }

  private static String head(String bic) { return bic.endsWith("XXX") && bic.length() == 11 ? bic.substring(0, 8) : bic; }

  private static void check(FinMessage message) {
    for (var field : message.fields()) FieldForms.wrong(field).ifPresent(wrong -> { throw new Unwritable(":" + field.tag() + ":", "wrong_format", wrong); });
    for (var finding : Layout.check(message)) throw new Unwritable(finding.position().field(), finding.code(), finding.message());
    for (var finding : NetworkRules.check(message)) throw new Unwritable(finding.position().field(), finding.code(), finding.message());
  }
}
