package finality.rail.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CharacterSetTest {
  @ParameterizedTest @CsvSource(quoteCharacter = '`', value = {"Müller & Söhne, Muller + Sohne", "Straße, Strase", "Łódź, Lodz", "Ødegård, Odegard", "Αθήνα, Athina", "ΘΕΣΣΑΛΟΝΙΚΗ, THESSALONIKI", "Щастие София, Shtastie Sofiya",
      "Șerban Ţiriac, Serban Tiriac", "Þórður, Tordur", "L’Été — œuvre, L'Ete - ouvre", "10 €, 10 E", "a_b@c#d, a-b.c.d", "Ðorđe, Dorde", "Ы, Y"})
  void sepaWritesAsTheEuropeanPaymentsCouncilSays(String text, String written) { assertThat(CharacterSet.SEPA.transliterated(text)).isEqualTo(written); }

  @ParameterizedTest @CsvSource(quoteCharacter = '`', value = {"Müller & Söhne, Mueller + Soehne", "MÜLLER, MUELLER", "Über, Ueber", "Straße, Strasse", "Ødegård, Oedegaard", "Ольга Щукина, Olga Shchukina", "Юлія Їжак, Iuliia Izhak", "Ñandú Ōsaka, Nandu Osaka",
      "ﬁrm Ａ, firm A", "漢字, ..", "👍, .", "a\u00A0b\tc, a b c"})
  void finWritesAsPassportsDo(String text, String written) { assertThat(CharacterSet.FIN_X.transliterated(text)).isEqualTo(written); }

  @Test void aLetterWithItsAccentBesideItIsTheSameLetter() { assertThat(CharacterSet.FIN_X.transliterated("Mu\u0308ller")).isEqualTo("Mueller"); }

  @Test void whatASetHasStaysAsItIs() {
    assertThat(CharacterSet.CBPR_EXTENDED.transliterated("A&B_C@d.e \"ß\"")).isEqualTo("A&B_C@d.e \"ss\"");
    assertThat(CharacterSet.FIN_Y.transliterated("Müller & Co")).isEqualTo("MUELLER & CO");
  }

  @Test void theFirstMisfitIsNamedWithItsPlace() {
    assertThat(CharacterSet.FIN_X.misfit("Muster 1/2 (a-b): c+d, 'e'. ?")).isEmpty();
    assertThat(CharacterSet.FIN_X.misfit("Straße ü").orElseThrow()).isEqualTo(new CharacterSet.Misfit(CharacterSet.FIN_X, 4, 'ß')).hasToString("character 5, \"ß\" (U+00DF), is not in the character set FIN_X");
    assertThat(CharacterSet.NACHA.misfit("a\nb").orElseThrow()).hasToString("character 2, (U+000A), is not in the character set NACHA");
  }

  @ParameterizedTest @EnumSource void whateverIsWrittenFits(CharacterSet set) {
    for (int c = 0; c < 0x20000; c++) if (c < 0xD800 || c > 0xDFFF) assertThat(set.fits(set.transliterated(Character.toString(c)))).as("U+%04X", c).isTrue();
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      var text = random.ints(random.nextInt(20), 0, 0x500).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString() + (char) random.nextInt(0xD800, 0xDFFF);
      var written = set.transliterated(text);
      assertThat(set.fits(written)).as("seed %d: %s", seed, text).isTrue();
      assertThat(set.transliterated(written)).isEqualTo(written);
    }
  }
}
