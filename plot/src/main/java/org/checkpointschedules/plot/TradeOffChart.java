package org.checkpointschedules.plot;

import java.util.List;
import java.util.OptionalInt;
import org.checkpointschedules.InvalidArgumentException;

/// What memory buys: time and recomputation over memory, a curve for each schedule, its knee
/// marked.
///
/// ```java
/// var chart = TradeOffChart.of("10,000 steps", Memory.SLOTS, "seconds", curves);
/// Files.writeString(Path.of("compare.svg"), chart.svg());
/// ```
///
/// Axes are logarithmic where their values span a factor of [#LOGARITHMIC_FROM] or more, else
/// linear from 0. Immutable and thread safe; the same curves give the same bytes.
public final class TradeOffChart {
  /// The most curves that can be told apart.
  public static final int MOST_CURVES = 12;

  /// The span of values from which on an axis is logarithmic.
  public static final double LOGARITHMIC_FROM = 8;

  /// What memory is counted in.
  public enum Memory {
    /// Entries of levels.
    SLOTS,
    /// Bytes, shown with binary prefixes.
    BYTES
  }

  /// What a schedule takes with so much memory.
  ///
  /// @param memory in slots or bytes, more than 0
  /// @param time in the chart's unit, more than 0
  /// @param recomputation forward steps over the number of steps, more than 0
  public record Point(double memory, double time, double recomputation) {
    /// Checks the figures.
    ///
    /// @throws InvalidArgumentException if one is not a finite number, more than 0
    public Point {
      positive("memory", memory);
      positive("time", time);
      positive("recomputation", recomputation);
    }

    private static void positive(String name, double value) {
      if (!(value > 0) || Double.isInfinite(value)) {
        throw new InvalidArgumentException(name, value, "a finite number, more than 0");
      }
    }
  }

  /// A schedule's points.
  ///
  /// @param name what the legend calls it, 1 to 60 printable characters
  /// @param points at least one, by memory, each with more than the one before
  public record Curve(String name, List<Point> points) {
    /// Checks the name and the order of the points.
    ///
    /// @throws InvalidArgumentException if the name is malformed, there is no point, or memory does
    ///   not grow
    public Curve {
      TraceHeader.checkName("curve", name, 60);
      points = List.copyOf(points);
      if (points.isEmpty()) {
        throw new InvalidArgumentException("points of " + name, "none", "at least one");
      }
      for (int i = 1; i < points.size(); i++) {
        if (points.get(i).memory() <= points.get(i - 1).memory()) {
          throw new InvalidArgumentException(
              "memory of point " + (i + 1) + " of " + name,
              points.get(i).memory(),
              "more than that of the point before, " + points.get(i - 1).memory());
        }
      }
    }

    /// The index of the knee: the point beyond which more memory buys much less. It is the point
    /// farthest below the straight line from the first to the last point where time and memory are
    /// both logarithmic, so that the units do not matter (the idea of Satopää, Albrecht, Irwin and
    /// Raghavan 2011). Of equal ones, the one with the least memory.
    ///
    /// @return empty if no point lies below that line, as with fewer than three points
    public OptionalInt knee() {
      Point first = points.getFirst();
      Point last = points.getLast();
      double slope =
          Math.log(last.time() / first.time()) / Math.log(last.memory() / first.memory());
      int knee = -1;
      // Rounding is no knee.
      double deepest = 1e-9;
      for (int i = 1; i < points.size() - 1; i++) {
        double line = slope * Math.log(points.get(i).memory() / first.memory());
        double below = line - Math.log(points.get(i).time() / first.time());
        if (below > deepest) {
          deepest = below;
          knee = i;
        }
      }
      return knee < 0 ? OptionalInt.empty() : OptionalInt.of(knee);
    }
  }

  final String title;
  final Memory memory;
  final String timeUnit;
  final List<Curve> curves;

  private TradeOffChart(String title, Memory memory, String timeUnit, List<Curve> curves) {
    this.title = title;
    this.memory = memory;
    this.timeUnit = timeUnit;
    this.curves = curves;
  }

  /// {@return a chart of these curves}
  ///
  /// @param title 1 to 100 printable characters
  /// @param memory what the points' memory counts
  /// @param timeUnit the unit of the points' time, for the axis: `seconds`
  /// @param curves 1 to [#MOST_CURVES], each name once
  /// @throws InvalidArgumentException if an argument is out of range
  public static TradeOffChart of(String title, Memory memory, String timeUnit, List<Curve> curves) {
    TraceHeader.checkName("title", title, 100);
    TraceHeader.checkName("time unit", timeUnit, 60);
    if (curves.isEmpty() || curves.size() > MOST_CURVES) {
      throw new InvalidArgumentException("curves", curves.size(), "1 to " + MOST_CURVES);
    }
    if (curves.stream().map(Curve::name).distinct().count() != curves.size()) {
      throw new InvalidArgumentException(
          "curves", curves.stream().map(Curve::name).toList(), "each name once");
    }
    return new TradeOffChart(title, memory, timeUnit, List.copyOf(curves));
  }

  /// {@return the picture as a self-contained SVG document, in the style of
  /// [ScheduleDrawing#svg()]}
  public String svg() {
    return new TradeOffSvg(this).draw();
  }

  /// An amount of memory as the chart spells it.
  String memoryFigure(double amount) {
    if (memory == Memory.BYTES) {
      return Ticks.bytes(amount);
    }
    return Ticks.figure(amount) + (amount == 1 ? " slot" : " slots");
  }
}
