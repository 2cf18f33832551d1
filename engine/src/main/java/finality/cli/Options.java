package finality.cli;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says.
 *
 * @param url the engine's
 * @param key an API key; {@code null}: that of {@code keyFile}
 * @param waitFor how long ends are waited for once everything is sent, and how long an engine that went away may stay away
 * @param again pay even what was paid before
 * @param partial send the good lines of a file that has bad ones
 * @param check ask the engine about every line, and send none
 * @param byReference keys from the lines' references rather than from the file
 * @param debtors account by what the file says in its place; under the empty text the account for lines that say nothing
 */
record Options(List<Path> files, URI url, @Nullable String key, Path keyFile, Duration waitFor, boolean again, boolean json, boolean partial, boolean check, boolean byReference,
    Map<String, String> debtors) {
  private static final Pattern WAIT = Pattern.compile("([0-9]{1,6})(ms|s|m|h|)");

  Options {
    files = List.copyOf(files);
    debtors = Map.copyOf(debtors);
  }

  /** @throws Stop with what is wrong */
  static Options parse(String[] arguments, Map<String, String> environment) {
    var parser = new Parser(environment);
    parser.read(new ArrayDeque<>(Arrays.asList(arguments)));
    if (parser.files.isEmpty()) throw Stop.usage("No file is named.");
    return new Options(parser.files, parser.url, parser.key, parser.keyFile, parser.wait, parser.flags.contains("--again"), parser.flags.contains("--json"),
        parser.flags.contains("--partial"), parser.flags.contains("--check"), parser.flags.contains("--by-reference"), parser.debtors);
  }

  static Duration duration(String text) {
    var match = WAIT.matcher(text);
    if (!match.matches()) throw Stop.usage("--wait is \"" + text + "\", expected a time such as 60s, 500ms, 5m or 1h.");
    long number = Long.parseLong(match.group(1));
    return switch (match.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofSeconds(number);
    };
  }

  private static final class Parser {
    private static final List<String> FLAGS = List.of("--again", "--json", "--partial", "--check", "--by-reference");

    private final List<Path> files = new ArrayList<>();
    private final List<String> flags = new ArrayList<>();
    private final Map<String, String> debtors = new HashMap<>();
    private URI url;
    private @Nullable String key;
    private Path keyFile;
    private Duration wait = Duration.ofSeconds(60);

    private Parser(Map<String, String> environment) {
      url = URI.create("http://localhost:" + environment.getOrDefault("HTTP_PORT", "8086"));
      keyFile = Path.of(environment.getOrDefault("FINALITY_DATA", "./data"), "operator.key");
    }

    private void read(Deque<String> words) {
      boolean onlyFiles = false;
      while (!words.isEmpty()) {
        var word = words.pop();
        int equals = word.indexOf('=');
        if (onlyFiles || !word.startsWith("-") || word.equals("-")) files.add(Path.of(word));
        else if (word.equals("--")) onlyFiles = true;
        else if (FLAGS.contains(word)) flags.add(word);
        else if (equals > 0) value(word.substring(0, equals), word.substring(equals + 1));
        else value(word, words.isEmpty() || !takesValue(word) ? null : words.pop());
      }
    }

    private static boolean takesValue(String word) { return List.of("--url", "--key", "--key-file", "--wait", "--debtor").contains(word); }

    private void value(String option, @Nullable String value) {
      if (!takesValue(option)) throw Stop.usage("There is no option " + option + (FLAGS.contains(option) ? " with a value." : "."));
      if (value == null || value.isBlank()) throw Stop.usage(option + " needs a value.");
      switch (option) {
        case "--url" -> url = url(value);
        case "--key" -> key = value.strip();
        case "--key-file" -> keyFile = Path.of(value);
        case "--wait" -> wait = duration(value);
        default -> {
          int equals = value.indexOf('=');
          debtors.put(equals < 0 ? "" : value.substring(0, equals), value.substring(equals + 1));
        }
      }
    }

    private static URI url(String text) {
      try {
        var url = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) return url;
      } catch (IllegalArgumentException _) {
        // told below
      }
      throw Stop.usage("--url is \"" + text + "\", expected one such as http://localhost:8086.");
    }
  }
}
