package org.checkpointschedules.plot;

/// Draws what was gathered in columns and rows, a column to a pixel.
final class GatheredPlot {
  /// Runs in all lives together, and in each of the moves; some 12 bytes each.
  private static final int MOST_LIFE_RUNS = 36_000;

  private static final int MOST_MOVE_RUNS = 8_000;

  private GatheredPlot() {}

  static void draw(Svg svg, Played played, PlotArea plot) {
    Columns columns = played.columns();
    int pixels = (int) plot.width();
    double scale = columns.share() * pixels;
    double rowHeight = plot.height() / columns.rows();
    svg.raw("<g transform=\"translate(").number(plot.left()).raw(" ").number(plot.bottom());
    svg.raw(") scale(").raw(Double.toString(plot.width() / pixels)).raw(" ");
    svg.raw(Double.toString(-rowHeight)).raw(")\">\n");
    int levels = played.levels().size();
    for (int level = 0; level < levels; level++) {
      Raster lives = columns.lives[level].resampled(columns.used(), scale, pixels);
      int most = MOST_LIFE_RUNS / levels / 2;
      String style = Legend.life(level);
      path(svg, style + " shade", Runs.along(lives.areas(true), most), 1);
      path(svg, style, Runs.across(lives.areas(false), most), Math.min(1.5 / rowHeight, 2));
    }
    moves(svg, "forward", columns.forward, columns.used(), scale, pixels, 1.2);
    moves(svg, "recording", columns.recording, columns.used(), scale, pixels, 1.8);
    moves(svg, "adjoint", columns.adjoint, columns.used(), scale, pixels, 2.4);
    svg.raw("</g>\n");
  }

  private static void moves(
      Svg svg, String style, Raster raster, int used, double scale, int pixels, double width) {
    path(svg, style, Runs.along(raster.resampled(used, scale, pixels), MOST_MOVE_RUNS), width);
  }

  private static void path(Svg svg, String style, String path, double width) {
    if (!path.isEmpty()) {
      svg.open("path").attribute("class", style);
      svg.raw(" style=\"stroke-width:").number(width).raw("\"");
      svg.raw(" d=\"").raw(path).raw("\"").end();
    }
  }
}
