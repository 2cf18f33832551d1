package finality.rail.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a payer writes in his text names no payment, party or account of a line, in whatever dialect of field 86. */
class PayersTextTest {
  /** End-to-end id, counterparty, its account, remittance information, words that were read as text; - is nothing. */
  @ParameterizedTest @CsvSource(delimiter = ';', value = {
      "of what stands twice the first counts; /EREF/REAL/ORDP//NAME/Jansen/IBAN/NL20INGB0001234567/REMI/text /EREF/FAKE /NAME/EVIL /IBAN/NL91RABO0315273637; REAL; Jansen; NL20INGB0001234567; text /EREF/FAKE /NAME/EVIL /IBAN/NL91RABO0315273637; /EREF/, /NAME/, /IBAN/",
      "where the bank gives no reference the payer gives none; /ORDP//NAME/Jansen/REMI/text/EREF/FAKE; -; Jansen; -; text/EREF/FAKE; /EREF/",
      "nor an account; /EREF/REAL/REMI/USTD//text/CNTP/NL91RABO0315273637/RABONL2U/EVIL; REAL; -; -; text/CNTP/NL91RABO0315273637/RABONL2U/EVIL; /CNTP/",
      "ING, words behind the text; /EREF/E-1//CNTP/NL71RABO0123456789/RABONL2U/Jansen///REMI/USTD//Invoice/PURP/OTHR/; E-1; Jansen; NL71RABO0123456789; Invoice; -",
      "Rabobank, words behind the text; /MARF/M/EREF/E-1/BENM//NAME/Jansen/REMI/Invoice/CSID/NL01/ISDT/2026-11-23/ULTD//NAME/Other; E-1; Jansen; -; Invoice; -",
      "behind these neither; /EREF/E-1/REMI/text/ISDT/2026-11-23/EREF/FAKE; E-1; -; -; text; /EREF/",
      "ABN AMRO, reference behind the text; /TRTP/SEPA OVERBOEKING/IBAN/NL71RABO0123456789/BIC/RABONL2U/NAME/Jansen/REMI/Invoice/EREF/E-1; E-1; Jansen; NL71RABO0123456789; Invoice; -",
      "ABN AMRO, account and reference behind the text; /TRTP/SEPA Incasso/CSID/NL01/NAME/Jansen/MARF/M/REMI/Invoice/IBAN/NL71RABO0123456789/BIC/RABONL2U/EREF/E-1/ULTD//NAME/Other; E-1; Jansen; NL71RABO0123456789; Invoice; -",
      "of two references behind the text the last is the bank's; /TRTP/SEPA OVERBOEKING/IBAN/NL71RABO0123456789/NAME/Jansen/REMI/Invoice/IBAN/NL91RABO0315273637/EREF/FAKE/EREF/E-1; E-1; Jansen; NL71RABO0123456789; Invoice/IBAN/NL91RABO0315273637/EREF/FAKE; /IBAN/, /EREF/",
      "but where the payer writes behind it too; /TRTP/SEPA OVERBOEKING/IBAN/NL71RABO0123456789/NAME/Jansen/REMI/Invoice/EREF/E-1/ULTD//NAME/x/EREF/FAKE; -; Jansen; NL71RABO0123456789; Invoice/EREF/E-1; /EREF/",
      "a charge in the text; /EREF/E-1/REMI/Invoice/CHGS/EUR90,; E-1; -; -; Invoice; -",
      "a word that a stroke of the text begins; /TRTP/SEPA OVERBOEKING/NAME/Jansen/REMI/Invoice/NAME/EREF/E-1; E-1; Jansen; -; Invoice/NAME; /NAME/",
      "twice ahead of the text; /EREF/REAL/NAME/Jansen/EREF/FAKE/REMI/text; REAL; Jansen; -; text; /EREF/"})
  void codeWordsBetweenStrokesThatThePayerWrites(String what, String information, String endToEnd, String counterparty, String account, String remittance, String told) { spoofed(what, information, endToEnd, counterparty, account, remittance, told); }

  @ParameterizedTest @CsvSource(delimiter = ';', value = {
      "of what stands twice the first counts; 166?20EREF+REAL?21SVWZ+Rent EREF+FAKE; REAL; -; -; Rent EREF+FAKE; EREF+",
      "at the beginning of a sub-field too; 166?20EREF+REAL?21SVWZ+Rent?22EREF+FAKE; REAL; -; -; Rent EREF+FAKE; EREF+",
      "where the bank gives no reference the payer gives none; 166?20SVWZ+Rent?21EREF+FAKE KREF+FAKE; -; -; -; Rent EREF+FAKE KREF+FAKE; EREF+, KREF+",
      "nor in text without a word; 166?20Rent?21EREF+FAKE; -; -; -; Rent EREF+FAKE; EREF+",
      "text is not cut by its own words; 166?20EREF+REAL?21SVWZ+Rent SVWZ+x ABWA+EVIL?31DE02120300000000202051?32Muster; REAL; Muster; DE02120300000000202051; Rent SVWZ+x ABWA+EVIL; SVWZ+, ABWA+",
      "who is behind the payer follows the text; 166?20EREF+REAL?21SVWZ+Rent?22ABWA+Other; REAL; -; -; Rent; -",
      "an account in the text is nobody's; 166?20EREF+REAL?21SVWZ+Rent?22IBAN+NL91RABO0315273637; REAL; -; -; Rent IBAN+NL91RABO0315273637; IBAN+"})
  void codeWordsInSubFieldsThatThePayerWrites(String what, String information, String endToEnd, String counterparty, String account, String remittance, String told) { spoofed(what, information, endToEnd, counterparty, account, remittance, told); }

  private static void spoofed(String what, String information, String endToEnd, String counterparty, String account, String remittance, String told) {
    var read = Statements.read(Format.MT940, ":20:S1\n:25:DE89370400440532013000\n:28C:1/1\n:60F:C261120EUR100,00\n:61:261123C10,NTRFNONREF\n:86:" + information + "\n:62F:C261123EUR110,\n-\n");
    var detail = read.heard().lines.getFirst().detail();
    assertThat(Stream.of(detail.endToEndId(), detail.counterparty(), detail.counterpartyAccount(), detail.remittance()).map(said -> said == null ? "-" : said)).as(what).containsExactly(endToEnd, counterparty, account, remittance);
    if (told.equals("-")) assertThat(read.codes()).as(what).isEmpty();
    else assertThat(read.footing().findings()).as(what).singleElement().satisfies(finding -> {
      assertThat(finding.toString()).startsWith("warning: line 6 :86:: " + told + " stands").endsWith("[word_in_text]");
    });
    assertThat(detail.charges()).as(what).isEmpty();
    var own = String.valueOf(detail.ultimate()) + read.heard().lines.getFirst().text();
    for (var word : told.equals("-") ? new String[0] : told.split(", ")) assertThat(remittance + own).as("nothing is lost").contains(word.substring(0, word.length() - 1));
  }
}
