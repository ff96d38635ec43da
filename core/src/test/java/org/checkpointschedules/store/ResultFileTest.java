package org.checkpointschedules.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFileTest {
  @TempDir private Path folder;

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static void write(Path file, String text) throws IOException {
    ResultFile.write(file, beside -> Files.writeString(beside, text));
  }

  @Test
  void replacesAllOrNothing() throws IOException {
    Path file = folder.resolve("result");
    write(file, "first");
    write(file, "second");
    assertEquals("second", Files.readString(file));
    assertThrows(
        IOException.class,
        () ->
            ResultFile.write(
                file,
                beside -> {
                  Files.writeString(beside, "thi");
                  throw new IOException("no space");
                }));
    assertEquals("second", Files.readString(file));
    assertEquals(List.of("result"), names());
  }

  @Test
  void leavesWhatOthersWriteBeside() throws IOException {
    Path file = folder.resolve("result");
    Files.writeString(folder.resolve("result.part-1"), "another's");
    ResultFile mine = ResultFile.begin(file);
    assertEquals(folder.toRealPath().resolve("result.part-2"), mine.path());
    Files.writeString(mine.path(), "mine");
    mine.complete();
    ResultFile later = ResultFile.begin(file);
    mine.discard();
    assertTrue(Files.exists(later.path()), "a result that is complete discards nothing");
    later.discard();
    assertEquals("mine", Files.readString(file));
    assertEquals(List.of("result", "result.part-1"), names());
  }

  @Test
  void followsLinksAndKeepsPermissions() throws IOException {
    Path file = folder.resolve("result");
    Files.writeString(file, "old");
    assumeTrue(file.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    Files.createLink(folder.resolve("hard"), file);
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("result"));
    Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), Path.of("missing"));
    write(link, "new");
    write(dangling, "new");
    assertTrue(Files.isSymbolicLink(link));
    assertTrue(Files.isSymbolicLink(dangling));
    assertEquals("new", Files.readString(file));
    assertEquals("new", Files.readString(folder.resolve("missing")));
    assertEquals("old", Files.readString(folder.resolve("hard")));
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    Path loop = Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
    assertThrows(FileSystemLoopException.class, () -> write(loop, "x"));
  }

  @Test
  void isTriedOutWithoutATrace() throws IOException {
    Path file = folder.resolve("result");
    assertEquals(folder.toRealPath().resolve("result"), ResultFile.tryOut(file, 1_000));
    var room =
        assertThrows(FileSystemException.class, () -> ResultFile.tryOut(file, Long.MAX_VALUE));
    assertTrue(room.getReason().startsWith("it needs 9,223,372,036,854,775,807 bytes"));
    assertThrows(
        NoSuchFileException.class, () -> ResultFile.tryOut(folder.resolve("no/result"), 0));
    assertThrows(FileSystemException.class, () -> ResultFile.tryOut(folder, 0));
    assertEquals(List.of(), names());
  }

  @Test
  void aDeviceIsWrittenTo() throws IOException {
    Path nothing = Path.of("/dev/null");
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(nothing) && Files.exists(full), "there are no such devices");
    assertTrue(ResultFile.isStream(full));
    assertFalse(ResultFile.isStream(folder));
    ResultFile.tryOut(full, Long.MAX_VALUE);
    write(nothing, "text");
    assertThrows(IOException.class, () -> write(full, "text"));
    assertTrue(ResultFile.isStream(nothing));
  }

  @Test
  void aPipeIsTriedWithoutAReader() throws Exception {
    Path pipe = folder.resolve("pipe");
    assumeTrue(
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "no named pipes");
    ResultFile.tryOut(pipe, 5);
    var writer =
        Thread.ofVirtual()
            .start(() -> {
              try {
                write(pipe, "text");
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    assertArrayEquals("text".getBytes(), Files.readAllBytes(pipe));
    writer.join();
    assertEquals(List.of("pipe"), names());
  }
}
