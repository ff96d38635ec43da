package org.checkpointschedules.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The folders of a path that a run with a journal will make, and that go again with its own.
final class NewFolders {
  private final List<Path> folders = new ArrayList<>();

  /// @param directory the path; those of its folders that are there already stay
  NewFolders(Path directory) {
    Path at = directory.toAbsolutePath().normalize();
    for (; at != null && Files.notExists(at); at = at.getParent()) {
      folders.add(at);
    }
  }

  /// Removes them, from the deepest up, as far as nothing is left in them.
  void remove() {
    try {
      for (Path folder : folders) {
        Files.deleteIfExists(folder);
      }
    } catch (IOException _) {
      // Something else lives there now.
    }
  }
}
