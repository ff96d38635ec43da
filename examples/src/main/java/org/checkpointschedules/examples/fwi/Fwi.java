package org.checkpointschedules.examples.fwi;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.RunFigures;
import org.checkpointschedules.ensemble.MemberGradient;
import org.checkpointschedules.ensemble.TreeSum;
import org.checkpointschedules.examples.Check;
import org.checkpointschedules.examples.Example;
import org.checkpointschedules.examples.Fingerprint;
import org.checkpointschedules.examples.Outcome;
import org.checkpointschedules.examples.Resume;
import org.checkpointschedules.examples.Storage;
import org.checkpointschedules.examples.arrays.NumberArray;
import org.checkpointschedules.run.Adjoint;
import org.checkpointschedules.run.InPlaceAdjoint;
import org.checkpointschedules.run.InPlaceModel;
import org.checkpointschedules.run.Journal;
import org.checkpointschedules.run.RunObserver;
import org.checkpointschedules.run.RunReport;

/// Acoustic full-waveform inversion: the gradient of half the squared data misfit, summed over time
/// steps, receivers and shots, at a smoothed starting model, with respect to squared slowness
/// (s^2/km^2) on the physical grid.
///
/// Memory, besides the schedule's: the observed data of one shot (8 bytes for each step and
/// column), and some ten fields of the extended grid, 40 points wider on every side; of `n` shots,
/// `floor(log2 n) + 1` gradients.
///
/// The gradient is the same, bit for bit, for any number of threads, and as that of an
/// [FwiEnsemble] of the same settings, wherever its shots run: shots add up along the tree of
/// [TreeSum].
public final class Fwi implements Example {
  private final FwiSettings settings;
  private final Survey survey;
  private final Team team;
  private final byte[] fingerprint;
  private final String read;

  /// @throws InvalidArgumentException if the file cannot be read or does not fit the shape, if `dt`
  ///   is beyond the limit of stability, or if the frequency is too high for the grid
  public Fwi(FwiSettings settings) {
    this(settings, Velocity.of(settings));
  }

  /// @param velocity the true model, km/s
  Fwi(FwiSettings settings, double[] velocity) {
    this.settings = settings;
    survey = Survey.of(settings, velocity, Survey.LAYER);
    requireMemory(16L + 8L * settings.nx() * settings.steps());
    team = new Team(settings.threads());
    read = settings.velocity().isPresent() ? "\n" + read(settings, velocity) : "";
    fingerprint =
        new Fingerprint()
            .with(velocity)
            .with(settings.nx())
            .with(settings.nz())
            .with(settings.spacing())
            .with(settings.smooth())
            .with(settings.shots())
            .with(settings.frequency())
            .with(survey.start().scheme().dt())
            .with(settings.steps())
            .with(settings.precision())
            .bytes();
  }

  /// How the file was understood, so that the user sees where it was meant otherwise.
  private static String read(FwiSettings settings, double[] velocity) {
    int right = (settings.nx() - 1) * settings.nz();
    int bottom = settings.nz() - 1;
    return String.format(
        Locale.ROOT,
        "velocities read in %s as %s: %.4g to %.4g km/s, at the surface %.4g left and %.4g right,"
            + " at the bottom %.4g left and %.4g right",
        settings.layout().unit(),
        settings.layout().order(),
        Velocity.slowest(velocity),
        Velocity.fastest(velocity),
        velocity[0],
        velocity[right],
        velocity[bottom],
        velocity[right + bottom]);
  }

  private void requireMemory(long observedBytes) {
    long most = Runtime.getRuntime().maxMemory() / 2;
    if (observedBytes > most) {
      throw new InvalidArgumentException(
          "steps",
          settings.steps(),
          "at most %d with this heap, whose half holds the data of one shot"
              .formatted(most / (8L * settings.nx())));
    }
  }

  @Override
  public String name() {
    return "fwi";
  }

  @Override
  public String description() {
    return String.format(
            Locale.ROOT,
            "acoustic full-waveform inversion, %s: %d x %d points at %s m, %d steps of %.4g ms,"
                + " %d shot%s at %s Hz, %s precision, %d thread%s",
            settings.velocity().isPresent()
                ? settings.velocity().get().getFileName()
                : "built-in layered model",
            settings.nx(),
            settings.nz(),
            settings.spacing(),
            settings.steps(),
            1e3 * survey.start().scheme().dt(),
            settings.shots(),
            settings.shots() == 1 ? "" : "s",
            settings.frequency(),
            settings.precision().name().toLowerCase(Locale.ROOT),
            settings.threads(),
            settings.threads() == 1 ? "" : "s")
        + read;
  }

  @Override
  public long steps() {
    return settings.steps();
  }

  @Override
  public int adjoints() {
    return settings.shots();
  }

  @Override
  public int elementBytes() {
    return settings.precision() == Precision.SINGLE ? Float.BYTES : Double.BYTES;
  }

  @Override
  public long stateBytes() {
    return AcousticModel.stateBytes(survey.start().scheme().grid(), settings.precision());
  }

  @Override
  public long adjointDataBytes() {
    return AcousticModel.adjointDataBytes(survey.start().scheme().grid(), settings.precision());
  }

  @Override
  public long gradientBytes() {
    return (long) settings.nx() * settings.nz() * elementBytes();
  }

  @Override
  public boolean image() {
    return true;
  }

  /// The model of one shot, for those who drive it themselves: bare steps, benchmarks, other
  /// executors. It works on threads of this case, one model at a time.
  ///
  /// @param shot from 0
  public InPlaceModel model(int shot) {
    if (shot < 0 || shot >= settings.shots()) {
      throw new InvalidArgumentException("shot", shot, "0 to " + (settings.shots() - 1));
    }
    return survey.model(survey.shots()[shot], team);
  }

  @Override
  public Outcome run(
      CheckpointSchedule schedule,
      Storage storage,
      List<? extends RunObserver> observers,
      Optional<Resume> resume,
      Consumer<NumberArray> last) {
    requireSteps(schedule);
    var objective = new TreeSum(settings.shots());
    var gradient = new TreeSum(settings.shots());
    var reports = new ArrayList<RunReport>();
    var journals = new ArrayList<Journal>();
    for (int shot = 0; shot < settings.shots(); shot++) {
      UnaryOperator<InPlaceAdjoint> resuming = UnaryOperator.identity();
      if (resume.isPresent()) {
        Journal journal = journal(Resume.directory(storage.directory()), shot);
        journals.add(journal);
        resuming = adjoint -> resume.get().keep(adjoint, journal);
      }
      MemberGradient part = run(shot, schedule, storage, observers, resuming, last);
      reports.add(part.report());
      objective.add(shot, new double[] {part.objective()});
      gradient.add(shot, part.gradient());
    }
    return outcome(settings, objective.result()[0], gradient.result(), reports, journals);
  }

  static Outcome outcome(
      FwiSettings settings,
      double misfit,
      double[] gradient,
      List<RunReport> reports,
      List<Journal> journals) {
    return new Outcome(
        misfit,
        array(settings, gradient, settings.nx(), settings.nz()),
        "with respect to 1/v^2 in s^2/km^2, %d x %d points, depth fastest"
            .formatted(settings.nx(), settings.nz()),
        reports,
        Optional.of(file -> GradientImage.write(gradient, settings.nx(), settings.nz(), file)),
        journals);
  }

  private static NumberArray array(FwiSettings settings, double[] values, int... shape) {
    return new NumberArray(values, settings.precision().bytes(), shape);
  }

  /// One shot: its misfit, its gradient, its report.
  MemberGradient run(
      int shot,
      CheckpointSchedule schedule,
      Storage storage,
      List<? extends RunObserver> observers,
      UnaryOperator<InPlaceAdjoint> resuming,
      Consumer<NumberArray> last) {
    requireSteps(schedule);
    AcousticModel model = survey.model(survey.shots()[shot], team);
    model.showLast(field -> last.accept(array(settings, field, 2, settings.nx(), settings.nz())));
    var adjoint =
        storage.keep(
            Adjoint.of(model).schedule(schedule).elements(settings.precision().elements()));
    for (RunObserver observer : observers) {
      adjoint = adjoint.observer(observer);
    }
    RunReport report = resuming.apply(adjoint).run();
    storage.checking().requireFinite("objective", model.misfit());
    double[] gradient = model.gradient();
    storage.checking().requireFinite("gradient", gradient);
    return new MemberGradient(model.misfit(), gradient, report);
  }

  private void requireSteps(CheckpointSchedule schedule) {
    if (schedule.steps() != steps()) {
      throw new InvalidArgumentException("schedule steps", schedule.steps(), "" + steps());
    }
  }

  @Override
  public RunFigures calibrate(Storage storage) {
    return storage.keep(Adjoint.of(survey.model(survey.shots()[0], team))).calibrate(steps());
  }

  private Journal journal(Path directory, int shot) {
    return Journal.in(directory, "fwi-shot-" + shot, fingerprint);
  }

  @Override
  public List<Check> verify(LongFunction<? extends CheckpointSchedule> schedules, Storage storage) {
    var verification = new Verification(team);
    return List.of(
        verification.taylor(),
        verification.dotProduct(settings.precision()),
        verification.storeAll(settings.precision(), steps(), schedules, storage));
  }

  @Override
  public void close() {
    team.close();
  }
}
