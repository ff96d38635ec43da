package org.checkpointschedules.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The launcher script, in a checkout of straw: a Maven that makes empty jars and counts its calls,
/// JDKs whose `java` prints what it was asked to run.
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  private static final Path SCRIPT = Path.of("../checkpoint-schedules");

  private static final List<String> TOOLS =
      List.of(
          "bash",
          "dirname",
          "readlink",
          "find",
          "head",
          "date",
          "mkdir",
          "touch",
          "cat",
          "cp",
          "mv",
          "ls",
          "tail",
          "rm",
          "ln",
          "sleep");

  @TempDir private Path folder;
  private Path root;
  private Path jdks;
  private String mavenPath;
  private String javaHome = "";
  private String javaOptions = "";

  @BeforeEach
  void checkout() throws IOException {
    root = folder.resolve("check out");
    jdks = folder.resolve("jdks");
    for (String module : List.of("core", "plot", "examples", "cli")) {
      Files.createDirectories(root.resolve(module).resolve("src/main"));
      old(Files.writeString(root.resolve(module).resolve("pom.xml"), ""));
      old(Files.writeString(root.resolve(module).resolve("src/main/Source.java"), ""));
      old(root.resolve(module).resolve("src/main"));
    }
    old(Files.writeString(root.resolve("pom.xml"), ""));
    String script = Files.readString(SCRIPT).replace("/usr/lib/jvm/", jdks + "/");
    script(root.resolve("checkpoint-schedules"), script);
    script(
        folder.resolve("maven/mvn"),
        """
        #!/bin/sh
        echo "$@" >> ../calls
        [ -e ../broken ] && { echo "no luck"; exit 1; }
        sleep 0.2
        mkdir -p cli/target/lib
        : > cli/target/checkpoint-schedules-cli-1.jar
        : > cli/target/lib/core.jar
        """);
    mavenPath = folder.resolve("maven") + ":";
    jdk("jdk-25", "25.0.1");
  }

  @Test
  void buildsOnFirstUseAndOnlyThen() throws Exception {
    Cli first = launch("plan", "a b", "*");
    assertEquals(0, first.status(), first.err());
    assertEquals("checkpoint-schedules: building (first use)...\n", first.err());
    assertTrue(first.out().startsWith("jdk-25\n"), first.out());
    assertTrue(
        first.out().endsWith("org.checkpointschedules.cli.Main\nplan\na b\n*\n"), first.out());
    Cli second = launch("--version");
    assertEquals("", second.err());
    assertEquals(1, builds().size());
    assertTrue(builds().getFirst().contains("-DskipTests"), builds().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"core", "plot", "examples", "cli"})
  void buildsAgainWhenASourceIsNewer(String module) throws Exception {
    launch("--version");
    Path source = root.resolve(module).resolve("src/main/Source.java");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
    assertEquals("checkpoint-schedules: building (sources changed)...\n", launch("x").err());
    assertEquals(2, builds().size());
  }

  @Test
  void firstUsesAtTheSameTimeBuildOnce() throws Exception {
    var uses = new ArrayList<Process>();
    for (int i = 0; i < 5; i++) {
      uses.add(start("--version"));
    }
    for (Process use : uses) {
      assertEquals(0, use.waitFor());
    }
    assertEquals(1, builds().size());
    assertFalse(Files.isSymbolicLink(root.resolve("target/app/lock")));
  }

  @Test
  void theLockOfADeadProcessIsTakenOver() throws Exception {
    launch("--version");
    Files.delete(root.resolve("target/app/current"));
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Files.createSymbolicLink(root.resolve("target/app/lock"), Path.of(String.valueOf(dead.pid())));
    assertEquals(0, launch("--version").status());
    assertEquals(2, builds().size());
  }

  @Test
  void theLockOfAnotherProcessOfTheSameNumberIsTakenOver() throws Exception {
    launch("--version");
    Files.delete(root.resolve("target/app/current"));
    String living = ProcessHandle.current().pid() + "-1";
    Files.createSymbolicLink(root.resolve("target/app/lock"), Path.of(living));
    assertEquals(0, launch("--version").status());
    assertEquals(2, builds().size());
  }

  @Test
  void aBuildThatFailsShowsItsLogAndIsTriedAgain() throws Exception {
    Files.writeString(folder.resolve("broken"), "");
    Cli failed = launch("--version");
    assertEquals(1, failed.status());
    assertTrue(failed.err().contains("no luck\n"), failed.err());
    Files.delete(folder.resolve("broken"));
    assertEquals(0, launch("--version").status());
  }

  @Test
  void findsTheJdkOfJavaHomeFirst() throws Exception {
    javaHome = jdk("mine", "25").toString();
    assertTrue(launch("x").out().startsWith("mine\n"));
    javaHome = jdk("old", "21.0.2").toString();
    assertTrue(launch("x").out().startsWith("jdk-25\n"));
  }

  @Test
  void withoutAJdkOneLineSaysSo() throws Exception {
    Files.writeString(jdks.resolve("jdk-25/release"), "JAVA_VERSION=\"17.0.15\"\n");
    Cli launched = launch("--version");
    assertEquals(2, launched.status());
    assertEquals(1, launched.err().lines().count(), launched.err());
    assertTrue(launched.err().startsWith("checkpoint-schedules: no JDK 25 was found; allowed:"));
  }

  @Test
  void withoutMavenOneLineSaysSo() throws Exception {
    mavenPath = "";
    Cli launched = launch("--version");
    assertEquals(2, launched.status());
    assertEquals(1, launched.err().lines().count(), launched.err());
    assertTrue(launched.err().startsWith("checkpoint-schedules: Maven was not found; allowed:"));
  }

  @Test
  void passesJavaOptionsAndLeavesTheCollectorToThem() throws Exception {
    String plain = launch("plan").out();
    assertTrue(plain.contains("\n-XX:+UseSerialGC\n"), plain);
    assertTrue(launch("run").out().contains("\n-XX:+UseParallelGC\n"));
    javaOptions = "-Xmx2g  -XX:+UseG1GC";
    String given = launch("run").out();
    assertTrue(given.contains("\n-Xmx2g\n-XX:+UseG1GC\n"), given);
    assertFalse(given.contains("ParallelGC"), given);
  }

  @Test
  void worksThroughSymbolicLinksFromAnywhere() throws Exception {
    Path link = folder.resolve("bin/cs");
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Path.of("../hop"));
    Files.createSymbolicLink(folder.resolve("hop"), root.resolve("checkpoint-schedules"));
    Process process = start(link, folder.resolve("bin"), "hello");
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor());
    assertTrue(out.endsWith("Main\nhello\n"), out);
  }

  private Path jdk(String name, String version) throws IOException {
    Path home = jdks.resolve(name);
    script(
        home.resolve("bin/java"),
        "#!/bin/sh\necho " + name + "\nfor a in \"$@\"; do printf '%s\\n' \"$a\"; done\n");
    script(home.resolve("bin/javac"), "#!/bin/sh\n");
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  private static void script(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void old(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
  }

  private List<String> builds() throws IOException {
    return Files.readAllLines(folder.resolve("calls"));
  }

  private Cli launch(String... args) throws Exception {
    Process process = start(args);
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Cli(process.waitFor(), out, err);
  }

  private Process start(String... args) throws IOException {
    return start(root.resolve("checkpoint-schedules"), folder, args);
  }

  private Process start(Path script, Path directory, String... args) throws IOException {
    var command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(args));
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().put("PATH", mavenPath + tools());
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("JAVA_HOME", javaHome);
    builder.environment().put("JAVA_OPTS", javaOptions);
    builder.environment().remove("MAVEN_HOME");
    return builder.start();
  }

  /// A folder with the tools that the script uses, and no Java or Maven of this machine.
  private String tools() throws IOException {
    Path tools = folder.resolve("tools");
    if (!Files.isDirectory(tools)) {
      for (String tool : TOOLS) {
        String place = Files.exists(Path.of("/usr/bin", tool)) ? "/usr/bin/" : "/bin/";
        script(tools.resolve(tool), "#!/bin/sh\nexec " + place + tool + " \"$@\"\n");
      }
    }
    return tools.toString();
  }
}
