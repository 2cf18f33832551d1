package finality.database;

/** The engine cannot start as it is configured. One sentence that names the setting, what it holds and what is expected. */
public final class WrongConfiguration extends RuntimeException {

  /**
   * @param setting as the operator writes it: {@code DATABASE_URL}
   * @param holds its value, without secrets
   * @param expected what to write instead, or what to do, as the end of a sentence
   */
  public WrongConfiguration(String setting, String holds, String expected) {
    super(setting + " is " + holds + ", expected " + expected + ".");
  }

  WrongConfiguration(String sentence) { super(sentence); }
}
