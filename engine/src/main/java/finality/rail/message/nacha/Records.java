package finality.rail.message.nacha;

import finality.rail.message.Finding.Position;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A file as records of 94 characters, whatever ends them: CR LF, LF, CR or nothing at all. Blanks that were cut off at a record's end are put back; what it has too much is told.
 * Holds a few kilobytes of the file at most.
 */
final class Records {
  /** What has no line's end for so long is a file without lines. */
  private static final int LONGEST_LINE = 1 << 12;

  private final BufferedInputStream in;
  private final Told told;
  private final byte[] bytes = new byte[LONGEST_LINE];
  private String line = "";
  private int from;
  private long number;
  private boolean unbroken;

  Records(InputStream in, Told told) {
    this.in = new BufferedInputStream(in, 1 << 16);
    this.told = told;
  }

  /** @return {@code null} at the end */
  @Nullable Line next() throws IOException {
    if (number == 0) skipMark();
    while (from >= line.length()) {
      if (!fill()) return null;
      if (line.length() > Line.WIDTH) tooLong();
    }
    var text = line.substring(from, Math.min(line.length(), from + Line.WIDTH));
    from += Line.WIDTH;
    if (from > Line.WIDTH) number++;   // records of one line are counted instead of lines
    return record(text);
  }

  private void skipMark() throws IOException {
    in.mark(3);
    var mark = in.readNBytes(3);
    if (!(mark.length == 3 && (mark[0] & 0xFF) == 0xEF && (mark[1] & 0xFF) == 0xBB && (mark[2] & 0xFF) == 0xBF)) in.reset();
  }

  /** The next line that is not blank, or the next record of a file without lines. @return false at the end */
  private boolean fill() throws IOException {
    from = 0;
    line = "";
    boolean blanks = false;
    while (line.isBlank()) {
      number++;
      in.mark(LONGEST_LINE + 2);
      int length = upToEnd(unbroken ? Line.WIDTH : LONGEST_LINE);
      if (length < 0) return false;
      if (length == LONGEST_LINE && !unbroken) {
        unbroken = true;
        in.reset();
        length = upToEnd(Line.WIDTH);
      }
      line = decode(length);
      if (line.equals("\u001A")) line = "";   // the end mark of DOS
      if (blanks && !line.isBlank()) told.warningOnce("", new Position(number, ""), "blank_line", "Blank lines between records were stepped over.");
      blanks |= line.isBlank();
    }
    return true;
  }

  /** @return how many bytes, without the line's end; -1 at the end of the file */
  private int upToEnd(int most) throws IOException {
    int length = 0;
    while (length < most) {
      int next = in.read();
      if (next < 0) return length == 0 ? -1 : length;
      if (next == '\n') return length;
      if (next == '\r') {
        in.mark(1);
        if (in.read() != '\n') in.reset();
        return length;
      }
      bytes[length++] = (byte) next;
    }
    return length;
  }

  private String decode(int length) {
    boolean plain = true;
    for (int i = 0; i < length; i++) plain &= bytes[i] >= 0x20 && bytes[i] < 0x7F;
    if (plain) return new String(bytes, 0, length, StandardCharsets.US_ASCII);
    if (length == 1 && bytes[0] == 0x1A) return "\u001A";
    told.warningOnce("", new Position(number, ""), "not_ascii", "There are characters here that an ACH file does not have (accents, control characters); a bank may refuse the file.");
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }
  }

  /** A line of more than one record's length is several records, or a record with too much behind it. */
  private void tooLong() {
    if (line.length() >= 2 * Line.WIDTH && !line.substring(Line.WIDTH).isBlank()) return;
    var rest = line.substring(Line.WIDTH);
    line = line.substring(0, Line.WIDTH);
    if (rest.isBlank()) told.warningOnce("", new Position(number, ""), "long_record", "Records go on with blanks after their 94 characters; they were cut off.");
    else told.error(new Line(number, line), "", "wrong_length", "The record has " + (Line.WIDTH + rest.length()) + " characters instead of 94; \"" + rest.strip() + "\" at its end was not read.");
  }

  private Line record(String text) {
    if (text.length() == Line.WIDTH) return new Line(number, text);
    // the headers and controls end in fields that may be blank; what else is missing is found when the fields are read
    told.warningOnce(text.substring(0, 1), new Position(number, ""), "short_record", "The record has " + text.length() + " characters instead of 94; blanks were put at its end.");
    return new Line(number, text + " ".repeat(Line.WIDTH - text.length()));
  }
}
