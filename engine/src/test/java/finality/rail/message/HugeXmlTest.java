package finality.rail.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a parser would keep whole is bounded, wherever it stands, and told in words that are not the parser's. */
class HugeXmlTest {
  private static final String STATEMENT = "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr>";

  /** The same megabyte over and over. */
  private static final class Endless extends InputStream {
    private long left;
    private long read;

    Endless(long left) { this.left = left; }

    @Override public int read() { throw new AssertionError("in blocks, please"); }

    @Override public int read(byte[] to, int from, int length) {
      if (left == 0) return -1;
      int some = (int) Math.min(left, length);
      java.util.Arrays.fill(to, from, from + some, (byte) 'a');
      left -= some;
      read += some;
      return some;
    }
  }

  private static Footing read(String before, Endless filling, String after) {
    var footing = new Footing(new MessageListener() { });
    try {
      Format.CAMT_053.read(new SequenceInputStream(Collections.enumeration(List.of(new ByteArrayInputStream(before.getBytes(StandardCharsets.UTF_8)), filling, new ByteArrayInputStream(after.getBytes(StandardCharsets.UTF_8))))), footing);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return footing;
  }

  @ParameterizedTest @CsvSource(delimiter = '|', value = {"<!--|-->", "<Stmt a=\"|\"></Stmt>", "<Stmt><Ntry><AddtlNtryInf><![CDATA[|]]></AddtlNtryInf></Ntry></Stmt>", "<?x |?>", "<|/>", "<Stmt><Ntry><![CDATA[|]]></Ntry></Stmt>"})
  void aPartWithoutEndIsReadNoFurtherThanFourMillionCharacters(String before, String after) {
    for (var lead : List.of(STATEMENT, "")) {
      var endless = new Endless(1L << 40);
      var footing = read(lead + before, endless, after);
      assertThat(footing.findings()).as(before).anySatisfy(finding -> {
        assertThat(finding.code()).isEqualTo("too_large");
        assertThat(finding.message()).matches("The XML was not read from here on: (a comment, an attribute, a CDATA section or another single part is longer than 4 million characters|a name is longer than any message's)\\. Ask .*");
      });
      assertThat(endless.read).isLessThan(5_000_000);
    }
  }

  @Test void oneThatIsLongButNotTooLongIsRead() {
    var footing = read(STATEMENT + "<!--", new Endless(3_900_000), "--></BkToCstmrStmt></Document>");
    assertThat(footing.findings()).extracting(Finding::code).containsExactly("no_statement");
  }

  @Test void theLimitsOfTheParserAreToldInOurWords() {
    var deep = read(STATEMENT + "<a>".repeat(5_000), new Endless(0), "");
    assertThat(deep.findings()).extracting(Finding::message).anyMatch(message -> message.startsWith("The XML was not read from here on: elements are nested deeper than any message's. "));
    var attributes = new StringBuilder("<Stmt");
    for (int i = 0; i < 20_000; i++) attributes.append(" a").append(i).append("='1'");
    assertThat(read(STATEMENT + attributes, new Endless(0), "/>").findings()).extracting(Finding::message).anyMatch(message -> message.startsWith("The XML was not read from here on: an element has more attributes than any message's. "));
  }
}
