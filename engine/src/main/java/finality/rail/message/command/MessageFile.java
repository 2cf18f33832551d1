package finality.rail.message.command;

import finality.rail.message.Finding;
import finality.rail.message.Finding.Position;
import finality.rail.message.Footing;
import finality.rail.message.Format;
import finality.rail.message.Format.Recognised;
import finality.rail.message.MessageListener;
import finality.rail.message.MessageTotals;
import finality.rail.message.StatementTotals;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What a reading of a file has shown: everything but its lines and items, and of its statements and messages as many as the footing keeps. */
record MessageFile(Input input, Recognised recognised, List<Finding> findings, List<StatementTotals> statements, List<MessageTotals> messages, Footing.Counts counts, boolean hasErrors) {

  /** Where the reading goes, once it is known what the file is. */
  interface Reading { Footing of(Recognised recognised); }

  static MessageFile read(Input input) throws IOException { return read(input, _ -> new Footing(new MessageListener() { })); }

  /** With the sums of every statement: a writer needs them. */
  static MessageFile readAll(Input input) throws IOException { return read(input, _ -> Footing.ofAll(new MessageListener() { })); }

  static MessageFile read(Input input, Reading reading) throws IOException {
    try (var in = input.open()) {
      var recognised = Format.recognise(in);
      var footing = reading.of(recognised);
      if (recognised.format() != null) recognised.format().read(in, footing);
      else if (recognised.name().startsWith("head.")) footing.found(Finding.error(Position.FILE, "cut_off", "There is a header (" + recognised.name() + ") and no message behind it: the file is cut off. Fetch it again."));
      else footing.found(Finding.error(Position.FILE, "unknown_format", unknown(recognised.name())));
      return new MessageFile(input, recognised, footing.findings(), footing.statements(), footing.messages(), footing.counts(), footing.hasErrors());
    }
  }

  private static String unknown(String name) {
    switch (name) {
      case "empty" -> { return "The file is empty."; }
      case "bai2" -> { return "This is BAI2, which is not read; most banks that send it can send camt.053 or MT940 as well."; }
      case "csv" -> { return "This is CSV, whose columns every bank names otherwise: ./finality match reads it (docs/matching.md)."; }
      case "utf-16" -> { return "This is text in UTF-16, which only XML and JSON may be written in here; save it as UTF-8: iconv -f UTF-16 -t UTF-8."; }
      default -> { }
    }
    return (name.equals("unknown") || name.equals("xml") ? "This is no format that is known here" : "This is " + name + ", which is not read")
        + "; expected one of " + Arrays.stream(Format.values()).map(Format::word).collect(Collectors.joining(", ")) + ".";
  }

  /** Another reading, for the lines and items. @throws IOException also when it shows another content than the first */
  void again(MessageListener listener) throws IOException {
    if (recognised.format() == null) return;
    var now = new Footing(listener);
    try (var in = input.open()) {
      recognised.format().read(in, now);
    }
    if (!now.counts().equals(counts) || !now.findings().equals(findings) || !startsWith(statements, now.statements()) || !startsWith(messages, now.messages()))
      throw new IOException(name() + " has changed while it was read; what was written of it cannot be relied upon");
  }

  private static boolean startsWith(List<?> all, List<?> first) { return all.size() >= first.size() && all.subList(0, first.size()).equals(first); }

  String name() { return input.name(); }
}
