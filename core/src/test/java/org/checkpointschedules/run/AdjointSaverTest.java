package org.checkpointschedules.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/// Saving takes no more than its share of the time, by a clock that counts work instead of time: an
/// adjoint step and a save take as many ticks as the test says.
class AdjointSaverTest {
  private static final long STEPS = 100_000;

  private long now;
  private long saves;
  private long spent;
  private long latest;
  private long longest;

  /// @param step ticks of an adjoint step, of the step's number
  /// @param save ticks of a save, of how many there were
  private void run(double share, LongUnaryOperator step, LongUnaryOperator save) {
    now = saves = spent = latest = longest = 0;
    var clock = new PhaseClock(() -> now);
    var machine =
        (Machine)
            Proxy.newProxyInstance(
                Machine.class.getClassLoader(),
                new Class<?>[] {Machine.class},
                (_, method, _) -> {
                  assertEquals("saveAdjoint", method.getName());
                  latest = save.applyAsLong(saves++);
                  longest = Math.max(longest, latest);
                  spent += latest;
                  now += latest;
                  return null;
                });
    var saver = new AdjointSaver(machine, null, share, clock);
    for (long at = STEPS - 1; at >= 0; at--) {
      now += step.applyAsLong(at);
      saver.offer(at);
    }
  }

  /// Of saves that take equally long, exactly; and the share is used.
  @Test
  void savesTakeTheirShareAndNoMore() {
    for (double share : new double[] {0.001, 0.02, 0.1, 0.5}) {
      for (long cost : new long[] {6_000_000, 30_000_000, 500_000_000}) {
        run(share, _ -> 3_000_000, _ -> cost);
        // One save, the first, was taken to cost 5 ms when it was allowed.
        assertTrue(
            spent <= share * now + Math.max(0, cost - 5_000_000), "%g, %d".formatted(share, cost));
        assertTrue(spent >= 0.98 * share * now - 2 * cost, "%g, %d".formatted(share, cost));
        if (saves > cost / 5_000_000) {
          assertTrue(spent <= share * now, "%g, %d".formatted(share, cost));
        }
      }
    }
  }

  /// Of saves that take any time, by no more than what the longest exceeds what it was taken for.
  @Test
  void savesOfAnyLengthExceedItByOneAtMost() {
    long seed = 20_264;
    var random = new SplittableRandom(seed);
    for (int round = 0; round < 50; round++) {
      double share = random.nextDouble(0.001, 0.3);
      run(share, _ -> random.nextLong(1_000_000, 9_000_000), _ -> random.nextLong(60_000_000));
      assertTrue(spent <= share * now + longest, "seed %d, round %d".formatted(seed, round));
      assertTrue(saves > 1);
    }
  }

  @Test
  void noShareIsNoSaveAndAllIsOneEachStep() {
    run(0, _ -> 1_000_000, _ -> 1);
    assertEquals(0, saves);
    run(1, _ -> 1_000_000, _ -> 1_000_000_000);
    assertEquals(STEPS, saves);
  }
}
