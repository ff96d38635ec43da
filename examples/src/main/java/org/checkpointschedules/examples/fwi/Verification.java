package org.checkpointschedules.examples.fwi;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongFunction;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.examples.Check;
import org.checkpointschedules.examples.Storage;
import org.checkpointschedules.examples.StoreAll;
import org.checkpointschedules.run.Adjoint;
import org.checkpointschedules.run.DotProductTest;
import org.checkpointschedules.run.TaylorTest;

/// The code of [Fwi] on a case of seconds: the built-in model on 40 x 24 points.
final class Verification {
  /// Steps of the reduced case: the wave goes down, back and out.
  private static final int STEPS = 120;

  private static final int LAYER = 10;
  private static final double DOUBLE_TOLERANCE = 1e-12;
  private static final double SINGLE_TOLERANCE = 1e-5;

  private final Team team;

  Verification(Team team) {
    this.team = team;
  }

  static Survey reduced(Precision precision, int steps) {
    var settings =
        new FwiSettings(
            Optional.empty(),
            VelocityLayout.DEFAULT,
            40,
            24,
            20,
            60,
            1,
            8,
            OptionalDouble.empty(),
            steps,
            1,
            precision);
    return Survey.of(settings, Velocity.builtIn(settings.nx(), settings.nz()), LAYER);
  }

  /// Taylor test of the gradient, in double.
  Check taylor() {
    Survey survey = reduced(Precision.DOUBLE, STEPS);
    Shot shot = survey.shots()[0];
    double[][] observed = survey.observed(shot, team);
    var model = new AcousticModel(survey.start(), shot, observed, Precision.DOUBLE, team);
    StoreAll.run(model, STEPS);
    TaylorTest test =
        TaylorTest.run(
            slownessSquared -> {
              var medium = new Medium(survey.start().scheme(), slownessSquared);
              double[][] data = AcousticModel.data(medium, shot, Precision.DOUBLE, team);
              return AcousticModel.misfit(data, observed);
            },
            survey.start().slownessSquared(),
            model.gradient());
    return new Check(
        "Taylor test, convergence rate in double",
        test.rate().isPresent()
            ? String.format(Locale.ROOT, "%.3f", test.rate().getAsDouble())
            : "none clear of rounding",
        "1.9 to 2.1",
        test.passed() && test.rate().isPresent());
  }

  /// Dot-product test of the linearised forward and the adjoint.
  Check dotProduct(Precision precision) {
    double tolerance = precision == Precision.DOUBLE ? DOUBLE_TOLERANCE : SINGLE_TOLERANCE;
    DotProductTest test = new Born(reduced(precision, STEPS), team).dotProduct(tolerance);
    return new Check(
        "dot-product test, relative error in " + precision.name().toLowerCase(Locale.ROOT),
        String.format(Locale.ROOT, "%.1e", test.relativeError()),
        String.format(Locale.ROOT, "at most %.0e", tolerance),
        test.passed());
  }

  /// Equality with store-all under a schedule.
  Check storeAll(
      Precision precision,
      long steps,
      LongFunction<? extends CheckpointSchedule> schedules,
      Storage storage) {
    int reducedSteps = (int) Math.min(steps, STEPS);
    Survey survey = reduced(precision, reducedSteps);
    AcousticModel model = survey.model(survey.shots()[0], team);
    StoreAll.run(model, reducedSteps);
    double[] expected = model.gradient();
    CheckpointSchedule schedule = schedules.apply(reducedSteps);
    var adjoint = Adjoint.of(model).schedule(schedule);
    storage.keep(adjoint).run();
    return Check.equalToStoreAll(schedule, expected, model.gradient());
  }
}
