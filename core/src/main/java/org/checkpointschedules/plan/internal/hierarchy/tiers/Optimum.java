package org.checkpointschedules.plan.internal.hierarchy.tiers;

import java.math.BigInteger;
import java.util.Arrays;

/// A plan of a [Hierarchy] in two numbers a tier: how often it is written and how often it is read.
/// By the theorem of docs/planning.md section 3 they determine the cost, and by its section 6 the
/// whole schedule.
///
/// @param writes entries stored, by tier, from 1; index 0 unused
/// @param reads entries loaded, by tier, from 1; index 0 unused
/// @param excess cost in the hierarchy's units beyond recording and reversing each step once
/// @param bound a proved lower bound on the least excess; equal to it where it is proved
public record Optimum(long[] writes, long[] reads, BigInteger excess, BigInteger bound) {
  public boolean proved() {
    return bound.compareTo(excess) >= 0;
  }

  /// The same plan, by so much dearer, and so the bound.
  public Optimum dearer(BigInteger more) {
    return new Optimum(writes, reads, excess.add(more), bound.add(more));
  }

  /// The same without a write of the top tier that is never read.
  public Optimum withoutIdleWrite(Hierarchy hierarchy) {
    int top = hierarchy.top;
    return reads[top] == 0 ? dearer(BigInteger.valueOf(-hierarchy.write(top))) : this;
  }

  @Override
  public String toString() {
    return "writes %s, reads %s, excess %s, bound %s"
        .formatted(Arrays.toString(writes), Arrays.toString(reads), excess, bound);
  }
}
