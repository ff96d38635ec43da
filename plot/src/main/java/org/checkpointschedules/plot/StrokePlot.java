package org.checkpointschedules.plot;

import java.util.List;
import org.checkpointschedules.plot.StrokeList.Life;
import org.checkpointschedules.plot.StrokeList.Load;
import org.checkpointschedules.plot.StrokeList.Move;

/// Draws each stroke: lives first, beneath the forward, the adjoint and the marks of writes and
/// reads.
final class StrokePlot {
  /// Marks of writes, reads and deletes would cover more than they show beyond this many.
  private static final int MOST_MARKS = 260;

  private StrokePlot() {}

  /// Whether writes and reads have marks.
  static boolean marks(StrokeList strokes) {
    return !strokes.full() && strokes.loads.size() + strokes.lives.size() <= MOST_MARKS;
  }

  static void draw(Svg svg, Played played, PlotArea plot) {
    StrokeList strokes = played.strokes();
    for (Life life : strokes.lives) {
      life(svg, played, plot, life);
    }
    path(svg, "forward", plot, strokes.forward.stream().filter(m -> !m.records()).toList());
    path(svg, "recording", plot, strokes.forward.stream().filter(Move::records).toList());
    path(svg, "waiting", plot, strokes.adjoint.stream().filter(m -> m.n0() == m.n1()).toList());
    path(svg, "adjoint", plot, strokes.adjoint.stream().filter(m -> m.n0() != m.n1()).toList());
    if (marks(strokes)) {
      double radius = strokes.lives.size() + strokes.loads.size() <= MOST_MARKS / 3 ? 3.2 : 2;
      for (Life life : strokes.lives) {
        svg.open("circle").attribute("class", "write f" + life.level() % Legend.COLOURS);
        svg.attribute("cx", plot.x(life.t0()))
            .attribute("cy", plot.y(height(life.step(), life.restart())));
        svg.attribute("r", radius).end();
        if (!life.kept()) {
          double x = plot.x(life.t1());
          double y = plot.y(height(life.step(), life.restart()));
          String style = "end s" + life.level() % Legend.COLOURS;
          svg.line(style, x, y - radius - 0.8, x, y + radius + 0.8);
          svg.attribute("stroke-width", 1.7).end();
        }
      }
      for (Load load : strokes.loads) {
        svg.open("circle").attribute("class", "load s" + load.level() % Legend.COLOURS);
        svg.attribute("cx", plot.x(load.t0()))
            .attribute("cy", plot.y(height(load.step(), load.restart())));
        svg.attribute("r", radius).end();
      }
    }
  }

  private static void life(Svg svg, Played played, PlotArea plot, Life life) {
    double y = plot.y(height(life.step(), life.restart()));
    String style = Legend.life(life.level()) + (life.restart() ? "" : " deps");
    svg.line(style, plot.x(life.t0()), y, plot.x(life.t1()), y);
    String dashes = Legend.dashes(life.level());
    if (!dashes.isEmpty()) {
      svg.attribute("stroke-dasharray", dashes);
    }
    TimeUnit unit = played.unit();
    String text =
        "step %s in %s, from %s to %s%s"
            .formatted(
                Ticks.grouped(life.step()),
                played.name(life.level()),
                unit.figure(life.t0()),
                unit.figure(life.t1()),
                life.kept() ? ", kept" : "");
    svg.raw("><title").content("title", text).raw("</line>\n");
  }

  /// Restart data stands at the start of its step, adjoint data alone in the middle of it.
  private static double height(long step, boolean restart) {
    return restart ? step : step + 0.5;
  }

  private static void path(Svg svg, String style, PlotArea plot, List<Move> moves) {
    if (moves.isEmpty()) {
      return;
    }
    svg.open("path").attribute("class", style).raw(" d=\"");
    Move last = null;
    for (Move move : moves) {
      boolean joined = last != null && last.t1() == move.t0() && last.n1() == move.n0();
      if (!joined) {
        svg.raw("M").number(plot.x(move.t0())).raw(" ").number(plot.y(move.n0()));
      }
      svg.raw("L").number(plot.x(move.t1())).raw(" ").number(plot.y(move.n1()));
      last = move;
    }
    svg.raw("\"").end();
  }
}
