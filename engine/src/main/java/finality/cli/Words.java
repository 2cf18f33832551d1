package finality.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A command line taken apart: plain words in order, and options, of which some have a value. */
record Words(List<String> plain, Map<String, String> options) {
  private static final Set<String> FLAGS = Set.of("--json", "--csv", "--all", "--despite-findings", "--help", "-h");

  static Words of(String... arguments) {
    var plain = new ArrayList<String>();
    var options = new LinkedHashMap<String, String>();
    for (int i = 0; i < arguments.length; i++) {
      var word = arguments[i];
      int equals = word.indexOf('=');
      if (!word.startsWith("-") || word.equals("-")) plain.add(word);
      else if (FLAGS.contains(word)) options.put(word, "");
      else if (equals > 0) options.put(word.substring(0, equals), word.substring(equals + 1));
      else options.put(word, i + 1 < arguments.length ? arguments[++i] : "");
    }
    return new Words(List.copyOf(plain), options);
  }

  boolean has(String option) { return options.containsKey(option); }

  String value(String option) {
    var value = options.getOrDefault(option, "");
    if (value.isBlank()) throw new Stop(Stop.USAGE, option + " needs a value.");
    return value;
  }

  /** @throws Stop naming an option that is none of these */
  void allow(String... known) {
    for (var option : options.keySet()) if (!List.of(known).contains(option)) throw new Stop(Stop.USAGE, "There is no option " + option + " here; there are " + String.join(", ", known) + ".");
  }

  /** @throws Stop when the locale has no such character, so that no file could have this name */
  static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException _) {
      throw Stop.unreadable("The name " + name + " has characters that the locale does not know; set LC_ALL=C.UTF-8 and try again.");
    }
  }
}
