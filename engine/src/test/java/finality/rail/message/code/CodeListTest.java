package finality.rail.message.code;

import static org.assertj.core.api.Assertions.assertThat;

import finality.rail.message.Amount;
import finality.rail.message.CancellationRequest;
import finality.rail.message.Change;
import finality.rail.message.Original;
import finality.rail.message.PaymentReturn;
import finality.rail.message.Reason;
import finality.rail.message.References;
import finality.rail.message.Resolution;
import finality.rail.message.Route;
import finality.rail.message.StatusReport;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodeListTest {
  private static final Original ISO = Original.of(References.NONE);
  private static final Original FIN = new Original("REF", "MT103", References.NONE, null, null, null, null);

  @ParameterizedTest @EnumSource void everyLineSaysWhatItMeans(CodeList list) {
    assertThat(list.codes()).isNotEmpty().allSatisfy(code -> {
      assertThat(code.code()).matches("[A-Z0-9]{3,8}");
      assertThat(code.name()).isNotBlank().isEqualTo(code.name().strip());
      assertThat(code.meaning()).isNotBlank().doesNotEndWith(".").isEqualTo(code.meaning().strip());
      assertThat(code.finality() != null).as("finality of %s", code).isEqualTo(list.name().endsWith("_STATUS"));
      assertThat(code.retry()).as("retry of %s", code).satisfiesAnyOf(retry -> assertThat(retry).isNull(), _ -> assertThat(list.name()).matches(".*(REASON|REFUSAL|NACHA_RETURN|FIN_REJECT)"));
      assertThat(list.find(code.code())).containsSame(code);
    });
  }

  /** As many as ISO's sets of May 2025 have, and Nacha's as moov-io/ach has them. */
  @ParameterizedTest @CsvSource({"PAYMENT_STATUS, 25", "GROUP_STATUS, 13", "INVESTIGATION_STATUS, 31", "STATUS_REASON, 301", "RETURN_REASON, 104", "REVERSAL_REASON, 11", "CANCELLATION_REASON, 33",
      "CANCELLATION_REFUSAL, 26", "NACHA_RETURN, 71", "NACHA_CHANGE, 20"})
  void theListsAreComplete(CodeList list, int size) { assertThat(list.codes()).hasSize(size); }

  @ParameterizedTest @ValueSource(strings = {"ACTC", "ACCP", "ACFC", "ACSP", "ACWC", "ACWP", "ACPD", "PDNG", "RCVD", "PATC", "PRES"})
  void acceptedIsNotFinal(String status) { assertThat(CodeList.PAYMENT_STATUS.finality(status)).isEqualTo(Finality.PENDING); }

  @ParameterizedTest @CsvSource({"ACSC, FINAL_POSITIVE", "ACCC, FINAL_POSITIVE", "RJCT, FINAL_NEGATIVE", "CANC, FINAL_NEGATIVE", "BLCK, UNKNOWN", "NEWS, UNKNOWN", "acsc, UNKNOWN", ", UNKNOWN"})
  void whatIsFinal(String status, Finality finality) { assertThat(CodeList.PAYMENT_STATUS.finality(status)).isEqualTo(finality); }

  @Test void onlyFivePaymentStatusesAreFinal() {
    assertThat(CodeList.PAYMENT_STATUS.codes().stream().filter(c -> c.finality() == Finality.FINAL_POSITIVE).map(Code::code)).containsExactly("ACCC", "ACSC", "CPUC");
    assertThat(CodeList.PAYMENT_STATUS.codes().stream().filter(c -> c.finality() == Finality.FINAL_NEGATIVE).map(Code::code)).containsExactly("CANC", "RJCT");
  }

  @Test void aCodeThatNobodyListsHasNoMeaning() {
    for (var list : CodeList.values()) for (var code : Arrays.asList("", "ZZ99", "ac04", " AC04", null)) assertThat(list.find(code)).isEmpty();
  }

  @Test void theSameLettersMeanSomethingElseInAnotherList() {
    assertThat(CodeList.STATUS_REASON.find("BE08").orElseThrow().name()).isEqualTo("missing debtor name");
    assertThat(CodeList.RETURN_REASON.find("BE08").orElseThrow().name()).isEqualTo("bank error");
    assertThat(CodeList.FIN_REJECT.find("AC02").orElseThrow().name()).isEqualTo("non-numeric account number");
    assertThat(CodeList.CANCELLATION_REASON.find("CUST").orElseThrow().meaning()).contains("debtor");
    assertThat(CodeList.CANCELLATION_REFUSAL.find("CUST").orElseThrow().meaning()).contains("creditor");
  }

  @ParameterizedTest @CsvSource({"STATUS_REASON, AC04, CORRECTED", "STATUS_REASON, AM04, LATER", "STATUS_REASON, AM05, NEVER", "STATUS_REASON, AB05, LATER", "STATUS_REASON, FRAD, NEVER", "RETURN_REASON, MD07, NEVER",
      "NACHA_RETURN, R01, LATER", "NACHA_RETURN, R03, CORRECTED", "NACHA_RETURN, R10, NEVER"})
  void whetherToTryAgain(CodeList list, String code, Retry retry) { assertThat(list.find(code).orElseThrow().retry()).isEqualTo(retry); }

  @Test void whatIsADuplicateIsNeverSentAgain() {
    var duplicates = Arrays.stream(CodeList.values()).flatMap(list -> list.codes().stream()).filter(code -> code.name().startsWith("duplicat") && code.retry() != null && !code.code().equals("AB12"));
    assertThat(duplicates).hasSizeGreaterThan(10).allSatisfy(code -> assertThat(code.retry()).as("%s", code).isEqualTo(Retry.NEVER));
  }

  @ParameterizedTest @CsvSource({"R01, 2 banking days", "R10, 60 calendar days", "R29, 2 banking days", "R61, 5 banking days", "R71, 2 banking days"})
  void howLongABankHasToReturn(String code, String limit) { assertThat(CodeList.NACHA_RETURN.find(code).orElseThrow().within()).hasToString(limit); }

  @Test void whatSepaUsesIsMarkedInTheListThatUsesIt() {
    assertThat(CodeList.RETURN_REASON.codes().stream().filter(Code::sepa)).hasSize(18);
    assertThat(CodeList.CANCELLATION_REASON.codes().stream().filter(Code::sepa).map(Code::code)).containsExactly("AC03", "AM09", "CUST", "DUPL", "FRAD", "TECH");
    assertThat(CodeList.STATUS_REASON.find("AC04").orElseThrow().sepa()).as("used for returns only").isFalse();
  }

  @Test void inWords() {
    assertThat(CodeList.STATUS_REASON.find("AC04").orElseThrow().words()).isEqualTo("AC04 closed account number: the account was closed at its bank; do not send it again without correcting that");
    assertThat(CodeList.NACHA_RETURN.find("R01").orElseThrow().words()).isEqualTo("R01 insufficient funds: the balance does not cover the debit; the same may go through later (returned within 2 banking days)");
    assertThat(CodeList.PAYMENT_STATUS.find("ACSP").orElseThrow().words()).isEqualTo("ACSP accepted, settlement in process: all checks were passed and it is being executed; nothing is settled yet");
  }

  @Test void anItemsCodesAreLookedUpInTheListThatItHasThemFrom() {
    var rejected = new StatusReport(StatusReport.Level.TRANSACTION, null, ISO, "RJCT", List.of(), null, null, null, List.of());
    assertThat(Meaning.ofStatus(rejected)).map(Code::finality).contains(Finality.FINAL_NEGATIVE);
    assertThat(Meaning.ofReason(rejected, Reason.of("BE08"))).map(Code::name).contains("missing debtor name");
    assertThat(Meaning.ofReason(back(ISO), Reason.of("BE08"))).map(Code::name).contains("bank error");
    assertThat(Meaning.ofReason(back(ISO), Reason.of("R03"))).map(Code::list).contains(CodeList.NACHA_RETURN);
    assertThat(Meaning.ofReason(back(FIN), Reason.of("AC02"))).map(Code::list).contains(CodeList.FIN_REJECT);
    assertThat(Meaning.ofReason(new CancellationRequest(null, null, null, ISO, List.of()), Reason.of("DUPL"))).map(Code::list).contains(CodeList.CANCELLATION_REASON);
    var refused = new Resolution(null, null, "RJCR", "PDCR", ISO, List.of(), List.of(), null);
    assertThat(Meaning.ofStatus(refused)).map(Code::finality).as("what is said of this payment goes first").contains(Finality.PENDING);
    assertThat(Meaning.ofReason(refused, Reason.of("AM04"))).map(Code::list).contains(CodeList.CANCELLATION_REFUSAL);
    assertThat(Meaning.ofStatus(new Change(null, ISO, "C01", "123"))).map(Code::name).contains("incorrect account number");
  }

  @Test void aProprietaryReasonIsNotTakenForIsos() {
    assertThat(Meaning.ofReason(back(ISO), new Reason("AC04", true, List.of(), null))).isEqualTo(Optional.empty());
    assertThat(Meaning.ofReason(back(ISO), new Reason(null, false, List.of("closed"), null))).isEqualTo(Optional.empty());
    assertThat(Meaning.ofStatus(back(ISO))).isEmpty();
  }

  private static PaymentReturn back(Original original) {
    return new PaymentReturn(null, null, original, new Amount(new BigDecimal("1.00"), "EUR"), null, List.of(), List.of(), null, null, Route.NONE, null, null, null);
  }
}
