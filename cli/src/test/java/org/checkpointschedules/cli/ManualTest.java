package org.checkpointschedules.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.IntToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The documents cannot rot: every command in them is run here, in a folder for each page.
///
/// - A `console` block prints what the page says, times aside.
/// - A `text` block whose lines begin with `$` prints the same words; numbers may differ.
/// - A `sh` block: its commands of this program succeed. Those with the Marmousi model or the
///   reader's own `./solver`, which are not part of this repository, are left out, and so are those
///   of other programs.
/// - A picture that a command draws and the page shows is, byte for byte, the one that lies there.
///
/// After a change that is meant, `-Ddocs.update=true` writes pages and pictures anew.
class ManualTest {
  private static final Path ROOT = Path.of("..");
  private static final boolean UPDATE = Boolean.getBoolean("docs.update");
  private static final Pattern BLOCK =
      Pattern.compile("(?s)(?<=\\n)```(console|text|sh)\\n(.*?\\n)(?=```\\n)");
  private static final Pattern PICTURE =
      Pattern.compile("!\\[[^]]*]\\((pictures/([\\w-]+\\.svg))\\)");

  @TempDir private Path folder;

  static Stream<String> pages() throws IOException {
    try (var docs = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(
          Stream.of("README.md", "plot/README.md", "examples/README.md"),
          docs.filter(file -> file.toString().endsWith(".md"))
              .map(file -> ROOT.relativize(file).toString()))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void printsWhatThePageSays(String name) throws Exception {
    Path file = ROOT.resolve(name);
    String page = Files.readString(file);
    // What commands read that the page speaks of, but does not make.
    String wave = lines(i -> 1 + 0.3 * Math.sin(2 * Math.PI * i / 200));
    Files.writeString(folder.resolve("u0.txt"), wave);
    Files.writeString(folder.resolve("u1.txt"), lines(_ -> 1));
    var session = new Session(folder);
    var run = new StringBuilder();
    Matcher block = BLOCK.matcher(page);
    while (block.find()) {
      String now = carriedOut(session, block.group(1), block.group(2));
      block.appendReplacement(run, Matcher.quoteReplacement("```" + block.group(1) + "\n" + now));
    }
    block.appendTail(run);
    if (UPDATE) {
      Files.writeString(file, run.toString());
    } else {
      assertEquals(page, run.toString());
    }
    pictures(file.getParent(), page);
  }

  private static String lines(IntToDoubleFunction value) {
    return String.join(
        "\n",
        IntStream.range(0, 200).mapToObj(i -> Double.toString(value.applyAsDouble(i))).toList());
  }

  /// The block as it was where it still holds, or else as it is now.
  private static String carriedOut(Session session, String kind, String block) throws Exception {
    switch (kind) {
      case "sh" -> {
        for (String line : block.replaceAll("\\\\\\n\\s*", "").lines().toList()) {
          if (line.contains("checkpoint-schedules ")
              && !line.matches(".*(marmousi|\\./solver).*")) {
            String output = session.output(line.replaceFirst("\\s+# .*", ""));
            assertFalse(output.matches("(?s).*\\[\\d+]\\n"), () -> line + "\n" + output);
          }
        }
        return block;
      }
      case "text" -> {
        if (!block.startsWith("$ ")) {
          return block;
        }
        String now = session.block(block) + "\n";
        return numberless(now).equals(numberless(block)) ? block : now;
      }
      default -> {
        String now = session.block(block) + "\n";
        return timeless(now).equals(timeless(block)) ? block : now;
      }
    }
  }

  private void pictures(Path pageFolder, String page) throws IOException {
    Matcher picture = PICTURE.matcher(page);
    while (picture.find()) {
      Path drawn = folder.resolve(picture.group(2));
      Path shown = pageFolder.resolve(picture.group(1));
      if (!Files.exists(drawn)) {
        assertTrue(Files.exists(shown), shown::toString);
      } else if (UPDATE) {
        Files.createDirectories(shown.getParent());
        Files.copy(drawn, shown, StandardCopyOption.REPLACE_EXISTING);
      } else {
        assertArrayEquals(Files.readAllBytes(shown), Files.readAllBytes(drawn), shown.toString());
      }
    }
  }

  private static String timeless(String text) {
    return text.replaceAll("\"planMillis\":[0-9.]+", "\"planMillis\":T")
        .replaceAll("planned in [0-9.]+ ms", "planned in T ms")
        .replaceAll("\\(Java [^)]*\\)", "(Java V)");
  }

  /// Numbers with their units of time and bytes, and how they are padded, do not count.
  private static String numberless(String text) {
    return text.lines()
        .map(line -> line.startsWith("$ ") ? line : line.replaceAll("\\d[\\d.,:e+-]*", "#"))
        .map(line -> line.replaceAll("# ?(ns|us|ms|s|min|h|B|kB|MB|[KMGTPE]iB|bytes)\\b", "#"))
        .map(line -> line.replaceAll("#(\\s*#)*", "#").replaceAll("[ \\t]+", " ").strip())
        .map(line -> line.replaceAll("-{2,}", "--"))
        .reduce("", (a, b) -> a + b + "\n");
  }

  @Test
  void masksNumbersAndNothingElse() {
    assertEquals(numberless("time 1.5 ms of 20 MiB\n"), numberless("time 300 us of 2.1 GiB\n"));
    assertFalse(numberless("RAM 1\n").equals(numberless("DISK 1\n")));
  }
}
