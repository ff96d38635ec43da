package org.checkpointschedules.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;

/// A schedule for people: its figures, and where it is short enough, its [Drawing].
final class Table {
  private Table() {}

  static void print(
      CheckpointSchedule plan, Forecast forecast, String prices, long nanos, OutputStream stream)
      throws IOException {
    var out = new PrintStream(stream, false, StandardCharsets.UTF_8);
    out.printf(Locale.ROOT, "%s, %,d step%s%n%n", plan.name(), plan.steps(), plural(plan.steps()));
    boolean drawn = Drawing.fits(plan, forecast);
    if (drawn) {
      Drawing.print(plan, out);
      out.println();
    }
    figures(plan, forecast, prices, out);
    out.printf(Locale.ROOT, "planned in %.1f ms%n", nanos / 1e6);
    if (!drawn) {
      out.println("(too long to draw; --format actions, jsonl or upstream lists the actions)");
    }
    out.flush();
    stream.flush();
  }

  private static void figures(
      CheckpointSchedule plan, Forecast forecast, String prices, PrintStream out) {
    double sweeps = forecast.forwardSteps().doubleValue() / plan.steps();
    out.printf(
        Locale.ROOT,
        "%-14s %,20d   each step %.2f times on average%n",
        "forward steps",
        forecast.forwardSteps(),
        sweeps);
    out.printf(Locale.ROOT, "%-14s %,20d%n", "adjoint steps", forecast.adjointSteps());
    out.printf(Locale.ROOT, "%-14s %20s%n%n", "actions", figure(forecast.actions()));
    List<Level> levels = plan.levels();
    if (!levels.isEmpty()) {
      String row = "%-14s %20s %20s %20s %20s   %s%n";
      out.printf(row, "level", "slots", "writes", "reads", "most held", "cost of a write, a read");
      for (Level level : levels) {
        Forecast.Traffic traffic = forecast.levels().get(level.location());
        out.printf(
            row,
            level.location(),
            level.unbounded() ? "unbounded" : "%,d".formatted(level.slots()),
            figure(traffic.writes()),
            figure(traffic.reads()),
            figure(traffic.peak()),
            Numbers.text(level.writeCost()) + ", " + Numbers.text(level.readCost()));
      }
    }
    out.printf(
        "%-14s %83s   steps recorded%n%n", StorageLocation.TAPE, figure(forecast.peakTape()));
    out.printf("cost %s, where %s%n", Numbers.text(forecast.cost()), prices);
    if (forecast.optimal()) {
      out.println("proved to be the least for these slots and costs");
    } else {
      out.println(
          forecast
              .lowerBound()
              .map(bound -> "not proved to be the least, which is at least " + Numbers.text(bound))
              .orElse("not proved to be the least for these slots and costs"));
    }
  }

  private static String figure(OptionalLong figure) {
    return figure.isPresent()
        ? String.format(Locale.ROOT, "%,d", figure.getAsLong())
        : "not counted";
  }

  private static String plural(long count) {
    return count == 1 ? "" : "s";
  }
}
