package org.checkpointschedules.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every `java` block of the documents, and of the tutorial on the root package, stands in a test
/// of this package, where it is compiled and run; white space aside.
class CodeSamplesTest {
  private static final Path ROOT = Path.of("..");
  private static final Path TUTORIAL =
      Path.of("core/src/main/java/org/checkpointschedules/package-info.java");
  private static final Pattern BLOCK = Pattern.compile("(?s)(?<=\\n)```java\\n(.*?\\n)```");

  /// What is left without any white space: the formatter breaks lines as it likes.
  private static String dense(String code) {
    return code.replaceAll("\\s+", "");
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  @Test
  void everySampleIsCompiledAndRun() throws IOException {
    var compiled = new ArrayList<String>();
    for (Path file : files(Path.of("src/test/java/org/checkpointschedules/guide"), ".java")) {
      compiled.add(dense(Files.readString(file)));
    }
    var pages = new ArrayList<>(files(ROOT.resolve("docs"), ".md"));
    for (String page : List.of("README.md", "plot/README.md", "examples/README.md")) {
      pages.add(ROOT.resolve(page));
    }
    pages.add(ROOT.resolve(TUTORIAL));
    int samples = 0;
    var missing = new ArrayList<String>();
    for (Path page : pages) {
      String text = Files.readString(page).replaceAll("(?m)^/// ?", "");
      Matcher block = BLOCK.matcher(text);
      while (block.find()) {
        samples++;
        String sample = dense(block.group(1));
        if (compiled.stream().noneMatch(file -> file.contains(sample))) {
          missing.add(page + ":\n" + block.group(1));
        }
      }
    }
    assertEquals(List.of(), missing);
    assertTrue(samples >= 10, "only " + samples + " samples were found");
  }
}
