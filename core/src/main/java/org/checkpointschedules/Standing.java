package org.checkpointschedules;

import java.util.List;
import org.checkpointschedules.ActionStream.Entry;

/// How far a broken-off adjoint calculation has come, and what is left of its checkpoints. The
/// forward stands at step 0 again, which needs no checkpoint; working storage is empty.
///
/// @param adjointPosition where the adjoint stands; the number of steps before the first `Reverse`
/// @param forwardEnded whether `EndForward` has been carried out
/// @param held what the levels still hold
public record Standing(long adjointPosition, boolean forwardEnded, List<Entry> held) {
  public Standing {
    held = List.copyOf(held);
    if (adjointPosition < 0) {
      throw new InvalidArgumentException("adjoint position", adjointPosition, "0 or more");
    }
  }
}
