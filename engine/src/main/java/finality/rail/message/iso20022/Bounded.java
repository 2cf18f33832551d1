package finality.rail.message.iso20022;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Ends a text whose single parts are too long for the parser, which keeps a comment, an attribute or a CDATA section whole. */
final class Bounded extends FilterReader {
  /** Characters between one event of the parser and the next. */
  static final int MOST = 4_000_000;

  private long since;

  Bounded(Reader in) { super(in); }

  /** A single part of the text is longer than {@link #MOST}. */
  static final class TooLong extends IOException {
    TooLong() { super("a comment, an attribute, a CDATA section or another single part is longer than " + MOST / 1_000_000 + " million characters"); }
  }

  /** The parser has come to the end of a part. */
  void event() { since = 0; }

  @Override public int read() throws IOException {
    int one = super.read();
    if (one >= 0) count(1);
    return one;
  }

  @Override public int read(char[] to, int from, int length) throws IOException {
    int read = super.read(to, from, length);
    if (read > 0) count(read);
    return read;
  }

  private void count(int characters) throws TooLong { if ((since += characters) > MOST) throw new TooLong(); }
}
