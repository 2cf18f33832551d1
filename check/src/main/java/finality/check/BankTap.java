package finality.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/** Between engine and bank. What passes is encrypted; the trap counts its bytes. */
final class BankTap extends Tap {
  private static final Duration QUIET = Duration.ofMillis(250);

  private volatile long lastPassed = System.nanoTime();
  private volatile boolean answered;

  BankTap(int target, Trap trap) { super(target, trap); }

  @Override Conversation conversation() {
    return new Conversation() {
      @Override public void toServer(InputStream from, OutputStream to) throws IOException { pass(from, to, true); }

      @Override public void toClient(InputStream from, OutputStream to) throws IOException { pass(from, to, false); }
    };
  }

  /** A new line to the bank is to be opened. */
  void expectOpening() { answered = false; }

  /** The bank has answered since, and nothing passes: the engine has asked what came in, and asks again in a second. */
  boolean openAndQuiet() { return answered && System.nanoTime() - lastPassed > QUIET.toNanos(); }

  private void pass(InputStream from, OutputStream to, boolean toBank) throws IOException {
    var bytes = new byte[16 * 1024];
    for (int length = from.read(bytes); length >= 0; length = from.read(bytes)) {
      lastPassed = System.nanoTime();
      if (!toBank) answered = true;
      int first = trap.pass(toBank, length);
      to.write(bytes, 0, first);
      if (first == length) continue;
      trap.spring();
      to.write(bytes, first, length - first);
    }
  }
}
