package org.checkpointschedules.run;

import java.util.Objects;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Replanner;

/// What a run has against being broken off; each may be null.
record Continuity(Replanner replanner, Journal journal, RunControl control) {
  static final Continuity NONE = new Continuity(null, null, null);

  Continuity withReplanner(Replanner replanner) {
    return new Continuity(Objects.requireNonNull(replanner, "replanner"), journal, control);
  }

  Continuity withJournal(Journal journal) {
    return new Continuity(replanner, Objects.requireNonNull(journal, "journal"), control);
  }

  Continuity withControl(RunControl control) {
    return new Continuity(replanner, journal, Objects.requireNonNull(control, "control"));
  }

  /// @throws InvalidArgumentException if there is a journal but no way to plan anew
  void requireComplete() {
    if (journal != null && replanner == null) {
      throw new InvalidArgumentException("replanner", "not given", "any, since there is a journal");
    }
  }
}
