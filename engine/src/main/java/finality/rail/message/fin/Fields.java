package finality.rail.message.fin;

import finality.rail.message.Finding;
import finality.rail.message.Finding.Position;
import finality.rail.message.MessageListener;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a FIN file into fields, one at a time. Lines may end in CR LF, LF or CR; text is UTF-8 where it is that, else ISO 8859-1. Messages may stand
 * between control characters or dollar signs, as files of FIN interfaces have them. Blocks 1 to 3 come as one field with the tag <code>{</code>, before those of the message, and end in <code>{4:</code> where the text begins.
 * A line that could not be part of a message is bounded and told.
 */
final class Fields {
  private static final int LONGEST_LINE = 16_384;
  private static final int MOST_LINES = 500;
  private static final int MOST_ODD_TAGS = 20;
  /** Of MT940 and MT942. Within field 86 anything else that looks like a tag is text: banks break lines before a time such as {@code :26:}. */
  private static final Set<String> TAGS = Set.of("20", "21", "25", "25P", "28", "28C", "13", "13D", "34F", "60", "60F", "60M", "61", "86", "62", "62F", "62M", "64", "65", "90C", "90D", "NS");
  private static final Pattern BLOCK = Pattern.compile("^\\{[1-5S]:.*", Pattern.DOTALL);
  private static final Pattern FRAME = Pattern.compile("^[\\x00-\\x20$]+(?=\\{[1-5S]:|$)");
  /** XML, JSON or an ACH file that begins where no FIN message can. Within a field of text only what a text hardly has. */
  private static final Pattern FOREIGN = Pattern.compile("<\\?xml[ ?].*|<(?:[A-Za-z0-9_-]+:)?(?:Document|AppHdr)[ >].*|\\{\\s*\".*|\\[\\s*\\{.*|1[0 ][1 ].{31}094.*", Pattern.DOTALL);
  private static final char HEAD = '\0';

  private final InputStream in;
  private final MessageListener listener;
  private final byte[] buffer = new byte[1 << 16];
  private int filled;
  private int taken;
  private final byte[] line = new byte[LONGEST_LINE];
  private long number;
  private int pushed = -1;
  private final ArrayDeque<String> ahead = new ArrayDeque<>();
  private final StringBuilder head = new StringBuilder();
  private boolean toldEncoding;
  private boolean toldHead;
  /** What was begun is no FIN, and was told. */
  private boolean foreign;
  private final Set<String> oddTags = new HashSet<>();

  Fields(InputStream in, MessageListener listener) {
    this.in = in;
    this.listener = listener;
  }

  long at() { return number; }

  /** The next field; the end of a message ({@code -}) is a field with the tag {@code -}, which has its trailer; {@code null} at the end of the file. */
  @Nullable Field next() throws IOException {
    for (var text = take(); text != null; text = take()) {
      var tag = tag(text);
      if (tag != null || isHead(text)) foreign = false;
      if (tag != null) return field(tag, text);
      if (isHead(text)) return new Field("{", List.of(text.substring(1)), number);
      if (isEnd(text)) return new Field("-", List.of(text), number);
      if (isForeign(text)) other(text);
      else if (!text.isBlank() && !foreign) listener.found(Finding.note(new Position(number, ""), "stepped_over", "\"" + Finding.shortened(text) + "\" belongs to no field and was stepped over."));
    }
    return null;
  }

  /** Told once, however long it is. */
  private void other(String text) {
    if (!foreign) listener.found(Finding.error(new Position(number, ""), "unknown_content", "Here begins something else than FIN, \"" + Finding.shortened(text) + "\"; it was not read. Split the file."));
    foreign = true;
  }

  private static boolean isForeign(String text) { return !text.isEmpty() && "<{[1".indexOf(text.charAt(0)) >= 0 && FOREIGN.matcher(text).lookingAt(); }

  /** What stands between colons at the beginning of a line: two digits and perhaps a letter, or NS. */
  private static @Nullable String tag(String line) {
    if (line.length() < 4 || line.charAt(0) != ':') return null;
    int end = line.indexOf(':', 3);
    if (end < 0 || end > 4) return null;
    boolean number = isDigit(line.charAt(1)) && isDigit(line.charAt(2)) && (end == 3 || line.charAt(3) >= 'A' && line.charAt(3) <= 'Z');
    return number || line.startsWith(":NS:") ? line.substring(1, end) : null;
  }

  private static boolean isDigit(char c) { return c >= '0' && c <= '9'; }

  private Field field(String tag, String text) throws IOException {
    long at = number;
    var lines = new ArrayList<String>();
    lines.add(text.substring(tag.length() + 2));
    boolean told = false;
    for (var more = take(); more != null; more = take()) {
      var another = tag(more);
      if (isEnd(more) || isHead(more) || isForeign(more) || another != null && (!tag.equals("86") || TAGS.contains(another))) {
        ahead.addFirst(more);
        break;
      }
      if (another != null && oddTags.size() < MOST_ODD_TAGS && oddTags.add(another))
        listener.found(Finding.note(new Position(number, ":" + another + ":"), "odd_tag_in_text", "What looks like field " + another + ", which an MT940 has not, was read as text of field 86, here and where it comes again."));
      if (lines.size() < MOST_LINES) lines.add(more);
      else if (!told) {
        told = true;
        listener.found(Finding.error(new Position(at, ":" + tag + ":"), "too_long", "The field has more than " + MOST_LINES + " lines; the rest was not read."));
      }
    }
    while (lines.size() > 1 && lines.getLast().isBlank()) lines.removeLast();
    return new Field(tag, lines, at);
  }

  private static boolean isEnd(String text) {
    return text.startsWith("-") && (text.strip().equals("-") || text.startsWith("-}"));
  }

  private static boolean isHead(String text) { return !text.isEmpty() && text.charAt(0) == HEAD; }

  private @Nullable String take() throws IOException {
    while (ahead.isEmpty()) {
      var text = readLine();
      if (text == null) {
        if (head.isEmpty()) return null;
        flush();
        break;
      }
      number++;
      if (number == 1 && text.startsWith("\uFEFF")) text = text.substring(1);
      if (!text.isEmpty() && (text.charAt(0) <= ' ' || text.charAt(0) == '$')) text = FRAME.matcher(text).replaceFirst("");
      if (isHead(text)) text = text.substring(1);
      int behind = text.startsWith("-") ? foreignBehind(text) : -1;
      if (behind > 0) {
        if (text.startsWith("-}")) blocks(text.substring(0, behind));
        else ahead.add("-");
        ahead.add(text.substring(behind));
      } else if (text.startsWith("-}") || text.startsWith("{") && BLOCK.matcher(text).matches() || !head.isEmpty() && text.startsWith("{")) blocks(text);
      else {
        if (!head.isEmpty()) flush();
        ahead.add(text);
      }
    }
    return ahead.removeFirst();
  }

  /** Where something else follows the end of a message on its line, as in files put together whose last line has no end; -1: nowhere. */
  private static int foreignBehind(String line) {
    int at = line.startsWith("-}") ? 2 : 1;
    while (line.startsWith("{5:", at) || line.startsWith("{S:", at)) {
      int end = line.indexOf("}}", at);
      if (end < 0) return -1;
      at = end + 2;
    }
    return isForeign(line.substring(at)) ? at : -1;
  }

  /** The end of one message, its trailer and the blocks of the next may stand on one line, the blocks of one message on several. */
  private void blocks(String line) {
    var rest = line;
    if (rest.startsWith("-}")) {
      int next = rest.indexOf("{1:");
      ahead.add(next < 0 ? rest : rest.substring(0, next));
      rest = next < 0 ? "" : rest.substring(next);
    }
    while (!rest.isEmpty()) {
      int text = rest.indexOf("{4:");
      if (text < 0) {
        if (head.length() + rest.length() <= LONGEST_LINE) head.append(rest);
        else if (!toldHead) {
          toldHead = true;
          listener.found(Finding.error(new Position(number, ""), "too_long", "The blocks before a message have more than " + LONGEST_LINE + " characters; the rest of them was not read. This is hardly a FIN file."));
        }
        return;
      }
      head.append(rest, 0, text);
      rest = rest.substring(text + 3);
      int acknowledged = rest.startsWith("{") ? rest.indexOf("}}") : -1;   // the network's answer to a message stands before it, in a block 4 of its own kind
      if (acknowledged >= 0) head.append("{4:").append(rest, 0, acknowledged + 2);
      else head.append("{4:");
      flush();
      rest = acknowledged >= 0 ? rest.substring(acknowledged + 2).stripLeading() : rest.stripLeading();
      if (acknowledged < 0) {
        if (!rest.isEmpty()) ahead.add(rest);
        return;
      }
    }
  }

  private void flush() {
    if (!head.isEmpty()) ahead.add(HEAD + head.toString());
    head.setLength(0);
  }

  private @Nullable String readLine() throws IOException {
    int length = 0;
    boolean told = false;
    while (true) {
      if (pushed < 0) length = plain(length);
      int b = pushed >= 0 ? pushed : nextByte();
      pushed = -1;
      if (b < 0) return length == 0 ? null : decode(length);
      if (b == '\n') return decode(length);
      if (b == '\r') {
        int after = nextByte();
        if (after != '\n') pushed = after;
        return decode(length);
      }
      if (length < LONGEST_LINE) line[length++] = (byte) b;
      else if (!told) {
        told = true;
        listener.found(Finding.error(new Position(number + 1, ""), "line_too_long", "The line has more than " + LONGEST_LINE + " bytes; the rest of it was not read. This is hardly a FIN file."));
      }
    }
  }

  /** Takes at once what of the line is in the buffer; what comes after is asked byte by byte. @return the line's new length */
  private int plain(int length) {
    int from = taken;
    int end = Math.min(filled, from + LONGEST_LINE - length);
    while (taken < end && buffer[taken] != '\n' && buffer[taken] != '\r') taken++;
    System.arraycopy(buffer, from, line, length, taken - from);
    return length + taken - from;
  }

  /** A stream's own {@code read()} locks for every byte. */
  private int nextByte() throws IOException {
    if (taken == filled) {
      filled = in.read(buffer);
      taken = 0;
      if (filled <= 0) {
        filled = 0;
        return -1;
      }
    }
    return buffer[taken++] & 0xFF;
  }

  private String decode(int length) {
    boolean ascii = true;
    for (int i = 0; ascii && i < length; i++) ascii = line[i] >= 0;
    if (ascii) return new String(line, 0, length, StandardCharsets.ISO_8859_1);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line, 0, length)).toString();
    } catch (CharacterCodingException _) {
      if (!toldEncoding) listener.found(Finding.note(new Position(number + 1, ""), "not_utf8", "The text is not UTF-8 and was read as ISO 8859-1."));
      toldEncoding = true;
      return new String(line, 0, length, StandardCharsets.ISO_8859_1);
    }
  }
}
