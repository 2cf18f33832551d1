package finality.rail.message.nacha;

import finality.rail.message.Finding.Position;
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

  private final InputStream in;
  private final Told told;
  /** A stream's own {@code read()} locks for every byte. */
  private final byte[] bytes = new byte[1 << 16];
  private int at;
  private int filled;
  private String line = "";
  private int from;
  private long number;
  private boolean unbroken;

  Records(InputStream in, Told told) {
    this.in = in;
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
    ahead(3);
    if (filled - at >= 3 && (bytes[at] & 0xFF) == 0xEF && (bytes[at + 1] & 0xFF) == 0xBB && (bytes[at + 2] & 0xFF) == 0xBF) at += 3;
  }

  /** So many bytes behind the place that is read, or all that there are. */
  private void ahead(int count) throws IOException {
    if (filled - at >= count) return;
    System.arraycopy(bytes, at, bytes, 0, filled - at);
    filled -= at;
    at = 0;
    filled += in.readNBytes(bytes, filled, bytes.length - filled);
  }

  /** The next line that is not blank, or the next record of a file without lines. @return false at the end */
  private boolean fill() throws IOException {
    from = 0;
    line = "";
    boolean blanks = false;
    while (line.isBlank()) {
      number++;
      ahead(LONGEST_LINE + 2);
      if (at == filled) return false;
      int start = at;
      int end = end(unbroken ? Line.WIDTH : LONGEST_LINE);
      if (end - start == LONGEST_LINE) {
        unbroken = true;
        at = start;
        end = end(Line.WIDTH);
      }
      line = decode(start, end - start);
      if (line.equals("\u001A")) line = "";   // the end mark of DOS
      if (blanks && !line.isBlank()) told.warningOnce("", new Position(number, ""), "blank_line", "Blank lines between records were stepped over.");
      blanks |= line.isBlank();
    }
    return true;
  }

  /** Goes on behind the line's end, or so many bytes when it has none there. @return where the line stops, without its end */
  private int end(int most) {
    int last = Math.min(filled, at + most);
    int end = at;
    while (end < last && bytes[end] != '\n' && bytes[end] != '\r') end++;
    at = end;
    if (end == last) return end;
    at += bytes[end] == '\r' && end + 1 < filled && bytes[end + 1] == '\n' ? 2 : 1;
    return end;
  }

  private String decode(int from, int length) {
    boolean plain = true;
    for (int i = from; i < from + length; i++) plain &= bytes[i] >= 0x20 && bytes[i] < 0x7F;
    if (plain) return new String(bytes, from, length, StandardCharsets.US_ASCII);
    if (length == 1 && bytes[from] == 0x1A) return "\u001A";
    told.warningOnce("", new Position(number, ""), "not_ascii", "There are characters here that an ACH file does not have (accents, control characters); a bank may refuse the file.");
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
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
