package finality.rail.message.fin;

import finality.rail.message.Finding;
import finality.rail.message.Finding.Position;
import finality.rail.message.Unwritable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands around the text of a FIN message: blocks 1, 2 and 3.
 *
 * @param type three digits; empty: it does not say
 * @param sender and {@code receiver}: BICs, of 8 characters where it is the head office
 * @param priority {@code N}, {@code U} or {@code S}
 * @param reference of the user (108), {@code variant} {@code STP}, {@code REMIT} or {@code COV} (119), {@code service} (111), {@code copy} the FINCopy service (103)
 * @param others numbers of block 3's other fields (113, 115, 165, …), which nothing carries
 */
record Envelope(String type, @Nullable String sender, @Nullable String receiver, @Nullable String priority, @Nullable String reference, @Nullable String variant, @Nullable String uetr,
    @Nullable String service, @Nullable String copy, List<String> others) {
  static final Envelope NONE = new Envelope("", null, null, null, null, null, null, null, null, List.of());

  private static final Pattern BASIC = Pattern.compile("\\{1:[A-Z][0-9]{2}([A-Z0-9]{8})[A-Z0-9]([A-Z0-9]{3})");
  private static final Pattern INPUT = Pattern.compile("\\{2:I([0-9]{3})([A-Z0-9]{8})[A-Z0-9]([A-Z0-9]{3})([NSU])?");
  private static final Pattern OUTPUT = Pattern.compile("\\{2:O([0-9]{3})[0-9]{10}([A-Z0-9]{8})[A-Z0-9]([A-Z0-9]{3})[0-9]{20}([NSU])?");
  private static final Pattern TYPE = Pattern.compile("\\{2:[IO]([0-9]{3})");
  private static final Pattern USER = Pattern.compile("\\{([0-9]{3}):([^{}]*)}");

  /** @param head the blocks as they stand; what of them cannot be read is not said */
  static Envelope read(String head) {
    var basic = BASIC.matcher(head);
    var own = basic.find() ? bic(basic.group(1), basic.group(2)) : null;
    var input = INPUT.matcher(head);
    var output = OUTPUT.matcher(head);
    boolean isInput = input.find();
    boolean isOutput = !isInput && output.find();
    var application = isInput ? input : output;
    var other = isInput || isOutput ? bic(application.group(2), application.group(3)) : null;
    var type = TYPE.matcher(head);
    var others = new ArrayList<String>();
    String reference = null, variant = null, uetr = null, service = null, copy = null;
    for (var field = USER.matcher(head); field.find(); ) {
      switch (field.group(1)) {
        case "103" -> copy = field.group(2);
        case "108" -> reference = field.group(2);
        case "111" -> service = field.group(2);
        case "119" -> variant = field.group(2);
        case "121" -> uetr = field.group(2);
        default -> others.add(field.group(1));
      }
    }
    return new Envelope(type.find() ? type.group(1) : "", isOutput ? other : own, isOutput ? own : other, isInput || isOutput ? application.group(4) : null, reference, variant, uetr, service, copy, others);
  }

  /** Whether the text, block 4, was opened, so that it must be closed. @param head as {@link #read} has it */
  static boolean opensText(String head) { return head.endsWith("{4:") && !head.contains("{451:"); }

  static Finding cutOff(Position at) { return Finding.error(at, "cut_off", "The message is cut off: block 4 is not closed with -}. Fetch the file again."); }

  Envelope with(@Nullable String reference) { return new Envelope(type, sender, receiver, priority, reference, variant, uetr, service, copy, others); }

  /** As the sender hands it to the network; session and sequence number are the interface's to fill. */
  String written() {
    var head = new StringBuilder("{1:F01").append(terminal(sender, 'A', "block 1")).append("0000000000}{2:I").append(type).append(terminal(receiver, 'X', "block 2")).append(priority == null ? "N" : priority).append('}');
    var user = new StringBuilder();
    for (var field : new String[][] {{"103", copy}, {"108", reference}, {"119", variant}, {"111", service}, {"121", uetr}}) if (field[1] != null) user.append('{').append(field[0]).append(':').append(field[1]).append('}');
    if (!user.isEmpty()) head.append("{3:").append(user).append('}');
    return head.append("{4:\r\n").toString();
  }

  private static String terminal(@Nullable String bic, char terminal, String block) {
    if (bic == null) throw new Unwritable(block, "missing_bic", "A FIN message names the BIC of its sender and of its receiver; the header has none here.");
    return bic.substring(0, 8) + terminal + (bic.length() == 11 ? bic.substring(8) : "XXX");
  }

  private static String bic(String institution, String branch) { return branch.equals("XXX") ? institution : institution + branch; }
}
