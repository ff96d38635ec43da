package org.checkpointschedules.bench;

import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.checkpointschedules.Action;
import org.checkpointschedules.CheckpointSchedule;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/// How long a schedule's iterator takes for an action, one thread, a million at a time; with `-prof
/// gc` the bytes allocated for it, too.
///
/// `mvn -q -pl bench -am compile exec:exec -Dbench.args="ActionStreams -prof gc"`
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class ActionStreams {
  private static final int ACTIONS = 1_000_000;

  /// Which schedule.
  @Param({
    "REVOLVE_10",
    "REVOLVE_50",
    "REVOLVE_100",
    "MULTISTAGE_10_20",
    "H_REVOLVE_10_10",
    "H_REVOLVE_PRICED_10_10",
    "H_REVOLVE_100_1000",
    "H_REVOLVE_4_8_16",
    "DISK_REVOLVE_10",
    "READ_ONCE_10",
    "PERIODIC_10",
    "TWO_LEVEL_1000_10",
    "MIXED_20",
    "NON_UNIFORM_10",
    "CHAIN_60"
  })
  private Schedules kind;

  /// Steps; the stream goes on where the last million ended.
  @Param({"1000000", "1000000000000"})
  private long steps;

  private CheckpointSchedule schedule;
  private Iterator<Action> actions;

  /// Plans, outside what is measured.
  @Setup
  public void plan() {
    schedule = kind.plan(steps);
    actions = schedule.iterator();
  }

  /// A million actions.
  @Benchmark
  @OperationsPerInvocation(ACTIONS)
  public void actions(Blackhole blackhole) {
    for (int i = 0; i < ACTIONS; i++) {
      if (!actions.hasNext()) {
        actions = schedule.iterator();
      }
      blackhole.consume(actions.next());
    }
  }
}
