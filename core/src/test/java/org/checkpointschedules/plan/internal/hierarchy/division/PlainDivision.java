package org.checkpointschedules.plan.internal.hierarchy.division;

import org.checkpointschedules.plan.internal.hierarchy.search.Coefficients;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy;
import org.checkpointschedules.plan.internal.numbers.SaturatingLong;

/// Divides a segment by the rule of docs/planning.md section 6, in its plainest form: tables of
/// places, leaves and steps for the left part and for the right part.
final class PlainDivision {
  private final Coefficients coefficients;
  private final Hierarchy hierarchy;
  private int length = 32;

  private long[] leftWrites;
  private long[] leftReads;
  private long[] rightWrites;
  private long[] rightReads;
  private long[] leftProfile;
  private long[] rightProfile;
  private long leftSteps;

  PlainDivision(Hierarchy hierarchy) {
    this.hierarchy = hierarchy;
    coefficients = new Coefficients(hierarchy, length, false);
  }

  /// Any settled segment but a [FewSlots#CHAIN].
  Division split(Segment segment) {
    int tiers = segment.tier + 1;
    leftWrites = new long[tiers];
    leftReads = new long[tiers];
    rightWrites = new long[tiers];
    rightReads = new long[tiers];
    while (!tryToDepth(segment)) {
      length *= 2;
      coefficients.ensure(length);
    }
    long advance = segment.steps - leftSteps;
    return new Division(
        new Segment(false, segment.tier, segment.slots - 1, leftSteps, leftWrites, leftReads),
        new Segment(true, segment.tier, segment.slots, advance, rightWrites, rightReads));
  }

  private boolean tryToDepth(Segment segment) {
    leftProfile = new long[length];
    rightProfile = new long[length];
    leftProfile[0] = 1;
    long m = segment.slots;
    int tier = segment.tier;
    var leftPlaces = new long[length];
    var rightPlaces = new long[length];
    long onLeft = 1;
    long onRight = 1;
    for (int j = 1; j < length; j++) {
      // C(m+j-2, j) and C(m+j-2, j-1)
      onLeft = m == 1 ? 0 : SaturatingLong.timesOver(onLeft, m + j - 2, j);
      leftPlaces[j] = onLeft;
      rightPlaces[j - 1] = onRight;
      onRight = SaturatingLong.timesOver(onRight, m + j - 1, j);
    }
    if (!divide(segment, tier, leftPlaces, rightPlaces, true)) {
      return false;
    }
    for (tier--; tier >= 1; tier--) {
      if (segment.reads[tier] > 0) {
        leftPlaces = coefficients.places(tier, leftProfile, length);
        rightPlaces = coefficients.places(tier, rightProfile, length);
        if (!divide(segment, tier, leftPlaces, rightPlaces, false)) {
          return false;
        }
      }
    }
    return divideSteps(segment.steps);
  }

  /// Divides the writes and reads of a tier and hangs the leaves below both profiles; false if the
  /// tables do not reach far enough. The right places and profile are counted from one sweep
  /// deeper.
  ///
  /// @param own whether the entry itself lies in this tier: its column and the first leaf of that
  ///   column stay on the right, and its load is spent
  private boolean divide(
      Segment segment, int tier, long[] leftPlaces, long[] rightPlaces, boolean own) {
    long writes = segment.writes[tier];
    long rest = segment.reads[tier];
    long most = own ? writes - 1 : writes;
    int layers = 0;
    while (rest > 0) {
      layers++;
      if (layers >= length) {
        return false;
      }
      long onLeft = leftPlaces[layers];
      long onRight = rightPlaces[layers - 1];
      long both = SaturatingLong.sum(onLeft, onRight);
      most = Math.min(most, both <= writes ? writes - onRight : onLeft);
      rest -= Math.min(rest, Math.min(writes, both));
    }
    rest = segment.reads[tier];
    long taken = 0;
    for (int j = 1; j <= layers; j++) {
      long here =
          Math.min(rest, Math.min(writes, SaturatingLong.sum(leftPlaces[j], rightPlaces[j - 1])));
      long onLeft = Math.min(own && j == 1 ? here - 1 : here, Math.min(most, leftPlaces[j]));
      leftProfile[j] += onLeft;
      rightProfile[j - 1] += here - onLeft;
      taken += onLeft;
      rest -= here;
    }
    leftWrites[tier] = most;
    rightWrites[tier] = writes - most;
    leftReads[tier] = taken;
    rightReads[tier] = segment.reads[tier] - taken - (own ? 1 : 0);
    return true;
  }

  /// Full sweeps go to both sides. The last sweep is needed in part: its steps are taken below the
  /// shallowest leaves first, and below leaves of one depth on the left first.
  private boolean divideSteps(long steps) {
    long[] onLeft = coefficients.reach(leftProfile, length);
    long[] onRight = coefficients.reach(rightProfile, length);
    int sweeps = 1;
    long reached = 1;
    while (true) {
      if (sweeps == length) {
        return false;
      }
      long now = SaturatingLong.sum(onLeft[sweeps], onRight[sweeps - 1]);
      if (now >= steps) {
        break;
      }
      reached = now;
      sweeps++;
    }
    long rest = steps - reached;
    leftSteps = onLeft[sweeps - 1];
    for (int depth = 0; rest > 0; depth++) {
      long more = coefficients.lastSweep(sweeps - depth);
      long leftMore = SaturatingLong.product(leftProfile[depth], more);
      long rightMore = depth == 0 ? 0 : SaturatingLong.product(rightProfile[depth - 1], more);
      leftSteps += Math.min(rest, leftMore);
      rest -= Math.min(rest, SaturatingLong.sum(leftMore, rightMore));
    }
    return true;
  }
}
