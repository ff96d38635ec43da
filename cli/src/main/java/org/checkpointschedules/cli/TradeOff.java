package org.checkpointschedules.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.plot.TradeOffChart;

/// What a schedule costs over its slots, from one to as many as help.
///
/// @param points by slots
record TradeOff(Contender contender, List<Point> points) {
  private static final long ALL_UP_TO = 200;

  /// Steps whose schedules are all planned in milliseconds, whatever the slots.
  private static final long ALL_QUICK_UP_TO = 1_000_000_000;

  /// Numbers of slots over the whole range, where there are too many to try each.
  private static final double NUMBERS = 120;

  /// What comes of so many slots.
  ///
  /// @param slots 0 for a schedule without one
  /// @param recomputation forward steps for each step
  record Point(long slots, Forecast forecast, BigDecimal recomputation) {
    BigDecimal cost() {
      return forecast.cost();
    }
  }

  /// The points at these numbers of slots, planned on all processors.
  static TradeOff of(Contender contender, long steps, NavigableSet<Long> slots) {
    // One step's data is in working storage under every schedule.
    List<Long> counts =
        switch (contender.kind()) {
          case SINGLE_MEMORY -> List.of(steps - 1);
          case SINGLE_DISK -> List.of(0L);
          default -> List.copyOf(slots.headSet(contender.most(), true));
        };
    return new TradeOff(
        contender, counts.parallelStream().map(count -> point(contender, steps, count)).toList());
  }

  private static Point point(Contender contender, long steps, long slots) {
    Forecast forecast = contender.with(slots);
    return new Point(
        slots,
        forecast,
        new BigDecimal(forecast.forwardSteps())
            .divide(BigDecimal.valueOf(steps), MathContext.DECIMAL32));
  }

  /// What so many more slots would save at a point.
  BigDecimal saving(Point point, long more) {
    if (more == 0 || contender.fixed()) {
      return BigDecimal.ZERO;
    }
    long then = Math.min(point.slots(), Long.MAX_VALUE - 1 - more) + more;
    return point.cost().subtract(contender.with(then).cost());
  }

  /// That at every point, planned on all processors.
  List<BigDecimal> savings(long more) {
    return points.parallelStream().map(point -> saving(point, more)).toList();
  }

  /// The numbers of slots to try: each where they are few, else 1, 2, 5, 10, 20, 50, ... and a
  /// geometric row.
  static NavigableSet<Long> grid(long most, OptionalLong further) {
    var grid = new TreeSet<>(round(most));
    if (most <= ALL_UP_TO) {
      for (long slots = 1; slots <= most; slots++) {
        grid.add(slots);
      }
    } else {
      double ratio = Math.pow(most, 1 / NUMBERS);
      for (double slots = 1; slots < most; slots = Math.max(slots + 1, slots * ratio)) {
        grid.add(Math.round(slots));
      }
    }
    further.ifPresent(grid::add);
    return grid;
  }

  /// The numbers of slots to try with this one: fewer where each takes up to a second, since the
  /// forecast of `mixed` takes time in proportion to its slots and sweeps, a million of them with
  /// 10^15 steps.
  static NavigableSet<Long> grid(Contender contender, long most, OptionalLong further) {
    if (contender.kind() != ScheduleKind.MIXED || most < ALL_QUICK_UP_TO) {
      return grid(most, further);
    }
    NavigableSet<Long> few = round(most);
    further.ifPresent(few::add);
    return few;
  }

  /// 1, 2, 5, 10, 20, 50, ... and the most.
  static NavigableSet<Long> round(long most) {
    var round = new TreeSet<Long>();
    for (long power = 1; power <= most && power <= Long.MAX_VALUE / 10; power *= 10) {
      for (long slots : new long[] {power, 2 * power, 5 * power}) {
        if (slots <= most) {
          round.add(slots);
        }
      }
    }
    round.add(most);
    return round;
  }

  /// As a curve of a chart; empty where nothing lies in memory, which no logarithmic axis shows.
  ///
  /// @param more so many slots are one more GiB, whose worth at the knee the curve's name tells; 0
  ///   where that is not known
  Optional<TradeOffChart.Curve> curve(OptionalLong entryBytes, long more) {
    return curve(entryBytes)
        .map(curve ->
            new TradeOffChart.Curve(
                contender.kind().label() + worth(knee(), more), curve.points()));
  }

  private String worth(Optional<Point> knee, long more) {
    if (more == 0 || knee.isEmpty() || knee.get().cost().signum() == 0) {
      return "";
    }
    double saved = saving(knee.get(), more).doubleValue() / knee.get().cost().doubleValue();
    return String.format(Locale.ROOT, " (1 GiB more: -%.1f %%)", 100 * saved);
  }

  private Optional<TradeOffChart.Curve> curve(OptionalLong entryBytes) {
    var drawn = new ArrayList<TradeOffChart.Point>();
    for (Point point : points) {
      if (point.slots() > 0) {
        drawn.add(
            new TradeOffChart.Point(
                (double) point.slots() * entryBytes.orElse(1),
                point.cost().doubleValue(),
                point.recomputation().doubleValue()));
      }
    }
    return drawn.isEmpty()
        ? Optional.empty()
        : Optional.of(new TradeOffChart.Curve(contender.kind().label(), drawn));
  }

  /// The point beyond which more memory buys much less, if there is one.
  Optional<Point> knee() {
    if (contender.fixed()) {
      return Optional.empty();
    }
    OptionalInt knee = curve(OptionalLong.empty()).orElseThrow().knee();
    return knee.isPresent() ? Optional.of(points.get(knee.getAsInt())) : Optional.empty();
  }

  /// The point at that number of slots, if it was planned.
  Optional<Point> at(long slots) {
    return points.stream().filter(point -> point.slots() == slots).findFirst();
  }
}
