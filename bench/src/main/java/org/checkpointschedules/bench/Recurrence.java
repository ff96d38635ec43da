package org.checkpointschedules.bench;

import static org.checkpointschedules.plan.Problem.readCost;
import static org.checkpointschedules.plan.Problem.writeCost;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The planner beside the recurrence it solves, tabled in O(c n^2) time and O(n) memory for the
/// least cost alone: ten slots in memory, ten on disk.
///
/// `mvn -q -pl bench -am compile exec:exec -Dbench.args=Recurrence`
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@State(Scope.Thread)
public class Recurrence {
  private static final int SLOTS = 10;
  private static final int ACCESS = 2;

  /// Steps; the table's time grows with the square.
  @Param({"100", "1000", "10000"})
  private int steps;

  /// Demands that both find the same cost.
  @Setup
  public void compare() {
    if (planned().compareTo(BigDecimal.valueOf(tabled() + 2L * steps)) != 0) {
      throw new AssertionError("the plan costs " + planned());
    }
  }

  /// The cost by the planner.
  @Benchmark
  public BigDecimal planned() {
    return RevolveCheckpointSchedule.of(steps, SLOTS, SLOTS, writeCost(ACCESS), readCost(ACCESS))
        .forecast()
        .cost();
  }

  /// The cost beyond recording and reversing each step once, by the recurrence of docs/planning.md
  /// section 1.
  @Benchmark
  public long tabled() {
    var none = new long[steps + 1];
    Arrays.fill(none, Long.MAX_VALUE / 4);
    none[1] = 0;
    return level(level(none, 0), ACCESS)[steps];
  }

  private long[] level(long[] below, long access) {
    long[] open = below;
    for (int slot = 0; slot < SLOTS; slot++) {
      var stored = new long[steps + 1];
      var next = new long[steps + 1];
      for (int n = 2; n <= steps; n++) {
        long least = below[n];
        for (int j = 1; j < n; j++) {
          least = Math.min(least, j + open[n - j] + access + stored[j]);
        }
        stored[n] = least;
        next[n] = Math.min(below[n], access + least);
      }
      open = next;
    }
    return open;
  }
}
