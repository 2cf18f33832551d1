package finality.rail.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The judge refuses, and says where: what passes it says something. */
class SchemasTest {
  private static final String HEAD = """
      <Envelope>
      <AppHdr xmlns="urn:iso:std:iso:20022:tech:xsd:head.001.001.02"><Fr><FIId><FinInstnId><BICFI>DEUTDEFF</BICFI></FinInstnId></FIId></Fr><To><FIId><FinInstnId><BICFI>BNPAFRPP</BICFI></FinInstnId></FIId></To>
      <BizMsgIdr>M1</BizMsgIdr><MsgDefIdr>pacs.028.001.03</MsgDefIdr><CreDt>2026-11-23T10:00:00Z</CreDt></AppHdr>
      <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.028.001.03"><FIToFIPmtStsReq>
      <GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-23T10:00:00Z</CreDtTm></GrpHdr>
      <TxInf><OrgnlUETR>eb6305c9-1f7f-49de-aed0-16487c27b42d</OrgnlUETR></TxInf>
      </FIToFIPmtStsReq></Document>
      </Envelope>
      """;

  @Test void aMessageInAnEnvelopeIsValid() { assertThat(errors(HEAD)).isEmpty(); }

  @Test void aWrongHeaderAndAWrongDocumentAreBothFoundWithTheirLines() {
    assertThat(errors(HEAD.replace("<BizMsgIdr>M1</BizMsgIdr>", "").replace("eb6305c9-1f7f-49de", "eb6305c9-1f7f-19de"))).hasSizeGreaterThanOrEqualTo(2)
        .anySatisfy(error -> assertThat(error).startsWith("line 3:").contains("BizMsgIdr")).anySatisfy(error -> assertThat(error).startsWith("line 6:").contains("eb6305c9-1f7f-19de"));
  }

  @Test void whatIsNoMessageIsNotValid() {
    assertThat(errors("<x/>")).isNotEmpty();
    assertThat(errors("<Document xmlns=\"urn:other\"/>")).isNotEmpty();
    assertThat(errors("<Document>")).isNotEmpty();
  }

  private static java.util.List<String> errors(String xml) { return Schemas.errors(xml.getBytes(StandardCharsets.UTF_8)); }
}
