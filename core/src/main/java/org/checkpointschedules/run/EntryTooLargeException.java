package org.checkpointschedules.run;

import java.util.Locale;
import org.checkpointschedules.store.CheckpointStoreException;

/// An entry is larger than those that the slots of its schedule were counted with, so that keeping
/// it could take more than the budget in bytes. Nothing of it was kept.
public final class EntryTooLargeException extends CheckpointStoreException {
  private static final long serialVersionUID = 1L;

  EntryTooLargeException(String what, long step, long bytes, long most) {
    super(
        String.format(
            Locale.ROOT,
            "the %s of step %,d takes %,d bytes, where the budget was turned into slots of %,d;"
                + " choose the schedule by the size of the largest",
            what,
            step,
            bytes,
            most));
  }
}
