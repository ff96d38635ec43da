package org.checkpointschedules.plan.internal.hierarchy.division;

/// The right parts of a segment after one load of its entry, two, and so on.
interface Reloads {
  /// How often the entry is loaded.
  long most();

  /// The steps that are left after so many loads, up to [#most].
  long steps(long loads);

  /// What is left after so many loads, up to [#most].
  Segment after(long loads);

  /// What is left after the most loads that leave more than so many steps, of which one load does.
  default Segment leaving(long steps) {
    long low = 1;
    long high = most();
    while (low < high) {
      long middle = (low + high + 1) >>> 1;
      if (steps(middle) > steps) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return after(low);
  }
}
