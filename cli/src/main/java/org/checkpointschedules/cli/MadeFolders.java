package org.checkpointschedules.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The folders on the way to a directory that were not there at first: whatever makes them, they go
/// at the end, where nothing lies in them.
///
/// @param missing deepest first
record MadeFolders(List<Path> missing) implements AutoCloseable {

  static MadeFolders on(Path directory) {
    var missing = new ArrayList<Path>();
    for (Path p = directory.toAbsolutePath().normalize();
        p != null && Files.notExists(p);
        p = p.getParent()) {
      missing.add(p);
    }
    return new MadeFolders(missing);
  }

  @Override
  public void close() {
    for (Path folder : missing) {
      try {
        Files.deleteIfExists(folder);
      } catch (IOException _) {
        // Something lies in it: so it stays, and those above.
        return;
      }
    }
  }
}
