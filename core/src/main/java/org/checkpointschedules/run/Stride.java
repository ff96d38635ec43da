package org.checkpointschedules.run;

import java.util.function.LongSupplier;

// A pass over k steps looks once. With c the cost of a look and t what the run takes for a forward
// step, everything else it does included, looks every k steps take c / (k t) of the run, on every
// pass alike. So k = c / (t SHARE) or more keeps them at the share. k is a power of 2: whatever
// other k is chosen later, the places of the larger one are places of the smaller one too.
//
// Of a run of few or short steps that leaves no place, or one. So LEAST places are granted, as long
// as all their looks, over all passes, take no more than ALLOWANCE together.
//
// c is the mean of all looks but the longest, since a single one may have been disturbed; where
// many
// are, steps are as well. Before there are two, k is that of the LEAST places.

/// Chooses at which steps a run looks at its state: every k-th, k from what a look costs beside a
/// step, as measured while running.
final class Stride {
  /// Half of the 1 % that is promised: the other half is for what is not seen as part of a look, an
  /// advance in two pieces and a cache swept by a copy.
  static final double SHARE = 0.005;

  /// So many places, up to twice as many, where that takes no longer than the allowance.
  static final long LEAST = 32;

  static final long ALLOWANCE = 100_000_000;

  /// Places are remembered.
  static final long MOST = 1 << 16;

  /// From so many steps on there is a place at least, whatever a look costs.
  private static final long ONE_PLACE = 64;

  private final LongSupplier time;
  private final long steps;
  private final double passes;

  /// From memory, where places keep more than a digest.
  private long least = 1;

  private long every;
  private long computed;
  private long reached;
  private long begun;
  private long longest;
  private long looks;
  private long nanos;

  /// @param steps of the run; fewer where they show at its end
  /// @param passes how often a step is computed on average, recomputations included
  Stride(LongSupplier time, long steps, double passes) {
    this.time = time;
    this.steps = steps;
    this.passes = passes;
    begun = time.getAsLong();
    every = granted();
  }

  /// Keeps it from noting more than so many places.
  void atMost(long places) {
    least = Math.min(powerFor((double) known() / places), Long.highestOneBit(known()));
    every = Math.max(every, least);
  }

  long every() {
    return every;
  }

  /// What all looks took.
  long nanos() {
    return nanos;
  }

  boolean due(long step) {
    return (step & (every - 1)) == 0;
  }

  /// The next step to look at.
  long after(long step) {
    return (step | (every - 1)) + 1;
  }

  /// Counts forward steps, which led to the start of a step.
  void computed(long count, long position) {
    computed += count;
    reached = Math.max(reached, position);
  }

  /// Counts a look, and chooses anew.
  void looked(long nanos) {
    looks++;
    this.nanos += nanos;
    longest = Math.max(longest, nanos);
    if (looks > 1 && computed > 0) {
      double look = (double) (this.nanos - longest) / (looks - 1);
      every = chosen(look, (double) (time.getAsLong() - begun) / computed);
    }
  }

  private long chosen(double look, double step) {
    long byShare = powerFor(look / (SHARE * Math.max(1, step)));
    long byAllowance = powerFor(passes * known() * look / ALLOWANCE);
    long chosen = Math.min(byShare, Math.max(granted(), byAllowance));
    if (known() >= ONE_PLACE) {
      chosen = Math.min(chosen, Long.highestOneBit(known() - 1));
    }
    return Math.max(chosen, Math.max(least, powerFor((double) known() / MOST)));
  }

  private long granted() {
    return Long.highestOneBit(Math.max(1, known() / LEAST));
  }

  private long known() {
    return Math.max(1, Math.max(steps, reached));
  }

  /// The least power of 2 that is not less.
  private static long powerFor(double least) {
    long floor = Long.highestOneBit((long) Math.clamp(least, 1, 1L << 61));
    return floor >= least ? floor : 2 * floor;
  }
}
