package org.checkpointschedules.spark;

import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.checkpointschedules.ensemble.EnsembleProgress;
import org.checkpointschedules.ensemble.ProgressSum;
import scala.jdk.javaapi.CollectionConverters;

/// Tells how far the members have come, at every heartbeat of an executor and every end of a task.
final class ProgressListener extends SparkListener {
  private final ProgressAccumulator accumulator;
  private final ProgressSum sum;
  private final Consumer<EnsembleProgress> observer;
  private EnsembleProgress told;

  ProgressListener(
      ProgressAccumulator accumulator, int members, Consumer<EnsembleProgress> observer) {
    this.accumulator = accumulator;
    sum = new ProgressSum(members);
    this.observer = observer;
  }

  @Override
  public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
    for (var task : CollectionConverters.asJava(update.accumUpdates())) {
      for (AccumulableInfo info : CollectionConverters.asJava(task._4())) {
        if (info.id() == accumulator.id() && info.update().isDefined()) {
          take((Map<?, ?>) info.update().get());
        }
      }
    }
    tell();
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    take(accumulator.value());
    tell();
  }

  /// All members have completed.
  void end() {
    take(accumulator.value());
    tell();
  }

  private void take(Map<?, ?> fractions) {
    fractions.forEach((member, fraction) -> sum.tell((Integer) member, (Double) fraction));
  }

  private synchronized void tell() {
    EnsembleProgress progress = sum.progress();
    if (!progress.equals(told)) {
      told = progress;
      try {
        observer.accept(progress);
      } catch (RuntimeException _) {
        // Dropped: see SparkExecutor.observer().
      }
    }
  }
}
