package finality.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.quicktheories.core.Gen;

/** However a name is written, it compares the same; and what differs in a letter or digit differs. */
class PlainTest {

  /** Everything Unicode has, half of it from the scripts that names of payments are written in. */
  private static Gen<String> texts() {
    var any = integers().between(0, Character.MAX_CODE_POINT).map(c -> c >= 0xD800 && c <= 0xDFFF ? 'x' : c);
    return lists().of(integers().between(0x20, 0x5FF).mix(any)).ofSizeBetween(0, 30)
        .map(points -> points.stream().collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString());
  }

  private static Gen<String> latin() {
    return lists().of(integers().between('a', 'z').map(c -> (char) (int) c)).ofSizeBetween(1, 20).map(PlainTest::joined);
  }

  private static String joined(List<Character> letters) { return letters.stream().map(String::valueOf).reduce("", String::concat); }

  @Test void whatIsPlainStaysAsItIs() { qt().forAll(texts()).check(text -> Plain.of(Plain.of(text)).equals(Plain.of(text))); }

  @Test void caseDoesNotMatter() {
    qt().forAll(texts()).check(text -> Plain.of(text.toUpperCase(Locale.ROOT)).equals(Plain.of(text)) && Plain.of(text.toLowerCase(Locale.ROOT)).equals(Plain.of(text)));
  }

  @Test void howAccentsAreEncodedDoesNotMatter() {
    qt().forAll(texts()).check(text -> List.of(Normalizer.Form.values()).stream().allMatch(form -> Plain.of(Normalizer.normalize(text, form)).equals(Plain.of(text))));
  }

  @Test void accentsSpacesAndPunctuationDoNotMatter() {
    var noise = " \t\u00a0.,-_'’\"()/&·\u0301\u0308\u0327\u200b";
    qt().forAll(latin(), integers().all()).check((name, seed) -> {
      var random = new Random(seed);
      var written = new StringBuilder();
      for (char c : name.toCharArray()) {
        written.append(random.nextBoolean() ? Character.toUpperCase(c) : c);
        while (random.nextInt(3) == 0) written.append(noise.charAt(random.nextInt(noise.length())));
      }
      return Plain.of(written.toString()).equals(Plain.of(name));
    });
  }

  @Test void anotherLetterIsAnotherName() {
    qt().forAll(latin(), latin()).check((one, other) -> one.equals(other) == Plain.of(one).equals(Plain.of(other)));
  }

  @Test void lettersThatHaveNoAccentToTakeOffAreKnown() {
    assertThat(Plain.of("Møller & Søn A/S")).isEqualTo(Plain.of("MOLLER SON AS"));
    assertThat(Plain.of("Łódź Straße, Æble")).isEqualTo(Plain.of("lodz strasse aeble"));
    assertThat(Plain.of("GROẞMANN")).isEqualTo(Plain.of("Großmann")).isEqualTo("GROSSMANN");
    assertThat(Plain.of("Çelik İnşaat")).isEqualTo(Plain.of("celik insaat"));
    assertThat(Plain.of("ΑΘΗΝΑΣ")).isEqualTo(Plain.of("Αθηνάς"));
    assertThat(Plain.of("ＡＣＭＥ １２")).isEqualTo("ACME12");
    assertThat(Plain.of("٣٤")).isEqualTo("34");
    assertThat(Plain.of(" -.’ ")).isEmpty();
  }
}
