package org.checkpointschedules.objectstore;

import java.net.URI;
import java.time.Duration;
import org.checkpointschedules.store.CheckpointKey;
import org.checkpointschedules.store.CheckpointStore;

/// A process that puts entries until it is ended. Arguments: bucket, server, milliseconds of the
/// lease.
final class Victim {
  private Victim() {}

  public static void main(String[] arguments) {
    CheckpointStore store =
        Bucket.of("s3://" + arguments[0] + "/some/prefix")
            .endpoint(URI.create(arguments[1]))
            .partBytes(5 << 20)
            .lease(Duration.ofMillis(Long.parseLong(arguments[2])))
            .open(1_000_000);
    for (long step = 0; ; step++) {
      Bytes.put(store, CheckpointKey.restart(step), step % 8 == 7 ? 6 << 20 : 1000, step);
    }
  }
}
