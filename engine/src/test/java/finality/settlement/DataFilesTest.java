package finality.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tells a data directory from its copies, with real files and the commands by which people restore them. */
class DataFilesTest {
  @TempDir Path disk;
  private Path data;
  private Path backup;
  private String original;

  @BeforeEach void aDirectoryThatIsBackedUp() throws Exception {
    data = disk.resolve("data");
    backup = disk.resolve("backup");
    Files.createDirectories(backup.resolve("global"));
    Files.writeString(backup.resolve("PG_VERSION"), "18\n");
    Files.writeString(backup.resolve("global/pg_control"), "in production");
    tick(backup);
    run("cp", "-a", backup, data);                          // made in the order in which it will be made again: so inodes are met again
    original = DataFiles.identity(data);
    tick(data);
  }

  @Test void whatIsRemovedAndCopiedBackIsSeenEvenWhereTheInodeIsTheSame() throws Exception {
    var inode = inode();
    boolean met = false;
    for (int n = 0; n < 50 && !met; n++) {
      run("rm", "-rf", data);
      run("cp", "-a", backup, data);
      assertThat(DataFiles.identity(data)).as("restored for the %d. time", n + 1).isNotEqualTo(original);
      met = inode().equals(inode);
    }
    assertThat(Files.getLastModifiedTime(data.resolve("PG_VERSION"))).as("cp -a takes along what it can").isEqualTo(Files.getLastModifiedTime(backup.resolve("PG_VERSION")));
    assumeThat(met).as("this file system gave the freed inode out again").isTrue();
  }

  @Test void whatIsCopiedOverItOrUnpackedOverItIsSeen() throws Exception {
    run("cp", "-a", backup.resolve("."), data);
    var over = DataFiles.identity(data);
    assertThat(over).isNotEqualTo(original);

    run("tar", "-cf", disk.resolve("backup.tar"), "-C", backup, ".");
    tick(data);
    run("tar", "-xf", disk.resolve("backup.tar"), "-C", data);
    assertThat(DataFiles.identity(data)).isNotEqualTo(original).isNotEqualTo(over);
  }

  /** As rsync does: PG_VERSION looks the same and is passed over, pg_control is written beside and put in its place. */
  @Test void whereOnlyWhatDiffersIsReplacedItIsSeen() throws Exception {
    var control = data.resolve("global/pg_control");
    Files.copy(backup.resolve("global/pg_control"), data.resolve("global/.pg_control.x"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.move(data.resolve("global/.pg_control.x"), control, StandardCopyOption.REPLACE_EXISTING);
    assertThat(DataFiles.identity(data)).isNotEqualTo(original);
  }

  @Test void workingOnItAndMovingItChangesNothing() throws Exception {
    try (var control = Files.newByteChannel(data.resolve("global/pg_control"), StandardOpenOption.WRITE)) {
      control.write(ByteBuffer.wrap("shut down".getBytes(StandardCharsets.UTF_8)));
    }
    Files.writeString(data.resolve("postmaster.pid"), "4711");
    assertThat(DataFiles.identity(data)).isEqualTo(original);
    Files.move(data, disk.resolve("elsewhere"));
    assertThat(DataFiles.identity(disk.resolve("elsewhere"))).isEqualTo(original);
    Files.move(disk.resolve("elsewhere"), data);
    assertThat(DataFiles.identity(data)).isEqualTo(original);
    assertThat(DataFiles.identity(backup)).as("the copy beside it").isNotEqualTo(original);
  }

  @Test void ofWhatIsNotThereNothingIsSaid() { assertThat(DataFiles.identity(disk.resolve("nowhere"))).isEmpty(); }

  private Object inode() throws IOException { return Files.getAttribute(data.resolve("PG_VERSION"), "unix:ino"); }

  /** File systems tell time in ticks of some milliseconds; a restore comes later than that. */
  private void tick(Path directory) throws IOException {
    var before = (FileTime) Files.getAttribute(directory.resolve("PG_VERSION"), "unix:ctime");
    await().until(() -> ((FileTime) Files.getAttribute(Files.createTempFile(disk, "tick", ""), "unix:ctime")).compareTo(before) > 0);
  }

  private static void run(Object... command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(List.of(command).stream().map(Object::toString).toList()).inheritIO().start();
    assertThat(process.waitFor()).as(List.of(command).toString()).isZero();
  }
}
