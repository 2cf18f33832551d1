package finality.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinariesTest {
  @TempDir Path cache;

  @Test void manyWhoUnpackAtOnceGetOneCompleteCopy() throws Exception {
    try (var pool = Executors.newFixedThreadPool(3)) {
      var answers = pool.invokeAll(IntStream.range(0, 3).mapToObj(i -> (Callable<Path>) () -> Binaries.unpack(cache)).toList());
      for (var answer : answers) assertThat(answer.get().resolve("bin/postgres")).isExecutable();
    }
    try (var entries = Files.list(cache)) {
      assertThat(entries).hasSize(1);
    }
  }

  @Test void aCopyThatLostItsMarkerOrAProgramIsUnpackedAnew() throws Exception {
    var unpacked = Binaries.unpack(cache);
    Files.delete(unpacked.resolve(".complete"));
    Files.delete(unpacked.resolve("bin/initdb"));
    assertThat(Binaries.unpack(cache).resolve("bin/initdb")).isExecutable();
    Files.delete(unpacked.resolve("bin/pg_ctl"));
    assertThat(Binaries.unpack(cache).resolve("bin/pg_ctl")).isExecutable();
  }

  @Test void aCacheThatCannotBeWrittenIsReplacedByTheDatabasesDirectory() throws Exception {
    var blocked = Files.createFile(cache.resolve("file"));   // no directory: root, too, cannot write below it
    var home = Files.createDirectory(cache.resolve("home"));
    var programs = Programs.find(home, blocked);
    assertThat(programs.bin()).startsWith(home);
  }
}
