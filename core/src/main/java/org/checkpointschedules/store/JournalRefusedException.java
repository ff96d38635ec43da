package org.checkpointschedules.store;

import java.nio.file.Path;

/// What an earlier run left is not to be continued by this one: it is of another schedule, of
/// another model, its journal is of another format or damaged where it says of which; or what bears
/// the name of its folder, or of a file in it, is somebody else's. The message says which, and what
/// to do. Nothing was touched.
public final class JournalRefusedException extends CheckpointStoreException {
  private static final long serialVersionUID = 1L;

  /// Its path.
  private final String folder;

  JournalRefusedException(Path folder, String why) {
    super(folder + " is not continued: " + why);
    this.folder = folder.toString();
  }

  /// {@return the folder that the earlier run left}
  public Path folder() {
    return Path.of(folder);
  }
}
