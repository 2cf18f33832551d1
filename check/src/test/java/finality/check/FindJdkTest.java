package finality.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher finds a JDK that is new enough by itself, or says in one sentence that there is none. */
class FindJdkTest {
  /** All that it needs of a system besides a JDK. */
  private static final List<String> TOOLS = List.of("bash", "dirname", "find", "head", "readlink", "sed");
  /** Where it looks, in this order. */
  private static final List<String> PLACES = List.of("of-java-home", "of-path", "usr/lib/jvm/temurin-25", "home/.sdkman/candidates/java/25-tem", "home/.jdks/temurin-25",
      "opt/jdk-25", "opt/java/openjdk", "usr/java/jdk-25", "usr/local/jdk-25");

  @TempDir Path temp;
  private Path machine;
  private Launcher launcher;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach void emptyMachine() throws IOException {
    machine = temp.toRealPath();
    launcher = Launcher.on(machine);
    for (var tool : TOOLS) executable("tools/" + tool, "exec " + onPath(tool) + " \"$@\"");
    Files.createDirectories(machine.resolve("bin"));
    environment.put("PATH", machine.resolve("bin") + ":" + machine.resolve("tools"));
    environment.put("HOME", machine.resolve("home").toString());
    for (var none : List.of("JAVA_HOME", "SDKMAN_DIR")) environment.put(none, "");
  }

  private static Path onPath(String tool) {
    return List.of(System.getenv("PATH").split(":")).stream().map(directory -> Path.of(directory, tool)).filter(Files::isExecutable).findFirst().orElseThrow();
  }

  private void jdk(String place, String version) throws IOException {
    jre(place, version);
    executable(place + "/bin/javac", "");
  }

  /** Its java says whose it is. */
  private void jre(String place, String version) throws IOException {
    executable(place + "/bin/java", "echo \"runs in $JAVA_HOME\"");
    Files.writeString(machine.resolve(place, "release"), "IMPLEMENTOR=\"somebody\"\nJAVA_VERSION=\"" + version + "\"\n");
  }

  private void executable(String file, String script) throws IOException {
    var path = machine.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Launcher.Ended called() throws Exception { return launcher.call(environment, "check", "crash"); }

  @Test void theFirstThatIsNewEnoughIsTakenAndOlderOnesArePassedOver() throws Exception {
    for (var place : PLACES) jdk(place, "25.0.1");
    environment.put("JAVA_HOME", machine.resolve("of-java-home").toString());
    Files.createSymbolicLink(machine.resolve("bin/java"), machine.resolve("of-path/bin/java"));
    for (var place : PLACES) {
      assertThat(called().said()).isEqualTo("runs in " + machine.resolve(place) + "\n");
      jdk(place, place.contains("home") ? "1.8.0_402" : "17.0.15");
    }
    var none = called();
    assertThat(none.exit()).isEqualTo(1);
    assertThat(none.said().lines()).singleElement().asString().startsWith("finality: it needs a JDK 25 or newer and found only ").contains("or set JAVA_HOME to it");
    for (var place : PLACES) assertThat(none.said()).as("each is named").contains(machine.resolve(place) + " (version ");
  }

  @Test void whatIsFoundIsNamedOnce() throws Exception {
    jdk("usr/lib/jvm/java-17", "17.0.15");
    assertThat(called().said()).startsWith("finality: it needs a JDK 25 or newer and found only " + machine.resolve("usr/lib/jvm/java-17") + " (version 17); install one (https://adoptium.net");
  }

  @Test void aNewerOneWillDoAndOneThatCannotCompileWillNot() throws Exception {
    jre("of-java-home", "25.0.1");
    environment.put("JAVA_HOME", machine.resolve("of-java-home").toString());
    assertThat(called().said()).startsWith("finality: it needs a JDK 25 or newer and found none; install one");
    jdk("usr/lib/jvm/jdk-27", "27-ea");
    assertThat(called().said()).isEqualTo("runs in " + machine.resolve("usr/lib/jvm/jdk-27") + "\n");
  }
}
