package org.checkpointschedules.examples.burgers;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.RunFigures;
import org.checkpointschedules.examples.Check;
import org.checkpointschedules.examples.Example;
import org.checkpointschedules.examples.Fingerprint;
import org.checkpointschedules.examples.Outcome;
import org.checkpointschedules.examples.Resume;
import org.checkpointschedules.examples.Storage;
import org.checkpointschedules.examples.arrays.NumberArray;
import org.checkpointschedules.run.Adjoint;
import org.checkpointschedules.run.Gradient;
import org.checkpointschedules.run.Journal;
import org.checkpointschedules.run.Model;
import org.checkpointschedules.run.RunObserver;
import org.checkpointschedules.run.TaylorTest;

/// The viscous Burgers equation on a periodic interval of length 1: the gradient of the final
/// energy `1/2 sum u^2 dx`, or of the misfit `1/2 sum (u - observed)^2 dx`, with respect to the
/// values of the initial condition.
///
/// Stable where neighbouring points resolve a shock, `|u| dx <= 2 nu`, and `dt <= dx^2 / (2 nu)`:
/// each new value is then a mean of old ones, so that no maximum grows.
public final class Burgers implements Example {
  private static final int POINTS = 200;
  private static final double VISCOSITY = 0.01;
  private static final double SAFETY = 0.4;

  /// Steps of the verification, at most, and bytes that storing all of them may take.
  private static final int VERIFIED_STEPS = 1_000;

  private static final long VERIFIED_BYTES = 64 << 20;

  private final BurgersSettings settings;
  private final double[] initial;
  private final Optional<double[]> observations;
  private final double viscosity;
  private final double dt;
  private final double dx;
  private final BurgersModel model;

  /// @throws InvalidArgumentException if a file cannot be read or holds too few values, if the two
  ///   differ in length, or if viscosity or `dt` make the scheme unstable
  public Burgers(BurgersSettings settings) {
    this.settings = settings;
    initial =
        settings
            .initial()
            .map(file -> NumberLines.read("initial", file))
            .orElseGet(Burgers::builtIn);
    if (initial.length < 3) {
      throw new InvalidArgumentException(
          "initial", initial.length + " values", "3 values or more, one a line");
    }
    observations = settings.observations().map(file -> NumberLines.read("observations", file));
    if (observations.isPresent() && observations.get().length != initial.length) {
      throw new InvalidArgumentException(
          "observations",
          observations.get().length + " values",
          initial.length + " values, as many as the initial condition");
    }
    dx = 1.0 / initial.length;
    double largest = DoubleStream.of(initial).map(Math::abs).max().orElseThrow();
    double leastViscosity = largest * dx / 2;
    viscosity = settings.viscosity().orElse(Math.max(VISCOSITY, leastViscosity));
    if (viscosity < leastViscosity) {
      throw new InvalidArgumentException(
          "viscosity", viscosity, "%.4g or more on this grid".formatted(leastViscosity));
    }
    double largestStep = dx * dx / (2 * viscosity);
    dt = settings.dt().orElse(SAFETY * largestStep);
    if (dt > largestStep) {
      throw new InvalidArgumentException(
          "dt", dt, "at most %.6g, the limit of stability".formatted(largestStep));
    }
    model = BurgersModel.of(dt, dx, viscosity);
  }

  private static double[] builtIn() {
    return IntStream.range(0, POINTS)
        .mapToDouble(i -> 0.5 + 0.5 * Math.sin(2 * Math.PI * i / POINTS))
        .toArray();
  }

  @Override
  public String name() {
    return "burgers";
  }

  @Override
  public String description() {
    return String.format(
        Locale.ROOT,
        "viscous Burgers equation: %d points, %d steps of %.4g, viscosity %.4g, %s",
        initial.length,
        settings.steps(),
        dt,
        viscosity,
        observations.isPresent() ? "misfit to observations" : "final energy");
  }

  @Override
  public long steps() {
    return settings.steps();
  }

  @Override
  public int adjoints() {
    return 1;
  }

  @Override
  public int elementBytes() {
    return Double.BYTES;
  }

  @Override
  public long stateBytes() {
    return (long) initial.length * Double.BYTES;
  }

  @Override
  public long adjointDataBytes() {
    return stateBytes();
  }

  @Override
  public long gradientBytes() {
    return stateBytes();
  }

  @Override
  public boolean image() {
    return false;
  }

  /// The model, for those who drive it themselves.
  public Model<double[], double[]> model() {
    return model;
  }

  /// A copy of the initial condition.
  public double[] initial() {
    return initial.clone();
  }

  /// The objective at a final state.
  public double objective(double[] last) {
    double sum = 0;
    for (int i = 0; i < last.length; i++) {
      double difference = last[i] - observed(i);
      sum += 0.5 * difference * difference * dx;
    }
    return sum;
  }

  /// The derivative of the objective at a final state: the adjoint at the end.
  public double[] seed(double[] last) {
    return IntStream.range(0, last.length).mapToDouble(i -> (last[i] - observed(i)) * dx).toArray();
  }

  private double observed(int i) {
    return observations.isPresent() ? observations.get()[i] : 0;
  }

  @Override
  public Outcome run(
      CheckpointSchedule schedule,
      Storage storage,
      List<? extends RunObserver> observers,
      Optional<Resume> resume,
      Consumer<NumberArray> last) {
    if (schedule.steps() != steps()) {
      throw new InvalidArgumentException("schedule steps", schedule.steps(), "" + steps());
    }
    Gradient<ScoredAdjoint> gradient =
        gradient(schedule, storage, observers, resume, u -> last.accept(array(u.clone())));
    storage.checking().requireFinite("gradient", gradient.value().values());
    return new Outcome(
        gradient.value().objective(),
        array(gradient.value().values()),
        "with respect to the %d values of the initial condition".formatted(initial.length),
        List.of(gradient.report()),
        Optional.empty(),
        resume.stream().map(_ -> journal(storage)).toList());
  }

  private static NumberArray array(double[] values) {
    return new NumberArray(values, Double.BYTES, values.length);
  }

  @Override
  public RunFigures calibrate(Storage storage) {
    return storage
        .keep(Adjoint.of(ScoredAdjoint.of(model)))
        .calibrate(initial, this::scored, steps());
  }

  private ScoredAdjoint scored(double[] last) {
    return new ScoredAdjoint(objective(last), seed(last));
  }

  private Gradient<ScoredAdjoint> gradient(
      CheckpointSchedule schedule,
      Storage storage,
      List<? extends RunObserver> observers,
      Optional<Resume> resume,
      Consumer<double[]> last) {
    var adjoint =
        storage.keep(
            Adjoint.of(ScoredAdjoint.of(model))
                .schedule(schedule)
                .adjointCodec(ScoredAdjoint.CODEC));
    for (RunObserver observer : observers) {
      adjoint = adjoint.observer(observer);
    }
    if (resume.isPresent()) {
      adjoint = resume.get().keep(adjoint, journal(storage));
    }
    return adjoint.run(
        initial,
        u -> {
          last.accept(u);
          ScoredAdjoint scored = scored(u);
          storage.checking().requireFinite("objective", scored.objective());
          storage.checking().requireFinite("adjoint seed", scored.values());
          return scored;
        });
  }

  private Journal journal(Storage storage) {
    return Journal.in(Resume.directory(storage.directory()), name(), fingerprint());
  }

  private byte[] fingerprint() {
    return new Fingerprint()
        .with(initial)
        .with(observations.orElse(new double[0]))
        .with(settings.steps())
        .with(viscosity)
        .with(dt)
        .bytes();
  }

  @Override
  public List<Check> verify(LongFunction<? extends CheckpointSchedule> schedules, Storage storage) {
    long affordable = Math.max(1, VERIFIED_BYTES / stateBytes());
    int reducedSteps = (int) Math.min(Math.min(steps(), VERIFIED_STEPS), affordable);
    double[] expected = storeAll(reducedSteps);
    CheckpointSchedule schedule = schedules.apply(reducedSteps);
    double[] gradient =
        gradient(schedule, storage, List.of(), Optional.empty(), _ -> {}).value().values();
    TaylorTest taylor =
        TaylorTest.run(start -> objective(last(start, reducedSteps)), initial, expected);
    return List.of(
        new Check(
            "Taylor test, convergence rate in double",
            taylor.rate().isPresent()
                ? String.format(Locale.ROOT, "%.3f", taylor.rate().getAsDouble())
                : taylor.exact() ? "exact to rounding" : "none clear of rounding",
            "1.9 to 2.1",
            taylor.passed()),
        Check.equalToStoreAll(schedule, expected, gradient));
  }

  private double[] last(double[] start, int steps) {
    double[] u = start;
    for (int step = 0; step < steps; step++) {
      u = model.forward(step, u);
    }
    return u;
  }

  private double[] storeAll(int steps) {
    var states = new double[steps + 1][];
    states[0] = initial;
    for (int step = 0; step < steps; step++) {
      states[step + 1] = model.forward(step, states[step]);
    }
    double[] adjoint = seed(states[steps]);
    for (int step = steps - 1; step >= 0; step--) {
      adjoint = model.adjoint(step, states[step], adjoint);
    }
    return adjoint;
  }

  @Override
  public void close() {}
}
