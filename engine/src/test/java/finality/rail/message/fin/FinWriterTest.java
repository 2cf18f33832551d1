package finality.rail.message.fin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import finality.rail.message.Account;
import finality.rail.message.Address;
import finality.rail.message.Agent;
import finality.rail.message.Amount;
import finality.rail.message.Charge;
import finality.rail.message.CreditTransfer;
import finality.rail.message.CreditTransfer.Kind;
import finality.rail.message.MessageHeader;
import finality.rail.message.Party;
import finality.rail.message.References;
import finality.rail.message.Remittance;
import finality.rail.message.Route;
import finality.rail.message.Side;
import finality.rail.message.StatusRequest;
import finality.rail.message.Terms;
import finality.rail.message.Unwritable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class FinWriterTest {
  private static final Side MUSTER = new Side(new Party("Müller & Söhne", new Address("Hauptstraße 1", null, "10115", "Berlin", null, "DE", List.of()), null, null, null, null), Account.iban("DE89370400440532013000"), null, null);
  private static final Side JONES = new Side(Party.named("Jones Ltd"), Account.other("123"), null, null);

  private static CreditTransfer transfer(String amount, Side debtor, Side creditor, References references, Remittance remittance, List<String> instructions) {
    var money = new Amount(new BigDecimal(amount.substring(3)), amount.substring(0, 3));
    return new CreditTransfer(Kind.CUSTOMER, references, money, LocalDate.of(2026, 11, 23), debtor, creditor, Route.NONE, new Terms(null, null, null, null, null, "SHAR"), null, null, List.of(), remittance, instructions, null);
  }

  private static CreditTransfer of(String amount) { return transfer(amount, MUSTER, JONES, reference("REF"), Remittance.NONE, List.of()); }

  private static CreditTransfer saying(String... words) { return transfer("EUR1", MUSTER, JONES, reference("REF"), Remittance.of(words), List.of()); }

  private static CreditTransfer from(Side debtor) { return transfer("EUR1", debtor, JONES, reference("REF"), Remittance.NONE, List.of()); }

  private static References reference(String own) { return new References(own, null, null, "eb6305c9-1f7f-49de-aed0-16487c27b42d", null, null); }

  private static void refused(CreditTransfer transfer, String field, String code) {
    assertThatThrownBy(() -> Transfer.write(Transfer.header("MT103", ""), transfer)).isInstanceOfSatisfying(Unwritable.class, refusal -> {
      assertThat(refusal.code()).isEqualTo(code);
      assertThat(refusal.field()).isEqualTo(field);
    });
  }

  @Test void whatGoesOut() {
    assertThat(Transfer.write(Transfer.header("MT103", ""), transfer("EUR1234.5", MUSTER, JONES, reference("REF"), Remittance.of("Rechnung 4711 für Möbel"), List.of("SDVA", "/REC/bitte eilig"))).replace("\r\n", "\n")).isEqualTo("""
        {1:F01DEUTDEFFAXXX0000000000}{2:I103CHASUS33XXXXN}{3:{121:eb6305c9-1f7f-49de-aed0-16487c27b42d}}{4:
        :20:REF
        :23B:CRED
        :23E:SDVA
        :32A:261123EUR1234,50
        :50F:/DE89370400440532013000
        1/Mueller + Soehne
        2/Hauptstrasse 1
        3/DE/Berlin,10115
        :59:/123
        Jones Ltd
        :70:Rechnung 4711 fuer Moebel
        :71A:SHA
        :72:/REC/bitte eilig
        -}
        """);
  }

  @Test void amountsHaveTheirCurrencysDecimals() {
    assertThat(Transfer.write(Transfer.header("MT103", ""), of("JPY1000"))).contains(":32A:261123JPY1000,\r\n");
    assertThat(Transfer.write(Transfer.header("MT103", ""), of("KWD1.5"))).contains(":32A:261123KWD1,500\r\n");
    refused(of("JPY0.5"), ":32A:", "too_many_decimals");
    refused(of("EUR1.234"), ":32A:", "too_many_decimals");
    refused(of("EUR-1"), ":32A:", "negative");
    refused(of("XYZ1"), ":32A:", "unknown_currency");
    refused(of("EUR1234567890123"), ":32A:", "wrong_format");
  }

  @Test void nothingIsCut() {
    refused(saying("x".repeat(141)), ":70:", "too_long");
    refused(from(new Side(Party.named("x".repeat(36)), null, null, null)), ":50a:", "too_long");
    refused(transfer("EUR1", MUSTER, JONES, reference("12345678901234567"), Remittance.NONE, List.of()), ":20:", "wrong_format");
    refused(transfer("EUR1", MUSTER, JONES, reference("R"), Remittance.NONE, List.of("/REC/" + "x ".repeat(150))), ":72:", "too_long");
  }

  @Test void referencesAreNotTransliterated() {
    refused(transfer("EUR1", MUSTER, JONES, reference("MÜLLER"), Remittance.NONE, List.of()), ":20:", "wrong_format");
    refused(transfer("EUR1", MUSTER, JONES, new References("REF", "Ü1", null, null, null, null), Remittance.NONE, List.of()), ":70:", "reference");
    refused(from(new Side(Party.named("Muster"), Account.other("12_3"), null, null)), ":50K:", "wrong_format");
  }

  @Test void noLineBeginsWithAColonOrAHyphen() {
    var written = Transfer.write(Transfer.header("MT103", ""), saying("Amounts in euros and cents of today - in words -:x and more words"));
    assertThat(written).doesNotContainPattern("\r\n(-[^}]|:[^0-9])");
    assertThat(String.join(" ", Transfer.read(written).transfer().remittance().unstructured())).isEqualTo("Amounts in euros and cents of today - in words -:x and more words");
    refused(saying("x".repeat(35) + ":" + "x".repeat(10)), ":70:", "line_break");
  }

  @Test void whatFinHasNoPlaceForIsRefused() {
    refused(from(new Side(Party.named("Muster"), null, null, Party.named("Meier"))), ":50a:", "ultimate_party");
    refused(from(new Side(new Party("Muster", null, null, "529900T8BM49AURSDO55", null, null), null, null, null)), ":50a:", "lei");
    refused(from(Side.NONE), ":50a:", "missing_party");
    refused(from(new Side(new Party("Muster", null, "COBADEFF", null, null, null), null, null, null)), ":50a:", "bic");
    refused(from(new Side(new Party(null, null, "COBADEFF", null, "4711", "CUST"), null, null, null)), ":50a:", "bic");
    var charged = of("EUR1");
    refused(new CreditTransfer(Kind.CUSTOMER, charged.references(), charged.amount(), charged.settlementDate(), MUSTER, JONES, Route.NONE, charged.terms(), charged.amount(), null,
        List.of(new Charge(charged.amount(), Agent.bic("COBADEFF"))), Remittance.NONE, List.of(), null), ":71F:", "charge_agent");
    refused(transfer("EUR1", MUSTER, JONES, References.of("E2E", "eb6305c9-1f7f-49de-aed0-16487c27b42d"), Remittance.NONE, List.of()), ":20:", "missing_reference");
    assertThatThrownBy(() -> Transfer.write(Transfer.header("MT103", ""), new StatusRequest("1", null))).isInstanceOf(Unwritable.class);
    assertThatThrownBy(() -> Transfer.write(new MessageHeader("MT103", "", null, null, Agent.bic("CHASUS33"), null, null, null, null, null, null, null), of("EUR1"))).isInstanceOf(Unwritable.class).hasMessageContaining("block 1");
  }

  @Test void whatTheNetworkRefusesIsRefused() {
    var toFrance = new MessageHeader("MT103", "", null, Agent.bic("DEUTDEFF"), Agent.bic("BNPAFRPP"), null, null, null, null, null, null, null);
    assertThatThrownBy(() -> Transfer.write(toFrance, of("EUR1"))).isInstanceOfSatisfying(Unwritable.class, refusal -> assertThat(refusal.code()).isEqualTo("rule_d49"));
  }

  @Test void countAndSumOfTheHeaderAreThoseOfTheItems() {
    var counted = new MessageHeader("MT103", "", null, Agent.bic("DEUTDEFF"), Agent.bic("CHASUS33"), null, 2L, new BigDecimal("3"), null, null, null, null);
    assertThat(Transfer.read(Transfer.write(counted, of("EUR1"), of("EUR2"))).items()).hasSize(2);
    assertThatThrownBy(() -> Transfer.write(counted, of("EUR1"))).isInstanceOf(Unwritable.class).hasMessageContaining("2 items");
    assertThatThrownBy(() -> Transfer.write(counted, of("EUR1"), of("EUR1"))).isInstanceOf(Unwritable.class).hasMessageContaining("add up to 3");
  }

  @Test void aRemitHasItsEnvelope() {
    var written = Transfer.write(Transfer.header("MT103 REMIT", ""), saying("/UEDI/UNH+1'", "UNT"));
    assertThat(written).contains("{119:REMIT}", ":77T:/UEDI/UNH+1'\r\nUNT\r\n").doesNotContain(":70:");
    var read = Transfer.read(written);
    assertThat(read.codes()).isEmpty();
    assertThat(read.transfer().remittance()).isEqualTo(Remittance.of("/UEDI/UNH+1'", "UNT"));
  }
}
