package org.checkpointschedules.plan.internal.binomial;

import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.StorageLocation;

/// A forward sweep that stores restart data every `period` steps. It need not know how many steps
/// there will be.
public record BlockSweep(long period, StorageLocation place) {

  /// The sweep from `position`, a multiple of the period, to the next restart point, or to `end`
  /// where the forward ends before that. While the end is unknown it is `Long.MAX_VALUE`.
  public Forward from(long position, long end) {
    long to = end - position > period ? position + period : end;
    return new Forward(position, to, true, false, place);
  }

  /// The number of restart points stored in `n` steps.
  public long count(long n) {
    return (n - 1) / period + 1;
  }

  /// The steps of the block from `start`, of `n` in all.
  public long length(long start, long n) {
    return Math.min(period, n - start);
  }
}
