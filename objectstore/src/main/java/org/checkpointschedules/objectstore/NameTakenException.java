package org.checkpointschedules.objectstore;

import org.checkpointschedules.store.CheckpointStoreException;

/// Something that is not of this run has the name of an entry: it was left as it is.
final class NameTakenException extends CheckpointStoreException {
  private static final long serialVersionUID = 1L;

  NameTakenException(String name) {
    super(
        "the object " + name + " was there already, and not of this run; nothing was overwritten");
  }
}
