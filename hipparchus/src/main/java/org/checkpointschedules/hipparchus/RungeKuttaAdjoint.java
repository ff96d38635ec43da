package org.checkpointschedules.hipparchus;

import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.OnlineCheckpointSchedule;
import org.checkpointschedules.run.Adjoint;
import org.checkpointschedules.run.Gradient;
import org.checkpointschedules.run.ValueAdjoint;
import org.hipparchus.exception.LocalizedCoreFormats;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.ode.ODEIntegrator;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.FixedStepRungeKuttaIntegrator;

/// The discrete adjoint of an integration with an explicit Runge-Kutta method of Hipparchus: the
/// gradient of an objective with respect to the initial state and to parameters, within the memory
/// that a schedule grants.
///
/// ```java
/// var adjoint = RungeKuttaAdjoint.of(new DormandPrince54Integrator(1e-6, 1, 1e-9, 1e-9), ode, product)
///     .objective(Objective.atEnd(term))
///     .online(TwoLevelCheckpointSchedule.online(20, 4, RAM, RAM));
/// OdeGradient gradient = adjoint.run(0, y0, 10);
/// ```
///
/// The gradient is that of what was computed: of the map from the initial state to the objective
/// that the steps taken make up, exact to rounding. Their sizes are held; that the control of step
/// sizes would choose others for another initial state is no part of it, as is usual, since their
/// choice changes the result by no more than the tolerance.
///
/// **Which schedule?** A method of fixed step knows how many steps it will take, so any schedule
/// will do: [#schedule]. The forward is then computed by the static Butcher methods of
/// `ExplicitRungeKuttaIntegrator`, on the times and sizes that `integrate` would take, with the
/// same result, to the bit. An adaptive method learns its number of steps at the end: [#online].
/// The integrator itself then runs the forward, once; a handler notes time and size of each step,
/// from which steps are recomputed to the bit, and the run compares each with the first
/// computation, by digest.
///
/// **Memory**, for `n` variables (one more where the objective has integrated terms), `s` stages
/// and `N` steps: `8 n` bytes for each checkpoint of the schedule; `8 n (s + 1)` for each step in
/// working storage, of which all schedules but those that store adjoint data hold one; `16 N` for
/// times and sizes of the steps; with [#online], `8 N` for the digests.
///
/// **Cost**: `s` evaluations of the equations for each forward step of the schedule's forecast, and
/// at most `s` vector-Jacobian products for each of the `N` adjoint steps.
///
/// **Supported**: the integrators of Hipparchus that have a Butcher tableau, forwards and backwards
/// in time, and with [#online] those that extend them. Adams and Gragg-Bulirsch-Stoer methods,
/// events and whatever resets the state are refused by name.
///
/// Immutable, but it drives the integrator given: not thread safe where that is shared.
public final class RungeKuttaAdjoint {
  private final ODEIntegrator integrator;
  private final OrdinaryDifferentialEquation ode;
  private final VectorJacobianProduct product;
  private final Method method;
  private final Settings settings;

  /// @param objective null until one is given
  /// @param schedule null unless one for a known number of steps is given
  /// @param online null unless one for an unknown number of steps is given
  private record Settings(
      Objective objective,
      LongFunction<? extends CheckpointSchedule> schedule,
      OnlineCheckpointSchedule online,
      UnaryOperator<ValueAdjoint<double[], double[], double[]>> running) {}

  private RungeKuttaAdjoint(
      ODEIntegrator integrator,
      OrdinaryDifferentialEquation ode,
      VectorJacobianProduct product,
      Settings settings) {
    this.integrator = integrator;
    this.ode = Objects.requireNonNull(ode, "ode");
    this.product = Objects.requireNonNull(product, "product");
    this.settings = settings;
    method = Method.of(integrator);
  }

  /// {@return the adjoint of integrations with this integrator}
  ///
  /// @param integrator one with a Butcher tableau; it is driven as it is set up
  /// @param ode the equations; deterministic, and without any state of their own
  /// @param product their transposed Jacobians
  /// @throws InvalidArgumentException if the integrator is no explicit Runge-Kutta method
  public static RungeKuttaAdjoint of(
      ODEIntegrator integrator, OrdinaryDifferentialEquation ode, VectorJacobianProduct product) {
    return new RungeKuttaAdjoint(
        integrator, ode, product, new Settings(null, null, null, UnaryOperator.identity()));
  }

  /// {@return a copy of this objective} Needed.
  ///
  /// @param objective a scalar function of the trajectory
  public RungeKuttaAdjoint objective(Objective objective) {
    Objects.requireNonNull(objective, "objective");
    return with(new Settings(objective, settings.schedule, settings.online, settings.running));
  }

  /// {@return a copy under this schedule for the number of steps, for methods of fixed step: `n ->
  /// RevolveCheckpointSchedule.of(n, 10)`} Either this or [#online] is needed.
  ///
  /// @param schedule gives the schedule for a number of steps, 1 or more
  public RungeKuttaAdjoint schedule(LongFunction<? extends CheckpointSchedule> schedule) {
    Objects.requireNonNull(schedule, "schedule");
    return with(new Settings(settings.objective, schedule, null, settings.running));
  }

  /// {@return a copy under this schedule, which need not know the number of steps} Either this or
  /// [#schedule] is needed.
  ///
  /// @param online what is stored meanwhile, and how it goes on from there
  public RungeKuttaAdjoint online(OnlineCheckpointSchedule online) {
    Objects.requireNonNull(online, "online");
    return with(new Settings(settings.objective, null, online, settings.running));
  }

  /// {@return a copy with the run set up further: directory, stores, encodings, observers, checks}
  /// States, adjoint data and adjoints are `double[]`.
  ///
  /// @param running adds to the run given, and returns it
  public RungeKuttaAdjoint running(
      UnaryOperator<ValueAdjoint<double[], double[], double[]>> running) {
    Objects.requireNonNull(running, "running");
    return with(new Settings(settings.objective, settings.schedule, settings.online, running));
  }

  private RungeKuttaAdjoint with(Settings changed) {
    return new RungeKuttaAdjoint(integrator, ode, product, changed);
  }

  /// {@return the number of steps that a method of fixed step will take from `t0` to `t`,
  /// observation times of the objective included}
  ///
  /// @param t0 where the integration starts
  /// @param t where it ends, before or after
  /// @throws InvalidArgumentException if the method is adaptive, or an argument out of range
  public long steps(double t0, double t) {
    return grid(legs(t0, t)).count();
  }

  /// {@return the objective alone: one integration, nothing stored} The same as
  /// [OdeGradient#value()], to the bit.
  ///
  /// @param t0 where the integration starts
  /// @param y0 the state there
  /// @param t where it ends, before or after
  /// @throws InvalidArgumentException before any work, if an argument is out of range or the
  ///   integrator has events
  public double value(double t0, double[] y0, double t) {
    var problem = new Start(t0, y0, t);
    var sum = new Trajectory.Sum();
    sum.add(problem.legs.atStart(), y0.clone());
    ODEState end =
        Trajectory.integrate(
            integrator,
            problem.equations,
            problem.initial,
            problem.legs,
            (leg, reached) -> sum.add(leg.observed(), reached.getPrimaryState()));
    return sum.from(problem.atEnd(end.getCompleteState()));
  }

  /// {@return the objective along given steps, whatever the control of step sizes would choose: the
  /// function whose gradient [#run] computes, for Taylor tests of adaptive methods}
  ///
  /// @param steps of an earlier run from `t0` to `t` with the same objective
  /// @param t0 where the integration starts
  /// @param y0 the state there
  /// @param t where it ends, before or after
  /// @throws InvalidArgumentException if an argument is out of range, or the steps are of other
  ///   legs
  public double valueAlong(RecordedSteps steps, double t0, double[] y0, double t) {
    var problem = new Start(t0, y0, t);
    problem.requireLegsOf(steps);
    var stepper = new Stepper(method, problem.equations);
    var sum = new Trajectory.Sum();
    sum.add(problem.legs.atStart(), y0.clone());
    double[] state = problem.initial.getCompleteState();
    int step = 0;
    for (int i = 0; i < steps.legEnds().size(); i++) {
      for (; step < steps.legEnds().get(i); step++) {
        double at = steps.time(step);
        double h = steps.size(step);
        state = stepper.end(at, h, state, stepper.slopes(at, h, state));
      }
      sum.add(problem.legs.legs().get(i).observed(), problem.primary(state));
    }
    return sum.from(problem.atEnd(state));
  }

  /// Integrates from `t0` to `t` and computes the gradient.
  ///
  /// @param t0 where the integration starts
  /// @param y0 the state at `t0`
  /// @param t where it ends, before or after
  /// @return the value, the gradient, and what the run did
  /// @throws InvalidArgumentException before any work, if something is missing or out of range, if
  ///   the integrator has events, or if it is adaptive and the schedule not an online one
  /// @throws org.hipparchus.exception.MathRuntimeException if the integration fails, or takes more
  ///   evaluations than the integrator allows; of a method of fixed step, before any work
  /// @throws org.checkpointschedules.run.InconsistentModelException if the equations do not give
  ///   the same result again
  /// @throws org.checkpointschedules.store.CheckpointStoreException if a level fails, or there is
  ///   too little space
  public OdeGradient run(double t0, double[] y0, double t) {
    var problem = new Start(t0, y0, t);
    if (settings.online == null && settings.schedule == null) {
      throw new InvalidArgumentException("schedule", "not given", "schedule(...) or online(...)");
    }
    return settings.online == null ? ofKnownSteps(problem) : ofUnknownSteps(problem);
  }

  private OdeGradient ofKnownSteps(Start problem) {
    RecordedSteps steps = grid(problem.legs);
    if (!integrator.getStepHandlers().isEmpty()) {
      throw new InvalidArgumentException(
          "step handlers",
          integrator.getStepHandlers().size(),
          "none with schedule(...), which does not call them; online(...) does");
    }
    requireEvaluations(steps);
    RungeKuttaModel model = problem.model(steps);
    for (int i = 0; i < steps.legEnds().size(); i++) {
      model.observe(steps.legEnds().get(i), problem.legs.legs().get(i).observed());
    }
    var run =
        settings.running.apply(Adjoint.of(model).schedule(settings.schedule.apply(steps.count())));
    problem.equations.ode().init(problem.initial, problem.legs.legs().getFirst().end());
    return problem.gradient(run.run(problem.initial.getCompleteState(), model::seed), steps);
  }

  private OdeGradient ofUnknownSteps(Start problem) {
    var steps = new RecordedSteps();
    RungeKuttaModel model = problem.model(steps);
    Gradient<double[]> gradient =
        settings
            .running
            .apply(Adjoint.of(model).digests())
            .run(
                settings.online,
                problem.initial.getCompleteState(),
                (_, afterStep) ->
                    Trajectory.watched(
                        integrator,
                        new Trajectory.Recorder(integrator, steps, afterStep),
                        () -> problem.integrate(steps, model)),
                model::seed);
    return problem.gradient(gradient, steps);
  }

  private RecordedSteps grid(Legs legs) {
    if (!(integrator instanceof FixedStepRungeKuttaIntegrator fixed)
        || !Method.isOfHipparchus(integrator)) {
      throw new InvalidArgumentException(
          "schedule",
          "one for a known number of steps",
          "online(...), since the steps of " + integrator.getName() + " are not known beforehand");
    }
    return FixedGrid.of(fixed, legs);
  }

  private Legs legs(double t0, double t) {
    OptionalDouble step =
        integrator instanceof FixedStepRungeKuttaIntegrator fixed
            ? OptionalDouble.of(fixed.getDefaultStep())
            : OptionalDouble.empty();
    return Legs.of(requireObjective(), t0, t, step);
  }

  // As integrate counts them, from zero for each leg: the derivatives at its start, and those of
  // all stages of each step, the first of which is the start of the next.
  private void requireEvaluations(RecordedSteps steps) {
    int most = integrator.getMaxEvaluations();
    int from = 0;
    for (int to : steps.legEnds()) {
      if (1 + (long) (to - from) * method.stages() > most) {
        throw new MathIllegalStateException(LocalizedCoreFormats.MAX_COUNT_EXCEEDED, most);
      }
      from = to;
    }
  }

  private Objective requireObjective() {
    if (settings.objective == null) {
      throw new InvalidArgumentException("objective", "not given", "objective(...)");
    }
    return settings.objective;
  }

  /// Where an integration starts and what it passes, checked.
  private final class Start {
    final Legs legs;
    final Equations equations;
    final ODEState initial;

    Start(double t0, double[] y0, double t) {
      legs = legs(t0, t);
      Method.requireNoEvents(integrator);
      if (y0.length != ode.getDimension()) {
        throw new InvalidArgumentException(
            "length of the initial state", y0.length, "that of the ODE, " + ode.getDimension());
      }
      for (int i = 0; i < y0.length; i++) {
        if (!Double.isFinite(y0[i])) {
          throw new InvalidArgumentException("initial state " + i, y0[i], "a finite number");
        }
      }
      equations = Equations.of(ode, settings.objective.integrated());
      initial = equations.initial(t0, y0.clone());
    }

    RungeKuttaModel model(RecordedSteps steps) {
      return new RungeKuttaModel(
          new Stepper(method, equations), product, settings.objective, legs, steps);
    }

    void integrate(RecordedSteps steps, RungeKuttaModel model) {
      Trajectory.integrate(
          integrator,
          equations,
          initial,
          legs,
          (leg, _) -> {
            steps.endLeg();
            model.observe(steps.count(), leg.observed());
          });
    }

    double[] primary(double[] complete) {
      return Arrays.copyOf(complete, equations.dimension());
    }

    double atEnd(double[] complete) {
      double value = equations.integral(complete);
      double time = legs.legs().getLast().end();
      for (ObjectiveTerm term : settings.objective.end()) {
        value += term.value(time, primary(complete));
      }
      return value;
    }

    void requireLegsOf(RecordedSteps steps) {
      if (steps.legEnds().size() != legs.legs().size() || steps.time(0) != legs.start()) {
        throw new InvalidArgumentException(
            "steps",
            steps.legEnds().size() + " legs from " + steps.time(0),
            legs.legs().size() + " legs from " + legs.start());
      }
    }

    OdeGradient gradient(Gradient<double[]> gradient, RecordedSteps steps) {
      double[] value = gradient.value();
      int end = value.length - 1;
      return new OdeGradient(
          value[end],
          Arrays.copyOf(value, equations.dimension()),
          Arrays.copyOfRange(value, equations.dimension(), end),
          steps,
          product.label(),
          gradient.report(),
          legs.notes());
    }
  }
}
