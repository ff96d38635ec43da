package org.checkpointschedules.run;

import java.util.List;
import java.util.stream.Collectors;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;

/// The levels of a run that are files in its directory. There is one directory, so that two of them
/// would share a device, whatever each was priced at.
final class FileLevels {
  private FileLevels() {}

  /// @throws InvalidArgumentException if there is more than one
  static void requireOneAtMost(RunSettings settings) {
    List<Level> inFiles =
        settings.schedule().levels().stream()
            .filter(level -> level.slots() > 0)
            .filter(level -> !level.location().equals(StorageLocation.RAM))
            .filter(level -> !settings.stores().containsKey(level.location()))
            .toList();
    if (inFiles.size() > 1) {
      throw new InvalidArgumentException(
          "schedule",
          inFiles.stream()
              .map(level -> level.location().name())
              .collect(Collectors.joining(" and ", "one with ", " in files of one directory")),
          "one level in files beside RAM; a store of its own, store(level, ...), for each other");
    }
  }
}
