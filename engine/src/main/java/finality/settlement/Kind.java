package finality.settlement;

import java.util.Arrays;
import java.util.Locale;

/** What an instruction is for. */
public enum Kind {
  /** A customer's or participant's money to somebody at another bank. */
  PAYOUT(1),
  /** An obligation between banks: the creditor bank's vostro is debited, our nostro at the paying bank pays. */
  INTERBANK(2),
  /** Between two accounts of these books. */
  BOOK(3),
  /** Gives back what a settled instruction paid. */
  REVERSAL(4);

  final byte code;

  Kind(int code) { this.code = (byte) code; }

  static Kind of(int code) { return values()[code - 1]; }

  public String word() { return name().toLowerCase(Locale.ROOT); }

  /** @throws IllegalArgumentException naming the words there are */
  public static Kind parse(String word) {
    return Arrays.stream(values()).filter(k -> k.word().equals(word)).findFirst().orElseThrow(() ->
        new IllegalArgumentException("\"" + word + "\" is not a kind; the kinds are payout, interbank, book"));
  }
}
