package org.checkpointschedules.choose;

import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.RunFigures;

/// The schedule with the least predicted time among all that fit the budgets, and why.
///
/// ```java
/// var choice = Choice.of(100_000, figures,
///     List.of(Budget.bytes(RAM, 4L << 30), Budget.bytes(DISK, 200L << 30)));
/// System.out.println(choice.why());
/// adjoint.schedule(choice.best().schedule()).run();
/// ```
///
/// Compared are `single-memory`; `revolve` and `h-revolve` on every subset of the levels, planned
/// for transfers that are waited for, half hidden and hidden; `mixed` and `single-disk` on each
/// level they make sense on; `multistage`, `disk-revolve`, `periodic-disk-revolve` and `two-level`
/// on each pair. Everything comes of closed forms: milliseconds, whatever the number of steps.
///
/// Nothing is remembered between choices. Immutable and thread safe.
public final class Choice {
  /// With more levels than this there would be too many subsets to plan.
  private static final int MOST_LEVELS = 5;

  private final long steps;
  private final List<Candidate> candidates;
  private final Map<String, String> excluded;

  private Choice(long steps, List<Candidate> candidates, Map<String, String> excluded) {
    this.steps = steps;
    this.candidates = candidates;
    this.excluded = Collections.unmodifiableMap(new LinkedHashMap<>(excluded));
  }

  /// Compares all schedules.
  ///
  /// @param steps forward steps, 1 to [CheckpointSchedule#MAX_STEPS]
  /// @param figures bytes and seconds, measured or given by hand
  /// @param budgets of levels that the figures know; a level without one is not used
  /// @return the comparison, with at least one candidate
  /// @throws InvalidArgumentException if an argument is out of range, or no schedule fits
  public static Choice of(long steps, RunFigures figures, List<Budget> budgets) {
    if (steps < 1 || steps > CheckpointSchedule.MAX_STEPS) {
      throw new InvalidArgumentException(
          "steps", steps, "a whole number from 1 to " + CheckpointSchedule.MAX_STEPS);
    }
    if (budgets.isEmpty() || budgets.size() > MOST_LEVELS) {
      throw new InvalidArgumentException("budgets", budgets.size(), "1 to " + MOST_LEVELS);
    }
    var contest = new Contest(steps, figures, budgets);
    List<Candidate> ranked = contest.ranked();
    if (ranked.isEmpty()) {
      throw new InvalidArgumentException(
          "budgets",
          budgets.stream().map(Budget::toString).toList(),
          "more: a schedule needs a checkpoint of %s and, of memory, %s for one step"
              .formatted(
                  Amount.text(BigInteger.valueOf(figures.stateBytes())),
                  Amount.text(BigInteger.valueOf(figures.adjointBytes()))));
    }
    return new Choice(steps, ranked, contest.excluded());
  }

  /// {@return the one to take}
  public Candidate best() {
    return candidates.getFirst();
  }

  /// {@return all that fit, the least predicted time first} Of each schedule on the same levels,
  /// the best.
  public List<Candidate> candidates() {
    return candidates;
  }

  /// {@return all that do not fit, and what is missing: `single-memory`, `needs 12 GiB of RAM`}
  public Map<String, String> excluded() {
    return excluded;
  }

  /// {@return why the best is the best, in one line}
  public String why() {
    Candidate best = best();
    var why = new StringBuilder(best.label());
    why.append(" is predicted to take ").append(Amount.seconds(best.prediction().seconds()));
    if (candidates.size() > 1) {
      Candidate next = candidates.get(1);
      double more = next.prediction().seconds() / best.prediction().seconds() - 1;
      why.append(
          more < 0.0005
              ? ", as " + next.label() + " is"
              : String.format(Locale.ROOT, ", %s %.1f %% more", next.label(), 100 * more));
    }
    why.append("; ");
    boolean once =
        best.schedule().forecast().forwardSteps().bitLength() < 63
            && best.schedule().forecast().forwardSteps().longValueExact() == steps;
    why.append(
        once
            ? "no step runs twice"
            : String.format(
                Locale.ROOT, "each step runs %.2f times on average", best.recomputation()));
    String all = excluded.get("single-memory");
    if (all != null) {
      why.append(", as storing all ").append(all);
    }
    Prediction time = best.prediction();
    if (time.hiddenSeconds() + time.exposedSeconds() > 0) {
      why.append(
          String.format(
              Locale.ROOT,
              ", %.0f %% of the transfers are hidden",
              100 * time.hiddenSeconds() / (time.hiddenSeconds() + time.exposedSeconds())));
    }
    return why.toString();
  }
}
