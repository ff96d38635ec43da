package org.checkpointschedules.store;

import java.nio.file.Path;

/// Another run, of this process or another, is working in the folder that this one wants.
public final class RunInProgressException extends CheckpointStoreException {
  private static final long serialVersionUID = 1L;

  /// Its path.
  private final String folder;

  RunInProgressException(Path folder) {
    super("another run is working in " + folder);
    this.folder = folder.toString();
  }

  /// {@return the folder wanted}
  public Path folder() {
    return Path.of(folder);
  }
}
