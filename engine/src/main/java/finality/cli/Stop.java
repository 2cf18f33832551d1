package finality.cli;

/** Ends the command with an exit code and one sentence for the person who ran it. */
final class Stop extends RuntimeException {
  static final int USAGE = 64;
  static final int UNREADABLE = 65;
  static final int NO_ENGINE = 69;
  static final int NO_PERMISSION = 77;

  final int code;

  Stop(int code, String sentence) {
    super(sentence, null, false, false);
    this.code = code;
  }

  static Stop usage(String sentence) { return new Stop(USAGE, sentence + " Try ./finality settle --help."); }

  static Stop unreadable(String sentence) { return new Stop(UNREADABLE, sentence); }
}
