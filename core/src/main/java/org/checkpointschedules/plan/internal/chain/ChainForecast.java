package org.checkpointschedules.plan.internal.chain;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.EndReverse;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;

/// Counts a chain by walking it, four actions a step; its table took far longer.
public final class ChainForecast {
  private final Level level;
  private final BigDecimal[] forwardUpTo;
  private final BigDecimal[] adjointUpTo;

  public ChainForecast(Level level, List<BigDecimal> forwardCosts, List<BigDecimal> adjointCosts) {
    this.level = level;
    forwardUpTo = sums(forwardCosts);
    adjointUpTo = sums(adjointCosts);
  }

  /// The least that the steps cost: each once.
  private BigDecimal onceEach() {
    return forwardUpTo[forwardUpTo.length - 1].add(adjointUpTo[adjointUpTo.length - 1]);
  }

  /// The forecast of a whole schedule, where `optimal` says whether its cost is known to be least;
  /// it is in any case where no step runs twice.
  Forecast whole(ChainWalk walk, boolean optimal) {
    Forecast counted = count(walk, optimal, Optional.of(onceEach()));
    boolean least = optimal || counted.cost().compareTo(onceEach()) == 0;
    return least ? marked(counted) : counted;
  }

  private static Forecast marked(Forecast counted) {
    return new Forecast(
        counted.forwardSteps(),
        counted.adjointSteps(),
        counted.actions(),
        counted.levels(),
        counted.peakTape(),
        counted.cost(),
        true,
        Optional.empty());
  }

  /// What a walk does from where it stands to its end.
  Forecast count(ChainWalk walk, boolean optimal, Optional<BigDecimal> lowerBound) {
    var held = new HashSet<Long>();
    walk.held().forEach(entry -> held.add(entry.step()));
    long peak = held.size();
    long peakTape = 0;
    long forward = 0;
    long adjoint = 0;
    long actions = 0;
    long writes = 0;
    long reads = 0;
    BigDecimal cost = BigDecimal.ZERO;
    while (walk.hasNext()) {
      Action action = walk.next();
      actions++;
      switch (action) {
        case Forward f -> {
          forward += f.steps();
          cost = cost.add(forwardUpTo[(int) f.n1()]).subtract(forwardUpTo[(int) f.n0()]);
          if (f.storage().isLevel()) {
            writes++;
            held.add(f.n0());
            peak = Math.max(peak, held.size());
          }
        }
        case Copy c -> {
          reads++;
          if (c.delete()) {
            held.remove(c.n());
          }
        }
        case Reverse r -> {
          adjoint += r.steps();
          peakTape = 1;
          cost = cost.add(adjointUpTo[(int) r.n0()]).subtract(adjointUpTo[(int) r.n1()]);
        }
        case EndForward _, EndReverse _ -> {}
      }
    }
    cost = cost.add(level.writeCost().multiply(BigDecimal.valueOf(writes)));
    cost = cost.add(level.readCost().multiply(BigDecimal.valueOf(reads)));
    Map<StorageLocation, Forecast.Traffic> traffic = new LinkedHashMap<>();
    traffic.put(level.location(), Forecast.Traffic.of(writes, reads, peak));
    return new Forecast(
        BigInteger.valueOf(forward),
        adjoint,
        OptionalLong.of(actions),
        traffic,
        OptionalLong.of(peakTape),
        cost,
        optimal,
        lowerBound);
  }

  private static BigDecimal[] sums(List<BigDecimal> costs) {
    var sums = new BigDecimal[costs.size() + 1];
    sums[0] = BigDecimal.ZERO;
    for (int i = 0; i < costs.size(); i++) {
      sums[i + 1] = sums[i].add(costs.get(i));
    }
    return sums;
  }
}
