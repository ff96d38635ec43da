package org.checkpointschedules.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Standard output that breaks ends the printing, not the work that files were asked of.
class ClosedPipeTest {
  private static final String GONE = "Broken pipe";
  private static final String FULL = "No space left on device";

  @TempDir private Path folder;

  /// Takes one line and then breaks.
  private static Cli broken(String message, String words) {
    var taken = new ByteArrayOutputStream();
    var out =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            if (taken.toString(StandardCharsets.UTF_8).contains("\n")) {
              throw new IOException(message);
            }
            taken.write(b);
          }
        };
    var err = new ByteArrayOutputStream();
    var streams =
        new Streams(
            InputStream.nullInputStream(),
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false);
    int status = Main.run(streams, words.strip().split("\\s+"));
    return new Cli(status, taken.toString(StandardCharsets.UTF_8), err.toString());
  }

  private String asked(String command) {
    return command.replace("@", folder + "/");
  }

  private List<String> left() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run burgers --steps 60 --gradient @f",
        "run burgers --steps 60 --trace @f",
        "run burgers --steps 60 --state @f",
        "run burgers --steps 60 --resume --directory @ --gradient @f",
        "compare --steps 60 --chart @f.svg"
      })
  void filesAreWrittenAllTheSame(String command) throws IOException {
    Cli gone = broken(GONE, asked(command));
    assertEquals(0, gone.status(), gone.err());
    assertEquals(1, gone.out().lines().count());
    assertEquals(1, left().size(), left()::toString);
    Path file = folder.resolve(left().getFirst());
    long bytes = Files.size(file);
    assertTrue(bytes > 0);
    Files.delete(file);
    Cli full = broken(FULL, asked(command));
    assertEquals(1, full.status());
    assertTrue(full.err().contains("the results could not be written: No space left"), full.err());
    assertEquals(1, left().size(), left()::toString);
  }

  @Test
  void whatOnlyPrintsEndsAtOnce() {
    Cli gone = broken(GONE, "run burgers --steps 60");
    assertEquals(0, gone.status(), gone.err());
    assertEquals("", gone.err());
    assertEquals(1, broken(FULL, "run burgers --steps 60").status());
  }

  @Test
  void aResultThatNobodyReadIsKept() throws IOException {
    String command = asked("run burgers --steps 60 --resume --directory @");
    for (String message : List.of(GONE, FULL)) {
      Cli unread = broken(message, command);
      assertEquals(message.equals(GONE) ? 0 : 1, unread.status(), unread.err());
      assertTrue(unread.err().contains("the finished run is kept in"), unread.err());
      assertEquals(List.of("checkpoints-burgers"), left());
    }
    Cli read = Cli.line(command);
    assertEquals(0, read.status(), read.err());
    assertTrue(read.out().contains("with the adjoint at step 0"), read.out());
    assertEquals(List.of(), left());
  }

  /// The same with pipes of the operating system.
  @Test
  void aReaderThatGoesAwayEndsThePrinting() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no shell");
    var words = new ArrayList<>(List.of("/bin/sh", "-c", "\"$@\" 2>&- | head -n 1", "sh"));
    words.addAll(
        BrokenOffCommandTest.command("run burgers --steps 60 --gradient " + folder.resolve("g")));
    Process pipe = new ProcessBuilder(words).start();
    String line = new String(pipe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, pipe.waitFor());
    assertEquals(1, line.lines().count(), line);
    assertEquals(List.of("g"), left());
  }
}
