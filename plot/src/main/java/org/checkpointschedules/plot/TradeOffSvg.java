package org.checkpointschedules.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import org.checkpointschedules.plot.TradeOffChart.Curve;
import org.checkpointschedules.plot.TradeOffChart.Memory;
import org.checkpointschedules.plot.TradeOffChart.Point;

/// Two panels over one axis of memory: time above, recomputation beneath.
final class TradeOffSvg {
  private static final double WIDTH = 960;
  private static final double LEFT = 76;
  private static final double RIGHT = 30;
  private static final double TIME_HEIGHT = 270;
  private static final double STEPS_HEIGHT = 170;
  private static final double GAP = 44;
  private static final double LEGEND_ROW = 20;

  /// Beyond this many, points have no marks of their own.
  private static final int MOST_MARKS = 40;

  private final TradeOffChart chart;
  private final Svg svg = new Svg();
  private final Scale memory;

  TradeOffSvg(TradeOffChart chart) {
    this.chart = chart;
    memory =
        Scale.of(
            chart.curves.stream().flatMap(c -> c.points().stream()).mapToDouble(Point::memory),
            LEFT + 14,
            WIDTH - RIGHT - 14);
  }

  String draw() {
    double top = 76 + LEGEND_ROW * chart.curves.size();
    double second = top + TIME_HEIGHT + GAP;
    double bottom = second + STEPS_HEIGHT;
    double height = bottom + 48;
    svg.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"t d\"");
    svg.raw(" width=\"960\"").attribute("height", height);
    svg.raw(" viewBox=\"0 0 960 ").number(height).raw("\">\n");
    svg.raw("<title id=\"t\"").content("title", chart.title);
    svg.raw("<desc id=\"d\"").content("desc", "Time and recomputation over memory. " + summary());
    svg.raw("<style>" + ScheduleSvg.resource("picture.css") + "</style>\n");
    svg.raw("<rect class=\"bg\" x=\"0.5\" y=\"0.5\" width=\"959\"").attribute("height", height - 1);
    svg.raw(" rx=\"6\"/>\n");
    svg.label("title", LEFT, 32, chart.title);
    legend();
    memoryAxis(top, second, bottom);
    panel("time, " + chart.timeUnit, Point::time, top, TIME_HEIGHT);
    panel(
        "recomputation: forward steps run for each step",
        Point::recomputation,
        second,
        STEPS_HEIGHT);
    return svg.raw("</svg>\n").toString();
  }

  private void legend() {
    for (int i = 0; i < chart.curves.size(); i++) {
      double y = 54 + LEGEND_ROW * i;
      svg.line("curve s" + i % Legend.COLOURS, LEFT, y, LEFT + 30, y);
      dashes(i);
      svg.end();
      mark(i, LEFT + 15, y, 3.6);
      svg.label("key", LEFT + 40, y + 4, legend(chart.curves.get(i)));
    }
  }

  private String legend(Curve curve) {
    OptionalInt knee = curve.knee();
    if (knee.isEmpty()) {
      return curve.name();
    }
    Point point = curve.points().get(knee.getAsInt());
    return "%s, knee (ringed) at %s: %s %s, %s forward steps for each step"
        .formatted(
            curve.name(),
            chart.memoryFigure(point.memory()),
            Ticks.figure(point.time()),
            chart.timeUnit,
            Ticks.figure(point.recomputation()));
  }

  private String summary() {
    var lines = new ArrayList<String>();
    chart.curves.forEach(curve -> lines.add(legend(curve)));
    return String.join("; ", lines) + ".";
  }

  private void memoryAxis(double top, double second, double bottom) {
    boolean bytes = chart.memory == Memory.BYTES;
    for (double tick : memory.ticks(10, bytes ? 2 : 10)) {
      double x = memory.at(tick);
      svg.line("grid", x, top, x, top + TIME_HEIGHT).end();
      svg.line("grid", x, second, x, bottom).end();
      svg.open("text").attribute("class", "tick").attribute("text-anchor", "middle");
      svg.attribute("x", x).attribute("y", bottom + 17);
      svg.content("text", bytes ? Ticks.bytes(tick) : Ticks.label(tick));
    }
    svg.open("text").attribute("text-anchor", "end").attribute("x", WIDTH - RIGHT);
    svg.attribute("y", bottom + 37).content("text", bytes ? "memory" : "memory, slots");
  }

  private void panel(String axis, ToDoubleFunction<Point> value, double top, double height) {
    double bottom = top + height;
    var scale =
        Scale.of(
            chart.curves.stream().flatMap(c -> c.points().stream()).mapToDouble(value),
            bottom - 8,
            top + 8);
    svg.label("key", LEFT, top - 10, axis);
    for (double tick : scale.ticks(7, 10)) {
      double y = scale.at(tick);
      svg.line("grid", LEFT, y, WIDTH - RIGHT, y).end();
      svg.open("text").attribute("class", "tick").attribute("text-anchor", "end");
      svg.attribute("x", LEFT - 8).attribute("y", y + 4).content("text", Ticks.label(tick));
    }
    svg.line("base", LEFT, bottom, WIDTH - RIGHT, bottom).end();
    svg.line("base", LEFT, top, LEFT, bottom).end();
    for (int i = 0; i < chart.curves.size(); i++) {
      curve(i, chart.curves.get(i), value, scale);
    }
  }

  private void curve(int index, Curve curve, ToDoubleFunction<Point> value, Scale scale) {
    List<Point> points = thinned(curve);
    svg.open("path").attribute("class", "curve s" + index % Legend.COLOURS);
    dashes(index);
    svg.raw(" d=\"");
    char command = 'M';
    for (Point point : points) {
      svg.raw(String.valueOf(command)).number(memory.at(point.memory()));
      svg.raw(" ").number(scale.at(value.applyAsDouble(point)));
      command = 'L';
    }
    svg.raw("\"").end();
    if (curve.points().size() <= MOST_MARKS) {
      for (Point point : curve.points()) {
        mark(index, memory.at(point.memory()), scale.at(value.applyAsDouble(point)), 3);
      }
    }
    if (curve.knee().isPresent()) {
      Point knee = curve.points().get(curve.knee().getAsInt());
      double x = memory.at(knee.memory());
      double y = scale.at(value.applyAsDouble(knee));
      mark(index, x, y, 3.6);
      svg.open("circle").attribute("class", "ring").attribute("cx", x).attribute("cy", y);
      svg.attribute("r", 7).end();
    }
  }

  /// The points, at most two a unit of width: more cannot be seen.
  private List<Point> thinned(Curve curve) {
    var kept = new ArrayList<Point>();
    double last = Double.NEGATIVE_INFINITY;
    for (Point point : curve.points()) {
      double x = memory.at(point.memory());
      if (x - last >= 0.5 || point == curve.points().getLast()) {
        kept.add(point);
        last = x;
      }
    }
    return kept;
  }

  /// Shapes tell curves apart where colours do not.
  private void mark(int index, double x, double y, double r) {
    String style = "mark f" + index % Legend.COLOURS;
    switch (index % 4) {
      case 0 ->
          svg.open("circle")
              .attribute("class", style)
              .attribute("cx", x)
              .attribute("cy", y)
              .attribute("r", r)
              .end();
      case 1 -> polygon(style, x, y, new double[] {-r, -r, r, -r, r, r, -r, r});
      case 2 -> polygon(style, x, y, new double[] {0, -1.3 * r, 1.2 * r, r, -1.2 * r, r});
      default ->
          polygon(style, x, y, new double[] {0, -1.4 * r, 1.4 * r, 0, 0, 1.4 * r, -1.4 * r, 0});
    }
  }

  private void polygon(String style, double x, double y, double[] corners) {
    svg.open("path").attribute("class", style).raw(" d=\"");
    for (int i = 0; i < corners.length; i += 2) {
      svg.raw(i == 0 ? "M" : "L").number(x + corners[i]).raw(" ").number(y + corners[i + 1]);
    }
    svg.raw("Z\"").end();
  }

  private void dashes(int index) {
    String dashes = Legend.dashes(index);
    if (!dashes.isEmpty()) {
      svg.attribute("stroke-dasharray", dashes);
    }
  }
}
