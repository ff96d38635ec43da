package org.checkpointschedules.objectstore;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.store.CheckpointStore;
import org.checkpointschedules.store.CheckpointStoreException;

/// A place in an S3-compatible bucket, where runs keep the checkpoints of a level.
///
/// ```java
/// StorageLocation s3 = StorageLocation.level("S3");
/// var schedule = Problem.steps(100_000).level(RAM, 20).level(DISK, 200, writeCost(4), readCost(3))
///     .level(s3, 2_000, writeCost(40), readCost(30)).plan();
/// try (var checkpoints = Bucket.of("s3://bucket/some/prefix").open(2_000)) {
///   Adjoint.of(model).schedule(schedule).store(s3, checkpoints).run();
/// }
/// ```
///
/// **Credentials** and, unless given, the region come from the AWS SDK's own chains: system
/// properties, environment, web identity, profiles, container, instance. They are used for signing
/// and appear in no message, exception or `toString` of this package.
///
/// **Names.** A store writes below `prefix/checkpoints-<run id>/` only: a `lease`, and an object
/// for each entry, named by kind, step and a number that is never used twice. Every object is put
/// on the condition that none of that name is there.
///
/// **Integrity.** Each entry carries a header with run id, step, kind, length and CRC-32C of header
/// and data, which are verified when it is read; the CRC-32C of what is sent goes with each
/// request, for the server to compare.
///
/// **Faults.** A request that fails by a server's error, throttling, silence, a lost connection or
/// a truncated answer is repeated, up to [#attempts] times in all, after a random time below a
/// bound that doubles. What fails for good is a [CheckpointStoreException], and where something
/// stored cannot be read a `CheckpointDamagedException`, which a run with a replanner heals.
///
/// **Cleaning up.** [CheckpointStore#close] deletes what the store made and nothing else; a
/// shutdown hook does so if the JVM ends before, by Ctrl-C for instance, after [#grace]. What a
/// killed run left is deleted by the next that opens below the same prefix, once its lease has run
/// out: a run renews the lease every eighth of its time, and who judges compares times of the
/// server only. Objects of other names are never touched. Where two renewals in a row did not come
/// through, a put renews the lease first, and is a `CheckpointNotStoredException` if that fails:
/// nothing is stored without a lease. A get works as long as its entry is there.
///
/// Costs: an entry of up to [#partBytes] is one request to put, one to get and one to delete. A
/// larger one is put and got in parts of that size, [#PARALLEL] at a time. Memory: one off-heap
/// buffer of the largest entry so far, and 64 KiB for each part on its way.
///
/// Immutable.
public final class Bucket {
  /// Parts of an entry on their way at once.
  public static final int PARALLEL = 4;

  private static final long MIB = 1 << 20;
  private static final long LEAST_PART = 5 * MIB;
  private static final long MOST_PART = 1024 * MIB;

  // What S3 allows for names of buckets, and what needs no escape in a key.
  private static final Pattern URL =
      Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/([A-Za-z0-9!_.*'()/=-]*))?");
  private static final int LONGEST_PREFIX = 500;

  private final String bucket;
  private final String prefix;
  private final Optional<URI> endpoint;
  private final Optional<String> region;
  private final long partBytes;
  private final int attempts;
  private final Duration backOff;
  private final Duration timeout;
  private final Duration lease;
  private final Duration grace;

  private Bucket(
      String bucket,
      String prefix,
      Optional<URI> endpoint,
      Optional<String> region,
      long partBytes,
      int attempts,
      Duration backOff,
      Duration timeout,
      Duration lease,
      Duration grace) {
    this.bucket = bucket;
    this.prefix = prefix;
    this.endpoint = endpoint;
    this.region = region;
    this.partBytes = partBytes;
    this.attempts = attempts;
    this.backOff = backOff;
    this.timeout = timeout;
    this.lease = lease;
    this.grace = grace;
  }

  /// {@return a bucket that exists, and a prefix of names in it}
  ///
  /// @param url `s3://bucket` or `s3://bucket/prefix`; a prefix of letters, digits and `!_.*'()/=-`
  public static Bucket of(String url) {
    var matcher = URL.matcher(url);
    if (!matcher.matches() || matcher.group(2) != null && malformed(matcher.group(2))) {
      throw new InvalidArgumentException(
          "bucket",
          url.contains("@") ? "given with a user" : url,
          "s3://bucket/prefix, with a prefix of letters, digits and !_.*'()/=-");
    }
    String path = matcher.group(2) == null ? "" : matcher.group(2);
    String prefix = path.isEmpty() || path.endsWith("/") ? path : path + "/";
    return new Bucket(
        matcher.group(1),
        prefix,
        Optional.empty(),
        Optional.empty(),
        16 * MIB,
        8,
        Duration.ofMillis(200),
        Duration.ofSeconds(30),
        Duration.ofHours(24),
        Duration.ZERO);
  }

  private static boolean malformed(String path) {
    return path.length() > LONGEST_PREFIX || path.startsWith("/") || path.contains("//");
  }

  /// A server other than Amazon's. Buckets are then named in the path, not in the host, and the
  /// region, where none is configured, is `us-east-1`.
  ///
  /// @param server `http://` or `https://`, a host, and perhaps a port and a path
  /// @return a copy with it
  public Bucket endpoint(URI server) {
    boolean http = "http".equals(server.getScheme()) || "https".equals(server.getScheme());
    if (!http || server.getHost() == null || server.getRawQuery() != null) {
      throw new InvalidArgumentException("endpoint", server, "http://host:port or https://...");
    }
    if (server.getRawUserInfo() != null) {
      throw new InvalidArgumentException(
          "endpoint",
          "given with a user",
          "http://host:port; credentials come from the environment or a profile");
    }
    return new Bucket(
        bucket,
        prefix,
        Optional.of(server),
        region,
        partBytes,
        attempts,
        backOff,
        timeout,
        lease,
        grace);
  }

  /// The region, where the SDK's chain is not to be asked.
  ///
  /// @param name as the server knows it: `eu-central-1`
  /// @return a copy with it
  public Bucket region(String name) {
    if (!name.matches("[a-z0-9-]{1,40}")) {
      throw new InvalidArgumentException("region", name, "a name such as eu-central-1");
    }
    return new Bucket(
        bucket,
        prefix,
        endpoint,
        Optional.of(name),
        partBytes,
        attempts,
        backOff,
        timeout,
        lease,
        grace);
  }

  /// Entries that are larger go in parts of this size: 5 MiB to 1 GiB, 16 MiB unless set. Where
  /// that would be more than the 10,000 parts that S3 allows, parts are larger.
  ///
  /// @param bytes 5 MiB to 1 GiB
  /// @return a copy with it
  public Bucket partBytes(long bytes) {
    if (bytes < LEAST_PART || bytes > MOST_PART) {
      throw new InvalidArgumentException(
          "part bytes", bytes, LEAST_PART + " to " + MOST_PART + " (5 MiB to 1 GiB)");
    }
    return new Bucket(
        bucket, prefix, endpoint, region, bytes, attempts, backOff, timeout, lease, grace);
  }

  /// How often a request is tried in all, 1 to 100; 8 unless set.
  ///
  /// @param number 1 to 100
  /// @return a copy with it
  public Bucket attempts(int number) {
    if (number < 1 || number > 100) {
      throw new InvalidArgumentException("attempts", number, "1 to 100");
    }
    return new Bucket(
        bucket, prefix, endpoint, region, partBytes, number, backOff, timeout, lease, grace);
  }

  /// The bound on the random time before the second attempt, which doubles up to 20 s; 200 ms
  /// unless set. With 8 attempts that adds up to 25 s at most.
  ///
  /// @param first 1 ms to 365 days
  /// @return a copy with it
  public Bucket backOff(Duration first) {
    requirePositive("back-off", first);
    return new Bucket(
        bucket, prefix, endpoint, region, partBytes, attempts, first, timeout, lease, grace);
  }

  /// How long a server may be silent, 30 s unless set. An attempt as a whole may take ten times as
  /// long, so that one that trickles ends too.
  ///
  /// @param silence 1 ms to 365 days
  /// @return a copy with it
  public Bucket timeout(Duration silence) {
    requirePositive("timeout", silence);
    return new Bucket(
        bucket, prefix, endpoint, region, partBytes, attempts, backOff, silence, lease, grace);
  }

  /// How long after its last sign of life a run counts as dead, and what it left may be deleted by
  /// others; 24 h unless set, which is far more than any interruption of the network. One to two
  /// seconds more, since servers tell whole ones.
  ///
  /// @param time 1 ms to 365 days
  /// @return a copy with it
  public Bucket lease(Duration time) {
    requirePositive("lease", time);
    return new Bucket(
        bucket, prefix, endpoint, region, partBytes, attempts, backOff, timeout, time, grace);
  }

  /// How long the end of the JVM, by Ctrl-C for instance, waits for the store to be closed before
  /// it cleans up by itself; 0 unless set. For a program that stops its runs then, so that they may
  /// be continued, and a run that stops still works with its checkpoints.
  ///
  /// @param time 0 to 365 days
  /// @return a copy with it
  public Bucket grace(Duration time) {
    if (!time.isZero()) {
      requirePositive("grace", time);
    }
    return new Bucket(
        bucket, prefix, endpoint, region, partBytes, attempts, backOff, timeout, lease, time);
  }

  private static void requirePositive(String name, Duration time) {
    if (time.compareTo(Duration.ofMillis(1)) < 0 || time.compareTo(Duration.ofDays(365)) > 0) {
      throw new InvalidArgumentException(name, time, "1 ms to 365 days");
    }
  }

  /// {@return an empty store for one run, below a prefix of its own} What dead runs left below this
  /// prefix is removed first.
  ///
  /// @param slots the largest number of entries, from 0; `Level.UNBOUNDED` for no limit
  /// @throws InvalidArgumentException if `slots` is negative, no region is configured, or the
  ///   bucket does not exist
  /// @throws CheckpointStoreException if there are no credentials, or the bucket cannot be listed,
  ///   read and written
  public CheckpointStore open(long slots) {
    if (slots < 0) {
      throw new InvalidArgumentException("bucket slots", slots, "0 or more");
    }
    return BucketStore.open(this, slots);
  }

  /// Removes what dead runs left below this prefix; [#open] does so too.
  ///
  /// @return how many runs
  /// @throws CheckpointStoreException if it cannot be told or done
  public int removeLeftovers() {
    try (var objects = ObjectClient.connect(this)) {
      return new DeadRuns(objects, prefix).remove(objects.serverTime());
    }
  }

  String bucket() {
    return bucket;
  }

  /// Empty, or ends with a slash.
  String prefix() {
    return prefix;
  }

  Optional<URI> endpoint() {
    return endpoint;
  }

  Optional<String> region() {
    return region;
  }

  long partBytes() {
    return partBytes;
  }

  int attempts() {
    return attempts;
  }

  Duration backOff() {
    return backOff;
  }

  Duration timeout() {
    return timeout;
  }

  Duration lease() {
    return lease;
  }

  Duration grace() {
    return grace;
  }

  /// The URL, and the server where one was given.
  @Override
  public String toString() {
    String url = "s3://" + bucket + "/" + prefix;
    return endpoint.isPresent() ? url + " at " + endpoint.get() : url;
  }
}
