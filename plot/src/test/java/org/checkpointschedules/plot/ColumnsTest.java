package org.checkpointschedules.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ColumnsTest {
  private record Held(double t0, double t1, long held) {}

  /// Columns are merged as time goes on; at the end each must hold the least and the largest of the
  /// intervals that it touches, as a plain search finds them.
  @Test
  void mergedColumnsAreWhatAPlainSearchFinds() {
    long seed = 20_260_101;
    var random = new SplittableRandom(seed);
    for (int round = 0; round < 20; round++) {
      var columns = new Columns(100, 1);
      var intervals = new ArrayList<Held>();
      double now = 0;
      for (int i = 0; i < 9_000; i++) {
        // Powers of two, so that ends meet the borders of columns often, and exactly.
        double length = Math.scalb(1.0, random.nextInt(0, 1 + round));
        var each = new Held(now, now + length, random.nextLong(50));
        columns.occupancy(0, each.t0(), each.t1(), each.held());
        intervals.add(each);
        now += length;
      }
      int used = columns.used();
      assertTrue(used > Columns.MOST / 2 && used <= Columns.MOST, used + " columns");
      // The first time is a power of two, and so are 2048 and what columns are widened by.
      double width = Math.scalb(1.0, Math.getExponent(columns.share() * now * 1.001));
      long[] least = new long[used];
      long[] largest = new long[used];
      Arrays.fill(least, Long.MAX_VALUE);
      for (Held each : intervals) {
        for (int k = (int) (each.t0() / width); k < used && k * width < each.t1(); k++) {
          least[k] = Math.min(least[k], each.held());
          largest[k] = Math.max(largest[k], each.held());
        }
      }
      for (int k = 0; k < used; k++) {
        String where = "seed " + seed + ", round " + round + ", column " + k;
        assertEquals(least[k], columns.least[0][k], where);
        assertEquals(largest[k], columns.largest[0][k], where);
      }
    }
  }

  @Test
  void nothingVanishesHoweverBrief() {
    var columns = new Columns(10, 1);
    columns.life(0, 3, 0, 0, true, false);
    columns.forward(0, 1e-9, 0, 1, false);
    columns.adjoint(1e-9, 1e9, 10, 0);
    columns.life(0, 7, 5e8, 5e8, true, false);
    columns.life(0, 9, 1e9, 1e9, true, true);
    assertTrue(columns.lives[0].get(0, 3));
    assertTrue(columns.forward.get(0, 1));
    assertTrue(columns.lives[0].get(columns.used() / 2, 7));
    assertTrue(columns.lives[0].get(columns.used() - 1, 9));
    for (int row = 0; row <= 10; row++) {
      int column = Math.min(columns.used() - 1, (int) ((10 - row) / 10.0 * columns.used()));
      assertTrue(columns.adjoint.get(column, row), "the adjoint at step " + row);
    }
  }
}
