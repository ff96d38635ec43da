package org.checkpointschedules.plan.internal.binomial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.checkpointschedules.Action;
import org.checkpointschedules.ActionStream;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.plan.Problem;
import org.checkpointschedules.plan.Trajectory;
import org.checkpointschedules.plan.internal.common.ForecastBuilder;
import org.checkpointschedules.plan.internal.common.OpenedStream;
import org.checkpointschedules.plan.internal.common.Requirements;
import org.checkpointschedules.plan.internal.numbers.Binomial;

// The restart points are a stack of slots. Every split of a segment is one advance and one load,
// and every step is recorded once and reversed once: n-1 splits make n-1 reads, 2n-1 forwards and
// 4n actions with the two ends, whatever the trajectory. Least cost: no schedule that stores
// restart data only has fewer than n + t(n, s) forward steps, n-1 reads and, for n >= 2, one write.

/// Binomial checkpointing over one or two levels: the engine of Revolve (one level) and Multistage
/// (two). Which slot lies on which level is decided by how often the slot is accessed.
///
/// Memory: one frame per checkpoint stored; with two levels, two numbers a slot while planning.
public final class BinomialSchedule implements CheckpointSchedule {
  /// The most slots that can be ranked by their accesses.
  static final long RANKED_SLOTS = 1L << 26;

  private final String name;
  private final Problem problem;
  private final Trajectory trajectory;
  private final long slots;
  private final SlotPlaces places;
  private final Forecast forecast;

  private BinomialSchedule(
      String name, Problem problem, Trajectory trajectory, long slots, SlotPlaces places) {
    this.name = name;
    this.problem = problem;
    this.trajectory = trajectory;
    this.slots = slots;
    this.places = places;
    forecast = whole();
  }

  /// Plans over the one or two levels of the problem, or over none for a single step.
  ///
  /// @throws InvalidArgumentException if there are more levels, or no slot for two steps or more
  public static BinomialSchedule of(String name, Problem problem, Trajectory trajectory) {
    List<Level> levels = problem.levels();
    if (levels.size() > 2) {
      throw Requirements.levels(name, problem, "at most two levels");
    }
    // More slots than steps but the last are never used.
    long useful = problem.steps() - 1;
    long fast = levels.isEmpty() ? 0 : Math.min(levels.getFirst().slots(), useful);
    long slow = levels.size() < 2 ? 0 : Math.min(levels.get(1).slots(), useful);
    long slots = Math.min(fast + slow, useful);
    if (useful > 0 && slots == 0) {
      throw Requirements.noSlots(problem);
    }
    SlotPlaces places;
    if (slots == 0) {
      places = null;
    } else if (slow == 0) {
      places = SlotPlaces.all(levels.getFirst().location());
    } else if (fast == 0) {
      places = SlotPlaces.all(levels.get(1).location());
    } else {
      places = ranked(problem, trajectory, slots, fast);
    }
    return new BinomialSchedule(name, problem, trajectory, slots, places);
  }

  // The `fast` most accessed slots go to the fast level; of equals the lower slot first.
  private static SlotPlaces ranked(Problem problem, Trajectory trajectory, long slots, long fast) {
    if (slots > RANKED_SLOTS) {
      throw new InvalidArgumentException(
          "slots of two levels", slots, "at most " + RANKED_SLOTS + " in use");
    }
    var traffic = new SlotTraffic(slots, trajectory);
    traffic.add(problem.steps(), 0, false);
    long[] accesses = traffic.writes();
    long[] reads = traffic.reads();
    for (int slot = 0; slot < accesses.length; slot++) {
      accesses[slot] += reads[slot];
    }
    long[] ascending = accesses.clone();
    Arrays.sort(ascending);
    int above = ascending.length - (int) fast;
    long least = ascending[above];
    // Slots with more than `least` accesses are all fast; those with just as many, while room is.
    long room = fast - Arrays.stream(accesses).filter(count -> count > least).count();
    var slow = new BitSet(accesses.length);
    for (int slot = 0; slot < accesses.length; slot++) {
      if (accesses[slot] < least || accesses[slot] == least && room-- <= 0) {
        slow.set(slot);
      }
    }
    return SlotPlaces.of(
        problem.levels().getFirst().location(), problem.levels().get(1).location(), slow);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long steps() {
    return problem.steps();
  }

  @Override
  public List<Level> levels() {
    return problem.levels();
  }

  @Override
  public Forecast forecast() {
    return forecast;
  }

  @Override
  public Iterator<Action> iterator() {
    BinomialWalk walk = walk();
    walk.begin(0, steps());
    return new BinomialPass(walk);
  }

  @Override
  public ActionStream open(long adjointPosition) {
    Requirements.adjointPosition(adjointPosition, steps());
    BinomialWalk walk = walk();
    walk.descend(0, steps(), adjointPosition);
    var segments = new ArrayList<Segment>(walk.depth());
    for (int slot = 0; slot < walk.depth(); slot++) {
      segments.add(new Segment(walk.stepsFrom(slot), slot, true));
    }
    return new OpenedStream(
        new BinomialPass(walk), walk.held(), () -> rest(segments, adjointPosition));
  }

  private BinomialWalk walk() {
    return new BinomialWalk(slots, places, trajectory, false, steps());
  }

  private Forecast whole() {
    long n = steps();
    var tally =
        new ForecastBuilder(problem)
            .forward(Binomial.forwardSteps(n, slots))
            .adjoint(n)
            .actions(4 * n)
            .peakTape(1);
    count(tally, List.of(new Segment(n, 0, false)), slots);
    return tally.against(Requirements.restartOnlyBound(problem));
  }

  private Forecast rest(List<Segment> segments, long adjointPosition) {
    var tally =
        new ForecastBuilder(problem)
            .adjoint(adjointPosition)
            .actions(1)
            .peakTape(adjointPosition > 0 ? 1 : 0);
    long inStore = 0;
    long used = segments.size();
    for (Segment segment : segments) {
      long n = segment.steps();
      long free = slots - segment.slot();
      tally.forward(Binomial.forwardSteps(n, free)).actions(4 * n - 1);
      inStore += n;
      used = Math.max(used, segment.slot() + Math.min(free, n - 1));
    }
    // After EndForward the last step has been recorded and is yet to be reversed.
    tally.actions(adjointPosition - inStore);
    count(tally, segments, used);
    return tally.forecast(forecast.optimal(), Optional.empty());
  }

  /// Adds the traffic of segments, and the peaks where the first `used` slots get used.
  private void count(ForecastBuilder tally, List<Segment> segments, long used) {
    if (places == null || segments.isEmpty()) {
      return;
    }
    if (places.uniform()) {
      for (Segment segment : segments) {
        long n = segment.steps();
        long writes = Binomial.writes(n, slots - segment.slot());
        boolean written = segment.loaded() && n > 1;
        tally.traffic(places.at(0), writes - (written ? 1 : 0), segment.loaded() ? n : n - 1);
      }
      tally.peak(places.at(0), used);
      return;
    }
    var traffic = new SlotTraffic(slots, trajectory);
    for (Segment segment : segments) {
      traffic.add(segment.steps(), segment.slot(), segment.loaded());
    }
    long[] writes = traffic.writes();
    long[] reads = traffic.reads();
    for (int slot = 0; slot < writes.length; slot++) {
      tally.traffic(places.at(slot), writes[slot], reads[slot]);
      tally.peak(places.at(slot), slot < used ? 1 : 0);
    }
  }

  /// Steps to be reversed from a slot; loaded where their restart data are already in it.
  private record Segment(long steps, int slot, boolean loaded) {}
}
