package finality.rail.message.fin;

import finality.rail.message.Finding;
import finality.rail.message.Finding.Position;
import finality.rail.message.MessageListener;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a FIN file into fields, one at a time. Lines may end in CR LF, LF or CR; text is UTF-8 where it is that, else ISO 8859-1. Envelopes ({@code {1:…}{4:}) are stepped over.
 * A line that could not be part of a message is bounded and told.
 */
final class Fields {
  private static final int LONGEST_LINE = 16_384;
  private static final int MOST_LINES = 500;
  private static final Pattern TAG = Pattern.compile("^:([0-9]{2}[A-Z]?|NS):");
  /** Of MT940 and MT942. Within field 86 anything else that looks like a tag is text: banks break lines before a time such as {@code :26:}. */
  private static final Set<String> TAGS = Set.of("20", "21", "25", "25P", "28", "28C", "13", "13D", "34F", "60", "60F", "60M", "61", "86", "62", "62F", "62M", "64", "65", "90C", "90D", "NS");
  private static final Pattern ENVELOPE = Pattern.compile("^\\x01?(\\{[1235S]:.*?)?\\{4:\\s*");

  private final InputStream in;
  private final MessageListener listener;
  private final byte[] buffer = new byte[1 << 16];
  private int filled;
  private int taken;
  private final byte[] line = new byte[LONGEST_LINE];
  private long number;
  private int pushed = -1;
  private @Nullable String ahead;
  private boolean toldEncoding;

  Fields(InputStream in, MessageListener listener) {
    this.in = in;
    this.listener = listener;
  }

  long at() { return number; }

  /** The next field; the end of a message ({@code -}) is a field with the tag {@code -}; {@code null} at the end of the file. */
  @Nullable Field next() throws IOException {
    for (var text = take(); text != null; text = take()) {
      var tag = TAG.matcher(text);
      if (tag.find()) return field(tag, text);
      if (isEnd(text)) return new Field("-", java.util.List.of(""), number);
      if (!text.isBlank()) listener.found(Finding.note(new Position(number, ""), "stepped_over", "\"" + shortened(text) + "\" belongs to no field and was stepped over."));
    }
    return null;
  }

  private Field field(Matcher tag, String text) throws IOException {
    long at = number;
    var lines = new ArrayList<String>();
    lines.add(text.substring(tag.end()));
    boolean told = false;
    for (var more = take(); more != null; more = take()) {
      var another = TAG.matcher(more);
      if (isEnd(more) || another.find() && (!tag.group(1).equals("86") || TAGS.contains(another.group(1)))) {
        ahead = more;
        break;
      }
      if (lines.size() < MOST_LINES) lines.add(more);
      else if (!told) {
        told = true;
        listener.found(Finding.error(new Position(at, ":" + tag.group(1) + ":"), "too_long", "The field has more than " + MOST_LINES + " lines; the rest was not read."));
      }
    }
    while (lines.size() > 1 && lines.getLast().isBlank()) lines.removeLast();
    return new Field(tag.group(1), lines, at);
  }

  private static boolean isEnd(String text) {
    return text.startsWith("-") && (text.strip().equals("-") || text.startsWith("-}"));
  }

  private @Nullable String take() throws IOException {
    if (ahead != null) {
      var text = ahead;
      ahead = null;
      return text;
    }
    var text = readLine();
    if (text == null) return null;
    number++;
    if (number == 1 && text.startsWith("\uFEFF")) text = text.substring(1);
    if (text.indexOf('{') >= 0 && !text.startsWith("-}")) {   // what follows -} on its line is the end of one envelope and the head of the next
      var envelope = ENVELOPE.matcher(text);
      if (envelope.find()) return text.substring(envelope.end());
    }
    return text;
  }

  private @Nullable String readLine() throws IOException {
    int length = 0;
    boolean told = false;
    while (true) {
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

  private static String shortened(String text) { return text.length() <= 40 ? text : text.substring(0, 40) + "…"; }
}
