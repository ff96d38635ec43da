package org.checkpointschedules.cli;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.objectstore.Bucket;
import org.checkpointschedules.store.CheckpointStore;
import picocli.CommandLine.Option;

/// Where a level in an object store is.
final class BucketOptions {
  private static final StorageLocation S3 = StorageLocation.level("S3");

  @Option(
      names = "--bucket",
      paramLabel = "s3://BUCKET/PREFIX",
      description =
          "where the level S3 lives, which the schedule then has (--level S3:SLOTS:WRITE:READ);"
              + " credentials and region come from the environment or a profile, as for other"
              + " tools of AWS")
  private String bucket;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "the server of the bucket, where it is not Amazon's")
  private String endpoint;

  /// Refuses a bucket beside another option.
  void requireNone(String other) {
    if (bucket != null || endpoint != null) {
      throw new WrongRequest("--bucket does not go with " + other);
    }
  }

  /// Refuses levels that would be files of one directory, whatever each is priced at.
  ///
  /// @throws WrongRequest if there are several
  void requireOneInFiles(CheckpointSchedule schedule) {
    List<String> inFiles =
        schedule.levels().stream()
            .filter(level -> level.slots() > 0)
            .map(Level::location)
            .filter(place -> !place.equals(StorageLocation.RAM))
            .filter(place -> bucket == null || !place.equals(S3))
            .map(StorageLocation::name)
            .toList();
    if (inFiles.size() > 1) {
      throw new WrongRequest(
          "--level",
          String.join(" and ", inFiles) + ", which would both be files in --directory",
          "one level in files beside RAM and, with --bucket, S3");
    }
  }

  /// The bucket as a store, or null where none is given. Refuses what can be refused before that.
  ///
  /// @param grace how long a run that is asked to stop may take
  CheckpointStore open(CheckpointSchedule schedule, Duration grace) {
    if (bucket == null) {
      if (endpoint != null) {
        throw new WrongRequest("--endpoint needs --bucket");
      }
      return null;
    }
    Level level =
        schedule.levels().stream()
            .filter(one -> one.location().equals(S3))
            .findFirst()
            .orElseThrow(
                () -> new WrongRequest("--bucket needs a level S3: --level S3:SLOTS:WRITE:READ"));
    Bucket place = Bucket.of(bucket).grace(grace);
    if (endpoint != null) {
      place = place.endpoint(uri());
    }
    return place.open(level.slots());
  }

  private URI uri() {
    try {
      return URI.create(endpoint);
    } catch (IllegalArgumentException _) {
      throw new WrongRequest("--endpoint", Numbers.quoted(endpoint), "such as http://host:9000");
    }
  }

  /// The levels that [#open] opened.
  static Map<StorageLocation, CheckpointStore> levels(CheckpointStore store) {
    return store == null ? Map.of() : Map.of(S3, store);
  }
}
