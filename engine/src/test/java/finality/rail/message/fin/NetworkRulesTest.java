package finality.rail.message.fin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule on the smallest message that breaks it, and that alone. In the tables {@code ~} begins another line. */
class NetworkRulesTest {
  private static final String ENVELOPE = "{1:F01DEUTDEFFAXXX0000000000}{2:I103CHASUS33XXXXN}{4:\n";
  private static final String END = "\n-}";

  /** A sound MT103 with some fields put in, each where it belongs. @param operation field 23B */
  private static String mt103(String envelope, String operation, String fields, String ordered, String charges) {
    var text = new StringBuilder(envelope).append(":20:REF\n:23B:").append(operation);
    var more = fields == null ? new String[0] : fields.replace("~", "\n").split("\\|");
    append(text, more, "23E");
    text.append("\n:32A:261123EUR100,");
    if (ordered != null) text.append('\n').append(ordered.replace("|", "\n"));
    text.append("\n:50K:/1\nMUSTER");
    for (var tag : new String[] {"53", "54", "55", "56", "57"}) append(text, more, tag);
    if (!append(text, more, "59")) text.append("\n:59:/2\nJONES");
    append(text, more, "70");
    text.append('\n').append(charges == null ? ":71A:SHA" : charges.replace("|", "\n"));
    append(text, more, "72");
    append(text, more, "77T");
    return text + END;
  }

  private static boolean append(StringBuilder text, String[] fields, String tag) {
    boolean any = false;
    for (var field : fields) {
      if (!field.startsWith(":" + tag)) continue;
      text.append('\n').append(field);
      any = true;
    }
    return any;
  }

  private static String message(String fields) { return mt103(ENVELOPE, "CRED", fields, null, null); }

  @Test void anInstructionThatIsEmptyExcludesNothing() { assertThat(Transfer.read(message(":23E:")).codes()).containsOnly("wrong_format"); }

  @Test void theMessageThatTheTestsChangeIsSound() { assertThat(Transfer.read(message(null)).codes()).isEmpty(); }

  @ParameterizedTest @CsvSource(quoteCharacter = '`', nullValues = "-", value = {
      ":33B:USD100, | - | rule_d75", ":33B:EUR100,~:36:1,1 | - | rule_d75", ":33B:USD100,~:36:1,1 | - | ", "- | :71A:OUR~:71F:EUR1, | rule_e13 rule_d51", ":33B:EUR100, | :71A:OUR~:71F:EUR1, | rule_e13",
      ":33B:EUR100, | :71A:OUR~:71G:EUR1, | ", ":33B:EUR100, | :71A:OUR~:71G:USD1, | rule_c02", ":33B:EUR100, | :71A:SHA~:71G:EUR1, | rule_d50", ":33B:EUR100, | :71A:BEN | rule_e15", ":33B:EUR100, | :71A:BEN~:71F:EUR0, | ",
      ":33B:EUR100, | :71A:BEN~:71F:EUR1,~:71G:EUR1, | rule_e15", "- | :71A:SHA~:71F:EUR1, | rule_d51"}, delimiter = '|')
  void amountsAndCharges(String ordered, String charges, String expected) {
    var codes = Transfer.read(mt103(ENVELOPE, "CRED", null, ordered == null ? null : ordered.replace("~", "\n"), charges == null ? null : charges.replace("~", "\n"))).codes();
    assertThat(codes).containsExactly(expected == null ? new String[0] : expected.split(" "));
  }

  @Test void withinEuropeTheOrderedAmountIsTold() {
    var envelope = ENVELOPE.replace("CHASUS33", "BNPAFRPP");
    assertThat(Transfer.read(mt103(envelope, "CRED", null, null, null)).codes()).containsExactly("rule_d49");
    assertThat(Transfer.read(mt103(envelope, "CRED", null, ":33B:EUR100,", null)).codes()).isEmpty();
  }

  @ParameterizedTest @CsvSource(quoteCharacter = '`', delimiter = ';', value = {
      ":56A:BNPAFRPP; rule_c81", ":55A:BNPAFRPP; rule_e06", ":53A:BNPAFRPP|:54A:CHASUS33|:55A:DEUTDEFF; ", ":23E:PHOB|:23E:PHOB; rule_e46", ":23E:PHOB|:23E:SDVA; rule_d98", ":23E:SDVA|:23E:HOLD; rule_d67",
      ":23E:PHOB|:23E:TELB; rule_d67", ":23E:SDVA/NOW; rule_d97", ":23E:TELI; rule_e44", ":23E:TELE; rule_e45", ":23E:PHON/1|:57A:BNPAFRPP; ", ":23E:CHQB; rule_e18", ":23E:CHQB|:59:JONES; "})
  void instructionsAndBanks(String fields, String expected) {
    assertThat(Transfer.read(message(fields)).codes()).containsExactly(expected == null ? new String[0] : expected.split(" "));
  }

  @ParameterizedTest @CsvSource(quoteCharacter = '`', delimiter = ';', value = {
      "SPRI; :23E:HOLD; rule_e01", "SPRI; :23E:SDVA; ", "SSTD; :23E:SDVA; rule_e02", "SPAY; :53D:BANK; rule_e03", "SPRI; :53B:LONDON; rule_e04", "SPRI; :53B:/1; ", "SPRI; :54D:BANK; rule_e05",
      "SSTD; :53A:BNPAFRPP|:54A:BNPAFRPP|:55B:/1; rule_e07", "SPRI; :56A:BNPAFRPP|:57A:BNPAFRPP; rule_e16", "SSTD; :56D:BANK|:57A:BNPAFRPP; rule_e17", "SSTD; :56C:/123|:57A:BNPAFRPP; rule_e17", "SSTD; :56C://FW021000089|:57A:BNPAFRPP; ",
      "SPRI; :57B:LONDON; rule_e09", "SPRI; :57D:BANK; rule_e09", "SPRI; :57D:/1~BANK; ", "SPAY; :59:JONES; rule_e10"})
  void serviceLevels(String operation, String fields, String expected) {
    assertThat(Transfer.read(mt103(ENVELOPE, operation, fields, null, null)).codes()).containsExactly(expected == null ? new String[0] : expected.split(" "));
  }

  @Test void straightThrough() {
    var stp = ENVELOPE.replace("{4:", "{3:{119:STP}}{4:");
    assertThat(Transfer.read(mt103(stp, "CRED", null, null, null)).codes()).isEmpty();
    assertThat(Transfer.read(mt103(stp, "CRED", ":59:JONES", null, null)).codes()).containsExactly("rule_e10");
    assertThat(Transfer.read(mt103(stp, "CRED", ":23E:PHOB", null, null)).codes()).containsExactly("rule_t48");
    assertThat(Transfer.read(mt103(stp, "CRED", ":72:/REJT/59~/AC01/~/MREF/1", null, null)).codes()).containsExactly("rule_t81");
    assertThat(Transfer.read(mt103(stp, "CRED", ":57D:BANK", null, null)).codes()).containsExactly("unknown_tag");
  }

  @Test void remittanceStandsInOneFieldAlone() {
    assertThat(Transfer.read(message(":77T:/UEDI/UNH+1")).codes()).isEmpty();
    assertThat(Transfer.read(message(":77T:/UEDI/UNH+1|:70:WORDS")).codes()).contains("rule_e12");
  }

  @Test void banks() {
    var mt202 = ":20:REF\n:21:REL\n:32A:261123EUR100,\n:56A:BNPAFRPP\n:58A:COBADEFF\n";
    assertThat(Transfer.read(mt202 + "-").codes()).containsExactly("rule_c81");
    assertThat(Transfer.read(mt202.replace(":58A", ":57A:DEUTDEFF\n:58A") + "-").codes()).isEmpty();
    assertThat(Transfer.read(mt202.replace(":58A", ":57A:DEUTDEFF\n:58A") + ":50K:MUSTER\n:56A:BNPAFRPP\n:59:JONES\n-").codes()).containsExactly("rule_c68");
  }

  @Test void aRuleSaysLineAndField() {
    assertThat(Transfer.read(message(":56A:BNPAFRPP")).findings()).singleElement().hasToString("error: line 7 :56A:: An intermediary (56a) needs an account with institution behind it (57a). [C81] [rule_c81]");
  }
}
