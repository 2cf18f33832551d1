package finality.rail.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import finality.rail.message.iso20022.Profile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every judge refuses, and says where and who it is: what passes it says something. */
class SchemasTest {
  private static final String UETR = "eb6305c9-1f7f-49de-aed0-16487c27b42d";
  private static final String HEAD = """
      <Envelope>
      <AppHdr xmlns="urn:iso:std:iso:20022:tech:xsd:head.001.001.02"><Fr><FIId><FinInstnId><BICFI>DEUTDEFF</BICFI></FinInstnId></FIId></Fr><To><FIId><FinInstnId><BICFI>BNPAFRPP</BICFI></FinInstnId></FIId></To>
      <BizMsgIdr>M1</BizMsgIdr><MsgDefIdr>pacs.028.001.03</MsgDefIdr><CreDt>2026-11-23T10:00:00Z</CreDt></AppHdr>
      <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.028.001.03"><FIToFIPmtStsReq>
      <GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-23T10:00:00Z</CreDtTm></GrpHdr>
      <TxInf><OrgnlTxId>T1</OrgnlTxId><OrgnlUETR>eb6305c9-1f7f-49de-aed0-16487c27b42d</OrgnlUETR></TxInf>
      </FIToFIPmtStsReq></Document>
      </Envelope>
      """;
  private static final List<String> COMPOSED = List.of("head.001.001.02", "pacs.002.001.10", "pacs.004.001.09", "pacs.008.001.08", "pacs.009.001.08", "pacs.028.001.03", "camt.029.001.09",
      "camt.053.001.08", "camt.054.001.08", "camt.056.001.08");
  private static final List<String> CARRIED = List.of("camt.052.001.08", "pain.001.001.09", "pain.002.001.10");
  private static final Pattern DOCUMENT = Pattern.compile("<(?:\\w+:)?Document xmlns(?::\\w+)?=\"" + Pattern.quote(Judge.PREFIX) + "([^\"]+)\"");
  private static final Map<String, Judge> JUDGES = new HashMap<>();

  /** A document that a judge takes. */
  record Sound(String source, String message, String xml) {
    List<String> errors(String changed) { return SchemasTest.errors(changed, other -> other.equals("head.001.001.02") ? composed(other) : judge()); }

    private Judge judge() {
      return JUDGES.computeIfAbsent(source + " " + message, _ -> switch (source) {
        case "directory" -> Judge.fromDirectory(Judge.directory(), message);
        case "library" -> Judge.fromLibrary(message);
        default -> Judge.composed(message);
      });
    }

    @Override public String toString() { return message + " from " + source; }
  }

  private static Judge composed(String message) { return JUDGES.computeIfAbsent("composition " + message, _ -> Judge.composed(message)); }

  /** Every judge there is here, each with a message. */
  static List<Sound> sound() throws IOException {
    var messages = new ArrayList<>(List.of(HEAD, new String(new AnyPayment(new Random(9), Profile.ISO).transfers(CreditTransfer.Kind.BANK).written(), StandardCharsets.UTF_8)));
    for (var directory : List.of("messages", "statements")) try (var files = Files.newDirectoryStream(Path.of("../samples", directory), "*.xml")) {
      for (var file : files) messages.add(Files.readString(file));
    }
    var sound = new ArrayList<Sound>();
    for (var xml : messages) {
      var found = DOCUMENT.matcher(xml);
      assertThat(found.find()).as(xml).isTrue();
      sound.add(new Sound("composition", found.group(1), xml));
      if (CARRIED.contains(found.group(1))) sound.add(new Sound("library", found.group(1), xml));
      if (Judge.directory() != null) sound.add(new Sound("directory", found.group(1), xml));
    }
    assertThat(sound).extracting(Sound::message).containsAll(CARRIED).containsAll(COMPOSED.subList(1, COMPOSED.size()));
    return sound;
  }

  @ParameterizedTest @MethodSource("sound") void refusesWhatIsMissingUnknownOrOutOfOrder(Sound sound) {
    assertThat(sound.errors(sound.xml)).isEmpty();
    var id = sound.xml.contains("<Assgnmt>") ? "Id" : "MsgId";
    int document = sound.xml.indexOf("<Document");
    var found = Pattern.compile("<" + id + ">[^<]+</" + id + ">\\s*").matcher(sound.xml);
    assertThat(found.find(document)).isTrue();
    var before = sound.xml.substring(0, found.start());
    var after = sound.xml.substring(found.end());
    refused(sound, before + after, id);
    refused(sound, before + "<Unheard>of</Unheard>" + found.group() + after, "Unheard");
    refused(sound, before + found.group() + found.group() + after, id);
    refused(sound, before + "<" + id + ">" + "X".repeat(36) + "</" + id + ">" + after, "X".repeat(36));
    refused(sound, before + "<" + id + "></" + id + ">" + after, id);
  }

  private static void refused(Sound sound, String xml, String because) {
    assertThat(sound.errors(xml)).as(xml).anySatisfy(error -> assertThat(error).contains(because).endsWith(" (says " + sound.judge().name() + ")"));
  }

  @Test void theJudgesOfEveryMessageThatIsWrittenAreThere() {
    for (var message : CARRIED) assertThat(Judge.fromLibrary(message).name()).isEqualTo("ISO's schema " + message + " as hbci4j carries it");
    for (var message : COMPOSED) assertThat(composed(message).name()).isEqualTo("the structure of Prowide's " + message + " with ISO's types");
  }

  @Test void ofAChoiceOneIsTaken() {
    var fi = "<FIId><FinInstnId><BICFI>BNPAFRPP</BICFI></FinInstnId></FIId>";
    assertThat(errors(HEAD.replace(fi, fi + fi), SchemasTest::composed)).anySatisfy(error -> assertThat(error).contains("FIId"));
    assertThat(errors(HEAD.replace(fi, ""), SchemasTest::composed)).anySatisfy(error -> assertThat(error).contains("'To'", "not complete"));
  }

  @Test void aMessageInAnEnvelopeIsValid() {
    assertThat(errors(HEAD)).isEmpty();
    assertThat(errors(HEAD, SchemasTest::composed)).isEmpty();
  }

  @Test void aWrongHeaderAndAWrongDocumentAreBothFoundWithTheirLines() {
    var wrong = HEAD.replace("<BizMsgIdr>M1</BizMsgIdr>", "").replace("eb6305c9-1f7f-49de", "eb6305c9-1f7f-19de");
    for (var errors : List.of(errors(wrong), errors(wrong, SchemasTest::composed))) {
      assertThat(errors).hasSizeGreaterThanOrEqualTo(2).anySatisfy(error -> assertThat(error).startsWith("line 3:").contains("BizMsgIdr"))
          .anySatisfy(error -> assertThat(error).startsWith("line 6:").contains("eb6305c9-1f7f-19de"));
    }
  }

  @Test void anAmountThatIsNoNumberAndATransactionInTheWrongPlaceAreFound() {
    var order = "<OrgnlTxId>T1</OrgnlTxId><OrgnlUETR>" + UETR + "</OrgnlUETR>";
    assertThat(errors(HEAD.replace(order, "<OrgnlUETR>" + UETR + "</OrgnlUETR><OrgnlTxId>T1</OrgnlTxId>"), SchemasTest::composed)).anySatisfy(error -> assertThat(error).contains("OrgnlTxId"));
    assertThat(errors(HEAD.replace("2026-11-23T10:00:00Z</CreDtTm>", "yesterday</CreDtTm>"), SchemasTest::composed)).anySatisfy(error -> assertThat(error).contains("yesterday"));
  }

  @Test void whatIsNoMessageIsNotValid() {
    assertThat(errors("<x/>")).isNotEmpty();
    assertThat(errors("<Document xmlns=\"urn:other\"/>")).isNotEmpty();
    assertThat(errors("<Document>")).isNotEmpty();
  }

  @Test void aMessageThatNobodyKnowsHasNoJudge(@TempDir Path empty) {
    assertThatThrownBy(() -> Judge.composed("pacs.999.001.01")).isInstanceOf(AssertionError.class).hasMessageContaining("no judge of pacs.999.001.01");
    assertThatThrownBy(() -> Judge.fromLibrary("pacs.999.001.01")).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> Judge.fromLibrary("hbci-300")).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> Judge.fromDirectory(empty, "pacs.008.001.08")).isInstanceOf(AssertionError.class).hasMessageContaining("put it there, or unset ISO20022_XSD");
  }

  private static List<String> errors(String xml) { return Schemas.errors(xml.getBytes(StandardCharsets.UTF_8)); }

  private static List<String> errors(String xml, Function<String, Judge> judges) { return Schemas.errors(xml.getBytes(StandardCharsets.UTF_8), judges); }
}
