package finality.rail.message.command;

import finality.rail.message.Finding;
import finality.rail.message.Finding.Position;
import finality.rail.message.Footing;
import finality.rail.message.Format.Recognised;
import finality.rail.message.Format;
import finality.rail.message.StatementTotals;
import finality.rail.message.MessageListener;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a first reading of a file has shown: everything but its lines. */
record StatementFile(Path path, Recognised recognised, List<Finding> findings, List<StatementTotals> statements, boolean hasErrors) {

  static StatementFile read(Path path) throws IOException {
    try (var in = open(path)) {
      var recognised = Format.recognise(in);
      var footing = new Footing(new MessageListener() { });
      if (recognised.format() == null) footing.found(Finding.error(Position.FILE, "unknown_format", recognised.name().equals("unknown") || recognised.name().equals("xml")
          ? "This is no format that is known here; expected MT940 or camt.053." : "This is " + recognised.name() + ", which is not read yet; expected MT940 or camt.053."));
      else recognised.format().read(in, footing);
      return new StatementFile(path, recognised, footing.findings(), footing.statements(), footing.hasErrors());
    }
  }

  /** The second reading, for the lines. */
  void again(MessageListener listener) throws IOException {
    if (recognised.format() == null) return;
    try (var in = open(path)) {
      recognised.format().read(in, listener);
    }
  }

  private static InputStream open(Path path) throws IOException { return new BufferedInputStream(Files.newInputStream(path), 1 << 17); }
}
