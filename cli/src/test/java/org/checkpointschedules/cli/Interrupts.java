package org.checkpointschedules.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Whether a Ctrl-C ends what this process starts: not where it ignores SIGINT itself, as what a
/// script starts in its background does, since that is inherited.
final class Interrupts {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String IGNORED = "SigIgn:";

  /// The bit below the signal's number.
  private static final long SIGINT = 1L << (2 - 1);

  private Interrupts() {}

  /// Skips a test that waits for the end of a process that a Ctrl-C would not end.
  static void assumeHeard() throws IOException {
    assumeTrue(!ignored(), "SIGINT is ignored here, as in the background of a script");
  }

  private static boolean ignored() throws IOException {
    if (!Files.isReadable(STATUS)) {
      return false;
    }
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith(IGNORED))
        .map(line -> line.substring(IGNORED.length()).strip())
        .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) & SIGINT) != 0);
  }
}
