package finality.cli;

import finality.edge.Json.Flag;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** {@code --check}: asks the engine what it would say to each line, and sends none. */
final class DryRun {
  private static final int AT_ONCE = 16;

  private final Engine engine;
  private final PrintStream out;
  private final Semaphore turns = new Semaphore(AT_ONCE);

  DryRun(Engine engine, PrintStream out) {
    this.engine = engine;
    this.out = out;
  }

  /** @return 0 when every line would be taken, else 1. @throws Stop when the engine stops answering */
  int of(List<Line> lines) {
    int refused = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var verdicts = lines.stream().map(line -> threads.submit((Callable<String>) () -> verdict(line))).toList();
      for (int i = 0; i < lines.size(); i++) {
        var verdict = verdicts.get(i).get();
        if (verdict.isEmpty()) continue;
        refused++;
        out.println(lines.get(i).place() + ": " + verdict);
      }
    } catch (ExecutionException e) {
      throw new Stop(Stop.NO_ENGINE, "The engine stopped answering: " + e.getCause().getMessage() + ".");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Stop(Stop.NO_ENGINE, "Interrupted.");
    }
    out.println(lines.size() + " lines checked, " + (refused == 0 ? "all would be taken" : refused + " would be refused") + "; nothing was sent.");
    return refused == 0 ? 0 : 1;
  }

  /** Empty when the line would be taken. */
  private String verdict(Line line) throws IOException, InterruptedException {
    if (!line.readable()) return String.join("; ", line.wrongs().stream().map(Wrong::toString).toList());
    turns.acquire();
    try {
      var answer = engine.post("/v1/settlements/validate", line.key() + "-check", line.body());
      if (answer.status() != 200) return answer.refusal();
      return answer.body().values().get("valid") instanceof Flag(var valid) && valid ? "" : answer.refusal().replace("HTTP 200 without a reason", "would be refused");
    } finally {
      turns.release();
    }
  }
}
