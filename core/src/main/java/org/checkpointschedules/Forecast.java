package org.checkpointschedules;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What a schedule will do, known before anything runs. One adjoint calculation is forecast.
///
/// Figures are counted as in [Counts]; counted equals forecast, exactly. A figure that has no
/// closed form and would take long to count is absent; `forwardSteps` and `cost` never are.
///
/// @param forwardSteps forward steps, those that record for the adjoint included
/// @param adjointSteps adjoint steps
/// @param actions actions, the ends included
/// @param levels traffic of every level that the schedule has, fastest first, zeros included
/// @param peakTape largest number of steps whose adjoint data lie in working storage
/// @param cost `forward x forwardSteps + adjoint x adjointSteps + sum over levels of write cost x
///   writes + read cost x reads`, exact
/// @param optimal whether the cost is proved to be the least for these slots and costs
/// @param lowerBound where `optimal` is false, a proved lower bound on the least cost, if one is
///   known
public record Forecast(
    BigInteger forwardSteps,
    long adjointSteps,
    OptionalLong actions,
    Map<StorageLocation, Traffic> levels,
    OptionalLong peakTape,
    BigDecimal cost,
    boolean optimal,
    Optional<BigDecimal> lowerBound) {

  /// Forecast traffic of one level.
  ///
  /// @param writes entries stored
  /// @param reads `Copy` to `TAPE`
  /// @param peak largest number of entries held at once
  public record Traffic(OptionalLong writes, OptionalLong reads, OptionalLong peak) {
    /// {@return traffic with all three figures known}
    ///
    /// @param writes entries stored, from 0
    /// @param reads `Copy` to `TAPE`, from 0
    /// @param peak largest number of entries held at once, from 0
    public static Traffic of(long writes, long reads, long peak) {
      return new Traffic(OptionalLong.of(writes), OptionalLong.of(reads), OptionalLong.of(peak));
    }
  }

  /// Keeps a copy of the map, in its order, and costs without trailing zeros.
  public Forecast {
    levels = Collections.unmodifiableMap(new LinkedHashMap<>(levels));
    cost = Costs.plain(cost);
    lowerBound = lowerBound.map(Costs::plain);
  }

  /// {@return the cost of given figures: the definition of `cost` above, in exact decimals}
  ///
  /// @param costs cost of a forward and of an adjoint step
  /// @param levels the levels, whose access costs count
  /// @param forwardSteps how many forward steps
  /// @param adjointSteps how many adjoint steps
  /// @param writes entries stored, by level; none where a level is missing
  /// @param reads entries brought to working storage, by level; none where a level is missing
  public static BigDecimal cost(
      StepCosts costs,
      List<Level> levels,
      BigInteger forwardSteps,
      long adjointSteps,
      Map<StorageLocation, Long> writes,
      Map<StorageLocation, Long> reads) {
    BigDecimal cost = costs.forward().multiply(new BigDecimal(forwardSteps));
    cost = cost.add(costs.adjoint().multiply(BigDecimal.valueOf(adjointSteps)));
    for (Level level : levels) {
      long written = writes.getOrDefault(level.location(), 0L);
      long read = reads.getOrDefault(level.location(), 0L);
      cost = cost.add(level.writeCost().multiply(BigDecimal.valueOf(written)));
      cost = cost.add(level.readCost().multiply(BigDecimal.valueOf(read)));
    }
    return cost;
  }

  /// {@return every figure in which a run or a referee's play differed from this forecast, as
  /// `name: forecast F, counted C`; empty when the law held} Absent figures are passed over.
  ///
  /// @param counted what a referee or a run of the same schedule counted
  public List<String> differences(Counts counted) {
    var differences = new ArrayList<String>();
    if (!forwardSteps.equals(BigInteger.valueOf(counted.forwardSteps()))) {
      differences.add(difference("forwardSteps", forwardSteps, counted.forwardSteps()));
    }
    compare(differences, "adjointSteps", OptionalLong.of(adjointSteps), counted.adjointSteps());
    compare(differences, "actions", actions, counted.actions());
    levels.forEach((level, traffic) -> {
      compare(differences, "writes." + level, traffic.writes(), of(counted.writes(), level));
      compare(differences, "reads." + level, traffic.reads(), of(counted.reads(), level));
      compare(differences, "peak." + level, traffic.peak(), of(counted.peak(), level));
    });
    compare(differences, "peak.TAPE", peakTape, of(counted.peak(), StorageLocation.TAPE));
    for (StorageLocation level : counted.writes().keySet()) {
      if (!levels.containsKey(level)) {
        differences.add(difference("levels", levels.keySet(), level));
      }
    }
    return differences;
  }

  private static long of(Map<StorageLocation, Long> figures, StorageLocation level) {
    return figures.getOrDefault(level, 0L);
  }

  private static void compare(
      List<String> differences, String name, OptionalLong forecast, long counted) {
    if (forecast.isPresent() && forecast.getAsLong() != counted) {
      differences.add(difference(name, forecast.getAsLong(), counted));
    }
  }

  private static String difference(String name, Object forecast, Object counted) {
    return name + ": forecast " + forecast + ", counted " + counted;
  }
}
