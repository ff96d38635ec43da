package org.checkpointschedules.cli;

import java.io.PrintStream;
import java.util.Locale;
import org.checkpointschedules.LevelFigures;
import org.checkpointschedules.RunFigures;
import org.checkpointschedules.Timing;

/// Measured figures for people: medians, with quartiles.
final class FiguresReport {
  private FiguresReport() {}

  static void print(RunFigures figures, int adjoints, PrintStream out) {
    out.println();
    out.println("measured: median (quartiles, how often)");
    line(out, "forward step", figures.forward());
    line(out, "recording step", figures.record());
    line(out, "adjoint step", figures.adjoint());
    line(out, "an action more", figures.action());
    line(out, "step after copy more", figures.afterCopy());
    for (LevelFigures level : figures.levels()) {
      String name = level.location().name();
      if (level.background()) {
        line(out, name + " capture", level.put());
        line(out, name + " restore", level.get());
        transfer(out, name + " write", level.write(), figures.stateBytes());
        transfer(out, name + " read", level.read(), figures.stateBytes());
        line(out, name + " hand-over", level.handOver());
      } else {
        transfer(out, name + " write", level.put(), figures.stateBytes());
        transfer(out, name + " read", level.get(), figures.stateBytes());
      }
      line(out, name + " first use more", level.fresh());
    }
    out.printf(
        Locale.ROOT,
        "%-22s %.0f %% of the time that the disk works%n",
        "slower beside the disk",
        100 * figures.drag());
    if (adjoints > 1) {
      out.printf("for one of %d adjoints, as all predictions that follow%n", adjoints);
    }
    out.println();
  }

  private static void line(PrintStream out, String name, Timing timing) {
    out.printf("%-22s %s%n", name, timing);
  }

  private static void transfer(PrintStream out, String name, Timing timing, long bytes) {
    String speed =
        timing.seconds() > 0
            ? String.format(Locale.ROOT, ", %,.0f MB/s", bytes / timing.seconds() / 1e6)
            : "";
    out.printf("%-22s %s%s%n", name, timing, speed);
  }
}
