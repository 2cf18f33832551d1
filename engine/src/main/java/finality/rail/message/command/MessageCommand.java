package finality.rail.message.command;

import finality.rail.message.Balance;
import finality.rail.message.Finding;
import finality.rail.message.StatementTotals;
import finality.rail.message.StatementHeader;
import finality.rail.message.StatementLine;
import finality.rail.message.MessageListener;
import finality.rail.message.StatementWriter;
import finality.rail.message.fin.Mt940Writer;
import finality.rail.message.iso20022.CamtWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The two commands. Output goes to stdout, what is wrong with a file that is converted to stderr. */
public final class MessageCommand {
  private static final int WRONG = 1;
  private static final int USAGE = 64;
  private static final int UNREADABLE = 65;
  private static final String HELP = """
      Usage: ./finality inspect FILE… [--json]
             ./finality convert FILE --to camt.053|mt940|json

      Reads bank statements (MT940 in the dialects of banks, camt.053 of any version) without an engine. The format is told from the content.
      inspect shows statements, lines and everything odd or wrong with them: footing, counts, dates, missing fields. --json: one object per file and line.
      convert writes the statements in another format to stdout; what that cannot carry is told on stderr. A file with errors is not converted.

      Exit      0 nothing wrong · 1 an error in a file · 64 wrong usage · 65 a file cannot be read
      """;

  private final OutputStream out;
  private final PrintStream err;

  public MessageCommand(OutputStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  public static void main(String[] arguments) {
    System.exit(new MessageCommand(new BufferedOutputStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), 1 << 16), new PrintStream(System.err, true, StandardCharsets.UTF_8)).run(arguments));
  }

  /** @param arguments the verb, {@code inspect} or {@code convert}, and what follows it. @return the exit code */
  public int run(String... arguments) {
    var words = new ArrayList<>(Arrays.asList(arguments));
    try {
      if (words.contains("--help") || words.contains("-h")) {
        out.write(HELP.getBytes(StandardCharsets.UTF_8));
        return 0;
      }
      return words.removeFirst().equals("inspect") ? inspect(words) : convert(words);
    } catch (Usage usage) {
      err.println("finality: " + usage.getMessage() + "\n" + HELP);
      return USAGE;
    } catch (IOException | UncheckedIOException e) {
      err.println("finality: " + (e instanceof java.nio.file.NoSuchFileException ? "there is no file " + e.getMessage() : e.getMessage()) + ".");
      return UNREADABLE;
    } finally {
      try {
        out.flush();
      } catch (IOException e) {
        err.println("finality: the output could not be written: " + e.getMessage());
      }
    }
  }

  private static final class Usage extends RuntimeException {
    Usage(String sentence) { super(sentence, null, false, false); }
  }

  private int inspect(List<String> words) throws IOException {
    boolean asJson = words.remove("--json");
    var files = files(words);
    int code = 0;
    for (var path : files) {
      var file = StatementFile.read(path);
      if (file.hasErrors()) code = WRONG;
      if (asJson) {
        try (var json = generator()) {
          new JsonStatements(json).file(file);
        }
        out.write('\n');
      } else {
        var text = new PrintStream(out, false, StandardCharsets.UTF_8);
        Table.print(file, text);
        text.flush();
      }
    }
    return code;
  }

  private int convert(List<String> words) throws IOException {
    int to = words.indexOf("--to");
    if (to < 0 || to + 1 == words.size()) throw new Usage("convert needs --to with a format.");
    var format = words.remove(to + 1);
    words.remove(to);
    var files = files(words);
    if (files.size() != 1) throw new Usage("convert takes one file.");
    var file = StatementFile.read(files.getFirst());
    for (var finding : file.findings()) err.println(finding);
    if (file.hasErrors()) {
      err.println("finality: " + file.path() + " has errors and was not converted.");
      return WRONG;
    }
    switch (format) {
      case "json" -> {
        try (var json = generator()) {
          json.writeStartObject();
          new JsonStatements(json).content(file);
          json.writeEndObject();
        }
        out.write('\n');
      }
      case "mt940" -> write(file, new Mt940Writer(out, err::println));
      case "camt.053" -> write(file, new CamtWriter(StatementHeader.Kind.STATEMENT, out, file.statements().getFirst().header().id(), created(file), err::println));
      default -> throw new Usage("There is no format " + format + " to convert to.");
    }
    return 0;
  }

  /** The statement's own word, else the time of the file: the same file gives the same output. */
  private static OffsetDateTime created(StatementFile file) throws IOException {
    var said = file.statements().getFirst().header().created();
    return said != null ? said : Files.getLastModifiedTime(file.path()).toInstant().atOffset(ZoneOffset.UTC);
  }

  private static void write(StatementFile file, StatementWriter writer) throws IOException {
    try {
      file.again(new Writing(file.statements(), writer));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    writer.finish();
  }

  private static List<Path> files(List<String> words) {
    if (words.isEmpty()) throw new Usage("No file is named.");
    for (var word : words) if (word.startsWith("--")) throw new Usage("There is no option " + word + ".");
    return words.stream().map(Path::of).toList();
  }

  private JsonGenerator generator() {
    return JsonFactory.builder().disable(tools.jackson.core.StreamWriteFeature.AUTO_CLOSE_TARGET).build().createGenerator(ObjectWriteContext.empty(), out);
  }

  /** Hands what is read to a writer, each statement with its sums first. */
  private static final class Writing implements MessageListener {
    private final List<StatementTotals> statements;
    private final StatementWriter writer;
    private int statement = -1;

    Writing(List<StatementTotals> statements, StatementWriter writer) {
      this.statements = statements;
      this.writer = writer;
    }

    private interface Step { void run() throws IOException; }

    private static void now(Step step) {
      try {
        step.run();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override public void begun(StatementHeader header) { now(() -> writer.begin(statements.get(++statement))); }

    @Override public void balance(Balance balance, Finding.@Nullable Position position) {}

    @Override public void line(StatementLine line) { now(() -> writer.line(line)); }

    @Override public void ended() { now(writer::end); }
  }
}
