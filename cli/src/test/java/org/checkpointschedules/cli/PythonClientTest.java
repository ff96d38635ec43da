package org.checkpointschedules.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The Python client's own tests, on the command line as it is compiled here.
@DisabledOnOs(OS.WINDOWS)
class PythonClientTest {
  private static final Path CLIENT = Path.of("../clients/python");

  @TempDir private Path folder;

  @BeforeEach
  void python() throws Exception {
    assumeTrue(
        run("import sys; sys.exit(sys.version_info < (3, 9))", false).status() == 0,
        "python3, 3.9 or later, is not on the PATH: the Python client is not tested");
  }

  @Test
  void itsTestsPass() throws Exception {
    passes(false);
  }

  @Test
  @Tag("heavy")
  void itsTestsPassForAllFiguresAndAMillionSteps() throws Exception {
    passes(true);
  }

  private void passes(boolean heavy) throws Exception {
    Cli tests = run("import unittest; unittest.main(module=None)", heavy);
    assertEquals(0, tests.status(), tests.err());
    assertTrue(tests.err().endsWith("\nOK\n"), "all, none skipped: " + tests.err());
  }

  private Cli run(String program, boolean heavy) throws IOException, InterruptedException {
    var python = new ProcessBuilder("python3", "-c", program).directory(CLIENT.toFile());
    python.environment().put("CHECKPOINT_SCHEDULES", launcher().toString());
    python.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    if (heavy) {
      python.environment().put("CHECKPOINT_SCHEDULES_HEAVY", "1");
    }
    Path said = folder.resolve("said");
    python.redirectErrorStream(true).redirectOutput(said.toFile());
    int status;
    try {
      status = python.start().waitFor();
    } catch (IOException absent) {
      return new Cli(127, "", absent.getMessage());
    }
    return new Cli(status, "", Files.readString(said, StandardCharsets.UTF_8));
  }

  private Path launcher() throws IOException {
    Path script = folder.resolve("launcher");
    Files.writeString(
        script,
        """
        #!/bin/sh
        exec '%s/bin/java' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED \\
          -cp '%s' org.checkpointschedules.cli.Main "$@"
        """
            .formatted(System.getProperty("java.home"), System.getProperty("java.class.path")));
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
