package org.checkpointschedules.plot;

import java.util.Arrays;

/// What a place held over time, as most and least per interval.
final class Profile {
  private Profile() {}

  /// `{starts of intervals and the end, as shares of the whole; most; least}`.
  static double[][] of(Played played, int place) {
    return played.strokes().full() ? gathered(played.columns(), place) : exact(played, place);
  }

  private static double[][] exact(Played played, int place) {
    var intervals = played.strokes().occupancies.stream().filter(o -> o.place() == place).toList();
    double total = played.total() > 0 ? played.total() : 1;
    double[] edges = new double[intervals.size() + 1];
    double[] held = new double[intervals.size()];
    for (int i = 0; i < held.length; i++) {
      edges[i] = intervals.get(i).t0() / total;
      edges[i + 1] = intervals.get(i).t1() / total;
      held[i] = intervals.get(i).held();
    }
    return new double[][] {edges, held, held};
  }

  private static double[][] gathered(Columns columns, int place) {
    int used = columns.used();
    double[] edges = new double[used + 1];
    Arrays.setAll(edges, i -> Math.min(1, i * columns.share()));
    double[] most = Arrays.stream(columns.largest[place]).limit(used).asDoubleStream().toArray();
    double[] least = Arrays.stream(columns.least[place]).limit(used).asDoubleStream().toArray();
    return new double[][] {edges, most, least};
  }

  /// The area from the floor up to the most, edge 0, or the least, edge 1.
  static void path(
      StringBuilder path,
      double[][] profile,
      int edge,
      double left,
      double width,
      double floor,
      double unit) {
    var svg = new Svg();
    double[] edges = profile[0];
    double[] held = profile[1 + edge];
    svg.raw("M").number(left).raw(" ").number(floor);
    double level = 0;
    for (int i = 0; i < held.length; i++) {
      if (held[i] != level) {
        svg.raw("H").number(left + width * edges[i]);
        svg.raw("V").number(floor - unit * held[i]);
        level = held[i];
      }
    }
    svg.raw("H").number(left + width * edges[held.length]).raw("V").number(floor).raw("Z");
    path.append(svg);
  }
}
