package org.checkpointschedules.bench;

import java.util.concurrent.TimeUnit;
import org.checkpointschedules.Action;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Forecast;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// How long a plan takes: from the request to the first action, and to the forecast; with `-prof
/// gc` also what it allocates.
///
/// `mvn -q -pl bench -am compile exec:exec -Dbench.args="Planning -prof gc"`
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class Planning {
  /// Which schedule.
  @Param({
    "REVOLVE_10",
    "MULTISTAGE_10_20",
    "H_REVOLVE_1_1",
    "H_REVOLVE_3_5",
    "H_REVOLVE_10_10",
    "H_REVOLVE_100_1000",
    "H_REVOLVE_4_8_16",
    "DISK_REVOLVE_10",
    "MIXED_20"
  })
  private Schedules kind;

  /// Steps.
  @Param({"1000", "1000000", "1000000000", "1000000000000"})
  private long steps;

  /// Plans, and takes the first action.
  @Benchmark
  public Action firstAction() {
    return kind.plan(steps).iterator().next();
  }

  /// Plans, and asks for the forecast.
  @Benchmark
  public Forecast forecast() {
    CheckpointSchedule schedule = kind.plan(steps);
    return schedule.forecast();
  }
}
