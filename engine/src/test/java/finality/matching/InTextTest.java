package finality.matching;

import static org.assertj.core.api.Assertions.assertThat;

import finality.money.Money;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class InTextTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 16);

  private static String found(String text, String... wanted) {
    var line = new Item("S", Money.of("1", "EUR"), Direction.CREDIT, DAY, DAY, References.NONE, "", text, Standing.FINAL);
    var references = new InText(new Half("statement", List.of(line)));
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

  @Test void aTextNamesAnotherOfASeriesWhenOnlyDigitsDiffer() {
    for (var text : new String[] {"INV-1003", "inv 1003 and more", "pays INV1003", "INV-1003, INV-1004", "INV-99", "INV 10020", "INV-1003-7"}) assertThat(InText.namesAnother("INV-1001", text)).as(text).isTrue();
    for (var text : new String[] {"INV-1001", "INV-1003 and INV-1001", "inv1001", "AB-INV-99", "", "INVOICE 99"}) assertThat(InText.namesAnother("INV-1001", text)).as(text).isFalse();
  }

  @Test void aTextNamesAnotherNumberWhenItIsAsLongAsTheOneThatIsMeant() {
    for (var text : new String[] {"Rechnung 100235", "RG-100235", "RE100235A", "RE-100235/236/237", "KD 100235"}) assertThat(InText.namesAnother("RE-100234", text)).as(text).isTrue();
    for (var text : new String[] {"Rechnung 100234", "100235 and 100234", "Rechnung 10023", "DE89370400440532013000"}) assertThat(InText.namesAnother("RE-100234", text)).as(text).isFalse();
    assertThat(InText.namesAnother("INV-0042", "rent November 2026")).as("a year").isFalse();
    assertThat(InText.namesAnother("INV-2026-0041", "Rechnung 0042")).as("the last of two").isTrue();
    assertThat(InText.namesAnother("260041", "260042")).isTrue();
  }

  @Test void aShortOneOrOneWithoutADigitIsNotLookedFor() {
    assertThat(found("A-123 SALARY", "A-123", "SALARY")).isNull();
  }
}
