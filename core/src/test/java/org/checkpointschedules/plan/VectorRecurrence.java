package org.checkpointschedules.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The vector recurrence in full, with entries of one step on several levels at once: the least
/// cost known for levels in any order.
public final class VectorRecurrence {
  private final Instance instance;
  private final Map<List<Long>, long[]> memo = new HashMap<>();

  public VectorRecurrence(Instance instance) {
    this.instance = instance;
  }

  public long excess() {
    return least(instance.slots(), 0, instance.n());
  }

  private long least(long[] free, int stored, int n) {
    if (n <= 1) {
      return 0;
    }
    var key = new ArrayList<Long>();
    Arrays.stream(free).forEach(key::add);
    key.add((long) stored);
    long[] row = memo.computeIfAbsent(key, _ -> new long[instance.n() + 1]);
    if (row[n] == 0) {
      row[n] = 1 + search(free, stored, n);
    }
    return row[n] - 1;
  }

  private long search(long[] free, int stored, int n) {
    long best = Long.MAX_VALUE / 8;
    for (int copies = 1; copies < 1 << free.length; copies++) {
      long[] less = free.clone();
      long cost = 0;
      long read = Long.MAX_VALUE;
      boolean room = true;
      for (int k = 0; k < free.length; k++) {
        if ((copies >> k & 1) == 1) {
          room &= free[k] > 0;
          less[k]--;
          read = Math.min(read, instance.read()[k]);
          cost += (stored >> k & 1) == 0 ? instance.write()[k] : 0;
        }
      }
      for (int j = 1; room && j < n; j++) {
        long there = j * instance.forward() + least(less, 0, n - j);
        best = Math.min(best, cost + there + read + least(free, copies, j));
      }
    }
    return best;
  }
}
