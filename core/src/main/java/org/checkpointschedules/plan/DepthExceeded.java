package org.checkpointschedules.plan;

/// The search looked deeper than its tables reach; it starts again with deeper ones.
final class DepthExceeded extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DepthExceeded() {
    super(null, null, false, false);
  }
}
