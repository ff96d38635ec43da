package org.checkpointschedules.plot;

import java.util.ArrayList;
import java.util.List;

/// What the strokes mean: only those that occur.
final class Legend {
  /// How many colours levels have before dashes tell them apart.
  static final int COLOURS = 6;

  private static final double ROW = 21;
  private static final double SAMPLE = 26;
  private static final double CHARACTER = 6.3;

  private record Item(String style, String text, double x, int row) {}

  private final List<Item> items = new ArrayList<>();
  private final double left;
  private final double width;
  private double x;
  private int row;

  Legend(Played played, double left, double width) {
    this.left = left;
    this.width = width;
    add("forward", "forward");
    add("recording", "forward, recording for the adjoint");
    add("adjoint", "adjoint");
    for (int level = 0; level < played.levels().size(); level++) {
      if (played.peak(level) > 0) {
        add(life(level), "held in " + played.name(level));
      }
    }
    StrokeList strokes = played.strokes();
    if (StrokePlot.marks(strokes)) {
      if (!strokes.loads.isEmpty()) {
        add("load", "read");
      }
      if (strokes.lives.stream().anyMatch(life -> !life.restart())) {
        add("life st deps", "adjoint data held");
      }
    }
  }

  /// The style of the lines of a level.
  static String life(int level) {
    return "life s" + level % COLOURS;
  }

  /// The dashes of a level whose colour an earlier level has; empty for the first ones.
  static String dashes(int level) {
    return level < COLOURS ? "" : level < 2 * COLOURS ? "7 2" : "2 2";
  }

  double height() {
    return (row + 1) * ROW;
  }

  void draw(Svg svg, double top) {
    for (Item item : items) {
      double y = top + item.row() * ROW + 6;
      if (item.style().equals("load")) {
        svg.open("circle").attribute("class", "load st").attribute("cx", item.x() + SAMPLE / 2);
        svg.attribute("cy", y).attribute("r", 3.2).end();
      } else {
        svg.line(item.style(), item.x(), y, item.x() + SAMPLE - 6, y).end();
      }
      svg.label("key", item.x() + SAMPLE, y + 4, item.text());
    }
  }

  private void add(String style, String text) {
    double needs = SAMPLE + CHARACTER * text.length() + 20;
    if (x > 0 && x + needs > width) {
      x = 0;
      row++;
    }
    items.add(new Item(style, text, left + x, row));
    x += needs;
  }

  /// Text cut into lines of about that width, at blanks.
  static List<String> wrapped(String text, double width, double character) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (!line.isEmpty() && (line.length() + 1 + word.length()) * character > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
