package org.checkpointschedules.run;

import java.util.LinkedHashMap;
import java.util.List;
import org.checkpointschedules.ActionStream.Entry;
import org.checkpointschedules.Standing;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.store.CheckpointKey.Kind;
import org.checkpointschedules.store.RunFolder;

/// What an earlier run left to continue from.
///
/// @param standing how far it had come
/// @param survivors its entries, with their sizes
record Resumption(Standing standing, List<RunFolder.Survivor> survivors) {

  /// What lies in a folder; null where there is nothing to continue.
  static Resumption of(RunFolder folder, long steps) {
    if (folder == null || !folder.continued()) {
      return null;
    }
    List<RunFolder.Survivor> survivors = folder.survivors();
    long position = folder.savedPosition().orElse(steps);
    var standing = new Standing(position, folder.savedPosition().isPresent(), entries(survivors));
    return new Resumption(standing, survivors);
  }

  private static List<Entry> entries(List<RunFolder.Survivor> survivors) {
    record Place(long step, StorageLocation level) {}
    var entries = new LinkedHashMap<Place, Entry>();
    for (RunFolder.Survivor survivor : survivors) {
      boolean restart = survivor.key().kind() == Kind.RESTART;
      var entry = new Entry(survivor.level(), survivor.key().step(), restart, !restart);
      entries.merge(
          new Place(entry.step(), entry.location()),
          entry,
          (a, b) -> new Entry(a.location(), a.step(), true, true));
    }
    return List.copyOf(entries.values());
  }

  /// In words, for the report.
  String note(RunFolder folder) {
    String where =
        standing.forwardEnded()
            ? "with the adjoint at step " + standing.adjointPosition()
            : "in its forward, from step "
                + standing.held().stream()
                    .filter(Entry::restartData)
                    .mapToLong(Entry::step)
                    .max()
                    .orElse(0);
    return "continued from %s, %s; %d checkpoints survived"
        .formatted(folder.path(), where, survivors.size());
  }
}
