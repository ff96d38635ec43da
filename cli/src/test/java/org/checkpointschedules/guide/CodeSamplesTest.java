package org.checkpointschedules.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every `java` block of the documents, and of the tutorial on the root package, stands in a test
/// of this package, where it is compiled and run; indentation and blank lines aside.
class CodeSamplesTest {
  private static final Path ROOT = Path.of("..");
  private static final Path TUTORIAL =
      Path.of("core/src/main/java/org/checkpointschedules/package-info.java");
  private static final Pattern BLOCK = Pattern.compile("(?s)(?<=\\n)```java\\n(.*?\\n)```");

  private static List<String> lines(String code) {
    return code.lines()
        .map(line -> line.strip().replaceAll("\\s+", " "))
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  @Test
  void everySampleIsCompiledAndRun() throws IOException {
    var compiled = new ArrayList<List<String>>();
    for (Path file : files(Path.of("src/test/java/org/checkpointschedules/guide"), ".java")) {
      compiled.add(lines(Files.readString(file)));
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
        List<String> sample = lines(block.group(1));
        if (compiled.stream().noneMatch(file -> Collections.indexOfSubList(file, sample) >= 0)) {
          missing.add(page + ":\n" + block.group(1));
        }
      }
    }
    assertEquals(List.of(), missing);
    assertTrue(samples >= 10, "only " + samples + " samples were found");
  }
}
