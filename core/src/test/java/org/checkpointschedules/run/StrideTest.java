package org.checkpointschedules.run;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// The places of the replay check are as dense as their share of the time allows, counted on a
/// clock of work.
class StrideTest {
  private static final long ADJOINT = 2;

  /// A run of some passes over all steps, each followed by a third of the adjoint.
  private static final class Work {
    final Stride stride;
    long now = 1_000;
    long looked;
    long places;
    long compared;

    Work(long steps, long told, int passes, long step, long look) {
      stride = new Stride(() -> now, told, passes);
      for (int pass = 0; pass < passes; pass++) {
        for (long n = 1; n <= steps; n++) {
          now += step;
          stride.computed(1, n);
          if (stride.due(n)) {
            now += look;
            looked += look;
            stride.looked(look);
            if (pass == 0) {
              places++;
            } else {
              compared++;
            }
          }
        }
        now += ADJOINT * step * steps / passes;
      }
    }
  }

  @Test
  void looksTakeTheirShareAndTheAllowanceAtMost() {
    for (long steps : new long[] {200, 3_000, 100_000}) {
      for (long step : new long[] {1_000, 100_000, 50_000_000}) {
        for (long percent : new long[] {1, 10, 100, 1_000}) {
          long look = step * percent / 100;
          for (int passes : new int[] {2, 5}) {
            var work = new Work(steps, steps, passes, step, look);
            String where =
                "%d steps of %d ns, looks of %d ns, %d passes: %d of %d ns"
                    .formatted(steps, step, look, passes, work.looked, work.now);
            double share = 2 * Stride.SHARE * work.now;
            long first = (2 + passes) * look;
            assertTrue(work.looked <= share + Stride.ALLOWANCE + first, where);
            if (look * passes * 64 < Stride.ALLOWANCE) {
              assertTrue(work.places >= Stride.LEAST && work.compared >= Stride.LEAST, where);
              assertTrue(work.looked <= share + 64 * passes * look, where);
            }
          }
        }
      }
    }
  }

  @Test
  void whereTheEndIsNotKnownPlacesAreAsDense() {
    var work = new Work(100_000, 1, 3, 1_000, 300);
    assertTrue(work.places >= Stride.LEAST, "places " + work.places);
    assertTrue(work.looked < work.now / 100, work.looked + " of " + work.now);
  }

  /// One look that is held up by others tells nothing of the next.
  @Test
  void aDisturbanceCostsNoPlaces() {
    var now = new long[1];
    var stride = new Stride(() -> now[0], 1_000_000, 3);
    for (long n : LongStream.rangeClosed(1, 1_000_000).toArray()) {
      now[0] += 1_000;
      stride.computed(1, n);
      if (stride.due(n)) {
        stride.looked(n == 16_384 * 20 ? 1_000_000_000 : 100);
      }
    }
    assertTrue(stride.every() <= 1 << 15, "every " + stride.every());
  }

  @Test
  void roomForFewerPlacesMakesThemFewer() {
    var now = new long[1];
    var stride = new Stride(() -> now[0], 1_000, 3);
    stride.atMost(4);
    assertTrue(stride.every() >= 250, "every " + stride.every());
    stride.atMost(1);
    assertTrue(stride.every() <= 1_000, "every " + stride.every());
  }
}
