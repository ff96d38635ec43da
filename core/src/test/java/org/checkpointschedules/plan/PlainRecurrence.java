package org.checkpointschedules.plan;

import java.util.Arrays;

/// The recurrence of docs/planning.md section 1, as it stands: what the planner must equal. Time
/// O(n^2 sum of slots).
public final class PlainRecurrence {
  private static final long NEVER = Long.MAX_VALUE / 4;

  private PlainRecurrence() {}

  /// The least cost beyond `forward + adjoint` for each step; or a huge number.
  public static long excess(int n, long[] slots, long[] write, long[] read, long forward) {
    var below = new long[n + 1];
    Arrays.fill(below, NEVER);
    below[1] = 0;
    for (int k = 0; k < slots.length; k++) {
      long[] open = below;
      for (int m = 1; m <= Math.min(slots[k], n); m++) {
        var stored = new long[n + 1];
        var next = new long[n + 1];
        for (int x = 2; x <= n; x++) {
          long least = below[x];
          for (int j = 1; j < x; j++) {
            least = Math.min(least, j * forward + open[x - j] + read[k] + stored[j]);
          }
          stored[x] = least;
          next[x] = Math.min(below[x], write[k] + least);
        }
        open = next;
      }
      below = open;
    }
    return below[n];
  }
}
