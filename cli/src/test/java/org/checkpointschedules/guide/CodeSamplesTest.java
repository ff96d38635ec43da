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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every `java` block of the documents, and of the tutorial on the root package, stands in a test
/// of this package or of its module, where it is compiled and run; white space aside.
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

  /// The samples of a page; an error where one does not stand in any of the sources.
  private static int samples(Path page, List<Path> sources) throws IOException {
    var compiled = new ArrayList<String>();
    for (Path file : sources) {
      compiled.add(dense(Files.readString(file)));
    }
    String text = Files.readString(page).replaceAll("(?m)^/// ?", "");
    Matcher block = BLOCK.matcher(text);
    int samples = 0;
    while (block.find()) {
      samples++;
      String sample = dense(block.group(1));
      assertTrue(
          compiled.stream().anyMatch(file -> file.contains(sample)),
          () -> page + ":\n" + block.group(1));
    }
    return samples;
  }

  @Test
  void everySampleIsCompiledAndRun() throws IOException {
    List<Path> sources = files(Path.of("src/test/java/org/checkpointschedules/guide"), ".java");
    var pages = new ArrayList<>(files(ROOT.resolve("docs"), ".md"));
    for (String page : List.of("README.md", "plot/README.md", "examples/README.md")) {
      pages.add(ROOT.resolve(page));
    }
    pages.add(ROOT.resolve(TUTORIAL));
    int samples = 0;
    for (Path page : pages) {
      samples += samples(page, sources);
    }
    assertTrue(samples >= 10, "only " + samples + " samples were found");
  }

  /// Those of the modules for other libraries stand in tests of the module.
  @ParameterizedTest
  @CsvSource({"hipparchus, 1", "spark, 2", "objectstore, 1", "foreign, 2"})
  void soIsEveryOneOfTheModules(String module, int samples) throws IOException {
    Path folder = ROOT.resolve(module);
    assertEquals(
        samples,
        samples(folder.resolve("README.md"), files(folder.resolve("src/test/java"), ".java")));
  }
}
