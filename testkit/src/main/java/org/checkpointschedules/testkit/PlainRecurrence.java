package org.checkpointschedules.testkit;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.StepCosts;

/// The recurrences of optimal checkpointing, tabulated as they are written and no faster: slow,
/// exact, and obviously right. Planners are compared with them where brute force no longer reaches.
///
/// **Restart data in K levels** (after Herrmann and Pallez 2020, TOMS 46(2), completed so that any
/// level may have no slots). Level k has c_k slots and costs w_k, r_k; u = forward + adjoint cost;
/// l + 1 steps are to be reversed.
///
/// ```
/// Opt[-1](0) = u,  Opt[-1](l) = infinite for l > 0
/// P[k,m](0)  = O[k,m](0) = u
/// O[k,0](l)  = Opt[k-1](l)
/// P[k,m](l)  = min( Opt[k-1](l),
///                   min over 1 <= j <= l of  j forward + O[k,m-1](l-j) + r_k + P[k,m](j-1) )
/// O[k,m](l)  = min( Opt[k-1](l),  w_k + P[k,m](l) )
/// Opt[k](l)  = O[k,c_k](l)
/// ```
///
/// P is the least cost where the first state already lies on level k, m slots counting its own; O
/// where it does not. Exact where write and read costs do not fall from a level to the next; else
/// the cost of a legal schedule, not always the least.
///
/// Takes time O(sum of slots x steps^2) and memory O(largest number of slots x steps). Immutable
/// and thread safe.
public final class PlainRecurrence {
  private static final long INFINITE = Long.MAX_VALUE / 4;

  private final ScaledCosts costs;

  /// `O[K-1,m](l)` by m, then l.
  private final long[][] last;

  private PlainRecurrence(int maxSteps, List<Level> levels, StepCosts stepCosts) {
    if (maxSteps < 1) {
      throw new InvalidArgumentException("steps", maxSteps, "1 or more");
    }
    costs = ScaledCosts.of(levels, stepCosts);
    long[] below = new long[maxSteps];
    Arrays.fill(below, INFINITE);
    below[0] = Math.addExact(costs.forward(), costs.adjoint());
    long[][] table = {below};
    for (int k = 0; k < levels.size(); k++) {
      int slots = (int) Math.min(levels.get(k).slots(), maxSteps - 1);
      table = level(table[table.length - 1], slots, costs.write()[k], costs.read()[k]);
    }
    last = table;
  }

  /// Tabulates a problem for every number of steps up to `maxSteps`.
  ///
  /// @param maxSteps 1 or more
  /// @param levels from the fastest to the slowest
  /// @param stepCosts of a forward and an adjoint step
  /// @return the table
  public static PlainRecurrence of(int maxSteps, List<Level> levels, StepCosts stepCosts) {
    return new PlainRecurrence(maxSteps, levels, stepCosts);
  }

  /// The least cost of `steps` steps with all slots.
  ///
  /// @param steps 1 to the most tabulated
  /// @return empty where no schedule exists: no slots for more than one step
  public Optional<BigDecimal> cost(int steps) {
    return cost(steps, last.length - 1);
  }

  /// {@return the least cost of `steps` steps if the slowest level has only `slotsOfSlowest` slots}
  ///
  /// @param steps 1 to the most tabulated
  /// @param slotsOfSlowest from 0; more than the level has count as all of them
  public Optional<BigDecimal> cost(int steps, int slotsOfSlowest) {
    long cost = last[Math.min(slotsOfSlowest, last.length - 1)][steps - 1];
    return cost >= INFINITE ? Optional.empty() : Optional.of(costs.unscaled(cost));
  }

  /// `O[k,m](l)` for all m and l.
  private long[][] level(long[] optBelow, int slots, long write, long read) {
    int n = optBelow.length;
    long[][] o = new long[slots + 1][];
    o[0] = optBelow;
    for (int m = 1; m <= slots; m++) {
      o[m] = new long[n];
      long[] p = new long[n];
      o[m][0] = optBelow[0];
      p[0] = optBelow[0];
      for (int l = 1; l < n; l++) {
        p[l] = optBelow[l];
        for (int j = 1; j <= l; j++) {
          p[l] = Math.min(p[l], j * costs.forward() + o[m - 1][l - j] + read + p[j - 1]);
        }
        o[m][l] = Math.min(optBelow[l], write + p[l]);
      }
    }
    return o;
  }

  /// The least number of forward steps of `steps` steps with `slots` slots for restart data, those
  /// that record included (Griewank and Walther 2000):
  ///
  /// ```
  /// F(1, s) = 1,   F(n, s) = min over 1 <= k < n of  k + F(n-k, s-1) + F(k, s)
  /// ```
  ///
  /// @param steps the most steps
  /// @param slots the most slots
  /// @return a table by steps, then slots, both from 1
  public static long[][] binomial(int steps, int slots) {
    long[][] f = new long[steps + 1][slots + 1];
    for (int n = 1; n <= steps; n++) {
      for (int s = 0; s <= slots; s++) {
        f[n][s] = n == 1 ? 1 : INFINITE;
        for (int k = 1; k < n && s > 0; k++) {
          f[n][s] = Math.min(f[n][s], k + f[n - k][s - 1] + f[k][s]);
        }
      }
    }
    return f;
  }

  /// The least number of forward steps of `steps` steps with `slots` slots, each of which takes the
  /// restart data or the adjoint data of one step (Maddison 2024, JoCS 82, 102405):
  ///
  /// ```
  /// T(1, s) = 1,   T(n, 0) = infinite,
  /// T(n, s) = min( 1 + T(n-1, s-1)                                  store adjoint data,
  ///                min over 1 <= i < n of  i + T(i, s) + T(n-i, s-1)   store restart data )
  /// ```
  ///
  /// @param steps the most steps
  /// @param slots the most slots
  /// @return a table by steps, then slots, both from 1
  public static long[][] mixed(int steps, int slots) {
    long[][] t = new long[steps + 1][slots + 1];
    for (int n = 1; n <= steps; n++) {
      for (int s = 0; s <= slots; s++) {
        t[n][s] = n == 1 ? 1 : INFINITE;
        for (int i = 1; i < n && s > 0; i++) {
          t[n][s] = Math.min(t[n][s], i + t[i][s] + t[n - i][s - 1]);
        }
        if (n > 1 && s > 0) {
          t[n][s] = Math.min(t[n][s], 1 + t[n - 1][s - 1]);
        }
      }
    }
    return t;
  }
}
