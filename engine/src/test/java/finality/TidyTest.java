package finality;

import static org.assertj.core.api.Assertions.assertThat;

import finality.Sources.Offence;
import finality.Sources.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The house's rules of writing, held against every Java file of every module. What breaks one for a reason stands in {@code tidy-exceptions.txt}
 * with that reason; an exception that nothing needs any more must go, one with a size may not be outgrown, and there are never more than there are now.
 */
class TidyTest {
  private static final int LONGEST_FILE = 400;
  private static final int LONGEST_METHOD = 40;
  private static final int MOST_PARAMETERS = 8;
  private static final Set<String> NAMES_THAT_SAY_NOTHING = Set.of("util", "utils", "common", "service", "dto", "mapper", "impl", "helper", "manager", "misc");

  /** Lower it with every exception that goes; never raise it. */
  private static final int MOST_EXCEPTIONS = 9;

  private static final Pattern CLOCK = Pattern.compile("\\b(Instant|LocalDate|LocalDateTime|OffsetDateTime|ZonedDateTime)\\.now\\(\\)|\\bSystem\\.currentTimeMillis\\(|\\bClock\\.system|\\bnew Date\\(\\)");
  private static final Pattern BINARY_FRACTION = Pattern.compile("\\b(double|float|Double|Float|doubleValue|floatValue)\\b");
  private static final Pattern MONEY = Pattern.compile("\\b(BigDecimal|Money)\\b");

  private static final List<Source> SOURCES = Sources.all();

  @Test void noFileIsLongerThan400Lines() {
    check("long-file", source -> source.lines() <= LONGEST_FILE ? Stream.empty() : Stream.of(new Offence(source.path(), source.lines())));
  }

  @Test void noMethodIsLongerThan40Lines() {
    check("long-method", source -> source.methods().stream().filter(m -> m.lines() > LONGEST_METHOD).map(m -> new Offence(source.path() + "#" + m.name(), m.lines())));
  }

  @Test void noMethodTakesMoreThanEightParameters() {
    check("many-parameters", source -> source.methods().stream().filter(m -> m.parameters() > MOST_PARAMETERS).map(m -> new Offence(source.path() + "#" + m.name(), m.parameters())));
  }

  @Test void moneyIsNeverBesideABinaryFraction() {
    check("double-beside-money", source -> source.isProduct() && MONEY.matcher(source.code()).find() ? source.found(BINARY_FRACTION) : Stream.empty());
  }

  @Test void timeIsAnArgument() {
    check("own-clock", source -> source.isProduct() ? source.found(CLOCK) : Stream.empty());
  }

  @Test void testsWaitForConditionsAndNotForTime() {
    check("sleeping-test", source -> source.isTest() ? source.found(Pattern.compile("\\bThread\\.sleep\\(")) : Stream.empty());
  }

  @Test void aPackageIsNamedForWhatItIsAbout() {
    check("empty-name", source -> Stream.of(source.packageName().split("\\.")).anyMatch(NAMES_THAT_SAY_NOTHING::contains) ? Stream.of(new Offence(source.path(), 1)) : Stream.empty());
  }

  /** {@code finality} itself holds the program's start only, and the rooms' {@code http} packages are their edges. */
  @Test void theDoorOfEveryRoomSaysWhatItIs() {
    var rooms = new TreeMap<String, Boolean>();
    for (var source : SOURCES) {
      if (source.isTest() || source.packageName().equals("finality")) continue;
      boolean door = source.path().endsWith("/package-info.java") && source.text().contains("@NullMarked") && source.text().startsWith("/**");
      rooms.merge(source.path().substring(0, source.path().lastIndexOf('/')), door, Boolean::logicalOr);
    }
    assertThat(rooms).isNotEmpty().as("packages without a package-info that says what it is and is @NullMarked").doesNotContainValue(false);
  }

  @Test void exceptionsOnlyBecomeFewer() {
    assertThat(exceptions()).as("lines of tidy-exceptions.txt; lower MOST_EXCEPTIONS when one goes").hasSize(MOST_EXCEPTIONS);
  }

  // ── exceptions ─────────────────────────────────────────────────────────────────────────────────────────

  /** @param size what it may not outgrow */
  private record Exception(String rule, String place, int size, String reason) {}

  private static void check(String rule, Function<Source, Stream<Offence>> offences) {
    var found = new TreeMap<String, Integer>();
    for (var source : SOURCES) offences.apply(source).forEach(offence -> found.merge(offence.place(), offence.size(), Math::max));
    var excepted = new TreeMap<String, Integer>();
    for (var exception : exceptions()) if (exception.rule.equals(rule)) excepted.put(exception.place, exception.size);

    var wrong = new ArrayList<String>();
    for (Map.Entry<String, Integer> offence : found.entrySet()) {
      var most = excepted.remove(offence.getKey());
      if (most == null) wrong.add(rule + " | " + offence.getKey() + " | " + offence.getValue() + " | (mend it; only where that would be worse, a reason)");
      else if (offence.getValue() > most) wrong.add(offence.getKey() + " has grown from " + most + " to " + offence.getValue());
    }
    for (var unused : excepted.keySet()) wrong.add(unused + " needs its exception from " + rule + " no longer: delete the line");
    assertThat(wrong).as(rule).isEmpty();
  }

  private static List<Exception> exceptions() {
    try (var file = TidyTest.class.getResourceAsStream("tidy-exceptions.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank() && !line.startsWith("#")).map(line -> {
        var parts = line.split("\\s*\\|\\s*", 4);
        if (parts.length < 4 || parts[3].isBlank()) throw new IllegalStateException("no reason, or not rule | place | size | reason: " + line);
        return new Exception(parts[0].strip(), parts[1], Integer.parseInt(parts[2]), parts[3]);
      }).toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
