package org.checkpointschedules.examples;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.RunFigures;
import org.checkpointschedules.examples.arrays.NumberArray;
import org.checkpointschedules.run.RunObserver;

/// A problem with all its input, ready to be differentiated.
///
/// ```java
/// try (Example example = new Fwi(FwiSettings.builder().build())) {
///   Outcome outcome = example.run(schedule, Optional.empty(), List.of());
///   List<Check> checks = example.verify(steps -> schedule of that many steps, Optional.empty());
/// }
/// ```
///
/// Everything wrong in a request is refused when the example is made. One thread at a time; any
/// number of runs.
public interface Example extends AutoCloseable {

  /// The name on the command line.
  String name();

  /// The case in one line: sizes, units, what is differentiated with respect to what.
  String description();

  /// The number of forward steps.
  long steps();

  /// How many adjoint calculations one run consists of, each with a pass over the schedule.
  int adjoints();

  /// Bytes of one number of a state: 8 or 4.
  int elementBytes();

  /// Bytes of one restart checkpoint.
  long stateBytes();

  /// Bytes of the adjoint data of one step.
  long adjointDataBytes();

  /// Bytes of the gradient.
  long gradientBytes();

  /// Whether the gradient is an image.
  boolean image();

  /// Measures what an adjoint of this case is made of, in a few seconds; the gradient of a run
  /// before or after is not touched.
  ///
  /// @param storage how the level `DISK` would be kept
  RunFigures calibrate(Storage storage);

  /// Computes the gradient.
  ///
  /// @param schedule of [#steps()] steps
  /// @param directory where the levels other than RAM live; by default the system's directory for
  ///   temporary files
  /// @param observers told of each of the [#adjoints()] in turn
  /// @throws org.checkpointschedules.InvalidArgumentException if the schedule has another number of
  ///   steps
  default Outcome run(
      CheckpointSchedule schedule,
      Optional<Path> directory,
      List<? extends RunObserver> observers) {
    return run(schedule, Storage.in(directory), observers, Optional.empty());
  }

  /// Computes the gradient; where a run was broken off, continues it.
  ///
  /// @param storage how the levels other than RAM are kept
  /// @param resume where present, the run keeps a journal in the directory of `storage`, is
  ///   continued by the same call in another process, and heals lost checkpoints; its result is
  ///   kept until [Outcome#release] says that it is safe
  default Outcome run(
      CheckpointSchedule schedule,
      Storage storage,
      List<? extends RunObserver> observers,
      Optional<Resume> resume) {
    return run(schedule, storage, observers, resume, _ -> {});
  }

  /// The same, and shows the state at the end of each forward.
  ///
  /// @param last called once for each of the [#adjoints()], in turn; not for one that is continued
  ///   where its adjoint had begun
  Outcome run(
      CheckpointSchedule schedule,
      Storage storage,
      List<? extends RunObserver> observers,
      Optional<Resume> resume,
      Consumer<NumberArray> last);

  /// Checks the same code on a reduced case, in seconds: the gradient by a Taylor test in double,
  /// and its equality, bit for bit, with storing everything.
  ///
  /// @param schedules a schedule of the kind to be checked, for a given number of steps, which is
  ///   at least 1 and at most [#steps()]
  /// @param storage as in [#run], but without an encoding
  List<Check> verify(LongFunction<? extends CheckpointSchedule> schedules, Storage storage);

  /// The same, on levels kept in this directory.
  default List<Check> verify(
      LongFunction<? extends CheckpointSchedule> schedules, Optional<Path> directory) {
    return verify(schedules, Storage.in(directory));
  }

  /// Frees threads.
  @Override
  void close();
}
