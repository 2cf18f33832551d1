package finality.rail.message.iso20022;

import finality.rail.message.Amount;
import finality.rail.message.Detail;
import finality.rail.message.Direction;
import finality.rail.message.Finding.Position;
import finality.rail.message.References;
import finality.rail.message.StatementLine.Type;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The payments (TxDtls) of one entry, each read as it ends, so that of a collection of a hundred thousand only what is handed on is kept. Those before which the entry has not said amount and
 * direction, as its message definition has it, are read when it ends.
 */
final class EntryPayments implements Node.Parts {
  /** That are kept of an entry. */
  static final int MOST = 200_000;
  /** Characters, and for each element 16 more, of those that are kept of an entry: about what they need in memory. */
  static final long MOST_SAID = 80_000_000;

  private final Values read;
  private final StatementPayments payments;
  private final List<Detail> details = new ArrayList<>();
  private final Map<Node, Group> groups = new IdentityHashMap<>();
  private boolean begun;
  private @Nullable Amount amount;
  private @Nullable Direction direction;
  private boolean reversal;
  private Type type = Type.UNKNOWN;
  private long said;
  private long number;
  private boolean all = true;
  /** Of the first payment, for an entry without one. */
  private Type first = Type.UNKNOWN;
  private Position firstAt = Position.FILE;
  private String firstPath = "";

  /** The payments of one NtryDtls. */
  private static final class Group {
    private int from;
    private int kept;
    private int number;
  }

  EntryPayments(Values read, StatementPayments payments) {
    this.read = read;
    this.payments = payments;
  }

  @Override public boolean isPart(Node beginning) {
    var group = beginning.parent();
    return beginning.name.equals("TxDtls") && group != null && group.name.equals("NtryDtls") && group.parent() != null && group.parent().parent() == null;
  }

  @Override public boolean take(Node part, long elements, long characters) {
    var entry = part.parent().parent();
    if (entry.at("Amt") == null || entry.at("CdtDbtInd") == null) return false;
    begin(entry);
    said += 16 * elements + characters;
    payment(part);
    return true;
  }

  /** Takes from the entry what holds for each payment. */
  void begin(Node entry) {
    if (begun) return;
    begun = true;
    amount = read.settled(entry, "Amt");
    direction = read.direction(entry);
    reversal = Values.isTrue(entry.text("RvslInd"));
    type = StatementEntries.type(entry.at("BkTxCd"));
  }

  private void payment(Node one) {
    number++;
    var group = groups.computeIfAbsent(one.parent(), _ -> new Group());
    if (group.number++ == 0) group.from = details.size();
    if (amount == null || direction == null) return;
    if (details.size() == MOST || said > MOST_SAID) {
      if (all) read.error(one, "too_large", "The entry has more than " + MOST + " payments (TxDtls), or they say more than " + MOST_SAID / 1_000_000 + " MB; it was read, and its payments from here on were not. Ask the bank to tell of them in several entries, or in a file of their own.");
      all = false;
      return;
    }
    details.add(payments.detail(one, amount, direction, reversal));
    group.kept++;
    var own = one.at("BkTxCd");
    if (own != null) ownType(own, StatementEntries.type(own));
    read.leftovers.of(one);
  }

  /** What payments repeat of the entry is taken, what they say otherwise is not. */
  private void ownType(Node said, Type own) {
    if (own.equals(type)) return;
    if (number > 1 || !type.equals(Type.UNKNOWN)) {
      said.leave();
      return;
    }
    first = own;
    firstAt = said.position();
    firstPath = said.path();
  }

  /** The entry has ended. */
  void end(List<Node> in) {
    for (var group : in) for (var one : group.all("TxDtls")) payment(one);
    if (in.size() > 1) in.forEach(this::ofBatch);
    if (first.equals(Type.UNKNOWN)) return;
    if (number == 1 && in.size() == 1) type = first;
    else read.leftovers.element(firstAt, firstPath);
  }

  /** What a single group says of its batch is the line's; of several each payment has its own. */
  private void ofBatch(Node in) {
    var group = groups.get(in);
    var batch = StatementPayments.reference(in, "Btch/PmtInfId");
    if (group == null || batch == null) return;
    details.subList(group.from, group.from + group.kept).replaceAll(detail -> detail.references().batchId() != null ? detail : of(batch, detail));
  }

  private static Detail of(String batch, Detail d) {
    var r = d.references();
    return StatementPayments.with(new References(r.instructionId(), r.endToEndId(), r.transactionId(), r.uetr(), r.clearingReference(), batch), d);
  }

  /** Of the entry; {@code null}: it cannot be read, which was told. */
  @Nullable Amount amount() { return amount; }

  @Nullable Direction direction() { return direction; }

  /** Of the entry; where that says none, of its only payment. */
  Type type() { return type; }

  StatementPayments of() { return payments; }

  /** How many a group has, kept or not. */
  int number(Node in) { return groups.containsKey(in) ? groups.get(in).number : 0; }

  boolean areAll() { return all; }

  List<Detail> details() { return details; }
}
