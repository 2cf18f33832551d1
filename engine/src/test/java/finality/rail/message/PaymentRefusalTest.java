package finality.rail.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import finality.rail.message.CreditTransfer.Kind;
import finality.rail.message.StatusReport.Level;
import finality.rail.message.iso20022.ApplicationHeader;
import finality.rail.message.iso20022.Profile;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a message definition or a rulebook does not allow is refused with the element's name, never cut or replaced. */
class PaymentRefusalTest {
  private static final OffsetDateTime CREATED = OffsetDateTime.parse("2026-11-23T10:00:00Z");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 23);
  private static final String UETR = "eb6305c9-1f7f-49de-aed0-16487c27b42d";
  private static final Agent BANK = Agent.bic("DEUTDEFF");
  private static final Amount AMOUNT = new Amount(new BigDecimal("12.50"), "EUR");
  private static final Side ACME = new Side(Party.named("Acme"), Account.iban("DE89370400440532013000"), BANK, null);

  private static MessageHeader header(Profile profile, @Nullable Long count, @Nullable LocalDate date) {
    return new MessageHeader("pacs.008.001.08", "M1", CREATED, BANK, BANK, null, count, profile == Profile.ISO ? AMOUNT.value() : null, profile == Profile.SEPA ? AMOUNT : null, date, "INDA", null);
  }

  private static CreditTransfer transfer(Side debtor, Amount amount, Terms terms, Remittance remittance) {
    return new CreditTransfer(Kind.CUSTOMER, new References("I1", "E1", "T1", UETR, null, null), amount, null, debtor, ACME, Route.NONE, terms, null, null, List.of(), remittance, List.of(), null);
  }

  private static final Terms SHARED = new Terms(null, null, null, null, null, "SHAR");
  private static final Terms SEPA = new Terms(null, "SEPA", null, null, null, "SLEV");

  private static void refused(String field, String code, Profile profile, CreditTransfer transfer) {
    assertThatThrownBy(() -> Payments.write(profile, null, header(profile, 1L, DAY), List.of(transfer))).isInstanceOfSatisfying(Unwritable.class, refusal -> {
      assertThat(refusal.field()).isEqualTo(field);
      assertThat(refusal.code()).isEqualTo(code);
    });
  }

  private static Side named(String name) { return new Side(Party.named(name), ACME.account(), BANK, null); }

  @Test void theLeastThatCanBeSaidIsValid() {
    Schemas.assertValid(Payments.write(Profile.ISO, null, header(Profile.ISO, 1L, DAY), List.of(transfer(ACME, AMOUNT, SHARED, Remittance.NONE))));
    Schemas.assertValid(Payments.write(Profile.SEPA, null, header(Profile.SEPA, 1L, DAY), List.of(transfer(ACME, AMOUNT, SEPA, Remittance.NONE))));
  }

  @Test void textsAreHeldAgainstTheirTypes() {
    refused("CdtTrfTxInf/Dbtr/Nm", "too_long", Profile.ISO, transfer(named("A".repeat(141)), AMOUNT, SHARED, Remittance.NONE));
    refused("CdtTrfTxInf/Dbtr/Nm", "empty", Profile.ISO, transfer(named(""), AMOUNT, SHARED, Remittance.NONE));
    refused("CdtTrfTxInf/Dbtr/Nm", "blank_ends", Profile.ISO, transfer(named(" Acme"), AMOUNT, SHARED, Remittance.NONE));
    refused("CdtTrfTxInf/Dbtr/Nm", "character", Profile.ISO, transfer(named("Ac\u0000me"), AMOUNT, SHARED, Remittance.NONE));
    refused("CdtTrfTxInf/Dbtr/Nm", "character", Profile.ISO, transfer(named("Ac\ud800me"), AMOUNT, SHARED, Remittance.NONE));
    refused("CdtTrfTxInf/RmtInf/Ustrd", "too_long", Profile.ISO, transfer(ACME, AMOUNT, SHARED, Remittance.of("x".repeat(141))));
    refused("CdtTrfTxInf/ChrgBr", "unknown_code", Profile.ISO, transfer(ACME, AMOUNT, new Terms(null, null, null, null, null, "OUR"), Remittance.NONE));
    refused("CdtTrfTxInf/ChrgBr", "missing", Profile.ISO, transfer(ACME, AMOUNT, Terms.NONE, Remittance.NONE));
  }

  @Test void amountsHaveTheirCurrencysDecimals() {
    refused("CdtTrfTxInf/IntrBkSttlmAmt", "too_many_decimals", Profile.ISO, transfer(ACME, new Amount(new BigDecimal("12.505"), "EUR"), SHARED, Remittance.NONE));
    refused("CdtTrfTxInf/IntrBkSttlmAmt", "too_many_decimals", Profile.ISO, transfer(ACME, new Amount(new BigDecimal("12.50"), "JPY"), SHARED, Remittance.NONE));
    refused("CdtTrfTxInf/IntrBkSttlmAmt", "unknown_currency", Profile.ISO, transfer(ACME, new Amount(BigDecimal.ONE, "BTC"), SHARED, Remittance.NONE));
    refused("CdtTrfTxInf/IntrBkSttlmAmt", "negative", Profile.ISO, transfer(ACME, new Amount(BigDecimal.ONE.negate(), "EUR"), SHARED, Remittance.NONE));
    refused("CdtTrfTxInf/IntrBkSttlmAmt", "too_large", Profile.ISO, transfer(ACME, new Amount(new BigDecimal("12345678901234567.89"), "EUR"), SHARED, Remittance.NONE));
  }

  @Test void identifiersAreChecked() {
    refused("CdtTrfTxInf/DbtrAcct/Id/IBAN", "wrong_check_digits", Profile.ISO, transfer(new Side(ACME.party(), Account.iban("DE88370400440532013000"), BANK, null), AMOUNT, SHARED, Remittance.NONE));
    refused("CdtTrfTxInf/DbtrAgt/FinInstnId/BICFI", "unknown_country", Profile.ISO, transfer(new Side(ACME.party(), null, Agent.bic("DEUTXXFF"), null), AMOUNT, SHARED, Remittance.NONE));
    refused("CdtTrfTxInf/DbtrAgt", "missing", Profile.ISO, transfer(new Side(ACME.party(), null, null, null), AMOUNT, SHARED, Remittance.NONE));
    refused("CdtTrfTxInf/DbtrAcct/Id/IBAN", "wrong_form", Profile.ISO, transfer(new Side(ACME.party(), Account.iban("DE89 3704 0044 0532 0130 00"), BANK, null), AMOUNT, SHARED, Remittance.NONE));
  }

  @Test void countAndSumMustBeThoseOfTheItems() {
    var one = List.of(transfer(ACME, AMOUNT, SHARED, Remittance.NONE));
    assertThatThrownBy(() -> Payments.write(Profile.ISO, null, header(Profile.ISO, 2L, DAY), one)).isInstanceOf(Unwritable.class).hasMessageContaining("NbOfTxs");
    assertThatThrownBy(() -> Payments.write(Profile.ISO, null, header(Profile.ISO, null, DAY), one)).isInstanceOf(Unwritable.class).hasMessageContaining("GrpHdr/NbOfTxs: is missing");
    assertThatThrownBy(() -> Payments.write(Profile.ISO, null, header(Profile.ISO, 1L, DAY), List.of(transfer(ACME, new Amount(BigDecimal.ONE, "EUR"), SHARED, Remittance.NONE)))).isInstanceOf(Unwritable.class).hasMessageContaining("CtrlSum");
    assertThatThrownBy(() -> Payments.write(Profile.ISO, null, header(Profile.ISO, 1L, null), one)).isInstanceOf(Unwritable.class).hasMessageContaining("IntrBkSttlmDt: is missing");
  }

  @Test void theTotalIsThatOfTheItemsAndEachProfileHasItsOwnSum() {
    var one = List.of(transfer(ACME, AMOUNT, SHARED, Remittance.NONE));
    for (var wrong : java.util.Map.of("12.51 EUR", "adds up to 12.50", "12.50 USD", "a transaction is of 12.50 EUR").entrySet()) {
      var total = new Amount(new BigDecimal(wrong.getKey().substring(0, 5)), wrong.getKey().substring(6));
      assertThatThrownBy(() -> Payments.write(Profile.ISO, null, summed(null, total), one)).isInstanceOf(Unwritable.class).hasMessageContaining(wrong.getValue());
    }
    var euro = List.of(transfer(ACME, AMOUNT, SEPA, Remittance.NONE));
    assertThatThrownBy(() -> Payments.write(Profile.SEPA, null, summed(null, null), euro)).isInstanceOf(Unwritable.class).hasMessageContaining("GrpHdr/TtlIntrBkSttlmAmt: is missing");
    assertThatThrownBy(() -> Payments.write(Profile.SEPA, null, summed(AMOUNT.value(), AMOUNT), euro)).isInstanceOf(Unwritable.class).hasMessageContaining("GrpHdr/CtrlSum");
  }

  private static MessageHeader summed(@Nullable BigDecimal sum, @Nullable Amount total) { return new MessageHeader("pacs.008.001.08", "M1", CREATED, BANK, BANK, null, 1L, sum, total, DAY, "INDA", null); }

  @Test void sepaIsInEuroInItsCharactersAndNarrow() {
    refused("CdtTrfTxInf/IntrBkSttlmAmt", "currency", Profile.SEPA, transfer(ACME, new Amount(BigDecimal.ONE, "USD"), SEPA, Remittance.NONE));
    refused("CdtTrfTxInf/IntrBkSttlmAmt", "amount", Profile.SEPA, transfer(ACME, new Amount(new BigDecimal("1000000000.00"), "EUR"), SEPA, Remittance.NONE));
    refused("CdtTrfTxInf/ChrgBr", "unknown_code", Profile.SEPA, transfer(ACME, AMOUNT, new Terms(null, "SEPA", null, null, null, "SHAR"), Remittance.NONE));
    refused("CdtTrfTxInf/Dbtr/Nm", "too_long", Profile.SEPA, transfer(named("A".repeat(71)), AMOUNT, SEPA, Remittance.NONE));
    refused("CdtTrfTxInf/Dbtr/Nm", "character", Profile.SEPA, transfer(named("Müller"), AMOUNT, SEPA, Remittance.NONE));
    refused("CdtTrfTxInf/RmtInf/Ustrd", "too_many", Profile.SEPA, transfer(ACME, AMOUNT, SEPA, Remittance.of("one", "two")));
    refused("CdtTrfTxInf/DbtrAcct/Id/IBAN", "missing", Profile.SEPA, transfer(new Side(ACME.party(), Account.other("1"), BANK, null), AMOUNT, SEPA, Remittance.NONE));
  }

  @Test void crossBorderPaymentsGoOneByOneInAnEnvelopeUnderAUetr() {
    var envelope = ApplicationHeader.of("swift.cbprplus.02");
    var route = Route.between(BANK, BANK);
    var good = new CreditTransfer(Kind.CUSTOMER, new References("I1", "E1", null, UETR, null, null), AMOUNT, DAY, ACME, ACME, route, SHARED, null, null, List.of(), Remittance.NONE, List.of(), null);
    Schemas.assertValid(Payments.write(Profile.CBPR, envelope, header(Profile.CBPR, 1L, null), List.of(good)));
    crossBorder("AppHdr", null, header(Profile.CBPR, 1L, null), good);
    crossBorder("GrpHdr/NbOfTxs", envelope, header(Profile.CBPR, 2L, null), good);
    crossBorder("CdtTrfTxInf/PmtId/UETR", envelope, header(Profile.CBPR, 1L, null), with(new References("I1", "E1", null, null, null, null), ACME));
    crossBorder("CdtTrfTxInf/PmtId/InstrId", envelope, header(Profile.CBPR, 1L, null), with(new References("I234567890123456X", "E1", null, UETR, null, null), ACME));
    crossBorder("CdtTrfTxInf/PmtId/EndToEndId", envelope, header(Profile.CBPR, 1L, null), with(new References("I1", "E#1", null, UETR, null, null), ACME));
    crossBorder("CdtTrfTxInf/Dbtr/Nm", envelope, header(Profile.CBPR, 1L, null), with(good.references(), named("Müller")));
  }

  private static CreditTransfer with(References references, Side debtor) {
    return new CreditTransfer(Kind.CUSTOMER, references, AMOUNT, DAY, debtor, ACME, Route.between(BANK, BANK), SHARED, null, null, List.of(), Remittance.NONE, List.of(), null);
  }

  private static void crossBorder(String field, @Nullable ApplicationHeader envelope, MessageHeader header, CreditTransfer transfer) {
    assertThatThrownBy(() -> Payments.write(Profile.CBPR, envelope, header, List.of(transfer))).isInstanceOfSatisfying(Unwritable.class, refusal -> assertThat(refusal.field()).isEqualTo(field));
  }

  @Test void aRefusalSaysWhyAndAMessageCarriesItsOwnKind() {
    var header = new MessageHeader("pacs.002.001.10", "M1", CREATED, null, null, null, null, null, null, null, null, null);
    var silent = new StatusReport(Level.TRANSACTION, null, Original.of(References.of("E1", UETR)), "RJCT", List.of(), null, null, null, List.of());
    var summed = new MessageHeader("pacs.002.001.10", "M1", CREATED, null, null, null, null, null, AMOUNT, null, null, null);
    assertThatThrownBy(() -> Payments.write(Profile.ISO, null, summed, List.of(silent))).isInstanceOf(Unwritable.class).hasMessageContaining("TtlIntrBkSttlmAmt");
    assertThatThrownBy(() -> Payments.write(Profile.ISO, null, header, List.of(silent))).isInstanceOf(Unwritable.class).hasMessageContaining("StsRsnInf");
    assertThatThrownBy(() -> Payments.write(Profile.ISO, null, header, List.of(transfer(ACME, AMOUNT, SHARED, Remittance.NONE)))).isInstanceOf(Unwritable.class).hasMessageContaining("pacs.002 carries nothing else");
    assertThatThrownBy(() -> Payments.write(Profile.ISO, null, new MessageHeader("pacs.999.001.01", "M1", CREATED, null, null, null, null, null, null, null, null, null), List.of())).isInstanceOf(Unwritable.class)
        .hasMessageContaining("pacs.008.001.08");
  }
}
