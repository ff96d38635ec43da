package org.checkpointschedules.objectstore;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What runs left below a prefix that ended without closing their store.
///
/// A run is dead if its lease was last renewed longer ago than the lease itself says, both by the
/// server's clock, which tells whole seconds: so one second more. A folder without a lease of the
/// right text is none of ours, and within a dead run's only names that runs make are deleted, the
/// lease last, so that what is interrupted is taken up again.
///
/// @param prefix empty, or ends with a slash
record DeadRuns(ObjectClient objects, String prefix) {

  /// Deletes them; how many there were.
  ///
  /// @throws org.checkpointschedules.store.CheckpointStoreException if it cannot
  int remove(Instant now) {
    try {
      int removed = 0;
      for (String folder : objects.folders(RunPrefix.start(prefix))) {
        Optional<RunPrefix> run = RunPrefix.parse(prefix, folder);
        if (run.isPresent() && isDead(run.get(), now)) {
          remove(run.get());
          removed++;
        }
      }
      return removed;
    } catch (RuntimeException e) {
      throw ObjectClient.failed("what dead runs left below " + prefix + " cannot be removed", e);
    }
  }

  // Renewed at t, now n, of which the server tells the whole seconds: n - t > lease is certain only
  // where floor(n) - (floor(t) + 1) > lease.
  private boolean isDead(RunPrefix run, Instant now) {
    try {
      var lease = objects.getStart(run.lease());
      Optional<Duration> time = run.leaseTime(lease.asUtf8String());
      return time.isPresent()
          && lease.response().lastModified().plusSeconds(1).plus(time.get()).isBefore(now);
    } catch (RuntimeException e) {
      if (Failure.absent(e)) {
        return false;
      }
      throw e;
    }
  }

  private void remove(RunPrefix run) {
    var entries = new ArrayList<String>();
    for (String name : objects.names(run.base())) {
      if (run.isEntry(name)) {
        entries.add(name);
      }
    }
    objects.delete(entries);
    objects.abortUploads(run.base());
    objects.delete(List.of(run.lease()));
  }
}
