package finality.rail;

import static org.assertj.core.api.Assertions.assertThat;

import finality.money.Assets;
import finality.rail.PartyCheck.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartyCheckTest {
  private static List<Fault> faults(String account, String bank, String country, String currency) { return PartyCheck.faults(new Party("Anna", account, bank, country), Assets.of(currency)); }

  private static List<String> codes(String account, String bank, String country, String currency) {
    return faults(account, bank, country, currency).stream().map(p -> p.field() + " " + p.code()).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"DE89370400440532013000", "GB82WEST12345698765432", "NO9386011117947", "MT84MALT011000012345MTLCAST001S", "XK051212012345678906", "BR1800360305000010009795493C1",
      "0001-014-2290871", "021000021-4417730925", "X1", "002010077777777771", "12/34 5(6)", "AB-12"})
  void accountsThatMayBe(String account) { assertThat(faults(account, null, null, "EUR")).isEmpty(); }

  @ParameterizedTest
  @CsvSource({"DE89370400440532013001, wrong_check_digits", "DE98370400440532013000, wrong_check_digits", "DE8937040044053201300, wrong_length", "GB82WEST12345698765423, wrong_check_digits", "GB82123412345698765423, wrong_character", "US68370400440532013000, unknown_country",
      "ZZ68370400440532013000, unknown_country", "DE89, not_an_iban", "DE89 3704 0044 0532 0130 00, invalid_iban", "de89370400440532013000, invalid_iban", "!!!, invalid_account", "---, invalid_account",
      "DE89-3704, not_an_iban", "Konto ä, invalid_account", "12_34, invalid_account"})
  void accountsThatCannotBe(String account, String code) { assertThat(codes(account, null, null, "EUR")).containsExactly("account " + code); }

  @Test void checkDigitsThatOnlyDifferBy97AreNone() {   // 97 and 00, 98 and 01, 99 and 02 have the same remainder
    assertThat(faults("SE4550000000058398257466", null, null, "EUR")).isEmpty();
    for (int digits = 0; digits < 100; digits++) {
      var account = "DE%02d370400440532013000".formatted(digits);
      assertThat(faults(account, null, null, "EUR").isEmpty()).as(account).isEqualTo(digits == 89);
    }
  }

  @Test void everyMistypedCharacterAndEveryTwoSwappedAreSeen() {
    var right = "DE89370400440532013000";
    for (int i = 2; i < right.length(); i++) {
      for (char c : "0123456789".toCharArray()) {
        if (right.charAt(i) == c) continue;
        assertThat(faults(right.substring(0, i) + c + right.substring(i + 1), null, null, "EUR")).isNotEmpty();
      }
      if (i + 1 == right.length() || right.charAt(i) == right.charAt(i + 1)) continue;
      assertThat(faults(right.substring(0, i) + right.charAt(i + 1) + right.charAt(i) + right.substring(i + 2), null, null, "EUR")).isNotEmpty();
    }
  }

  @Test void theReasonEndsASentenceAboutTheAccount() {
    assertThat(faults("DE98370400440532013000", null, null, "EUR")).singleElement()
        .satisfies(p -> assertThat(p.why()).startsWith("is an IBAN whose check digits 98 do not fit the rest: a character is wrong").doesNotEndWith("."));
    assertThat(faults("DE8937040044053201300", null, null, "EUR")).singleElement()
        .satisfies(p -> assertThat(p.why()).isEqualTo("is an IBAN whose length is 21; an IBAN of DE has 22 characters"));
    assertThat(faults("US68370400440532013000", null, null, "EUR")).singleElement().satisfies(p -> assertThat(p.why()).isEqualTo("is an IBAN whose country US has no IBANs"));
    assertThat(faults("GB82123412345698765432", null, null, "EUR")).singleElement().satisfies(p -> assertThat(p.why()).isEqualTo("is an IBAN whose position 5 is '1'; an IBAN of GB has a letter there"));
  }

  @Test void whoLivesElsewhereMayHaveAnAccountHere() { assertThat(faults("DE89370400440532013000", "COBADEFFXXX", "FR", "EUR")).isEmpty(); }

  @Test void inEuroAnAccountAtABankOfTheEeaIsAnIbanAndElsewhereAndInOtherMoneyItMayBeAnotherNumber() {
    assertThat(codes("0532013000", "COBADEFF", null, "EUR")).containsExactly("account not_an_iban");
    assertThat(faults("0532013000", null, "DE", "EUR")).as("he lives there; where the account is nobody said").isEmpty();
    assertThat(faults("0532013000", "NDEASESS", "SE", "SEK")).isEmpty();
    assertThat(faults("40-47-84 12345678", "BARCGB22", "GB", "EUR")).isEmpty();
    assertThat(faults("DE8912", "CHASUS33", null, "USD")).isEmpty();
    assertThat(codes("DE8912", "COBADEFF", null, "USD")).containsExactly("account not_an_iban");
  }

  @ParameterizedTest
  @ValueSource(strings = {"COBADEFF", "COBADEFFXXX", "DEUTDEFF500", "1234DE2A", "NCBVXKPR", "021000021", "40-47-84", "10020030", "HDFC0001234", "012-085"})
  void banksThatMayBe(String bank) { assertThat(faults("X1", bank, null, "USD")).isEmpty(); }

  @ParameterizedTest
  @ValueSource(strings = {"XX", "COBADEF", "COBADEFFXX", "COBAZZFF", "cobadeff", "COBA DEFF", "COBADE!!", "12", "1234567890123", "-12-34", "12--34", "SANDBOXXX"})
  void banksThatCannotBe(String bank) { assertThat(codes("X1", bank, null, "USD")).containsExactly("bank invalid_bank"); }

  @Test void aCountryExists() {
    assertThat(faults("X1", null, "ZZ", "USD")).singleElement().satisfies(p -> assertThat(p.why()).isEqualTo("there is no country ZZ in ISO 3166-1"));
    assertThat(codes("X1", null, "de", "USD")).containsExactly("country invalid_country");
    assertThat(codes("X1", null, "UK", "USD")).containsExactly("country invalid_country");
  }

  @Test void everythingIsSaidAtOnce() {
    assertThat(codes("!!!", "XX", "ZZ", "EUR")).containsExactly("country invalid_country", "account invalid_account", "bank invalid_bank");
  }

  @Test void anAddressOfAChainIsNoAccountOfABank() {
    assertThat(faults("0x52908400098527886E0F7030069857D2E4169EE7", null, null, "ETH")).isEmpty();
    assertThat(faults("DE12xyz1234567890abcdefghijkLMNOPqrstuvwxyz1", null, null, "SOL")).isEmpty();
    assertThat(PartyCheck.longestAccount(Assets.of("BTC"))).isEqualTo(70);
    assertThat(PartyCheck.longestAccount(Assets.of("EUR"))).isEqualTo(34);
  }
}
