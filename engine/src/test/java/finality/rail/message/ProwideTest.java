package finality.rail.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.prowidesoftware.swift.model.mx.AbstractMX;
import com.prowidesoftware.swift.model.mx.MxCamt02900109;
import com.prowidesoftware.swift.model.mx.MxCamt05600108;
import com.prowidesoftware.swift.model.mx.MxPacs00200110;
import com.prowidesoftware.swift.model.mx.MxPacs00400109;
import com.prowidesoftware.swift.model.mx.MxPacs00800108;
import com.prowidesoftware.swift.model.mx.MxPacs00900108;
import com.prowidesoftware.swift.model.mx.MxPacs02800103;
import com.prowidesoftware.swift.model.mx.dic.AccountIdentification4Choice;
import com.prowidesoftware.swift.model.mx.dic.ActiveCurrencyAndAmount;
import com.prowidesoftware.swift.model.mx.dic.BranchAndFinancialInstitutionIdentification6;
import com.prowidesoftware.swift.model.mx.dic.CashAccount38;
import com.prowidesoftware.swift.model.mx.dic.ChargeBearerType1Code;
import com.prowidesoftware.swift.model.mx.dic.CreditTransferTransaction39;
import com.prowidesoftware.swift.model.mx.dic.FIToFICustomerCreditTransferV08;
import com.prowidesoftware.swift.model.mx.dic.FinancialInstitutionIdentification18;
import com.prowidesoftware.swift.model.mx.dic.GroupHeader93;
import com.prowidesoftware.swift.model.mx.dic.PartyIdentification135;
import com.prowidesoftware.swift.model.mx.dic.PaymentIdentification7;
import com.prowidesoftware.swift.model.mx.dic.RemittanceInformation16;
import com.prowidesoftware.swift.model.mx.dic.SettlementInstruction7;
import com.prowidesoftware.swift.model.mx.dic.SettlementMethod1Code;
import finality.rail.message.CreditTransfer.Kind;
import finality.rail.message.iso20022.Profile;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Another reader (Prowide) finds in our messages what we meant, and we in its. */
class ProwideTest {
  private final AnyPayment any = new AnyPayment(new Random(20022), Profile.ISO);

  private static String text(Payments.Made made) { return new String(made.written(), StandardCharsets.UTF_8); }

  @Test void findsOurCustomersPayments() {
    for (int i = 0; i < 30; i++) {
      var made = any.transfers(Kind.CUSTOMER);
      var read = MxPacs00800108.parse(text(made)).getFIToFICstmrCdtTrf();
      assertThat(read.getGrpHdr().getMsgId()).isEqualTo(made.header().id());
      assertThat(read.getGrpHdr().getCreDtTm().toInstant()).isEqualTo(made.header().created().toInstant());
      for (int j = 0; j < made.items().size(); j++) {
        var ours = (CreditTransfer) made.items().get(j);
        var theirs = read.getCdtTrfTxInf().get(j);
        assertThat(theirs.getPmtId().getEndToEndId()).isEqualTo(ours.references().endToEndId() == null ? "NOTPROVIDED" : ours.references().endToEndId());
        assertThat(theirs.getPmtId().getUETR()).isEqualTo(ours.references().uetr());
        assertThat(theirs.getIntrBkSttlmAmt().getValue()).isEqualByComparingTo(ours.amount().value());
        assertThat(theirs.getIntrBkSttlmAmt().getCcy()).isEqualTo(ours.amount().currency());
        assertThat(theirs.getDbtr().getNm()).isEqualTo(ours.debtor().party().name());
        assertThat(theirs.getCdtrAgt().getFinInstnId().getBICFI()).isEqualTo(ours.creditor().agent().bic());
        assertThat(theirs.getRmtInf() == null ? java.util.List.of() : theirs.getRmtInf().getUstrd()).isEqualTo(ours.remittance().unstructured());
      }
    }
  }

  @Test void findsOurOtherMessages() {
    var bank = any.transfers(Kind.BANK);
    assertThat(MxPacs00900108.parse(text(bank)).getFICdtTrf().getCdtTrfTxInf()).extracting(t -> new Amount(t.getIntrBkSttlmAmt().getValue(), t.getIntrBkSttlmAmt().getCcy()))
        .isEqualTo(bank.items().stream().map(item -> ((CreditTransfer) item).amount()).toList());
    var back = any.returns();
    assertThat(MxPacs00400109.parse(text(back)).getPmtRtr().getTxInf()).extracting(t -> t.getOrgnlTxId() + " " + t.getRtrdIntrBkSttlmAmt().getValue().toPlainString())
        .isEqualTo(back.items().stream().map(item -> (PaymentReturn) item).map(r -> r.original().references().transactionId() + " " + r.amount().value().toPlainString()).toList());
    var cancellations = any.cancellations();
    assertThat(MxCamt05600108.parse(text(cancellations)).getFIToFIPmtCxlReq().getUndrlyg()).hasSameSizeAs(cancellations.items());
    assertThat(MxCamt02900109.parse(text(any.resolutions())).getRsltnOfInvstgtn().getSts().getConf()).isIn("CNCL", "RJCR", "PDCR");
    var requests = any.requests();
    assertThat(MxPacs02800103.parse(text(requests)).getFIToFIPmtStsReq().getGrpHdr().getMsgId()).isEqualTo(requests.header().id());
    var statuses = any.statuses();
    assertThat(MxPacs00200110.parse(text(statuses)).getFIToFIPmtStsRpt().getTxInfAndSts()).extracting(t -> t.getTxSts()).isEqualTo(statuses.items().stream().map(item -> (StatusReport) item)
        .filter(report -> report.level() == StatusReport.Level.TRANSACTION).map(StatusReport::status).toList());
  }

  @Test void findsOurEnvelope() {
    var made = AnyPayment.any(new Random(1), Profile.CBPR);
    var read = AbstractMX.parse(text(made));
    assertThat(read.getMxId().id()).isEqualTo(made.header().type());
    assertThat(read.getAppHdr().reference()).isEqualTo(made.header().id());
    assertThat(read.getAppHdr().from()).startsWith(made.header().sender().bic());
  }

  @Test void weReadWhatItWrites() {
    var built = new MxPacs00800108();
    var deutsche = new BranchAndFinancialInstitutionIdentification6().setFinInstnId(new FinancialInstitutionIdentification18().setBICFI("DEUTDEFF"));
    var account = new CashAccount38().setId(new AccountIdentification4Choice().setIBAN("DE89370400440532013000"));
    var header = new GroupHeader93().setMsgId("M1").setCreDtTm(OffsetDateTime.parse("2026-11-23T10:00:00Z")).setNbOfTxs("1").setSttlmInf(new SettlementInstruction7().setSttlmMtd(SettlementMethod1Code.CLRG));
    var one = new CreditTransferTransaction39().setPmtId(new PaymentIdentification7().setEndToEndId("E2E1").setTxId("TX1").setUETR("eb6305c9-1f7f-49de-aed0-16487c27b42d"))
        .setIntrBkSttlmAmt(new ActiveCurrencyAndAmount().setCcy("EUR").setValue(new BigDecimal("10.50"))).setIntrBkSttlmDt(LocalDate.of(2026, 11, 23)).setChrgBr(ChargeBearerType1Code.SLEV)
        .setDbtr(new PartyIdentification135().setNm("Acme")).setDbtrAcct(account).setDbtrAgt(deutsche).setCdtrAgt(deutsche).setCdtr(new PartyIdentification135().setNm("Joe"))
        .setRmtInf(new RemittanceInformation16().addUstrd("Invoice 1"));
    built.setFIToFICstmrCdtTrf(new FIToFICustomerCreditTransferV08().setGrpHdr(header).addCdtTrfTxInf(one));
    var read = Payments.read(built.message());
    assertThat(read.footing().findings()).isEmpty();
    assertThat(read.heard().headers.getFirst()).isEqualTo(new MessageHeader("pacs.008.001.08", "M1", OffsetDateTime.parse("2026-11-23T10:00:00Z"), null, null, null, 1L, null, null, null, "CLRG", null));
    var debtor = new Side(Party.named("Acme"), Account.iban("DE89370400440532013000"), Agent.bic("DEUTDEFF"), null);
    assertThat(read.heard().items).containsExactly(new CreditTransfer(Kind.CUSTOMER, new References(null, "E2E1", "TX1", "eb6305c9-1f7f-49de-aed0-16487c27b42d", null, null), new Amount(new BigDecimal("10.50"), "EUR"),
        LocalDate.of(2026, 11, 23), debtor, new Side(Party.named("Joe"), null, Agent.bic("DEUTDEFF"), null), Route.NONE, new Terms(null, null, null, null, null, "SLEV"), null, null, java.util.List.of(),
        Remittance.of("Invoice 1"), java.util.List.of(), null));
  }
}
