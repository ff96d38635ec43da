package org.checkpointschedules.plan;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;

/// A planning problem in whole numbers, as the tests draw them.
public record Instance(int n, long[] slots, long[] write, long[] read, long forward, long adjoint) {

  /// Up to `levels` levels of up to `most` slots, costs non-decreasing: some of them free, some
  /// equal to their neighbours', some levels empty.
  public static Instance random(SplittableRandom random, int levels, int steps, int most) {
    int k = 1 + random.nextInt(levels);
    var slots = new long[k];
    var write = new long[k];
    var read = new long[k];
    int scale = new int[] {3, 20, 300}[random.nextInt(3)];
    boolean free = random.nextBoolean();
    long w = 0;
    long r = 0;
    for (int i = 0; i < k; i++) {
      slots[i] = random.nextInt(most + 1);
      if (i > 0 || !free) {
        w += random.nextInt(4) == 0 ? 0 : random.nextInt(scale);
        r += random.nextInt(4) == 0 ? 0 : random.nextInt(scale);
      }
      write[i] = w;
      read[i] = r;
    }
    int n = Arrays.stream(slots).sum() == 0 ? 1 : 1 + random.nextInt(steps);
    long forward = random.nextInt(15) == 0 ? 0 : 1 + random.nextInt(5);
    return new Instance(n, slots, write, read, forward, random.nextInt(4));
  }

  public Problem problem() {
    var problem =
        Problem.steps(n)
            .costs(
                new org.checkpointschedules.StepCosts(
                    BigDecimal.valueOf(forward), BigDecimal.valueOf(adjoint)));
    for (int i = 0; i < slots.length; i++) {
      problem =
          problem.level(
              new Level(
                  StorageLocation.level("L" + i),
                  slots[i],
                  BigDecimal.valueOf(write[i]),
                  BigDecimal.valueOf(read[i])));
    }
    return problem;
  }

  /// The cost of the plain recurrence.
  BigDecimal leastCost() {
    long excess = PlainRecurrence.excess(n, slots, write, read, forward);
    return BigDecimal.valueOf(excess + n * (forward + adjoint));
  }

  @Override
  public String toString() {
    return "n=%d slots=%s write=%s read=%s forward=%d"
        .formatted(
            n, Arrays.toString(slots), Arrays.toString(write), Arrays.toString(read), forward);
  }
}
