package org.checkpointschedules.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SweepsTest {
  /// Advances of 1 to 7 steps, of 100 ns each, the first of them 40 ns more after a copy.
  @Test
  void tellsTheFirstStepFromTheNext() {
    var sweeps = new Sweeps();
    for (long n = 1; n < 8; n++) {
      sweeps.add(true, n, 100 * n + 40);
    }
    assertEquals(40, sweeps.afterCopyNanos(), 1e-9);
    assertEquals(100, sweeps.stepNanos(), 1e-9);
    for (long n = 1; n < 5; n++) {
      sweeps.add(false, n, 100 * n);
    }
    assertEquals(40, sweeps.afterCopyNanos(), 1e-9);
    assertEquals(100, sweeps.stepNanos(), 1e-9);
  }

  @Test
  void takesTheMeanWhereAdvancesAreAlike() {
    var sweeps = new Sweeps();
    assertEquals(0, sweeps.stepNanos());
    for (long took : new long[] {200, 220, 240}) {
      sweeps.add(true, 2, took);
    }
    assertEquals(0, sweeps.afterCopyNanos());
    assertEquals(110, sweeps.stepNanos(), 1e-9);
  }

  /// What the parts make up is what was measured, and no part is negative, however it came out.
  @Test
  void addsUpWhateverWasMeasured() {
    var random = new SplittableRandom(7);
    for (int round = 0; round < 1_000; round++) {
      var sweeps = new Sweeps();
      double steps = 0;
      double copies = 0;
      double nanos = 0;
      for (int i = 0; i < 12; i++) {
        long n = random.nextLong(1, 9);
        long took = random.nextLong(0, 1_000);
        boolean copied = random.nextBoolean();
        sweeps.add(copied, n, took);
        steps += n;
        copies += copied ? 1 : 0;
        nanos += took;
      }
      double more = sweeps.afterCopyNanos();
      double step = sweeps.stepNanos();
      assertTrue(more >= 0 && step >= 0, "seed 7, round " + round);
      assertEquals(nanos, copies * more + steps * step, 1e-6, "seed 7, round " + round);
    }
  }
}
