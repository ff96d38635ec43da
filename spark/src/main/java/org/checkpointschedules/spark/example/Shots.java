package org.checkpointschedules.spark.example;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;

import java.nio.file.Path;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.examples.fwi.FwiEnsemble;
import org.checkpointschedules.examples.fwi.FwiSettings;
import org.checkpointschedules.plan.Problem;

/// The ensemble that the options ask for.
final class Shots {
  static final String[] OPTIONS = {
    "--velocity", "--shape", "--spacing", "--shots", "--steps", "--ram", "--disk"
  };

  private Shots() {}

  static FwiEnsemble of(Options options) {
    // One thread a shot: Spark gives a task one core.
    var settings = FwiSettings.builder().threads(1).shots(options.whole("--shots", 8));
    options.text("--velocity").map(Path::of).ifPresent(settings::velocity);
    options.text("--shape").ifPresent(shape -> shape(settings, shape));
    options.decimal("--spacing").ifPresent(settings::spacing);
    options.text("--steps").ifPresent(_ -> settings.steps(options.whole("--steps", 0)));
    int ram = options.whole("--ram", 8);
    int disk = options.whole("--disk", 12);
    return new FwiEnsemble(
        settings.build(), steps -> Problem.steps(steps).level(RAM, ram).level(DISK, disk).plan());
  }

  private static void shape(FwiSettings.Builder settings, String shape) {
    if (!shape.matches("\\d{1,7}x\\d{1,7}")) {
      throw new InvalidArgumentException("--shape", shape, "NXxNZ");
    }
    String[] sides = shape.split("x");
    settings.shape(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
  }
}
