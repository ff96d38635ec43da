package org.checkpointschedules.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/// A file that a command will write.
final class OutputFile {
  private OutputFile() {}

  /// The file, if it can be written as far as can be told before any work.
  ///
  /// @throws WrongRequest if it cannot
  static Path checked(String option, Path file) {
    Path folder = file.toAbsolutePath().getParent();
    boolean writable =
        Files.exists(file)
            ? Files.isWritable(file) && !Files.isDirectory(file)
            : folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
    if (!writable) {
      throw new WrongRequest(option, "'" + file + "'", "a file that can be written");
    }
    return file;
  }
}
