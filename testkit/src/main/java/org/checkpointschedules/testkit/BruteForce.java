package org.checkpointschedules.testkit;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.checkpointschedules.ActionStream;
import org.checkpointschedules.Counts;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.Standing;
import org.checkpointschedules.StepCosts;

/// The least cost of any schedule at all, by a shortest path over all positions of the game. It
/// knows no planner and no recurrence. Optimal means equal to it.
///
/// A position is: where the forward stands, if anywhere; where the adjoint stands; and of which
/// steps each level holds restart data and, if asked for, adjoint data. The moves:
///
/// | move | cost |
/// |---|---|
/// | advance the forward by one step | forward |
/// | the same by the last step before the adjoint, record that on `TAPE`, and reverse it | forward + adjoint |
/// | advance it by one step, and store restart data of where it stood in a level with room | forward + write |
/// | advance it by one step, and store the adjoint data of that step in a level with room | forward + write |
/// | the two before at once, in one level with room for both | forward + 2 write |
/// | load restart data of a step from a level | read |
/// | load the adjoint data of the last step before the adjoint from a level, and reverse it | read + adjoint |
/// | drop any data of a level | 0 |
///
/// Those with adjoint data exist where it may lie in levels. Restart data and adjoint data take a
/// slot each and are dropped independently. What is stored is stored by a `Forward`, on leaving: so
/// without a step nothing is stored, and what stores in a level does not record on `TAPE`. What
/// goes from level to level is loaded and stored: a `Copy` between levels, of which [Counts] knows
/// no read, is no move. `TAPE` carries adjoint data no longer than from the recording of a step to
/// its reverse.
///
/// Costs are exact. Time and memory grow exponentially, so this is for tiny problems: 12 steps with
/// a few slots in each of two levels take some tenths of a second. Thread safe.
public final class BruteForce {
  private static final int NOWHERE = 15;

  private final int steps;
  private final ScaledCosts costs;
  private final int[] slots;
  private final int kinds;
  private final Frontier frontier;

  private BruteForce(int steps, List<Level> levels, StepCosts stepCosts, int kinds) {
    if (steps < 1 || steps >= NOWHERE || steps * levels.size() * kinds > 56) {
      throw new InvalidArgumentException(
          "steps", steps, "1 to 14, and steps x levels x kinds of data at most 56");
    }
    this.steps = steps;
    this.kinds = kinds;
    costs = ScaledCosts.of(levels, stepCosts);
    slots = levels.stream().mapToInt(level -> (int) Math.min(level.slots(), 2L * steps)).toArray();
    // No step is reversed without its adjoint step, nor, where levels hold no adjoint data,
    // without one forward step: a lower bound that draws the search towards the end.
    long least = costs.adjoint() + (kinds == 1 ? costs.forward() : 0);
    frontier = new Frontier(position -> least * adjoint(position));
  }

  /// The least cost with restart data in the levels.
  ///
  /// @param steps 1 to 14
  /// @param levels steps x levels at most 56; slots beyond what the steps can use are ignored
  /// @param stepCosts of a forward and an adjoint step
  /// @return empty where no schedule exists: no slots for more than one step
  /// @throws InvalidArgumentException if the problem is too large for this
  public static Optional<BigDecimal> restartOnly(
      int steps, List<Level> levels, StepCosts stepCosts) {
    return new BruteForce(steps, levels, stepCosts, 1).search(0);
  }

  /// The least cost with restart data and adjoint data in the levels, one slot each.
  ///
  /// @param steps 1 to 14
  /// @param levels steps x levels at most 28; slots beyond what the steps can use are ignored
  /// @param stepCosts of a forward and an adjoint step
  /// @return empty where no schedule exists: no slots for more than one step
  /// @throws InvalidArgumentException if the problem is too large for this
  public static Optional<BigDecimal> restartAndAdjointData(
      int steps, List<Level> levels, StepCosts stepCosts) {
    return new BruteForce(steps, levels, stepCosts, 2).search(0);
  }

  /// The least cost of any continuation of a broken-off adjoint calculation of which restart data
  /// is left, with restart data in the levels.
  ///
  /// @param standing at most 14 steps, the forward at step 0
  /// @param levels fastest first, those of the entries left among them
  /// @param stepCosts of a forward and an adjoint step
  /// @return empty where none exists
  /// @throws InvalidArgumentException if the problem is too large for this, or adjoint data is left
  public static Optional<BigDecimal> continued(
      Standing standing, List<Level> levels, StepCosts stepCosts) {
    int adjoint = (int) Math.min(NOWHERE, standing.adjointPosition());
    var search = new BruteForce(adjoint, levels, stepCosts, 1);
    long held = 0;
    for (ActionStream.Entry entry : standing.held()) {
      if (entry.adjointData()) {
        throw new InvalidArgumentException("standing", entry, "restart data only");
      }
      int level = levels.stream().map(Level::location).toList().indexOf(entry.location());
      if (entry.step() < adjoint) {
        held |= search.bit(level, 0, (int) entry.step());
      }
    }
    return search.search(held);
  }

  // A position is packed into a long, from the lowest bit: 4 bits where the forward stands, 4 bits
  // where the adjoint stands, then a set of `steps` bits for each level and kind of data (first
  // restart data, then adjoint data).
  //
  // Data of steps that the adjoint has passed are dropped at once, and other data only to make
  // room. That loses no optimum: dropping is free, and what is held hurts only by its slot.
  // Likewise a forward that has reached the adjoint is taken to be nowhere, since it can do
  // nothing.

  private Optional<BigDecimal> search(long first) {
    frontier.offer(position(0, steps, first), 0);
    while (frontier.settleNext()) {
      long position = frontier.position();
      if (adjoint(position) == 0) {
        return Optional.of(costs.unscaled(frontier.cost()));
      }
      expand(forward(position), adjoint(position), held(position), frontier.cost());
    }
    return Optional.empty();
  }

  private void expand(int forward, int adjoint, long held, long cost) {
    if (forward != NOWHERE) {
      long advanced = cost + costs.forward();
      if (forward + 1 == adjoint) {
        reverseOne(adjoint, held, advanced + costs.adjoint());
      } else {
        frontier.offer(position(forward + 1, adjoint, held), advanced);
      }
      int next = forward + 1 == adjoint ? NOWHERE : forward + 1;
      for (int level = 0; level < slots.length; level++) {
        long stored = advanced + costs.write()[level];
        store(level, 0, forward, next, adjoint, held, stored);
        if (kinds == 2) {
          store(level, 1, forward, next, adjoint, held, stored);
          storeBoth(level, forward, next, adjoint, held, stored + costs.write()[level]);
        }
      }
    }
    for (int level = 0; level < slots.length; level++) {
      long loaded = cost + costs.read()[level];
      for (int step = 0; step < adjoint; step++) {
        if ((held & bit(level, 0, step)) != 0) {
          frontier.offer(position(step, adjoint, held), loaded);
        }
      }
      if (kinds == 2 && (held & bit(level, 1, adjoint - 1)) != 0) {
        reverseOne(adjoint, held, loaded + costs.adjoint());
      }
    }
  }

  private void reverseOne(int adjoint, long held, long cost) {
    long rest = held;
    for (int level = 0; level < slots.length; level++) {
      for (int kind = 0; kind < kinds; kind++) {
        rest &= ~bit(level, kind, adjoint - 1);
      }
    }
    frontier.offer(position(NOWHERE, adjoint - 1, rest), cost);
  }

  /// Stores data of `step`, in a free slot or, if there is none, in place of any data of the level.
  private void store(
      int level, int kind, int step, int forwardAfter, int adjoint, long held, long cost) {
    long stored = bit(level, kind, step);
    if ((held & stored) != 0 || slots[level] == 0) {
      return;
    }
    long ofLevel = held & ofLevel(level);
    if (Long.bitCount(ofLevel) < slots[level]) {
      frontier.offer(position(forwardAfter, adjoint, held | stored), cost);
      return;
    }
    for (long victims = ofLevel; victims != 0; victims &= victims - 1) {
      long victim = Long.lowestOneBit(victims);
      frontier.offer(position(forwardAfter, adjoint, held ^ victim | stored), cost);
    }
  }

  /// Stores restart data and adjoint data of `step` in free slots or in place of any data of the
  /// level.
  private void storeBoth(int level, int step, int forwardAfter, int adjoint, long held, long cost) {
    long both = bit(level, 0, step) | bit(level, 1, step);
    if ((held & both) != 0 || slots[level] < 2) {
      return;
    }
    long ofLevel = held & ofLevel(level);
    dropTo(
        slots[level] - 2,
        ofLevel,
        0,
        rest -> {
          long left = held & ~ofLevel | rest;
          frontier.offer(position(forwardAfter, adjoint, left | both), cost);
        });
  }

  /// All ways to leave at most so many of these bits, dropping no more than needed.
  private static void dropTo(long most, long bits, long from, LongConsumer use) {
    if (Long.bitCount(bits) <= most) {
      use.accept(bits);
      return;
    }
    for (long victims = bits & -(1L << from); victims != 0; victims &= victims - 1) {
      int victim = Long.numberOfTrailingZeros(victims);
      dropTo(most, bits ^ 1L << victim, victim + 1L, use);
    }
  }

  private long bit(int level, int kind, int step) {
    return 1L << ((level * kinds + kind) * steps + step);
  }

  private long ofLevel(int level) {
    return ((1L << kinds * steps) - 1) << level * kinds * steps;
  }

  private static long position(int forward, int adjoint, long held) {
    return held << 8 | adjoint << 4 | forward;
  }

  private static int forward(long position) {
    return (int) (position & 15);
  }

  private static int adjoint(long position) {
    return (int) (position >> 4 & 15);
  }

  private static long held(long position) {
    return position >>> 8;
  }
}
