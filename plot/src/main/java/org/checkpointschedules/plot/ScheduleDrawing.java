package org.checkpointschedules.plot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.checkpointschedules.Action;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.IllegalScheduleException;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.StepCosts;

/// A schedule or the trace of a run, drawn: time runs to the right, steps run upwards; the forward
/// zigzags, a line lives where a checkpoint does, from its write to its delete, the adjoint
/// descends to step 0, and beneath stands what each level holds.
///
/// ```java
/// var drawing = ScheduleDrawing.of(schedule, StepCosts.UNIT);
/// Files.writeString(Path.of("schedule.svg"), drawing.svg());
/// Files.writeString(Path.of("schedule.html"), drawing.page());
/// Files.writeString(Path.of("both.html"), drawing.pageBeside(other));
/// ```
///
/// The actions are read once, and each is judged by the
/// [referee][org.checkpointschedules.ScheduleReferee], so that nothing illegal is drawn. Up to some
/// 100 steps every stroke is a line of its own; more than a screen resolves is gathered in 2048
/// columns of time and 512 rows of steps, each marked where anything happened within. Memory is
/// that of the gathered picture, of the page's compact actions (640 kB at most), and of the entries
/// that the schedule holds at one time; a drawing keeps all but the last. It takes amortised O(log
/// entries) per action.
///
/// Immutable and thread safe. The same actions give the same bytes.
public final class ScheduleDrawing {
  private final Played played;

  private ScheduleDrawing(Played played) {
    this.played = played;
  }

  /// Draws a schedule; its levels' costs count beside `costs`.
  ///
  /// @param schedule run through once, and not kept
  /// @param costs what a step costs; not both zero, or there would be no time
  /// @return the drawing, in the unit of the costs
  /// @throws InvalidArgumentException if the costs are zero or too large for a double, or there are
  ///   more than [TraceHeader#MOST_LEVELS] levels
  /// @throws IllegalScheduleException if an action breaks a rule
  public static ScheduleDrawing of(CheckpointSchedule schedule, StepCosts costs) {
    return of(TraceHeader.of(schedule), costs, schedule);
  }

  /// Draws actions from anywhere, such as a file. They may break off.
  ///
  /// @param header steps, title and levels
  /// @param costs what a step costs; not both zero
  /// @param actions run through once, and not kept
  /// @return the drawing, in the unit of the costs
  /// @throws InvalidArgumentException if the costs are zero or too large for a double, or there is
  ///   no action
  /// @throws IllegalScheduleException if an action breaks a rule
  public static ScheduleDrawing of(
      TraceHeader header, StepCosts costs, Iterable<? extends Action> actions) {
    if (costs.forward().signum() == 0 && costs.adjoint().signum() == 0) {
      throw new InvalidArgumentException(
          "costs", "0 and 0", "a forward or an adjoint step that costs more than 0");
    }
    var columns = new Columns(header.steps(), header.levels().size());
    var strokes = new StrokeList();
    var code = new ActionCode(header.steps(), header.levels());
    var playback = new Playback(header.steps(), header.levels(), columns, strokes);
    double forward = costs.forward().doubleValue();
    double adjoint = costs.adjoint().doubleValue();
    for (Action action : actions) {
      playback.play(action, forward, adjoint);
      code.add(action);
    }
    return finished(header, costs, playback, 0, strokes, columns, code);
  }

  /// Draws the trace of a run, in measured time. It may break off. An action that had not ended
  /// when the next began, such as one whose data is written in the background, is drawn until then.
  ///
  /// @param file as [TraceWriter] writes them
  /// @return the drawing, in seconds
  /// @throws IOException if the file cannot be read
  /// @throws InvalidArgumentException if a line is malformed
  /// @throws IllegalScheduleException if an action breaks a rule
  public static ScheduleDrawing ofTrace(Path file) throws IOException {
    try (var trace = TraceReader.open(file)) {
      return ofTrace(trace.header(), trace);
    }
  }

  /// Draws the actions of a run, in measured time, as [#ofTrace(Path)] does.
  ///
  /// @param header steps, title and levels
  /// @param actions in the order in which they began
  /// @return the drawing, in seconds
  public static ScheduleDrawing ofTrace(TraceHeader header, Iterator<TimedAction> actions) {
    var columns = new Columns(header.steps(), header.levels().size());
    var strokes = new StrokeList();
    var code = new ActionCode(header.steps(), header.levels());
    var playback = new Playback(header.steps(), header.levels(), columns, strokes);
    long bytes = 0;
    long lastStart = 0;
    TimedAction next = actions.hasNext() ? actions.next() : null;
    while (next != null) {
      TimedAction current = next;
      next = actions.hasNext() ? actions.next() : null;
      if (next != null && next.start() < current.start()) {
        throw new InvalidArgumentException(
            "start", next.start(), "no earlier than the action before, " + current.start());
      }
      long end = next == null ? current.end() : Math.min(current.end(), next.start());
      long nanos = end - current.start();
      playback.playAt(current.action(), current.start(), nanos);
      code.add(current.action(), current.start() - lastStart, nanos, current.bytes());
      lastStart = current.start();
      bytes = Math.addExact(bytes, current.bytes());
    }
    return finished(header, null, playback, bytes, strokes, columns, code);
  }

  private static ScheduleDrawing finished(
      TraceHeader header,
      StepCosts costs,
      Playback playback,
      long bytes,
      StrokeList strokes,
      Columns columns,
      ActionCode code) {
    playback.finish();
    if (playback.counts().actions() == 0) {
      throw new InvalidArgumentException("actions", "none", "at least one");
    }
    return new ScheduleDrawing(
        new Played(
            header,
            costs,
            playback.counts(),
            playback.now(),
            bytes,
            playback.kept(),
            playback.complete(),
            strokes,
            columns,
            code.finish()));
  }

  /// {@return the picture as a self-contained SVG document of less than 1 MB, 960 units wide, on a
  /// background of its own that follows the reader's preference for light or dark} It contains no
  /// scripts and refers to nothing.
  public String svg() {
    return new ScheduleSvg(played).draw();
  }

  /// A page to look closely with: it zooms, and scrubs through the actions with the machine's state
  /// beside, by mouse or keyboard. One self-contained HTML document of less than 2 MB, which works
  /// offline in any browser of 2023 or later; it says so where it had to leave actions out.
  ///
  /// @return the document
  public String page() {
    return DrawingPage.of(List.of(played));
  }

  /// A page that shows this drawing and another side by side, on one scale.
  ///
  /// @param other of the same kind
  /// @return the document
  /// @throws InvalidArgumentException if one is a trace and the other a schedule, whose times have
  ///   no common scale
  public String pageBeside(ScheduleDrawing other) {
    if ((played.costs() == null) != (other.played.costs() == null)) {
      throw new InvalidArgumentException(
          "drawings", "a schedule and a trace", "two schedules or two traces, to share a scale");
    }
    return DrawingPage.of(List.of(played, other.played));
  }

  /// How long the actions took, in the unit of the costs or in nanoseconds.
  double total() {
    return played.total();
  }
}
