package org.checkpointschedules.choose;

import java.util.function.ToDoubleFunction;
import org.checkpointschedules.LevelFigures;
import org.checkpointschedules.RunFigures;
import org.checkpointschedules.Timing;

/// Figures with all timings at one of their quartiles, so that a prediction can tell how far it
/// would be off if all of them were off together.
final class Spread {
  private final ToDoubleFunction<Timing> quartile;

  private Spread(ToDoubleFunction<Timing> quartile) {
    this.quartile = quartile;
  }

  static RunFigures lower(RunFigures figures) {
    return new Spread(Timing::lower).of(figures);
  }

  static RunFigures upper(RunFigures figures) {
    return new Spread(Timing::upper).of(figures);
  }

  private RunFigures of(RunFigures figures) {
    return new RunFigures(
        figures.stateBytes(),
        figures.adjointBytes(),
        of(figures.forward()),
        of(figures.record()),
        of(figures.adjoint()),
        of(figures.action()),
        of(figures.afterCopy()),
        of(figures.start()),
        figures.drag(),
        figures.levels().stream().map(this::of).toList());
  }

  private LevelFigures of(LevelFigures level) {
    return new LevelFigures(
        level.location(),
        level.stateBytes(),
        level.adjointBytes(),
        level.bufferBytes(),
        of(level.put()),
        of(level.get()),
        of(level.putData()),
        of(level.getData()),
        of(level.write()),
        of(level.read()),
        of(level.fresh()),
        of(level.handOver()));
  }

  private Timing of(Timing timing) {
    return Timing.of(quartile.applyAsDouble(timing));
  }
}
