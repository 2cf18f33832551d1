package finality.rail;

/** The engine cannot start as its rails are configured: one sentence that names the setting, what it holds and what is expected. */
public final class WrongSetting extends RuntimeException {
  public WrongSetting(String setting, String holds, String expected) {
    super(setting + " is " + holds + ", expected " + expected + ".");
  }
}
