package org.checkpointschedules.plan;

/// Divides a segment of a tier from 1 in two: the *left* part, reached by advancing `j` steps, is
/// reversed first; then the entry is loaded for the *right* part, the first `j` steps, which is one
/// sweep deeper. Nothing is searched: of each layer of leaves the left part takes what its own
/// columns and slots admit, the right part has room for the rest, and so on down the tiers; the
/// steps follow (docs/planning.md section 6).
///
/// In a tier, with `CL_j` and `CR_j` places for leaves at depth `j` on either side, the left part
/// gets the most writes `W_L` that leave every used layer full:
///
/// ```
/// CL_j + CR_j <= W:   CL_j <= W_L <= W - CR_j
/// CL_j + CR_j >  W:   W - CR_j <= W_L <= CL_j
/// ```
///
/// Time O(K d min(c, d)) for depths to `d`, O(log n) for a [Tail]; keeps nothing but table sizes
/// between calls. Not thread safe.
final class Splitter {
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

  Splitter(Hierarchy hierarchy) {
    this.hierarchy = hierarchy;
    coefficients = new Coefficients(hierarchy, length, false);
  }

  /// @param segment settled, with reads in its tier; where it is open, its first step is stored on
  ///   the way
  Division split(Segment segment) {
    Tail tail = Tail.of(hierarchy, segment);
    return tail == Tail.NONE ? byTables(segment) : tail.split(hierarchy, segment);
  }

  /// The same for any segment but a [Tail#CHAIN].
  Division byTables(Segment segment) {
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
      onLeft = m == 1 ? 0 : Capped.timesOver(onLeft, m + j - 2, j);
      leftPlaces[j] = onLeft;
      rightPlaces[j - 1] = onRight;
      onRight = Capped.timesOver(onRight, m + j - 1, j);
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
      long both = Capped.sum(onLeft, onRight);
      most = Math.min(most, both <= writes ? writes - onRight : onLeft);
      rest -= Math.min(rest, Math.min(writes, both));
    }
    rest = segment.reads[tier];
    long taken = 0;
    for (int j = 1; j <= layers; j++) {
      long here = Math.min(rest, Math.min(writes, Capped.sum(leftPlaces[j], rightPlaces[j - 1])));
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
      long now = Capped.sum(onLeft[sweeps], onRight[sweeps - 1]);
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
      long leftMore = Capped.product(leftProfile[depth], more);
      long rightMore = depth == 0 ? 0 : Capped.product(rightProfile[depth - 1], more);
      leftSteps += Math.min(rest, leftMore);
      rest -= Math.min(rest, Capped.sum(leftMore, rightMore));
    }
    return true;
  }
}
