package org.checkpointschedules.ensemble;

import java.util.HashMap;
import java.util.Map;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.run.RunObserver;
import org.checkpointschedules.run.RunProgress;

/// Adds up the progress of members: for whoever writes an [EnsembleExecutor]. Thread safe.
///
/// A member's fraction only grows: what is told twice, or late, or by a second run of a member,
/// does no harm.
public final class ProgressSum {
  /// Told of a member's fraction.
  @FunctionalInterface
  public interface Share {
    /// It has come so far.
    ///
    /// @param fraction 0 to 1; 1 only when it is done
    void tell(double fraction);
  }

  private final int members;
  private final Map<Integer, Double> fractions = new HashMap<>();

  /// Of so many members.
  ///
  /// @param members 1 or more
  public ProgressSum(int members) {
    this.members = members;
  }

  /// A member has come so far.
  ///
  /// @param member which
  /// @param fraction 0 to 1; 1 when its run has ended
  public synchronized void tell(int member, double fraction) {
    fractions.merge(member, fraction, Math::max);
  }

  /// All together.
  ///
  /// @return how far they have come
  public synchronized EnsembleProgress progress() {
    int completed = (int) fractions.values().stream().filter(f -> f == 1).count();
    double sum = fractions.values().stream().mapToDouble(Double::doubleValue).sum();
    return new EnsembleProgress(members, fractions.size(), completed, sum / members);
  }

  /// Watches the run of a member. Whoever runs it says when it is complete.
  ///
  /// @param share told how far it has come
  /// @return an observer of that run
  public static RunObserver watching(Share share) {
    return new RunObserver() {
      private double all;

      @Override
      public void start(CheckpointSchedule schedule, Forecast forecast) {
        all = forecast.forwardSteps().doubleValue() + forecast.adjointSteps();
        share.tell(0);
      }

      @Override
      public void progress(RunProgress progress) {
        double done = (double) progress.forwardSteps() + progress.adjointSteps();
        share.tell(Math.min(done / all, Math.nextDown(1.0)));
      }
    };
  }
}
