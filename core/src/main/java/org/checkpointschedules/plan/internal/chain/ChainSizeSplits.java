package org.checkpointschedules.plan.internal.chain;

import java.util.Arrays;

// Steps i to t, x_i stored besides, m units of room; f and b costs, x and a sizes of restart and
// adjoint data, ft and bt temporaries:
//
//     Opt(m, i, i) = f_i + b_i                            if m >= x_{i+1} + a_i + max(ft_i, bt_i)
//     Opt(m, i, t) = min over i < j <= t of  f_i + ... + f_{j-1} + Opt(m - x_j, j, t)
//                                            + Opt(m, i, j-1)                      [advance to j]
//                    or  Opt(m, i, i) + Opt(m - a_i, i+1, t)                   [keep adjoint data]
//                                  if m >= x_{t+1} + max over i <= j < t of (x_j' + x_{j+1} + ft_j)
//
// with x_j' = x_j but x_i' = 0, and infinite where the room does not suffice. Where only stored
// checkpoints count, there are no such limits, adjoint data are not kept, and a last step of its
// own
// (j = t) stores nothing. (Beaumont, Eyraud-Dubois, Herrmann, Joly and Shilova, hal-02352969.)

/// Best splits of steps whose checkpoints differ in size.
public final class ChainSizeSplits implements ChainSplits {
  public static final long INFEASIBLE = Long.MAX_VALUE / 4;

  private final int steps;
  private final int memory;
  private final Sizes sizes;
  private final long[] forward;
  private final long[] adjoint;
  private final long[] upTo;
  private final long[][] table;

  /// Sizes in units.
  ///
  /// @param restart of the restart data of each step, and 0 behind the last
  /// @param adjoint of the adjoint data of each step
  /// @param working whether everything in memory counts; else restart data stored only
  public record Sizes(
      int[] restart,
      int[] adjoint,
      int[] forwardTemporary,
      int[] adjointTemporary,
      boolean working) {}

  /// @param memory units besides the restart data of step 0
  public ChainSizeSplits(long[] forward, long[] adjoint, Sizes sizes, int memory) {
    steps = forward.length;
    this.memory = memory;
    this.sizes = sizes;
    this.forward = forward;
    this.adjoint = adjoint;
    upTo = new long[steps + 1];
    for (int i = 0; i < steps; i++) {
      upTo[i + 1] = upTo[i] + forward[i];
    }
    table = new long[steps * steps][];
    for (int length = 1; length <= steps; length++) {
      for (int i = 0; i + length <= steps; i++) {
        fill(i, i + length - 1);
      }
    }
  }

  /// The least cost of all steps, or [#INFEASIBLE].
  public long cost() {
    return cost(0, steps - 1, memory);
  }

  @Override
  public int split(int first, int last, int room) {
    int split = KEEP;
    long least = keeping(first, last, room);
    for (int j = first + 1; j <= last; j++) {
      long here = advancing(first, j, last, room);
      if (here <= least) {
        least = here;
        split = j;
      }
    }
    return split;
  }

  @Override
  public int restartSize(int step) {
    return sizes.restart()[step];
  }

  @Override
  public int adjointSize(int step) {
    return sizes.adjoint()[step];
  }

  private long cost(int i, int t, int room) {
    return room < 0 ? INFEASIBLE : table[i * steps + t][room];
  }

  private void fill(int i, int t) {
    long[] costs = new long[memory + 1];
    Arrays.fill(costs, INFEASIBLE);
    table[i * steps + t] = costs;
    for (long room = limit(i, t); room <= memory; room++) {
      int m = (int) room;
      if (i == t) {
        costs[m] = forward[i] + adjoint[i];
      } else {
        long least = keeping(i, t, m);
        for (int j = i + 1; j <= t; j++) {
          least = Math.min(least, advancing(i, j, t, m));
        }
        costs[m] = Math.min(least, INFEASIBLE);
      }
    }
  }

  private long limit(int i, int t) {
    if (!sizes.working()) {
      return 0;
    }
    int[] x = sizes.restart();
    int[] ft = sizes.forwardTemporary();
    if (i == t) {
      return (long) x[i + 1] + sizes.adjoint()[i] + Math.max(ft[i], sizes.adjointTemporary()[i]);
    }
    long most = (long) x[i + 1] + ft[i];
    for (int j = i + 1; j < t; j++) {
      most = Math.max(most, (long) x[j] + x[j + 1] + ft[j]);
    }
    return x[t + 1] + most;
  }

  private long advancing(int i, int j, int t, int room) {
    boolean alone = j == t && !sizes.working();
    int left = alone ? room : room - sizes.restart()[j];
    return upTo[j] - upTo[i] + cost(j, t, left) + cost(i, j - 1, room);
  }

  private long keeping(int i, int t, int room) {
    if (!sizes.working()) {
      return INFEASIBLE;
    }
    return cost(i, i, room) + cost(i + 1, t, room - sizes.adjoint()[i]);
  }
}
