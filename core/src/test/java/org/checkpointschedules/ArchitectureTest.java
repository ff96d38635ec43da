package org.checkpointschedules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The house rules, read off the compiled classes: planning and running do not know each other,
/// storing knows neither, and the core knows nothing but the JDK.
class ArchitectureTest {
  private static final String ROOT = "org/checkpointschedules/";
  private static final String ROOMS = "plan/internal/";

  /// Class names in the constants of a class: descriptors and signatures name them as `Lname;`.
  private static final Pattern IN_DESCRIPTOR = Pattern.compile("L([\\w$/]+)[;<]");

  private static List<ClassModel> classes(String folder) throws IOException, URISyntaxException {
    Path root = Path.of(Action.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (var files = Files.walk(root.resolve(ROOT + folder))) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .map(ArchitectureTest::parse)
          .toList();
    }
  }

  private static ClassModel parse(Path file) {
    try {
      return ClassFile.of().parse(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> references(ClassModel model) {
    var names = new TreeSet<String>();
    for (PoolEntry entry : model.constantPool()) {
      switch (entry) {
        case ClassEntry c -> names.add(c.asInternalName());
        case Utf8Entry text -> {
          Matcher matcher = IN_DESCRIPTOR.matcher(text.stringValue());
          while (matcher.find()) {
            names.add(matcher.group(1));
          }
        }
        default -> {}
      }
    }
    return names;
  }

  private static void assertNone(String folder, Pattern forbidden) throws Exception {
    List<ClassModel> classes = classes(folder);
    assertTrue(classes.size() > 1, "nothing to read in " + folder);
    var found = new ArrayList<String>();
    for (ClassModel model : classes) {
      for (String name : references(model)) {
        if (forbidden.matcher(name).lookingAt()) {
          found.add(model.thisClass().asInternalName() + " refers to " + name);
        }
      }
    }
    assertEquals(List.of(), found);
  }

  @Test
  void planAndRunDoNotKnowEachOther() throws Exception {
    assertNone("plan", Pattern.compile(ROOT + "(run|store|choose|ensemble)/"));
    assertNone("run", Pattern.compile(ROOT + "(plan|choose|ensemble)/"));
    assertNone("ensemble", Pattern.compile(ROOT + "(plan|choose)/"));
    assertNone("choose", Pattern.compile(ROOT + "(run|store|ensemble)/"));
  }

  @Test
  void nobodyOutsidePlanSeesItsRooms() throws Exception {
    for (String folder : List.of("run", "store", "choose", "ensemble")) {
      assertNone(folder, Pattern.compile(ROOT + "plan/internal/"));
    }
  }

  /// From the ground up: each room sees only those before it.
  @Test
  void arrowsBetweenTheRoomsOfPlanGoOneWay() throws Exception {
    List<String> rooms =
        List.of(
            "numbers",
            "common",
            "binomial",
            "blocks",
            "mixed",
            "chain",
            "hierarchy/tiers",
            "hierarchy/search",
            "hierarchy/vector",
            "hierarchy/division",
            "hierarchy",
            "resume");
    var known = new TreeSet<String>();
    for (int i = 0; i < rooms.size(); i++) {
      String above = String.join("|", rooms.subList(i + 1, rooms.size()));
      String folder = ROOMS + rooms.get(i);
      assertNone(folder, Pattern.compile(ROOT + ROOMS + "(" + above + ")/[A-Z]"));
      assertNone(folder, Pattern.compile(ROOT + "plan/(?!internal/|Problem\\b|Trajectory\\b)"));
      known.add(ROOT + folder);
    }
    known.add(ROOT + "plan/internal");
    for (ClassModel model : classes(ROOMS)) {
      String name = model.thisClass().asInternalName();
      assertTrue(known.contains(name.substring(0, name.lastIndexOf('/'))), name);
    }
  }

  @Test
  void storesKnowNeitherPlansNorRuns() throws Exception {
    assertNone("store", Pattern.compile(ROOT + "(plan|run|choose|ensemble)/"));
  }

  @Test
  void theCoreRefersToNothingButTheJdk() throws Exception {
    assertNone("", Pattern.compile("(?!java/|jdk/jfr/|\\[|" + ROOT + ")\\w+/"));
  }

  /// The reading itself: this class refers to JUnit in its code and to the class-file API in its
  /// descriptors.
  @Test
  void referencesAreFound() throws Exception {
    Path here =
        Path.of(ArchitectureTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Set<String> names = references(parse(here.resolve(ROOT + "ArchitectureTest.class")));
    assertTrue(names.contains("org/junit/jupiter/api/Assertions"), names::toString);
    assertTrue(names.contains("java/lang/classfile/ClassModel"), names::toString);
  }
}
