package finality.rail.message.fin;

import static org.assertj.core.api.Assertions.assertThat;

import finality.rail.message.Account;
import finality.rail.message.Address;
import finality.rail.message.Agent;
import finality.rail.message.CreditTransfer;
import finality.rail.message.Format;
import finality.rail.message.Finding;
import finality.rail.message.Party;
import finality.rail.message.PaymentReturn;
import finality.rail.message.Remittance;
import finality.rail.message.Side;
import finality.rail.message.StatusReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FinReaderTest {
  private static final String HEAD = "{1:F01DEUTDEFFAXXX0000000000}{2:I103CHASUS33XXXXN}{3:{111:001}{121:eb6305c9-1f7f-49de-aed0-16487c27b42d}}{4:\n";
  private static final String BODY = ":20:REF\n:23B:CRED\n:32A:261123EUR1234,5\n:50K:/DE89370400440532013000\nMUSTER GMBH\nBERLIN\n:59:/123\nJONES LTD\n:70:INVOICE 4711\n:71A:SHA\n";
  private static final String BANKS = ":20:REF\n:21:REL\n:32A:261123EUR100,\n:58A:COBADEFF\n";

  private static CreditTransfer with(String field) {
    var order = field.substring(1, 3).compareTo("59") < 0 ? BODY.replace(":59:", field + "\n:59:") : BODY.replace(":71A:", field + "\n:71A:");
    var read = Transfer.read(HEAD + order + "-}");
    assertThat(read.codes()).isEmpty();
    return read.transfer();
  }

  @Test void whatItSays() {
    var read = Transfer.read(HEAD + BODY + "-}");
    assertThat(read.codes()).isEmpty();
    assertThat(read.headers().getFirst()).satisfies(header -> {
      assertThat(header.type()).isEqualTo("MT103");
      assertThat(header.sender()).isEqualTo(Agent.bic("DEUTDEFF"));
      assertThat(header.receiver()).isEqualTo(Agent.bic("CHASUS33"));
    });
    var transfer = read.transfer();
    assertThat(transfer.references().uetr()).isEqualTo("eb6305c9-1f7f-49de-aed0-16487c27b42d");
    assertThat(transfer.amount()).hasToString("1234.5 EUR");
    assertThat(transfer.settlementDate()).isEqualTo("2026-11-23");
    assertThat(transfer.terms().serviceLevel()).isEqualTo("G001");
    assertThat(transfer.debtor().account()).isEqualTo(Account.iban("DE89370400440532013000"));
    assertThat(transfer.debtor().party().address()).isEqualTo(Address.of(java.util.List.of("BERLIN")));
    assertThat(transfer.debtor().agent()).as("who sends is the debtor's bank, unless 52a names another").isEqualTo(Agent.bic("DEUTDEFF"));
    assertThat(transfer.creditor().agent()).isEqualTo(Agent.bic("CHASUS33"));
    assertThat(transfer.remittance()).isEqualTo(Remittance.of("INVOICE 4711"));
  }

  // ── form ───────────────────────────────────────────────────────────────────────────────────────────────

  @ParameterizedTest @ValueSource(strings = {"\n", "\r\n", "\r"})
  void lineEndings(String ending) { assertThat(Transfer.read((HEAD + BODY + "-}").replace("\n", ending)).transfer().remittance().unstructured()).containsExactly("INVOICE 4711"); }

  @ParameterizedTest @CsvSource(quoteCharacter = '`', value = {"`%s%s`", "`%s\n$\n%s`", "`%s$%s`", "`\u0001%s\u0003   \u0001%s\u0003`", "`%s\n\n%s`"})
  void messagesInAFile(String frame) {
    var message = HEAD + BODY + "-}{5:{CHK:123456789ABC}}";
    var read = Transfer.read(frame.formatted(message, message));
    assertThat(read.codes()).isEmpty();
    assertThat(read.items()).hasSize(2);
    assertThat(read.headers()).extracting(header -> header.receiver().bic()).containsExactly("CHASUS33", "CHASUS33");
  }

  @Test void withoutEnvelopeAndWithoutEnd() {
    assertThat(Transfer.read(BODY + BODY).items()).hasSize(2);
    assertThat(Transfer.read(BODY + "-\n" + BANKS + "-\n").headers()).extracting(header -> header.type()).containsExactly("MT103", "MT202");
  }

  @Test void blocksOnLinesOfTheirOwn() {
    var read = Transfer.read(HEAD.replace("}{2", "}\n{2").replace("}{3", "}\n{3").replace("}{121", "}\n{121").replace("}}{4", "}}\n{4") + BODY + "-}");
    assertThat(read.transfer().references().uetr()).isEqualTo("eb6305c9-1f7f-49de-aed0-16487c27b42d");
    assertThat(read.codes()).isEmpty();
  }

  @Test void whatANetworkDeliversNamesTheSenderInBlock2() {
    var read = Transfer.read("{1:F01CHASUS33AXXX0000000000}{2:O1031200261123DEUTDEFFAXXX00000000002611231201U}{4:\n" + BODY + "-}");
    assertThat(read.headers().getFirst().sender()).isEqualTo(Agent.bic("DEUTDEFF"));
    assertThat(read.transfer().terms().priority()).isEqualTo("HIGH");
  }

  @Test void acknowledgementsAndTrailersAreTold() {
    var ack = "{1:F21DEUTDEFFAXXX0000000000}{4:{177:2611231200}{451:0}}";
    assertThat(Transfer.read(ack + HEAD + BODY + "-}").codes()).containsExactly("acknowledged");
    assertThat(Transfer.read(ack.replace("{451:0}", "{451:1}{405:T13003}") + HEAD + BODY + "-}").errors()).containsExactly("not_accepted");
    assertThat(Transfer.read(HEAD + BODY + "-}{5:{CHK:123456789ABC}{PDE:}}").codes()).containsExactly("possible_duplicate");
  }

  @ParameterizedTest @CsvSource(quoteCharacter = '`', value = {"`" + HEAD + "`, mt103", "``, mt103"})
  void itIsRecognised(String head, String word) throws IOException {
    assertThat(Format.recognise(new ByteArrayInputStream((head + BODY).getBytes(StandardCharsets.US_ASCII))).name()).isEqualTo(word);
    assertThat(Format.recognise(new ByteArrayInputStream(BANKS.getBytes(StandardCharsets.US_ASCII))).name()).isEqualTo("mt202");
  }

  // ── fields ─────────────────────────────────────────────────────────────────────────────────────────────

  @Test void banksByBicNameClearingCodeAndAccount() {
    assertThat(with(":57A:/C/123\nBNPAFRPP".replace("/C/", "/")).creditor().agent()).isEqualTo(new Agent("BNPAFRPP", null, null, null, null, null, Account.other("123")));
    assertThat(with(":57D://FW021000089\nSOME BANK\nNEW YORK").creditor().agent()).isEqualTo(new Agent(null, "021000089", "USABA", null, "SOME BANK", Address.of(java.util.List.of("NEW YORK")), null));
    assertThat(with(":57C://SC123456").creditor().agent()).isEqualTo(Agent.member("GBDSC", "123456"));
    assertThat(with(":53B:/123").route().cover().instructing()).isEqualTo(new Agent(null, null, null, null, null, null, Account.other("123")));
  }

  @Test void numberedLinesOfADebtor() {
    var text = HEAD + BODY.replace(":50K:/DE89370400440532013000\nMUSTER GMBH\nBERLIN", ":50F:/123\n1/MUSTER GMBH WITH A VERY LONG NAME\n1/AND CO KG\n2/HAUPTSTRASSE 1\n3/DE/BERLIN, 10115") + "-}";
    var read = Transfer.read(text);
    assertThat(read.codes()).isEmpty();
    var party = read.transfer().debtor().party();
    assertThat(party.name()).isEqualTo("MUSTER GMBH WITH A VERY LONG NAME" + "AND CO KG");   // a full line goes on without a blank
    assertThat(party.address()).isEqualTo(new Address("HAUPTSTRASSE 1", null, "10115", "BERLIN", null, "DE", java.util.List.of()));
    assertThat(Transfer.read(text.replace(":50F:/123", ":50F:CUST/DE/BANK/4711")).transfer().debtor().party().id()).isEqualTo("DE/BANK/4711");
    assertThat(Transfer.read(text.replace("2/HAUPTSTRASSE 1", "4/19700101")).codes()).containsExactly("stepped_over");
  }

  @Test void referencesInTheRemittanceInformation() {
    var chain = Transfer.read(HEAD + BODY.replace("INVOICE 4711", "/ROC/E2E-1///RFB/RF18539007547034//\n/URI/TWO WORDS") + "-}").transfer();
    assertThat(chain.references().endToEndId()).isEqualTo("E2E-1");
    var lines = Transfer.read(HEAD + BODY.replace("INVOICE 4711", "/ROC/E2E-1\nINVOICE 4711") + "-}").transfer();
    assertThat(lines.references().endToEndId()).isEqualTo("E2E-1");
    assertThat(lines.remittance().unstructured()).containsExactly("INVOICE 4711");
    assertThat(Transfer.read(HEAD + BODY.replace("INVOICE 4711", "/INV/4711//4712") + "-}").transfer().remittance().unstructured()).containsExactly("/INV/4711//4712");
  }

  @Test void instructionsKeepTheirCodes() {
    var text = BODY.replace(":32A:", ":23E:PHOB/20.34\n:32A:") + ":72:/INS/ABNANL2A\n/REC/ADVISE BY FAX BEFORE\n//NOON\n:77B:/ORDERRES/BE//GENT\n";
    var read = Transfer.read(HEAD + text + "-}");
    assertThat(read.codes()).isEmpty();
    assertThat(read.transfer().instructions()).containsExactly("PHOB 20.34", "/REC/ADVISE BY FAX BEFORE NOON", "/ORDERRES/BE//GENT");
    assertThat(read.transfer().route().previous()).containsExactly(Agent.bic("ABNANL2A"));
  }

  @Test void aCoverNamesWhatItCovers() {
    var read = Transfer.read(BANKS.replace(":58A:", ":56A:BNPAFRPP\n:57A:DEUTDEFF\n:58A:") + ":50K:MUSTER GMBH\n:52A:ABNANL2A\n:59:/123\nJONES LTD\n:70:/ROC/E2E-1\n:33B:USD110,\n-");
    assertThat(read.codes()).isEmpty();
    assertThat(read.headers().getFirst().type()).isEqualTo("MT202 COV");
    var cover = read.transfer();
    assertThat(cover.kind()).isEqualTo(CreditTransfer.Kind.BANK);
    assertThat(cover.creditor()).isEqualTo(new Side(Party.of(Agent.bic("COBADEFF")), null, Agent.bic("DEUTDEFF"), null));
    assertThat(cover.route().intermediaries()).containsExactly(Agent.bic("BNPAFRPP"));
    assertThat(cover.underlying()).satisfies(underlying -> {
      assertThat(underlying.debtor().agent()).isEqualTo(Agent.bic("ABNANL2A"));
      assertThat(underlying.instructed()).hasToString("110 USD");
      assertThat(underlying.references().endToEndId()).isEqualTo("E2E-1");
    });
  }

  @Test void whatTheEnvelopeSaysAndNobodyCarriesIsToldOnceForEachField() {
    var message = HEAD.replace("{3:", "{3:{113:SEPA}{433:/AOK/screened}") + BODY + "-}";
    assertThat(Transfer.read(message + message).findings()).extracting(Finding::message).satisfiesExactly(first -> assertThat(first).contains("Field 113"), second -> assertThat(second).contains("Field 433"));
  }

  @Test void aReturnAndAReject() {
    var back = (PaymentReturn) Transfer.read(HEAD + BODY + ":72:/RETN/59\n/AC04/ACCOUNT CLOSED\n/MREF/ORIGINAL\n/TREF/E2E-1\n/CHGS/EUR12,5\n/TEXT/SINCE MAY\n-}").items().getFirst();
    assertThat(back.original().references().instructionId()).isEqualTo("ORIGINAL");
    assertThat(back.original().references().uetr()).isEqualTo("eb6305c9-1f7f-49de-aed0-16487c27b42d");
    assertThat(back.reasons().getFirst().code()).isEqualTo("AC04");
    assertThat(back.reasons().getFirst().text()).containsExactly(":59:", "ACCOUNT CLOSED", "SINCE MAY");
    assertThat(back.charges().getFirst().amount()).hasToString("12.5 EUR");
    var rejected = (StatusReport) Transfer.read(BANKS + ":72:/REJT/99\n/AC01/\n/MREF/ORIGINAL\n-").items().getFirst();
    assertThat(rejected.status()).isEqualTo("RJCT");
    assertThat(rejected.original().messageType()).isEqualTo("MT202");
    assertThat(Transfer.read(HEAD + BODY.replace(":71A:SHA\n", ":71A:SHA\n:71F:EUR1,\n") + ":72:/RETN/99\n/AC04/\n/MREF/1\n-}").codes()).as("what is not carried is told").contains("stepped_over");
    var free = (PaymentReturn) Transfer.read(HEAD + BODY + ":72:/RETN/INVALID ACCOUNT\n-}").items().getFirst();
    assertThat(free.reasons().getFirst().text()).containsExactly("INVALID ACCOUNT");
  }

  // ── what is wrong ──────────────────────────────────────────────────────────────────────────────────────

  @ParameterizedTest @CsvSource(quoteCharacter = '`', delimiter = ';', value = {":20:REF; ; missing_tag", ":59:/123~JONES LTD; ; missing_tag", ":71A:SHA; :71A:ALL; wrong_format", ":20:REF; :20:/REF; wrong_format", "EUR1234,5; JPY1234,5; wrong_format",
      "EUR1234,5; EUX1234,5; wrong_format", "EUR1234,5; EUR1234.50; wrong_format unreadable_amount", "261123EUR; 261323EUR; impossible_date", "EUR1234,5; EUR; wrong_format unreadable_amount", ":70:INVOICE; :99X:INVOICE; unknown_tag",
      ":71A:SHA; :71A:SHA~:71A:SHA; repeated_tag", "MUSTER GMBH; MÜSTER GMBH; wrong_format", "INVOICE 4711; 12345678901234567890123456789012345678; wrong_format", "BERLIN; -BERLIN; wrong_format"})
  void isTold(String from, String to, String codes) {
    assertThat(Transfer.read(HEAD + BODY.replace(from.replace("~", "\n"), to == null ? "" : to.replace("~", "\n")).replace("\n\n", "\n") + "-}").codes()).containsExactlyInAnyOrder(codes.split(" "));
  }

  @ParameterizedTest @CsvSource(delimiter = ';', value = {"261123EUR; 260230EUR; impossible_date", "EUR1234,5; EUR9950; wrong_format unreadable_amount", "EUR1234,5; EUR1234.50; wrong_format unreadable_amount", ":71A:SHA; :71A:XXX; wrong_format",
      ":71A:SHA; :71A:SHAR; wrong_format", ":20:REF; :20:/REF; wrong_format", ":20:REF; :20:1234567890123456789; wrong_format", ":70:INVOICE; :99X:INVOICE; unknown_tag", "MUSTER GMBH; MÜSTER GMBH; wrong_format"})
  void whatTheNetworkRefusesIsAnErrorAndNothingIsGuessed(String from, String to, String codes) {
    var read = Transfer.read(HEAD + BODY.replace(from, to) + "-}");
    assertThat(read.errors()).containsExactlyInAnyOrder(codes.split(" "));
    if (codes.contains("amount")) assertThat(read.items()).isEmpty();
    else if (codes.contains("date")) assertThat(read.transfer().settlementDate()).isNull();
  }

  @Test void aMessageThatIsCutOffIsAnError() {
    var whole = HEAD + BODY + "-}{5:{CHK:123456789ABC}}\n";
    assertThat(Transfer.read(HEAD + BODY).findings()).singleElement().hasToString("error: line 11 :71A:: The message is cut off: block 4 is not closed with -}. Fetch the file again. [cut_off]");
    assertThat(Transfer.read(HEAD + BODY + whole).errors()).containsExactly("cut_off");
    assertThat(Transfer.read(whole + whole + BODY.replace(":20", "-\n:20")).errors()).isEmpty();
  }

  @ParameterizedTest @ValueSource(strings = {"%2$s%1$s", "%1$s%2$s", "%1$s-\n%2$s-\n", "%2$s-\n%1$s-\n"})
  void aStatementAmongPaymentsIsToldAndSteppedOver(String order) {
    var statement = ":20:S1\n:25:DE1\n:28C:1/1\n:60F:C261120EUR100,00\n" + ":61:261123C10,NTRFREF\n:86:words\n".repeat(150) + ":62F:C261123EUR1600,\n";
    var read = Transfer.read(order.formatted(BODY, statement));
    assertThat(read.codes()).containsExactly("other_message");
    assertThat(read.items()).hasSize(1);
    assertThat(Transfer.read(HEAD + BODY + "-}{1:F01DEUTDEFFAXXX0000000000}{2:I940CHASUS33XXXXN}{4:\n" + statement + "-}").codes()).containsExactly("other_message");
  }

  @Test void orderAndEnvelopeAreTold() {
    assertThat(Transfer.read(HEAD + BODY.replace(":20:REF\n", "").replace(":23B:", ":23B:CRED\n:20:REF\n:23E:").replace(":23E:CRED\n", "") + "-}").codes()).containsExactly("wrong_order");
    assertThat(Transfer.read(HEAD.replace("49de", "19de") + BODY + "-}").errors()).containsExactly("wrong_uetr");
    assertThat(Transfer.read(HEAD + "-}").errors()).containsExactly("empty_message", "no_message");
    assertThat(Transfer.read(HEAD.replace("I103", "I940") + BODY + "-}").errors()).containsExactly("other_message");
    assertThat(Transfer.read("nothing").errors()).containsExactly("no_message");
  }
}
