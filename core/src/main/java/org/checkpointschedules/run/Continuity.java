package org.checkpointschedules.run;

import java.util.Objects;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Replanner;

/// What a run has against being broken off; each may be null.
///
/// @param replanWhenFull whether to go on with fewer slots where a level takes no more
record Continuity(
    Replanner replanner, Journal journal, RunControl control, boolean replanWhenFull) {
  static final Continuity NONE = new Continuity(null, null, null, false);

  Continuity withReplanner(Replanner replanner) {
    return new Continuity(
        Objects.requireNonNull(replanner, "replanner"), journal, control, replanWhenFull);
  }

  Continuity withJournal(Journal journal) {
    return new Continuity(
        replanner, Objects.requireNonNull(journal, "journal"), control, replanWhenFull);
  }

  Continuity withControl(RunControl control) {
    return new Continuity(
        replanner, journal, Objects.requireNonNull(control, "control"), replanWhenFull);
  }

  Continuity withReplanningWhenFull() {
    return new Continuity(replanner, journal, control, true);
  }

  /// @throws InvalidArgumentException if there is need, but no way, to plan anew, or a journal in
  ///   one of several processes
  void requireComplete() {
    if (journal != null) {
      Journal.requireOneProcess();
    }
    if (replanner == null && (journal != null || replanWhenFull)) {
      throw new InvalidArgumentException(
          "replanner",
          "not given",
          "any, since "
              + (journal != null ? "there is a journal" : "a full disk is to be planned around"));
    }
  }
}
