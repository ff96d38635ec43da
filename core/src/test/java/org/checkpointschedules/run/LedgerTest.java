package org.checkpointschedules.run;

import static org.checkpointschedules.StorageLocation.RAM;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.store.CheckpointKey;
import org.junit.jupiter.api.Test;

class LedgerTest {
  /// A level is complete with its last write, not before: its store gives back what is free then.
  @Test
  void aLevelIsCompleteWithItsLastWrite() {
    var schedule = RevolveCheckpointSchedule.of(20, 3);
    var complete = new ArrayList<StorageLocation>();
    var ledger = new Ledger(schedule.levels(), schedule.forecast(), complete::add);
    long writes = schedule.forecast().levels().get(RAM).writes().getAsLong();
    for (long n = 0; n < writes; n++) {
      assertEquals(List.of(), complete, n + " of " + writes);
      ledger.stored(RAM, CheckpointKey.restart(n), 8);
    }
    assertEquals(List.of(RAM), complete);
  }
}
