package finality.rail.message.iso20022;

import finality.rail.message.Amount;
import finality.rail.message.Original;
import finality.rail.message.References;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which payment a message speaks of: by the names it had, by the message that carried it, by what is repeated of it. */
final class OriginalReader {
  private final Values read;
  private final PartsReader parts;

  OriginalReader(Values read, PartsReader parts) {
    this.read = read;
    this.parts = parts;
  }

  /** A message as a whole, by its names. */
  record Group(@Nullable String messageId, @Nullable String messageType) {
    static final Group NONE = new Group(null, null);
  }

  /** Of {@code OrgnlGrpInf} and the like. */
  Group group(@Nullable Node in) {
    if (in == null) return Group.NONE;
    return new Group(read.required(in, "OrgnlMsgId"), read.required(in, "OrgnlMsgNmId"));
  }

  static Original whole(Group group) { return new Original(group.messageId, group.messageType, References.NONE, null, null, null, null); }

  /** @param in TxInf and the like; @param group for a transaction that does not say which message carried it */
  Original transaction(Node in, Group group, @Nullable String batch) {
    var carried = in.at("OrgnlGrpInf") == null ? group : group(in.at("OrgnlGrpInf"));
    var endToEnd = in.text("OrgnlEndToEndId");
    var references = new References(in.text("OrgnlInstrId"), Values.NOT_PROVIDED.equals(endToEnd) ? null : endToEnd, in.text("OrgnlTxId"), read.uetr(in, false, "OrgnlUETR"), in.text("OrgnlClrSysRef"), batch);
    if (references.equals(References.NONE)) read.error(in, "missing_element", in.name + " names no payment: none of OrgnlInstrId, OrgnlEndToEndId, OrgnlTxId and OrgnlUETR stands there.");
    var repeated = in.at("OrgnlTxRef");
    return new Original(carried.messageId, carried.messageType, references, amount(in, repeated), date(in, repeated), repeated == null ? null : parts.either(repeated, "Dbtr"),
        repeated == null ? null : parts.either(repeated, "Cdtr"));
  }

  private @Nullable Amount amount(Node in, @Nullable Node repeated) {
    var own = read.amount(in, "OrgnlIntrBkSttlmAmt", "OrgnlInstdAmt");
    var again = repeated == null ? null : read.amount(repeated, "IntrBkSttlmAmt", "Amt/InstdAmt");
    if (own != null && again != null && (own.value().compareTo(again.value()) != 0 || !own.currency().equals(again.currency())))
      read.error(repeated, "contradiction", "The original amount is " + own + " in one place and " + again + " in another.");
    return own == null ? again : own;
  }

  private @Nullable LocalDate date(Node in, @Nullable Node repeated) {
    var own = read.date(in, "OrgnlIntrBkSttlmDt", "OrgnlReqdExctnDt", "OrgnlReqdColltnDt");
    var again = repeated == null ? null : read.date(repeated, "IntrBkSttlmDt", "ReqdExctnDt", "ReqdColltnDt");
    if (own != null && again != null && !Objects.equals(own, again)) read.error(repeated, "contradiction", "The original settlement date is " + own + " in one place and " + again + " in another.");
    return own == null ? again : own;
  }
}
