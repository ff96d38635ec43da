package org.checkpointschedules.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.checkpointschedules.examples.Check;
import org.checkpointschedules.foreign.ControlTest;
import org.checkpointschedules.foreign.ControlTest.Verdict;
import org.checkpointschedules.foreign.ProcessModel;
import org.checkpointschedules.foreign.Rehearsal;
import org.checkpointschedules.run.ElementType;
import org.checkpointschedules.run.NotFiniteException;
import org.checkpointschedules.run.ResumableModel;
import org.checkpointschedules.run.RunControl;

/// What a solver was put through before a run: its promises, then its gradient.
///
/// A share of the run at most: the steps of all that is rehearsed come to a tenth of those of the
/// run, of which a schedule with recomputation does several times as many; but one step is
/// rehearsed always. Steps that take long are rehearsed less.
///
/// @param checks for people
/// @param caveat what nobody verified, where that is so
/// @param nanos how long it took
record SolverRehearsal(List<Check> checks, Optional<String> caveat, long nanos) {
  private static final long MOST_STEPS = 5;

  /// Of the steps of a run.
  private static final long SHARE = 10;

  /// Forward steps of a rehearsal beside three for each step.
  private static final long BESIDE = 4;

  /// Forward and adjoint steps of a brief test of the gradient, for each of its steps: six short
  /// adjoints, of which each runs the forward twice at most.
  private static final long BRIEF = 18;

  /// How long a brief test may take.
  private static final double BRIEF_SECONDS = 2;

  private static final String UNVERIFIED = "nobody verified the adjoint: ";
  private static final String BETWEEN = "; ";

  /// What is tried, and how.
  ///
  /// @param model the solver
  /// @param stoppable the same, ended where the run is to stop
  /// @param elements what its data are taken for, where there is a tolerance
  /// @param tolerance by which what is computed again may differ; 0 for not at all
  /// @param notFinite whether its gradient may be infinite, or none
  /// @param control stops the run
  record Tried(
      ProcessModel model,
      ResumableModel stoppable,
      ElementType elements,
      double tolerance,
      boolean notFinite,
      Optional<RunControl> control) {

    Rehearsal rehearse(long steps) {
      return tolerance > 0
          ? Rehearsal.of(stoppable, steps, elements, tolerance)
          : Rehearsal.of(stoppable, steps);
    }

    RunControl stopping() {
      return control.orElseGet(RunControl::new);
    }
  }

  /// @param taylor of how many steps a test of the gradient was asked for
  /// @throws WrongRequest if one was asked for, and the solver declares no control
  static SolverRehearsal of(Tried tried, OptionalLong taylor) {
    ProcessModel model = tried.model();
    requireControl(model, taylor);
    long begin = System.nanoTime();
    long steps = model.declaration().steps();
    Rehearsal rehearsal = tried.rehearse(Math.clamp((steps / SHARE - BESIDE) / 3, 1, MOST_STEPS));
    double each = (System.nanoTime() - begin) / 1e9 / (3.0 * rehearsal.steps() + 2.0 * BESIDE);
    var checks = new ArrayList<Check>();
    checks.add(promises(rehearsal, tried.tolerance()));
    Optional<String> caveat = Optional.empty();
    if (rehearsal.faults().isEmpty()) {
      try {
        caveat = gradient(tried, taylor, each, checks);
      } catch (NotFiniteException e) {
        if (!tried.notFinite()) {
          throw e;
        }
        caveat = Optional.of(UNVERIFIED + e.getMessage());
      }
    }
    return new SolverRehearsal(checks, caveat, System.nanoTime() - begin);
  }

  private static void requireControl(ProcessModel model, OptionalLong taylor) {
    if (taylor.isPresent() && !model.declaration().hasControl()) {
      throw new WrongRequest(
          "--taylor needs a solver that declares its control (docs/solver-protocol.md), which "
              + model.declaration().name()
              + " does not");
    }
  }

  private static Check promises(Rehearsal rehearsal, double tolerance) {
    boolean well = rehearsal.faults().isEmpty();
    return new Check(
        "rehearsal of %d step%s, twice each, and of a short adjoint, saved and taken again:"
            .formatted(rehearsal.steps(), rehearsal.steps() == 1 ? "" : "s"),
        well ? "the same" : inTheWordsOfTheProtocol(rehearsal.faults().getFirst()),
        tolerance > 0
            ? "the same to " + tolerance
            : "the same to the bit" + (well ? "" : ", or to --reproducible-to TOLERANCE"),
        well);
  }

  /// The library's names of what a solver is told.
  static String inTheWordsOfTheProtocol(String fault) {
    return fault.replaceAll("(capture|restore|initialize)Adjoint", "$1-adjoint");
  }

  /// Tests the gradient; what stays open.
  ///
  /// @param each seconds of a step
  private static Optional<String> gradient(
      Tried tried, OptionalLong taylor, double each, List<Check> checks) {
    ProcessModel model = tried.model();
    if (!model.declaration().hasControl()) {
      return Optional.of(UNVERIFIED + "the solver declares no control by which it could be tested");
    }
    long steps = model.declaration().steps();
    if (taylor.isPresent()) {
      ControlTest test =
          ControlTest.run(
              model, Math.min(steps, taylor.getAsLong()), tried.tolerance(), tried.stopping());
      checks.add(rate(test));
      return Optional.empty();
    }
    if (each * BRIEF > BRIEF_SECONDS) {
      return Optional.of(UNVERIFIED + "its steps take long; --taylor STEPS tests it");
    }
    long affordable = (long) (BRIEF_SECONDS / (each * BRIEF));
    long most = Math.min(Math.min(steps, MOST_STEPS), affordable);
    ControlTest test =
        ControlTest.brief(
            model, Math.clamp(steps / SHARE / BRIEF, 1, most), tried.tolerance(), tried.stopping());
    if (test.verdict() == Verdict.UNSEEN) {
      return Optional.of(
          UNVERIFIED
              + "a Taylor test of its first steps (%d) shows nothing; --taylor STEPS takes more"
                  .formatted(test.steps()));
    }
    checks.add(rate(test));
    return Optional.empty();
  }

  private static Check rate(ControlTest test) {
    return new Check(
        "Taylor test of the gradient with respect to the control, on %d step%s:"
            .formatted(test.steps(), test.steps() == 1 ? "" : "s"),
        test.toString(),
        "rate 1.9 to 2.1",
        test.verdict() == Verdict.RIGHT);
  }

  /// What a journal notes of it.
  String noted(OptionalLong taylor) {
    return what(taylor) + caveat.map(open -> BETWEEN + open).orElse("");
  }

  /// One that a journal remembers; empty if it was another one.
  static Optional<SolverRehearsal> remembered(
      Optional<String> noted, ProcessModel model, OptionalLong taylor) {
    requireControl(model, taylor);
    String what = what(taylor);
    return noted
        .filter(text -> text.equals(what) || text.startsWith(what + BETWEEN))
        .map(text -> {
          var check = new Check("rehearsal:", "when this run began", "once for a run", true);
          Optional<String> open =
              text.equals(what)
                  ? Optional.empty()
                  : Optional.of(text.substring(what.length() + BETWEEN.length()));
          return new SolverRehearsal(List.of(check), open, 0);
        });
  }

  private static String what(OptionalLong taylor) {
    return taylor.isPresent() ? "--taylor " + taylor.getAsLong() : "first steps";
  }
}
