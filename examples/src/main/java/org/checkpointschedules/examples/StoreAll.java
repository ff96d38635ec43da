package org.checkpointschedules.examples;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.checkpointschedules.run.InPlaceModel;

/// The obvious way to an adjoint, to compare the others with: record every step, then reverse every
/// step. Memory grows with the number of steps.
public final class StoreAll {
  private StoreAll() {}

  /// Runs a model; its gradient is in it afterwards.
  public static void run(InPlaceModel model, int steps) {
    try (Arena arena = Arena.ofShared()) {
      var data = new MemorySegment[steps];
      model.initialize();
      for (int step = 0; step < steps; step++) {
        data[step] = arena.allocate(model.adjointDataBytes(), 64);
        model.record(step, data[step]);
      }
      model.initializeAdjoint();
      for (int step = steps - 1; step >= 0; step--) {
        model.reverse(step, data[step].asReadOnly());
      }
    }
  }
}
