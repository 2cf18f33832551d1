package finality.rail.message.iso20022;

import finality.rail.message.Finding;
import finality.rail.message.identifier.Countries;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Closed lists of codes and longest texts, by the names of elements that have the same type wherever they are read (ISO 20022 message definitions). Lists that ISO keeps outside of
 * its definitions and adds to are {@link finality.rail.message.code.CodeList}s; CdtDbtInd is read by {@link Values#direction}.
 */
final class Types {
  /** As XML writes whether something is so. */
  private static final Set<String> FLAG = Set.of("true", "false", "1", "0");
  private static final Map<String, Set<String>> CODES = Map.of("ChrgBr", Set.of("CRED", "DEBT", "SHAR", "SLEV"), "SttlmMtd", Set.of("CLRG", "COVE", "INDA", "INGA"), "InstrPrty", Set.of("HIGH", "NORM"),
      "TxCxlSts", Set.of("ACCR", "PDCR", "RJCR"), "GrpCxlSts", Set.of("ACCR", "PACR", "PDCR", "RJCR"),
      "RvslInd", FLAG, "LastPgInd", FLAG, "PssblDplct", FLAG, "GrpRtr", FLAG, "GrpCxl", FLAG);
  private static final Map<String, Integer> LONGEST = longest();

  private Types() {}

  /** What is wrong with the text of this element. */
  static Optional<Finding> misfit(Node node) {
    var codes = CODES.get(node.name);
    if (codes != null && !codes.contains(node.text()) && !node.text().isEmpty())
      return Optional.of(Finding.error(node.position(), "unknown_code", node.name + " is \"" + Finding.shortened(node.text()) + "\"; expected one of " + String.join(", ", new TreeSet<>(codes)) + "."));
    if (node.name.equals("Ctry") && !node.text().isEmpty() && !Countries.has(node.text()))
      return Optional.of(Finding.error(node.position(), "unknown_code", "\"" + Finding.shortened(node.text()) + "\" is no country of ISO 3166; expected two capitals such as DE."));
    var longest = LONGEST.get(node.name);
    if (longest == null || node.raw().length() <= longest) return Optional.empty();
    int length = node.text().codePointCount(0, node.text().length());
    return length <= longest ? Optional.empty() : Optional.of(Finding.error(node.position(), "too_long", node.name + " has " + length + " characters, \"" + Finding.shortened(node.text()) + "\"; its message definition has at most " + longest + "."));
  }

  private static Map<String, Integer> longest() {
    var longest = new HashMap<String, Integer>();
    for (var name : List.of("MsgId", "BizMsgIdr", "InstrId", "EndToEndId", "TxId", "ClrSysRef", "PmtInfId", "OrgnlMsgId", "OrgnlMsgNmId", "OrgnlInstrId", "OrgnlEndToEndId", "OrgnlTxId", "OrgnlClrSysRef", "OrgnlPmtInfId", "StsId",
        "RtrId", "CxlId", "GrpCxlId", "CxlStsId", "StsReqId", "MmbId", "NtryRef", "AcctSvcrRef")) longest.put(name, 35);
    longest.put("Nm", 140);
    longest.put("Ustrd", 140);
    longest.put("AdrLine", 70);
    return Map.copyOf(longest);
  }
}
