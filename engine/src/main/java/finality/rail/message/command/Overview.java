package finality.rail.message.command;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Several files at a glance: one line each, and how many of them there are. */
final class Overview {
  private record Line(String verdict, String name, String format, String holds) {}

  private final List<Line> lines = new ArrayList<>();
  private int wrong;
  private int unread;

  void add(MessageFile file) {
    if (file.hasErrors()) wrong++;
    long warnings = file.findings().stream().filter(finding -> finding.severity() == finality.rail.message.Finding.Severity.WARNING).count();
    lines.add(new Line(file.hasErrors() ? "WRONG" : "ok", file.name(), file.recognised().name(), Stream.of(messages(file), statements(file), warnings == 0 ? "" : Table.count(warnings, "warning"))
        .filter(part -> !part.isEmpty()).collect(Collectors.joining(", "))));
  }

  void unreadable(String name) {
    unread++;
    lines.add(new Line("UNREAD", name, "", ""));
  }

  private static String messages(MessageFile file) {
    return file.counts().messages() == 0 ? "" : Table.count(file.counts().messages(), "message") + " of " + Table.count(file.counts().items(), "item");
  }

  private static String statements(MessageFile file) {
    return file.counts().statements() == 0 ? "" : Table.count(file.counts().statements(), "statement") + " of " + Table.count(file.counts().lines(), "line");
  }

  void print(Page page) {
    page.blank();
    int names = Math.min(40, lines.stream().mapToInt(line -> line.name().length()).max().orElse(0));
    for (var line : lines) page.row(String.format("%-6s  %-" + names + "s  %-8s  ", line.verdict(), line.name(), line.format()), 8, List.of(line.holds()));
    page.line(lines.size() + " files: " + (lines.size() - wrong - unread) + " without errors" + (wrong == 0 ? "" : ", " + wrong + " with errors") + (unread == 0 ? "" : ", " + unread + " could not be read"));
  }
}
