package org.checkpointschedules.foreign;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.InvalidArgumentException;

/// How to start a solver that speaks the protocol of `docs/solver-protocol.md`.
///
/// Immutable: each method returns another one.
///
/// @param words the program and its arguments; the program is a path, or a name to be found on the
///   `PATH`
/// @param steps how many steps the solver is asked for; where empty, it decides
/// @param timeLimit how long one answer may take, more than 0
/// @param slots the folder in which the memory shared with the solver is mapped
/// @param patience how long the end of this JVM, by a signal, waits for [ProcessModel#close] before
///   it ends the solver
public record SolverCommand(
    List<String> words, OptionalLong steps, Duration timeLimit, Path slots, Duration patience) {
  private static final Duration TIME_LIMIT = Duration.ofMinutes(10);
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

  /// Checks the program, the limits and the folder.
  ///
  /// @throws InvalidArgumentException if one is out of range, or there is no such program
  public SolverCommand {
    words = List.copyOf(words);
    if (words.isEmpty()) {
      throw new InvalidArgumentException("solver", "missing", "a program and its arguments");
    }
    long asked = steps.orElse(1);
    if (asked < 1 || asked > CheckpointSchedule.MAX_STEPS) {
      throw new InvalidArgumentException("steps", asked, "1 to " + CheckpointSchedule.MAX_STEPS);
    }
    if (timeLimit.isNegative() || timeLimit.isZero()) {
      throw new InvalidArgumentException("time limit", timeLimit, "more than 0");
    }
    Objects.requireNonNull(patience, "patience");
    if (!Files.isDirectory(slots) || !Files.isWritable(slots) || slots.toString().contains("\n")) {
      throw new InvalidArgumentException(
          "slots", "'" + slots + "'", "a folder that can be written to");
    }
    requireProgram(words.getFirst());
  }

  /// {@return this program with these arguments: ten minutes for an answer, as many steps as it
  /// says, slots in shared memory (`/dev/shm`) where the system has it and else in the folder for
  /// temporary files}
  ///
  /// @param words the program and its arguments
  /// @throws InvalidArgumentException if there is no such program, or it may not be executed
  public static SolverCommand of(List<String> words) {
    return new SolverCommand(
        words, OptionalLong.empty(), TIME_LIMIT, defaultSlots(), Duration.ZERO);
  }

  /// {@return a copy with this many steps}
  ///
  /// @param number 1 to [CheckpointSchedule#MAX_STEPS]
  /// @throws InvalidArgumentException if it is not
  public SolverCommand steps(long number) {
    return new SolverCommand(words, OptionalLong.of(number), timeLimit, slots, patience);
  }

  /// {@return a copy with this limit for one answer} An answer takes as long as its command: one
  /// step, or as many of them as take a few milliseconds; the first also what the solver does
  /// before it answers.
  ///
  /// @param limit more than 0
  /// @throws InvalidArgumentException if it is not
  public SolverCommand timeLimit(Duration limit) {
    return new SolverCommand(words, steps, limit, slots, patience);
  }

  /// {@return a copy with its slots in this folder}
  ///
  /// @param folder one that can be written to, best in memory
  /// @throws InvalidArgumentException if it cannot
  public SolverCommand slotsIn(Path folder) {
    return new SolverCommand(words, steps, timeLimit, folder, patience);
  }

  /// {@return a copy with a run that is given this long to come to a safe point, when a signal ends
  /// the JVM}
  ///
  /// @param duration 0 ends the solver at once
  public SolverCommand patience(Duration duration) {
    return new SolverCommand(words, steps, timeLimit, slots, duration);
  }

  private static Path defaultSlots() {
    return Files.isDirectory(SHARED_MEMORY) && Files.isWritable(SHARED_MEMORY)
        ? SHARED_MEMORY
        : Path.of(System.getProperty("java.io.tmpdir"));
  }

  private static void requireProgram(String program) {
    boolean found =
        program.contains(File.separator)
            ? isProgram(Path.of(program))
            : Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> isProgram(Path.of(folder, program)));
    if (program.isEmpty() || !found) {
      throw new InvalidArgumentException(
          "solver", "'" + program + "'", "a program that can be executed");
    }
  }

  private static boolean isProgram(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }
}
