package org.checkpointschedules.choose;

/// What the entries of a schedule's levels may hold.
enum Contents {
  NONE,
  STATES,
  DATA,
  EITHER;

  boolean states() {
    return this == STATES || this == EITHER;
  }

  boolean data() {
    return this == DATA || this == EITHER;
  }
}
