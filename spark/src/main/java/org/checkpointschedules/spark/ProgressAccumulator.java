package org.checkpointschedules.spark;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.util.AccumulatorV2;

/// The largest fraction told of each member: merging is a maximum, so that tasks that run twice do
/// no harm. A task's own one comes to the driver with the executor's heartbeats, and at its end.
final class ProgressAccumulator extends AccumulatorV2<Map<Integer, Double>, Map<Integer, Double>> {
  private static final long serialVersionUID = 1L;

  private final HashMap<Integer, Double> fractions = new HashMap<>();

  void tell(int member, double fraction) {
    add(Map.of(member, fraction));
  }

  @Override
  public synchronized boolean isZero() {
    return fractions.isEmpty();
  }

  @Override
  public synchronized ProgressAccumulator copy() {
    var copy = new ProgressAccumulator();
    copy.fractions.putAll(fractions);
    return copy;
  }

  @Override
  public synchronized void reset() {
    fractions.clear();
  }

  @Override
  public synchronized void add(Map<Integer, Double> told) {
    told.forEach((member, fraction) -> fractions.merge(member, fraction, Math::max));
  }

  @Override
  public void merge(AccumulatorV2<Map<Integer, Double>, Map<Integer, Double>> other) {
    add(other.value());
  }

  @Override
  public synchronized Map<Integer, Double> value() {
    return new HashMap<>(fractions);
  }
}
