package org.checkpointschedules.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A journal says of which format it is, and one of another format is refused by name.
class JournalFormatTest {
  @TempDir Path directory;
  private KeptRun run;

  @BeforeEach
  void leave() {
    run = new KeptRun(directory);
    run.leave();
  }

  private List<String> lines() throws IOException {
    return new ArrayList<>(JournalFile.read(run.file("journal")).lines());
  }

  private void write(List<String> lines) throws IOException {
    var text = new StringBuilder();
    for (String line : lines) {
      var crc = new CRC32C();
      crc.update(line.getBytes(UTF_8));
      text.append("%08x %s\n".formatted(crc.getValue(), line));
    }
    Files.writeString(run.file("journal"), text);
  }

  private void assertRefused(String why) throws IOException {
    var names = run.names();
    byte[] journal = Files.readAllBytes(run.file("journal"));
    byte[] marker = Files.readAllBytes(run.file("run.lock"));
    var refused = assertThrows(JournalRefusedException.class, run::open);
    assertTrue(refused.getMessage().contains(why), refused::getMessage);
    assertEquals(names, run.names());
    assertArrayEquals(journal, Files.readAllBytes(run.file("journal")));
    assertArrayEquals(marker, Files.readAllBytes(run.file("run.lock")));
  }

  @Test
  void theFirstLineTellsTheFormat() throws IOException {
    assertEquals("checkpoint-schedules journal 1", lines().getFirst());
  }

  @Test
  void aNewerOneIsNamed() throws IOException {
    List<String> lines = lines();
    lines.set(0, "checkpoint-schedules journal 2");
    lines.add("a line that only the future knows");
    write(lines);
    assertRefused("of the newer format 2, and this version reads format 1");
    assertEquals(List.of(run.folder()), RunFolder.clean(directory));
  }

  @Test
  void anOlderOneIsNamed() throws IOException {
    List<String> lines = lines();
    write(lines.subList(1, lines.size()));
    assertRefused("older than this version, and tells no format");
    lines.set(0, "checkpoint-schedules journal 0");
    write(lines);
    assertRefused("of the older format 0");
    assertEquals(List.of(run.folder()), RunFolder.clean(directory));
  }

  @Test
  void aLineThatIsNoneOfTheFormatIsNamed() throws IOException {
    for (String line :
        List.of(
            "stored DISK RESTART 5",
            "stored DISK RESTART 5 slot-0-000009 30",
            "stored DISK RESTART 5 ../run.lock 30 7",
            "deleted DISK BOTH 5",
            "deleted DISK RESTART five",
            "moved DISK RESTART 5",
            "")) {
      List<String> lines = lines();
      lines.add(line);
      write(lines);
      assertRefused("a line that is none of its format, '" + line + "'");
      lines.removeLast();
      write(lines);
    }
    run.open().remove();
  }

  @Test
  void oneThatEndsTooEarlyIsNotRead() throws IOException {
    List<String> lines = lines();
    for (int length = 1; length < 4; length++) {
      write(lines.subList(0, length));
      assertRefused("cannot be read");
    }
  }
}
