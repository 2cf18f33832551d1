package finality.check;

import java.io.IOException;

/** What goes on around an aimed kill. Each arms the trap when what it is aimed at comes next. */
final class Scenes {
  private Scenes() {}

  /** Three at once, which share transactions as they come. */
  static void payouts(Stage stage) throws IOException {
    stage.arm();
    stage.pay(stage.payout(), stage.payout(), stage.payout());
  }

  static void bookTransfer(Stage stage) throws IOException {
    stage.arm();
    stage.pay(stage.bookTransfer());
  }

  static void waited(Stage stage) throws IOException {
    stage.sending(false);
    stage.pay(stage.payout(), stage.payout());
    stage.arm();
    stage.sending(true);
  }

  static void declined(Stage stage) throws IOException {
    stage.bankDoes("{\"effect\":\"reject\",\"next\":1}");
    stage.arm();
    stage.pay(stage.payout());
  }

  static void taken(Stage stage) throws IOException {
    paidAndAskedAbout(stage, "{\"effect\":\"confirm_late\",\"next\":1,\"after_ms\":1000}", "sent|settled");
  }

  static void lostAnswer(Stage stage) throws IOException {
    paidAndAskedAbout(stage, "{\"effect\":\"execute_then_reset\",\"next\":1}", "in_doubt|settled");
  }

  private static void paidAndAskedAbout(Stage stage, String bankDoes, String states) throws IOException {
    stage.bankDoes(bankDoes);
    stage.arm();
    var payment = stage.payout();
    stage.pay(payment);
    stage.becomes(payment, states);
    stage.lookUp(payment);
  }

  static void returned(Stage stage) throws IOException {
    var payment = stage.payout();
    stage.pay(payment);
    stage.becomes(payment, "settled");
    stage.arm();
    stage.bankReturns(payment);
    stage.becomes(payment, "reversed");
  }

  /** Asked for by one person, approved by another, taken by the bank as a wish, and granted. */
  static void reversed(Stage stage) throws IOException {
    var payment = stage.payout();
    stage.pay(payment);
    stage.becomes(payment, "settled");
    stage.arm();
    var reversal = stage.reverse(payment);
    stage.approve(reversal);
    stage.becomes(reversal, "queued", "recall_accepted");
    stage.bankReturns(payment);
    stage.becomes(payment, "reversed");
    stage.becomes(reversal, "settled", null);
  }

  static void cancelled(Stage stage) throws IOException {
    stage.sending(false);
    var payment = stage.payout();
    stage.pay(payment);
    stage.arm();
    stage.verb(payment, "cancel");
    stage.becomes(payment, "cancelled");
    stage.sending(true);
  }

  static void retried(Stage stage) throws IOException {
    stage.bankDoes("{\"effect\":\"reject\",\"next\":1}");
    var payment = stage.payout();
    stage.pay(payment);
    stage.becomes(payment, "failed");
    stage.arm();
    stage.verb(payment, "retry");
    stage.becomes(payment, "settled");
  }
}
