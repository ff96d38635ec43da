package org.checkpointschedules.plan.internal.chain;

// With F(k) the cost of steps 0 to k-1, a write costing w and m slots of which one holds x_i, steps
// i to j-1 cost, their recordings and reads aside,
//
//     P_m(i, j) = min over i < k < j of  F(k) - F(i) + W(k, j) + P_{m-1}(k, j) + P_m(i, k)
//     P_m(i, i+1) = 0,  P_1(i, j) = sum over i < x < j of F(x) - F(i),
//     W(k, j) = w if j - k >= 2, else 0.
//
// Where w = 0 and the step costs are not negative, P_m satisfies the quadrangle inequality
//
//     P(a, c) + P(b, d) <= P(a, d) + P(b, c)     for a <= b < c <= d,                           (Q)
//
// by induction over m and d - a. For m = 1 the difference of the sides is (d-c) (F(b) - F(a)) >= 0.
// Let y be the best split of (a, d), and first c - b >= 2 with z the best split of (b, c). If z <=
// y, split (a, c) at z and (b, d) at y: what remains to be shown is (Q) for a <= b < z <= y. If
// y < z, split (a, c) at y and (b, d) at z: what remains is (Q) of P_{m-1} for y <= z < c <= d. Now
// c = b + 1, to be shown: P(a, b+1) + P(b, d) <= P(a, d). If y <= b, split (a, b+1) at y, use this
// for P_{m-1} on (y, d), and that more slots cost no more. If y = b+1, split (b, d) there too. If y
// >
// b+1, split (b, d) at y, and use this on (a, y). In both F(b) >= F(a) is needed.
//
// From (Q) for P_{m-1} the largest best split does not fall when j grows, from (Q) for P_m it does
// not fall when i grows: split(i, j-1) <= split(i, j) <= split(i+1, j), and scanning between these
// takes O(n) for each diagonal, O(s n^2) in all. With w > 0 (Q) fails: every split is tried.

/// Best splits of steps of different cost.
public final class StepCostSplits implements ChainSplits {
  private final int steps;
  private final int[][] table;

  /// @param costs of each step, not negative; `steps` times their sum and the writes must fit
  /// @param write cost of a write, in the same unit
  /// @param slots no more than all steps but the last
  public StepCostSplits(long[] costs, long write, int slots) {
    steps = costs.length;
    long[] upTo = new long[steps + 1];
    for (int i = 0; i < steps; i++) {
      upTo[i + 1] = upTo[i] + costs[i];
    }
    table = new int[slots + 1][];
    long[] fewer = slots < 2 ? null : oneSlot(upTo);
    for (int m = 2; m <= slots; m++) {
      table[m] = new int[size(steps)];
      fewer = best(upTo, write, fewer, table[m]);
    }
  }

  private static int size(int steps) {
    return Math.toIntExact((long) steps * (steps + 1) / 2);
  }

  @Override
  public int split(int first, int last, int room) {
    return room == 0 ? last : table[room + 1][at(first, last + 1)];
  }

  @Override
  public int restartSize(int step) {
    return 1;
  }

  @Override
  public int adjointSize(int step) {
    throw new IllegalStateException("no adjoint data are stored");
  }

  // By end, then start.
  private static int at(int i, int j) {
    return j * (j - 1) / 2 + i;
  }

  private long[] oneSlot(long[] upTo) {
    long[] cost = new long[size(steps)];
    for (int i = 0; i < steps; i++) {
      for (int j = i + 2; j <= steps; j++) {
        cost[at(i, j)] = cost[at(i, j - 1)] + upTo[j - 1] - upTo[i];
      }
    }
    return cost;
  }

  private long[] best(long[] upTo, long write, long[] fewer, int[] splits) {
    long[] cost = new long[size(steps)];
    for (int length = 2; length <= steps; length++) {
      for (int i = 0; i + length <= steps; i++) {
        int j = i + length;
        boolean window = write == 0 && length > 2;
        int low = window ? splits[at(i, j - 1)] : i + 1;
        int high = window ? splits[at(i + 1, j)] : j - 1;
        long least = Long.MAX_VALUE;
        for (int k = low; k <= high; k++) {
          long here = upTo[k] + (j - k > 1 ? write : 0) + fewer[at(k, j)] + cost[at(i, k)];
          if (here <= least) {
            least = here;
            splits[at(i, j)] = k;
          }
        }
        cost[at(i, j)] = least - upTo[i];
      }
    }
    return cost;
  }
}
