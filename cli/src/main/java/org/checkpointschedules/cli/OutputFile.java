package org.checkpointschedules.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.checkpointschedules.store.ResultFile;

/// A file that a command will write.
final class OutputFile {
  private static final int FORMAT_BITS = 0170000;
  private static final int FIFO_BITS = 0010000;

  private OutputFile() {}

  /// @throws WrongRequest if it cannot be written, as far as can be told before any work
  static void check(String option, Path file) {
    target(option, file, 0);
  }

  /// The file, if it is none of those taken already, which it joins.
  ///
  /// @param bytes how many it will have, at least
  /// @throws WrongRequest if it cannot be written, or is taken
  static Path checked(String option, Path file, long bytes, Set<Path> taken) {
    Path target = target(option, file, bytes);
    if (!ResultFile.isStream(file) && !taken.add(target)) {
      throw new WrongRequest(
          option, "'" + file + "', which another output is too", "a file of its own");
    }
    return file;
  }

  private static Path target(String option, Path file, long bytes) {
    try {
      if (isStandardStream(file)) {
        throw new WrongRequest(
            option,
            "'" + file + "', where standard output or error goes",
            "a file of its own, or a pipe");
      }
      return ResultFile.tryOut(file, bytes);
    } catch (IOException e) {
      throw new WrongRequest(
          option, "'" + file + "' (" + reason(e) + ")", "a file that can be written");
    }
  }

  /// Whether it is the file, not pipe nor device, to which the command prints.
  private static boolean isStandardStream(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    for (String name : List.of("/dev/stdout", "/dev/stderr")) {
      Path stream = Path.of(name);
      if (Files.isRegularFile(stream) && Files.isSameFile(file, stream)) {
        return true;
      }
    }
    return false;
  }

  /// What went wrong, in words.
  static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "its folder is not there";
      case FileSystemException because when because.getReason() != null -> because.getReason();
      case AccessDeniedException _ -> "its folder takes no file";
      default -> Main.oneLine(e);
    };
  }

  /// Says so where the file is a pipe whose reader is going to be waited for.
  static void announce(Path file, PrintStream err) {
    try {
      if (!Files.isSymbolicLink(file)
          && ((int) Files.getAttribute(file, "unix:mode") & FORMAT_BITS) == FIFO_BITS) {
        err.println("waiting for a reader of the pipe " + file);
      }
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException _) {
      // Then it is no pipe.
    }
  }

  /// Writes a text.
  ///
  /// @param what is written, in words
  /// @throws WorkFailed if it could not be written
  static void write(String what, Path file, String text, PrintStream err) {
    announce(file, err);
    try {
      ResultFile.write(file, beside -> Files.writeString(beside, text));
    } catch (IOException e) {
      throw new WorkFailed(what + " could not be written to " + file + ": " + reason(e));
    }
  }

  /// What was written, as a sentence.
  static String written(List<Path> files) {
    return files.stream().map(Path::toString).collect(Collectors.joining(", "))
        + (files.size() == 1 ? " is written" : " are written");
  }
}
