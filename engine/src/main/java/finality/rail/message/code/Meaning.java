package finality.rail.message.code;

import finality.rail.message.CancellationRequest;
import finality.rail.message.Change;
import finality.rail.message.CreditTransfer;
import finality.rail.message.DirectDebit;
import finality.rail.message.Item;
import finality.rail.message.Original;
import finality.rail.message.PaymentReturn;
import finality.rail.message.Reason;
import finality.rail.message.Resolution;
import finality.rail.message.StatusReport;
import finality.rail.message.StatusRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the codes of an item mean, each looked up in the list that the item has them from. Empty where the item has none, or one that is not of its list. */
public final class Meaning {
  private static final Pattern NACHA = Pattern.compile("R[0-9]{2}");

  private Meaning() {}

  /** What is said of the payment, or of the request. */
  public static Optional<Code> ofStatus(Item item) {
    return switch (item) {
      case StatusReport report -> (report.level() == StatusReport.Level.TRANSACTION ? CodeList.PAYMENT_STATUS : CodeList.GROUP_STATUS).find(report.status());
      case Resolution resolution -> CodeList.CANCELLATION_STATUS.find(resolution.cancellationStatus()).or(() -> CodeList.INVESTIGATION_STATUS.find(resolution.status()));
      case Change change -> CodeList.NACHA_CHANGE.find(change.code());
      case CreditTransfer _, DirectDebit _, PaymentReturn _, CancellationRequest _, StatusRequest _ -> Optional.empty();
    };
  }

  /** @param reason of that item; a proprietary one has no meaning here */
  public static Optional<Code> ofReason(Item item, Reason reason) {
    if (reason.proprietary() || reason.code() == null) return Optional.empty();
    return switch (item) {
      case StatusReport report -> list(CodeList.STATUS_REASON, report.original(), reason.code()).find(reason.code());
      case PaymentReturn back -> list(CodeList.RETURN_REASON, back.original(), reason.code()).find(reason.code());
      case CancellationRequest _ -> CodeList.CANCELLATION_REASON.find(reason.code());
      case Resolution _ -> CodeList.CANCELLATION_REFUSAL.find(reason.code());
      case Change _, CreditTransfer _, DirectDebit _, StatusRequest _ -> Optional.empty();
    };
  }

  /** Returns of an ACH and of FIN look like those of ISO 20022 and have codes of their own. */
  private static CodeList list(CodeList iso, Original original, String code) {
    if (NACHA.matcher(code).matches()) return CodeList.NACHA_RETURN;
    return original.messageType() != null && original.messageType().startsWith("MT") ? CodeList.FIN_REJECT : iso;
  }
}
