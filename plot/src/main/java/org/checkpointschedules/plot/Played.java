package org.checkpointschedules.plot;

import java.util.List;
import org.checkpointschedules.Counts;
import org.checkpointschedules.Level;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.StorageLocation;

/// What is left of actions once they were played: all that a picture or a page is made from.
///
/// @param header steps, title, levels
/// @param costs what a schedule was priced with; null for a trace, whose times were measured
/// @param counts what was counted
/// @param total the time at which the last action ended
/// @param bytes bytes moved, as a trace says; 0 for a schedule
/// @param kept entries left in levels
/// @param complete whether the actions ended where a schedule may end
/// @param strokes each stroke, where few
/// @param columns the strokes, gathered
/// @param code the actions for a page, or null where there are too many
record Played(
    TraceHeader header,
    StepCosts costs,
    Counts counts,
    double total,
    long bytes,
    long kept,
    boolean complete,
    StrokeList strokes,
    Columns columns,
    String code) {

  /// As seconds or as costs.
  TimeUnit unit() {
    return costs == null ? TimeUnit.ofNanos(total) : TimeUnit.COST;
  }

  List<Level> levels() {
    return header.levels();
  }

  /// The name of a place: a level, or `TAPE`.
  String name(int place) {
    return place == levels().size() ? "TAPE" : levels().get(place).location().name();
  }

  long peak(int place) {
    return counts.peak().get(StorageLocation.of(name(place)));
  }

  /// Whether a place is worth a strip of its own: any level that was ever used, and `TAPE` where it
  /// held more than a step.
  boolean shown(int place) {
    return peak(place) > (place == levels().size() ? 1 : 0);
  }

  String title() {
    return header.schedule() + ", " + plural(header.steps(), "step");
  }

  /// What was stored where.
  String storage() {
    var text = new StringBuilder();
    for (int level = 0; level < levels().size(); level++) {
      Level each = levels().get(level);
      text.append(level == 0 ? "" : " · ").append(each.location()).append(": ");
      text.append(each.unbounded() ? "unbounded" : plural(each.slots(), "slot"));
      text.append(", peak ").append(Ticks.grouped(peak(level)));
      long writes = counts.writes().get(each.location());
      long reads = counts.reads().get(each.location());
      text.append(", ").append(plural(writes, "write")).append(", ").append(plural(reads, "read"));
    }
    return levels().isEmpty() ? "no levels" : text.toString();
  }

  /// How long it took, and how often the forward was run.
  String effort() {
    var text = new StringBuilder(plural(counts.forwardSteps(), "forward step"));
    text.append(" (").append(Ticks.figure(recomputation())).append(" per step), ");
    text.append(plural(counts.adjointSteps(), "adjoint step")).append(", ");
    text.append(plural(counts.actions(), "action")).append(", ");
    text.append(costs == null ? "" : "cost ").append(unit().figure(total));
    if (bytes > 0) {
      text.append(", ").append(Ticks.bytes(bytes)).append(" moved");
    }
    if (!complete) {
      text.append(" · breaks off before the end");
    } else if (kept > 0) {
      text.append(" · keeps ").append(kept == 1 ? "1 entry" : Ticks.grouped(kept) + " entries");
    }
    return text.toString();
  }

  /// Forward steps over the number of steps: how often a step is run on average.
  double recomputation() {
    return (double) counts.forwardSteps() / header.steps();
  }

  static String plural(long count, String noun) {
    return Ticks.grouped(count) + " " + noun + (count == 1 ? "" : "s");
  }
}
