package finality.rail.message.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class IdRuleTest {

  @ParameterizedTest @CsvSource({"ISO_20022, Rechnung №1/, valid", "ISO_20022, '', wrong_length", "SEPA, E2E-4711/1, valid", "SEPA, /E2E, wrong_stroke", "SEPA, E2E/, wrong_stroke", "SEPA, E//2E, wrong_stroke",
      "SEPA, E2E_4711, wrong_character", "SEPA, Zürich, wrong_character", "CBPR_INSTRUCTION, 12345678901234567, wrong_length", "CBPR_INSTRUCTION, A/B, valid", "CBPR, /E2E/, valid", "CBPR, E2E&1, wrong_character", "ISO_20022, 😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀, valid", "SEPA, 😀, wrong_character",
      "FIN_REFERENCE, 1234567890123456, valid", "FIN_REFERENCE, REF//1, wrong_stroke", "FIN_REFERENCE, REF_1, wrong_character", "NACHA_TRACE, 021000020000001, valid", "NACHA_TRACE, 02100002000001, wrong_length",
      "NACHA_TRACE, 02100002000000A, wrong_character", "PIX_END_TO_END, E452464102025110419443reMspbFgf5, valid", "PIX_END_TO_END, E12ABC3452026112110150123456789a, valid",
      "PIX_END_TO_END, D452464102025110419443reMspbFgf5, wrong_form", "PIX_END_TO_END, E452464102025130419443reMspbFgf5, impossible_date", "PIX_END_TO_END, E452464102025110424443reMspbFgf5, impossible_date",
      "PIX_END_TO_END, E4524641a2025110419443reMspbFgf5, wrong_form", "PIX_RETURN, D452464102025110419443reMspbFgf5, valid", "PIX_RETURN, D452464102025110419443reMspb-gf5, wrong_character",
      "SPEI_TRACKING, MBAN01002101080089875109, valid", "SPEI_TRACKING, 1234567890123456789012345678901, wrong_length", "SPEI_TRACKING, clave-rastreo, wrong_character", "FEDWIRE_IMAD, 20261121B1QGC01C000123, valid",
      "FEDWIRE_IMAD, 20261131B1QGC01C000123, impossible_date", "FEDWIRE_IMAD, 20261121B1QGC01C00012A, wrong_form"})
  void whatANetworkTakes(IdRule rule, String id, String code) { assertThat(rule.refusal(id).map(Refusal::code).orElse("valid")).isEqualTo(code); }

  @Test void theReasonNamesThePlace() { assertThat(IdRule.SEPA.refusal("AB_C")).hasValueSatisfying(refusal -> assertThat(refusal.reason()).isEqualTo("An id in SEPA has no '_'; it stands at position 3.")); }

  @ParameterizedTest @EnumSource void everyTextHasAnAnswer(IdRule rule) {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      var id = new StringBuilder();
      for (int length = random.nextInt(rule.longest() + 3); length > 0; length--) id.append(random.nextBoolean() ? (char) (48 + random.nextInt(10)) : (char) random.nextInt(0x2000));
      assertThat(rule.refusal(id.toString())).as("seed %d: %s", seed, id).isNotNull();
      if (id.codePoints().count() > rule.longest()) assertThat(rule.refusal(id.toString())).isPresent();
    }
  }
}
