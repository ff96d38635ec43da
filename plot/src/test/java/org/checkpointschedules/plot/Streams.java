package org.checkpointschedules.plot;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.checkpointschedules.Action;
import org.checkpointschedules.Level;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.UpstreamNotation;

/// Actions to draw.
final class Streams {
  static final List<Level> THREE = List.of(Level.free(StorageLocation.RAM, 3));
  static final List<Level> TWO_LEVELS =
      List.of(Level.free(StorageLocation.RAM, 10), Level.of(StorageLocation.DISK, 30, 40.5, 25.25));

  private Streams() {}

  /// A reference stream, in the upstream notation.
  static List<Action> reference(String name) {
    try (var in = Streams.class.getResourceAsStream("/reference/actions/" + name + ".txt");
        var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader.lines().filter(l -> !l.isBlank()).map(UpstreamNotation::parse).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static ScheduleDrawing binomial(long steps, List<Level> levels) {
    return ScheduleDrawing.of(
        new TraceHeader(steps, "binomial", levels),
        StepCosts.of(1, 2),
        NaiveBinomial.actions(steps, levels));
  }

  /// The actions with times and bytes that no code can shorten.
  static List<TimedAction> noisy(List<Action> actions, long seed) {
    var random = new SplittableRandom(seed);
    var timed = new ArrayList<TimedAction>();
    long now = 0;
    for (Action action : actions) {
      now += random.nextLong(1_000_000);
      long nanos = random.nextLong(50_000_000);
      timed.add(new TimedAction(action, now, nanos, random.nextLong(1L << 32)));
      now += nanos;
    }
    return timed;
  }
}
