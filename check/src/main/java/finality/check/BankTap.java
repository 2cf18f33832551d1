package finality.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Between engine and bank. What passes is encrypted; the trap counts its bytes. */
final class BankTap extends Tap {
  BankTap(int target, Trap trap) { super(target, trap); }

  @Override Conversation conversation() {
    return new Conversation() {
      @Override public void toServer(InputStream from, OutputStream to) throws IOException { pass(from, to, true); }

      @Override public void toClient(InputStream from, OutputStream to) throws IOException { pass(from, to, false); }
    };
  }

  private void pass(InputStream from, OutputStream to, boolean toBank) throws IOException {
    var bytes = new byte[16 * 1024];
    for (int length = from.read(bytes); length >= 0; length = from.read(bytes)) {
      int first = trap.pass(toBank, length);
      to.write(bytes, 0, first);
      if (first == length) continue;
      trap.spring();
      to.write(bytes, first, length - first);
    }
  }
}
