package org.checkpointschedules.plot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.checkpointschedules.Level;

/// The still picture: title, legend, steps over time, occupancies beneath, on one time axis.
final class ScheduleSvg {
  private static final double WIDTH = 960;
  private static final double LEFT = 76;
  private static final double RIGHT = 30;
  private static final double PLOT_HEIGHT = 360;
  private static final double STRIP_HEIGHT = 46;
  private static final double STRIP_GAP = 26;

  private static final String GATHERED =
      "Gathered: a point is marked if anything was there within its column of time; shaded where"
          + " marks touch.";

  private final Played played;
  private final Svg svg = new Svg();
  private final List<Integer> strips;
  private double top;

  ScheduleSvg(Played played) {
    this.played = played;
    strips =
        IntStream.rangeClosed(0, played.levels().size()).filter(played::shown).boxed().toList();
  }

  String draw() {
    var legend = new Legend(played, LEFT, WIDTH - LEFT - RIGHT);
    List<String> storage = Legend.wrapped(played.storage(), WIDTH - LEFT - RIGHT, 6.6);
    double legendTop = 64 + 19 * storage.size();
    top = legendTop + legend.height() + 22;
    double bottom = top + PLOT_HEIGHT;
    double axis = bottom + strips.size() * (STRIP_GAP + STRIP_HEIGHT);
    double height = axis + 46;
    start(height);
    svg.label("title", LEFT, 32, played.title());
    double y = 54;
    for (String line : storage) {
      svg.label("sub", LEFT, y, line);
      y += 19;
    }
    svg.label("sub", LEFT, y, played.effort());
    legend.draw(svg, legendTop);
    grid(bottom, axis);
    var plot =
        new PlotArea(played.header().steps(), played.total(), LEFT, top, plotWidth(), PLOT_HEIGHT);
    if (played.strokes().full()) {
      GatheredPlot.draw(svg, played, plot);
    } else {
      StrokePlot.draw(svg, played, plot);
    }
    for (int i = 0; i < strips.size(); i++) {
      strip(strips.get(i), bottom + i * (STRIP_GAP + STRIP_HEIGHT) + STRIP_GAP);
    }
    return svg.raw("</svg>\n").toString();
  }

  private void start(double height) {
    svg.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"t d\"");
    svg.raw(" width=\"960\"").attribute("height", height);
    svg.raw(" viewBox=\"0 0 960 ").number(height).raw("\">\n");
    svg.raw("<title id=\"t\"").content("title", played.title());
    svg.raw("<desc id=\"d\"").content("desc", played.storage() + ". " + played.effort() + ".");
    svg.raw("<style>" + resource("picture.css") + "</style>\n");
    svg.raw("<rect class=\"bg\" x=\"0.5\" y=\"0.5\" width=\"959\"").attribute("height", height - 1);
    svg.raw(" rx=\"6\"/>\n");
  }

  private void grid(double bottom, double axis) {
    TimeUnit unit = played.unit();
    for (double tick : Ticks.linear(played.total() / unit.size(), 9, false)) {
      double x = LEFT + plotWidth() * Math.min(1, tick * unit.size() / total());
      svg.line("grid", x, top, x, axis).end();
      svg.open("text").attribute("class", "tick").attribute("text-anchor", "middle");
      svg.attribute("x", x).attribute("y", axis + 16).content("text", Ticks.label(tick));
    }
    svg.open("text").attribute("text-anchor", "end").attribute("x", WIDTH - RIGHT);
    svg.attribute("y", axis + 36).content("text", unit.axis());
    long steps = played.header().steps();
    for (double tick : Ticks.linear(steps, 10, true)) {
      double y = bottom - PLOT_HEIGHT * (tick + 0.5) / (steps + 1.0);
      svg.line("grid", LEFT, y, WIDTH - RIGHT, y).end();
      svg.open("text").attribute("class", "tick").attribute("text-anchor", "end");
      svg.attribute("x", LEFT - 8).attribute("y", y + 4).content("text", Ticks.label(tick));
    }
    svg.line("base", LEFT, bottom, WIDTH - RIGHT, bottom).end();
    svg.line("base", LEFT, top, LEFT, bottom).end();
    svg.open("text").attribute("text-anchor", "end").attribute("x", LEFT - 8);
    svg.attribute("y", top - 8).content("text", "step");
    if (played.strokes().full()) {
      svg.label("tick", LEFT, axis + 36, GATHERED);
    }
  }

  /// How much a place holds over time: between the least and the most of each column.
  private void strip(int place, double stripTop) {
    double floor = stripTop + STRIP_HEIGHT;
    long peak = played.peak(place);
    boolean tape = place == played.levels().size();
    Level level = tape ? null : played.levels().get(place);
    boolean limited = level != null && !level.unbounded() && level.slots() <= 2 * peak;
    double most = limited ? level.slots() : peak;
    String what =
        tape
            ? "TAPE, steps of adjoint data: peak " + Ticks.grouped(peak)
            : level.location() + ", entries: peak " + Ticks.grouped(peak);
    if (level != null && !level.unbounded()) {
      what += " of " + Played.plural(level.slots(), "slot");
    }
    svg.label("tick", LEFT, stripTop - 6, what);
    String fill = tape ? "ft" : "f" + place % Legend.COLOURS;
    double[][] profile = Profile.of(played, place);
    var area = new StringBuilder();
    for (int edge = 0; edge < 2; edge++) {
      area.setLength(0);
      Profile.path(area, profile, edge, LEFT, plotWidth(), floor, STRIP_HEIGHT / most);
      svg.open("path").attribute("class", (edge == 0 ? "area " : "floor ") + fill);
      svg.attribute("d", area.toString()).end();
    }
    if (limited) {
      svg.line("limit", LEFT, stripTop, WIDTH - RIGHT, stripTop).end();
    }
    svg.line("base", LEFT, floor, WIDTH - RIGHT, floor).end();
    svg.open("text").attribute("class", "tick").attribute("text-anchor", "end");
    svg.attribute("x", LEFT - 8).attribute("y", stripTop + 4);
    svg.content("text", Ticks.label(most));
    svg.open("text").attribute("class", "tick").attribute("text-anchor", "end");
    svg.attribute("x", LEFT - 8).attribute("y", floor + 4).content("text", "0");
  }

  private double plotWidth() {
    return WIDTH - LEFT - RIGHT;
  }

  private double total() {
    return played.total() > 0 ? played.total() : 1;
  }

  static String resource(String name) {
    try (InputStream in = ScheduleSvg.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
