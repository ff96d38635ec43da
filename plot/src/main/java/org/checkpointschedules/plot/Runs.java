package org.checkpointschedules.plot;

/// The marked cells of a raster as a path of straight runs, in cells, of bounded length.
///
/// Where there would be too many runs, gaps are bridged, the narrowest first, until there are few
/// enough: more is then painted than was there, never less.
final class Runs {
  private final Raster raster;
  private final boolean across;
  private final int lines;
  private final int length;

  private Runs(Raster raster, boolean across) {
    this.raster = raster;
    this.across = across;
    lines = across ? raster.rows() : raster.columns();
    length = across ? raster.columns() : raster.rows();
  }

  /// Runs along rows, as path data; at most `most` of them, or one a row.
  static String across(Raster raster, int most) {
    return new Runs(raster, true).bounded(most);
  }

  /// Runs along columns, as path data; at most `most` of them, or one a column.
  static String along(Raster raster, int most) {
    return new Runs(raster, false).bounded(most);
  }

  private String bounded(int most) {
    int bridged = 0;
    while (bridged < length && count(bridged) > most) {
      bridged = 2 * bridged + 1;
    }
    var path = new StringBuilder();
    for (int line = 0; line < lines; line++) {
      add(path, line, bridged);
    }
    return path.toString();
  }

  private int count(int bridged) {
    int runs = 0;
    for (int line = 0; line < lines; line++) {
      runs += add(null, line, bridged);
    }
    return runs;
  }

  /// Adds the runs of a line to `path`, if there is one, and counts them.
  private int add(StringBuilder path, int line, int bridged) {
    int runs = 0;
    int from = -1;
    int last = -1;
    for (int at = 0; at < length; at++) {
      if (!(across ? raster.get(at, line) : raster.get(line, at))) {
        continue;
      }
      if (from >= 0 && at - last - 1 > bridged) {
        add(path, line, from, last + 1 - from);
        runs++;
        from = at;
      } else if (from < 0) {
        from = at;
      }
      last = at;
    }
    if (from >= 0) {
      add(path, line, from, last + 1 - from);
      runs++;
    }
    return runs;
  }

  private void add(StringBuilder path, int line, int from, int cells) {
    if (path == null) {
      return;
    }
    path.append('M');
    if (across) {
      path.append(from).append(' ').append(line).append(".5h").append(cells);
    } else {
      path.append(line).append(".5 ").append(from).append('v').append(cells);
    }
  }
}
