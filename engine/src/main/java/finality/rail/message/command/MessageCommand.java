package finality.rail.message.command;

import finality.rail.message.Format;
import finality.rail.message.StatementHeader;
import finality.rail.message.StatementWriter;
import finality.rail.message.Unwritable;
import finality.rail.message.fin.Mt940Writer;
import finality.rail.message.iso20022.CamtWriter;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** The two commands. Output goes to stdout; what cannot be read, and what is wrong with a file that is converted, to stderr. */
public final class MessageCommand {
  private static final int WRONG = 1;
  private static final int USAGE = 64;
  private static final int UNREADABLE = 65;
  private static final int USUAL_WIDTH = 120;
  private static final String HELP = """
      Usage: ./finality inspect FILE… [--json]
             ./finality convert FILE --to camt.053|mt940|json

      Reads what banks write, without an engine. The format is told from the content; - is standard input, after -- only files
      follow.

      inspect   shows statements with their lines and messages with their payments, the first 50 of each, and everything odd or
                wrong with them: footing, counts, dates, missing fields. Several files end with one line for each.
                --json: everything, one object on one line per file (docs/message-json.md)
      convert   writes a statement in another format, or anything as JSON, to stdout; what the format cannot carry is told on
                stderr. A file with errors is not converted, nor a payment to a statement
      Formats   %s
      Exit      0 nothing wrong · 1 an error in a file · 64 wrong usage · 65 a file cannot be read (the others are shown) ·
                74 the output cannot be written (141 without a word when its reader has gone)
      """;

  private final InputStream in;
  private final Output out;
  private final PrintStream err;
  private final int width;

  /** @param in what {@code -} reads. @param width of the terminal, in characters */
  public MessageCommand(InputStream in, OutputStream out, PrintStream err, int width) {
    this.in = in;
    this.out = new Output(out);
    this.err = err;
    this.width = width;
  }

  public static void main(String[] arguments) {
    var columns = System.getenv("COLUMNS");
    int width = columns != null && columns.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(columns) : USUAL_WIDTH;
    var out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16);
    System.exit(new MessageCommand(System.in, out, new PrintStream(System.err, true, StandardCharsets.UTF_8), width).run(arguments));
  }

  /** @param arguments the verb, {@code inspect} or {@code convert}, and what follows it. @return the exit code */
  public int run(String... arguments) { return out.ending("finality", err, () -> command(new ArrayList<>(Arrays.asList(arguments)))); }

  private int command(List<String> words) {
    try {
      int end = words.indexOf("--");
      var options = end < 0 ? words : words.subList(0, end);
      if (options.contains("--help") || options.contains("-h")) {
        out.write(HELP.formatted(Format.words()).getBytes(StandardCharsets.UTF_8));
        return 0;
      }
      return words.removeFirst().equals("inspect") ? inspect(words) : convert(words);
    } catch (Usage usage) {
      err.println("finality: " + usage.getMessage() + "\n" + HELP.lines().limit(2).collect(Collectors.joining("\n")));
      return USAGE;
    } catch (Output.Broken e) {
      throw e;
    } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
      err.println("finality: " + Page.plain(reason(e)));
      return UNREADABLE;
    }
  }

  private static final class Usage extends RuntimeException {
    Usage(String sentence) { super(sentence, null, false, false); }
  }

  private int inspect(List<String> words) throws IOException {
    boolean asJson = removed("--json", words) >= 0;
    var files = files(words);
    var page = new Page(new PrintStream(out, false, StandardCharsets.UTF_8), width);
    var overview = new Overview();
    int code = 0;
    for (var name : files) {
      if (!asJson && !name.equals(files.getFirst())) page.blank();
      try (var input = Input.of(name, in)) {
        var file = asJson ? MessageFile.read(input) : show(input, page);
        overview.add(file);
        if (file.hasErrors()) code = Math.max(code, WRONG);
        if (asJson) asJson(ObjectWriteContext.empty(), json -> new JsonReport(json).file(file));
      } catch (Output.Broken e) {
        throw e;
      } catch (IOException | RuntimeException | StackOverflowError e) {   // what is wrong with one file is no reason to leave out the others
        overview.unreadable(name);
        code = UNREADABLE;
        page.flush();
        err.println("finality: " + Page.plain(files.size() > 1 && !reason(e).contains(name) ? name + ": " + reason(e) : reason(e)));
        if (asJson) asJson(ObjectWriteContext.empty(), json -> new JsonReport(json).unreadable(name, reason(e)));
      }
    }
    if (files.size() > 1 && !asJson) overview.print(page);
    page.flush();
    return code;
  }

  private static MessageFile show(Input input, Page page) throws IOException {
    var table = new Table(page);
    var file = MessageFile.read(input, recognised -> {
      page.line(input.name() + "  " + recognised.name());
      return table.footing();
    });
    table.finish();
    for (var finding : file.findings()) page.text("", 2, finding.toString());
    return file;
  }

  private int convert(List<String> words) throws IOException {
    int to = removed("--to", words);
    if (to < 0 || to == words.size()) throw new Usage("convert needs --to with a format.");
    var format = words.remove(to);
    if (!List.of("json", "mt940", "camt.053").contains(format)) throw new Usage("There is no format " + format + " to convert to.");
    var files = files(words);
    if (files.size() != 1) throw new Usage("convert takes one file.");
    try (var input = Input.of(files.getFirst(), in)) {
      var file = format.equals("json") ? MessageFile.read(input) : MessageFile.readAll(input);
      for (var finding : file.findings()) err.println(Page.plain(finding.toString()));
      if (file.hasErrors()) return refuse(file, "has errors and was not converted.");
      var refusal = format.equals("json") ? null : refusal(file, format);
      if (refusal != null) return refuse(file, refusal);
      try {
        write(file, format);
      } catch (Unwritable e) {
        return refuse(file, "cannot be written as " + format + ": " + e.getMessage());
      }
    }
    return 0;
  }

  /** Why this cannot be a statement; {@code null} when it can. */
  private static @Nullable String refusal(MessageFile file, String format) {
    if (!file.messages().isEmpty())
      return "holds messages about payments (" + file.messages().getFirst().header().type() + "); " + format + " is for statements. A payment is no statement: convert it --to json.";
    if (file.statements().isEmpty()) return "holds no statement, and nothing was converted.";
    for (var statement : file.statements())
      if (statement.header().kind() != StatementHeader.Kind.STATEMENT)
        return "holds a " + statement.header().kind().name().toLowerCase(Locale.ROOT) + ", which does not lead from one balance to another; " + format + " is for statements. Convert it --to json.";
    return null;
  }

  private int refuse(MessageFile file, String sentence) {
    err.println("finality: " + Page.plain(file.name()) + " " + sentence);
    return WRONG;
  }

  private void write(MessageFile file, String format) throws IOException {
    switch (format) {
      case "json" -> asJson(ITEMS_ON_LINES, json -> new JsonReport(json).document(file));
      case "mt940" -> write(file, new Mt940Writer(out, finding -> err.println(Page.plain(finding.toString()))));
      default -> write(file, new CamtWriter(StatementHeader.Kind.STATEMENT, out, file.statements().getFirst().header().id(), created(file), finding -> err.println(Page.plain(finding.toString()))));
    }
  }

  private static void write(MessageFile file, StatementWriter writer) throws IOException {
    try {
      file.again(new Writing(file.statements(), writer));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    writer.finish();
  }

  /** The statement's own word, else the day to which it leads: the same content gives the same output. */
  private static OffsetDateTime created(MessageFile file) {
    var first = file.statements().getFirst();
    return first.header().created() != null ? first.header().created() : Objects.requireNonNull(first.closing(), "a statement without errors has one").date().atStartOfDay().atOffset(ZoneOffset.UTC);
  }

  /** @return where it stood before the first {@code --}, after which only files follow; -1 when it did not */
  private static int removed(String option, List<String> words) {
    int at = words.indexOf(option);
    int end = words.indexOf("--");
    if (at < 0 || end >= 0 && end < at) return -1;
    words.remove(at);
    return at;
  }

  private static List<String> files(List<String> words) {
    int end = words.indexOf("--");
    for (var word : end < 0 ? words : words.subList(0, end)) if (word.startsWith("--")) throw new Usage("There is no option " + word + ".");
    if (end >= 0) words.remove(end);
    if (words.isEmpty()) throw new Usage("No file is named.");
    if (words.stream().filter(Input.STANDARD_INPUT::equals).count() > 1) throw new Usage("Standard input can be read once.");
    return words;
  }

  private interface Said { void by(JsonGenerator json) throws IOException; }

  private static final ObjectWriteContext ITEMS_ON_LINES = new ObjectWriteContext.Base() {
    @Override public PrettyPrinter getPrettyPrinter() { return JsonReport.LINES; }

    @Override public boolean hasPrettyPrinter() { return true; }
  };

  private void asJson(ObjectWriteContext form, Said said) throws IOException {
    try (var json = JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build().createGenerator(form, out)) {
      said.by(json);
    } finally {
      out.write('\n');   // also of what breaks off: one object on one line
    }
  }

  private static String reason(Throwable e) {
    if (e instanceof NoSuchFileException) return "there is no file " + e.getMessage() + ".";
    if (e instanceof java.nio.file.AccessDeniedException) return "the file " + e.getMessage() + " may not be read by this user.";
    if (e instanceof OutOfMemoryError) return "reading it takes more memory than there is (" + Runtime.getRuntime().maxMemory() / 1_000_000 + " MB).";
    if (e instanceof JacksonException json) return json.getOriginalMessage() + ".";
    if (e instanceof IOException || e instanceof UncheckedIOException) return e.getMessage() + ".";
    return "this could not be read on, which is a fault of Finality (" + e + "); please report it.";
  }
}
