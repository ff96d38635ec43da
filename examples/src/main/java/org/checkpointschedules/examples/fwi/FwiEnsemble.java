package org.checkpointschedules.examples.fwi;

import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.ensemble.Ensemble;
import org.checkpointschedules.ensemble.MemberGradient;
import org.checkpointschedules.examples.Storage;
import org.checkpointschedules.run.RunObserver;

/// The shots of an [Fwi] as an ensemble: the same gradient, bit for bit, wherever they run.
///
/// The velocities travel with it: the machines that run shots need no file.
public final class FwiEnsemble implements Ensemble {
  private static final long serialVersionUID = 1L;

  private final transient FwiSettings settings;
  private final double[] velocity;
  private final Schedules schedules;

  /// Makes the schedule of a shot, the same on every machine.
  @FunctionalInterface
  public interface Schedules extends Serializable {
    CheckpointSchedule of(long steps);
  }

  /// @param schedules the schedule of each shot
  /// @throws org.checkpointschedules.InvalidArgumentException as [Fwi]
  public FwiEnsemble(FwiSettings settings, Schedules schedules) {
    this(settings, Velocity.of(settings), Objects.requireNonNull(schedules, "schedules"));
    new Fwi(settings, velocity).close();
  }

  private FwiEnsemble(FwiSettings settings, double[] velocity, Schedules schedules) {
    this.settings = settings;
    this.velocity = velocity;
    this.schedules = schedules;
  }

  @Override
  public int members() {
    return settings.shots();
  }

  @Override
  public int gradientLength() {
    return settings.nx() * settings.nz();
  }

  @Override
  public MemberGradient run(int member, Path directory, RunObserver observer) {
    try (var fwi = new Fwi(settings, velocity)) {
      return fwi.run(
          member,
          schedules.of(settings.steps()),
          Storage.in(Optional.of(directory)),
          List.of(observer),
          UnaryOperator.identity(),
          _ -> {});
    }
  }

  /// Writes its gradient as `run fwi --gradient` does: see
  /// [org.checkpointschedules.examples.Outcome#writeGradient].
  ///
  /// @return the files written
  public List<Path> writeGradient(double[] gradient, Path file) throws IOException {
    return Fwi.outcome(settings, 0, gradient, List.of(), List.of()).writeGradient(file);
  }

  /// What travels: settings as numbers.
  private record Form(
      String file,
      int nx,
      int nz,
      double spacing,
      double smooth,
      int shots,
      double frequency,
      double dt,
      long steps,
      int threads,
      Precision precision,
      double[] velocity,
      Schedules schedules)
      implements Serializable {

    private Object readResolve() {
      var settings =
          new FwiSettings(
              Optional.ofNullable(file).map(Path::of),
              VelocityLayout.DEFAULT, // of no more use: the velocities are here
              nx,
              nz,
              spacing,
              smooth,
              shots,
              frequency,
              dt > 0 ? OptionalDouble.of(dt) : OptionalDouble.empty(),
              steps,
              threads,
              precision);
      return new FwiEnsemble(settings, velocity, schedules);
    }
  }

  private Object writeReplace() {
    return new Form(
        settings.velocity().map(Path::toString).orElse(null),
        settings.nx(),
        settings.nz(),
        settings.spacing(),
        settings.smooth(),
        settings.shots(),
        settings.frequency(),
        settings.dt().orElse(0),
        settings.steps(),
        settings.threads(),
        settings.precision(),
        velocity,
        schedules);
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw new InvalidObjectException("an FwiEnsemble travels as its form");
  }
}
