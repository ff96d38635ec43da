package org.checkpointschedules.plan.internal.hierarchy.search;

import org.checkpointschedules.plan.internal.numbers.DoubleDouble;
import org.checkpointschedules.plan.internal.numbers.SaturatingLong;

/// A part of the search space: the tiers above `tier` are decided and leave a profile of leaves; if
/// `writes` is not negative, so is how often `tier` is written.
///
/// @param tier the highest tier with something left to decide
/// @param profile leaves by depth
/// @param writes decided writes of `tier`, or -1
/// @param places where leaves of `tier` may hang, by depth; only if writes are decided
/// @param cost cost of all that is decided
public record Part(int tier, long[] profile, long writes, long[] places, DoubleDouble cost) {

  static Part below(int tier, long[] profile, DoubleDouble cost) {
    return new Part(tier, profile, -1, null, cost);
  }

  /// Sets `bound` to the lower bound on the cost of every plan in this part that the prices give,
  /// and returns its slope in the price: steps wanted less steps taken.
  double bound(Dual dual, long steps, DoubleDouble bound) {
    bound.set(cost).addProduct(dual.high, dual.low, steps);
    double taken = 0;
    int valued = writes < 0 ? tier : tier - 1;
    for (int depth = 0; depth < profile.length && depth < dual.depths; depth++) {
      if (profile[depth] != 0) {
        taken += dual.subtractValue(bound, valued, depth, profile[depth]);
      }
    }
    if (writes > 0) {
      for (int depth = 1; depth < places.length && depth < dual.depths; depth++) {
        if (places[depth] != 0) {
          taken += dual.subtractLeaf(bound, tier, depth, Math.min(writes, places[depth]));
        }
      }
    }
    return steps - taken;
  }

  /// How the bound changes with one write more, all prices fixed; it is convex in the writes.
  double oneWriteMore(Dual dual, long write, DoubleDouble read) {
    return write(dual, write, read, writes + 1);
  }

  /// How the bound changes by the last write.
  double lastWrite(Dual dual, long write, DoubleDouble read) {
    return write(dual, write, read, writes);
  }

  /// A write is paid and gives one leaf more to each depth that has so many places, at the price
  /// `read` of a load.
  private double write(Dual dual, long write, DoubleDouble read, long atLeast) {
    var change = new DoubleDouble().addProduct(write, 1);
    var net = new DoubleDouble();
    for (int depth = 1; depth < places.length; depth++) {
      if (dual.value(tier - 1, depth, net).subtract(read).hi <= 0) {
        break;
      }
      if (places[depth] >= atLeast) {
        change.subtract(net);
      }
    }
    return change.hi;
  }

  /// How many leaves of `tier` there is room for, at most `2^62`.
  public long room() {
    long room = 0;
    for (long place : places) {
      room = SaturatingLong.sum(room, Math.min(writes, place));
    }
    return room;
  }

  /// How many leaves earn their load at these prices.
  long wanted(Dual dual) {
    long wanted = 0;
    for (int depth = 1; depth < places.length; depth++) {
      if (dual.earns(tier, depth)) {
        wanted = SaturatingLong.sum(wanted, Math.min(writes, places[depth]));
      }
    }
    return wanted;
  }

  /// The profile with so many leaves of `tier` hung below it, shallowest first.
  public long[] with(long leaves) {
    return with(leaves, new long[profile.length]);
  }

  /// The same, filled in.
  public long[] with(long leaves, long[] more) {
    System.arraycopy(profile, 0, more, 0, profile.length);
    for (int depth = 1; depth < places.length && leaves > 0; depth++) {
      long here = Math.min(leaves, Math.min(writes, places[depth]));
      more[depth] += here;
      leaves -= here;
    }
    return more;
  }

  /// The depth of the leaf number `leaves`, counted from 1, in the order of [#with(long)].
  int depthOf(long leaves) {
    int depth = 0;
    while (leaves > 0 && depth + 1 < places.length) {
      depth++;
      leaves -= Math.min(writes, places[depth]);
    }
    return leaves > 0 ? places.length : depth;
  }
}
