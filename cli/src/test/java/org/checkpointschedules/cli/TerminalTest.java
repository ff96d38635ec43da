package org.checkpointschedules.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Progress on a pseudo terminal, which the program `script` of util-linux makes.
class TerminalTest {
  private static final Path SCRIPT = Path.of("/usr/bin/script");
  private static final byte CTRL_C = 3;
  private static final long MOST_SECONDS = 120;

  @TempDir Path directory;

  @Test
  void ctrlCLeavesACleanScreenAndNoFiles() throws Exception {
    Process run = onTerminal("run burgers --steps 100000000 --ram 3 --disk 4 --directory scratch");
    var seen = new StringBuilder();
    try (InputStream in = run.getInputStream()) {
      read(in, seen, 3);
      assertTrue(Files.exists(directory.resolve("scratch")));
      String before = seen.toString();
      List<String> drawn = screen(before.substring(0, before.lastIndexOf("\u001b[?7l")));
      assertEquals(
          1,
          drawn.stream().filter(line -> line.matches("\\[[#-]{30}\\] +[0-9.]+ %.*")).count(),
          drawn::toString);
      assertEquals(
          1, drawn.stream().filter(line -> line.contains("exposed  RAM")).count(), drawn::toString);
      run.getOutputStream().write(CTRL_C);
      run.getOutputStream().flush();
      read(in, seen, Integer.MAX_VALUE);
    }
    assertTrue(run.waitFor(MOST_SECONDS, TimeUnit.SECONDS), "it did not end");
    assertEquals(130, run.exitValue(), seen::toString);
    List<String> left = screen(seen.toString());
    assertEquals("", left.getLast(), left::toString);
    assertFalse(
        left.stream().anyMatch(line -> line.contains("exposed") || line.contains("##")),
        left::toString);
    assertFalse(Files.exists(directory.resolve("scratch")));
  }

  private Process onTerminal(String words) throws IOException {
    assumeTrue(Files.isExecutable(SCRIPT), "there is no " + SCRIPT + " to make a terminal with");
    Interrupts.assumeHeard();
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    String command =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:-UsePerfData",
                    "--enable-native-access=ALL-UNNAMED",
                    "-Dorg.checkpointschedules.cli.terminal=true",
                    "-cp",
                    classPath,
                    Main.class.getName()),
                Stream.of(words.split(" ")))
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    return new ProcessBuilder(SCRIPT.toString(), "-qefc", "exec " + command, "/dev/null")
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .start();
  }

  /// Reads until progress was drawn so many times, or to the end. A run that hangs is for the
  /// build's own limit to end.
  private static void read(InputStream in, StringBuilder seen, int drawings) throws IOException {
    byte[] piece = new byte[4096];
    while (seen.toString().split("\u001b\\[\\?7h", -1).length <= drawings) {
      int count = in.read(piece);
      if (count < 0) {
        return;
      }
      seen.append(new String(piece, 0, count, StandardCharsets.UTF_8));
    }
  }

  /// What a terminal shows after these characters, the line of the cursor last.
  private static List<String> screen(String output) {
    var lines = new ArrayList<StringBuilder>(List.of(new StringBuilder()));
    int row = 0;
    int column = 0;
    Matcher token =
        Pattern.compile("\u001b\\[([?0-9]*)([a-zA-Z])|.", Pattern.DOTALL).matcher(output);
    while (token.find()) {
      StringBuilder line = lines.get(row);
      switch (token.group().charAt(0)) {
        case '\r' -> column = 0;
        case '\n' -> {
          row++;
          if (row == lines.size()) {
            lines.add(new StringBuilder());
          }
        }
        case '\u001b' -> {
          switch (token.group(2)) {
            case "K" -> line.setLength(Math.min(column, line.length()));
            case "J" -> {
              line.setLength(Math.min(column, line.length()));
              lines.subList(row + 1, lines.size()).clear();
            }
            case "A" -> row -= Integer.parseInt(token.group(1));
            default -> assertTrue(token.group(1).equals("?7"), token.group());
          }
        }
        default -> {
          line.append(" ".repeat(Math.max(0, column - line.length())));
          line.replace(column, Math.min(column + 1, line.length()), token.group());
          column++;
        }
      }
    }
    return lines.stream().map(StringBuilder::toString).toList();
  }
}
