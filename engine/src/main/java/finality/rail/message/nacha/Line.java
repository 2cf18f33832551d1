package finality.rail.message.nacha;

import finality.rail.message.Finding.Position;

/** One record. @param number of the line, or of the record where there are no lines, from 1. @param text 94 characters */
record Line(long number, String text) {
  static final int WIDTH = 94;

  char type() { return text.charAt(0); }

  /** Positions as the rules count them, from 1, both included. */
  String raw(int from, int to) { return text.substring(from - 1, to); }

  String field(int from, int to) { return raw(from, to).strip(); }

  Position at(String field) { return new Position(number, field); }

  boolean isFill() {
    for (int i = 0; i < text.length(); i++) if (text.charAt(i) != '9') return false;
    return true;
  }
}
