package org.checkpointschedules.store;

import java.io.IOException;
import java.nio.file.Path;

/// Who must know what lies in which slot file, to find it again after the process is dead.
interface SlotLog {
  /// Nobody: the files do not outlive the run.
  SlotLog NONE =
      new SlotLog() {
        @Override
        public boolean durable() {
          return false;
        }

        @Override
        public void reusing() {}

        @Override
        public void stored(CheckpointKey key, Path file, long bytes, int checksum) {}

        @Override
        public void deleted(CheckpointKey key) {}
      };

  /// Whether a slot file must have reached the device before [#stored] is called.
  boolean durable();

  /// A slot file is about to be written: what was deleted must not be found in it any more.
  void reusing() throws IOException;

  /// An entry is complete in its file.
  void stored(CheckpointKey key, Path file, long bytes, int checksum) throws IOException;

  /// An entry is no more; its file is about to be reused.
  void deleted(CheckpointKey key) throws IOException;
}
