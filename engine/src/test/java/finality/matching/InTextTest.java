package finality.matching;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InTextTest {
  private static String found(String text, String... wanted) {
    var references = new InText();
    for (var reference : wanted) references.want(reference);
    return references.in(text);
  }

  @Test void whatStandsAroundAReferenceDoesNotHideIt() {
    for (var text : new String[] {"INV-10002", "Payment of INV-10002.", "\"INV-10002\"", "#INV-10002", "/ROC/INV-10002//", "Nr.INV-10002", "re:inv-10002, thanks", "(INV-10002)", "INV 10002", "INV10002 of May"})
      assertThat(found(text, "INV-10002")).as(text).isEqualTo("INV-10002");
  }

  @Test void aReferenceBeginsAndEndsWhereAWordDoes() {
    for (var text : new String[] {"XINV-10002", "INV-100021", "AB-INV-10002", "INV-10002-7", "INV-10002/7", "INV   10002", "INV of 10002"}) assertThat(found(text, "INV-10002")).as(text).isNull();
    assertThat(found("12/345678", "345678")).isNull();
  }

  @Test void blanksColonsAndSlashesMayBeInAReference() {
    assertThat(found("rent for FLAT 7:2026/11, Smith", "FLAT 7:2026/11")).isEqualTo("FLAT 7:2026/11");
    assertThat(found("order AB/77/2026", "AB/77/2026")).isEqualTo("AB/77/2026");
  }

  @Test void theLongestIsMeantAndOfTwoNeither() {
    assertThat(found("pays INV-10002 A", "INV-10002", "INV-10002 A")).isEqualTo("INV-10002 A");
    assertThat(found("pays INV-10002 INV-10003", "INV-10002", "INV-10003")).isNull();
    assertThat(found("pays INV-10002, INV-10002", "INV-10002")).isEqualTo("INV-10002");
    assertThat(found("pays INV 10002", "INV-10002", "INV/10002")).as("two are written so").isNull();
  }

  @Test void aShortOneOrOneWithoutADigitIsNotLookedFor() {
    assertThat(found("A-123 SALARY", "A-123", "SALARY")).isNull();
  }
}
