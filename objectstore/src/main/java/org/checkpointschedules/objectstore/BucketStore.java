package org.checkpointschedules.objectstore;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.checkpointschedules.store.CheckpointDamagedException;
import org.checkpointschedules.store.CheckpointKey;
import org.checkpointschedules.store.CheckpointMisuseException;
import org.checkpointschedules.store.CheckpointNotStoredException;
import org.checkpointschedules.store.CheckpointStore;

/// The entries of one run as objects of a bucket.
final class BucketStore implements CheckpointStore {
  /// How long the end of the JVM waits for the clean-up.
  private static final long HOOK_SECONDS = 10;

  /// How often an entry that came whole but wrong is asked for.
  private static final int READS = 3;

  private final Bucket bucket;
  private final long slots;
  private final ObjectClient objects;
  private final Transfers transfers;
  private final RunPrefix run;
  private final Lease lease;
  private final EntryBuffer buffer = new EntryBuffer();
  private final Map<CheckpointKey, Entry> held = new HashMap<>();

  /// Names that may be of objects that this run made: entered before the put, and taken out when
  /// the server said that they are gone.
  private final Set<String> made = ConcurrentHashMap.newKeySet();

  /// Held while something is on its way to the bucket, and for the clean-up.
  private final ReentrantLock atWork = new ReentrantLock();

  private final Thread hook;

  /// Counted down when the store has been closed.
  private final CountDownLatch left = new CountDownLatch(1);

  private long numbers;
  private volatile boolean closed;

  private record Entry(String name, EntryHeader header) {}

  private BucketStore(Bucket bucket, long slots, ObjectClient objects, RunPrefix run, Lease lease) {
    this.bucket = bucket;
    this.slots = slots;
    this.objects = objects;
    this.run = run;
    this.lease = lease;
    transfers = new Transfers(objects, bucket.partBytes());
    hook = new Thread(this::cleanUpAtExit, "remove checkpoints from the bucket");
  }

  static BucketStore open(Bucket bucket, long slots) {
    ObjectClient objects = ObjectClient.connect(bucket);
    try {
      new DeadRuns(objects, bucket.prefix()).remove(objects.serverTime());
      RunPrefix run = RunPrefix.fresh(bucket.prefix());
      Lease lease;
      try {
        lease = Lease.begin(objects, run, bucket.lease());
      } catch (RuntimeException e) {
        throw ObjectClient.failed(bucket + " cannot be written", e);
      }
      var store = new BucketStore(bucket, slots, objects, run, lease);
      Runtime.getRuntime().addShutdownHook(store.hook);
      return store;
    } catch (Throwable t) {
      objects.close();
      throw t;
    }
  }

  @Override
  public void put(CheckpointKey key, long bytes, Consumer<MemorySegment> writer) {
    requirePutable(key, bytes);
    buffer.resize(bytes);
    writer.accept(buffer.data());
    var header =
        new EntryHeader(run.id(), key, numbers++, bytes, EntryHeader.checksumOf(buffer.data()));
    header.write(buffer.header());
    String name = run.entry(key, header.number());
    atWork.lock();
    try {
      requireOpen(key);
      requireLease(key);
      made.add(name);
      transfers.put(name, header, buffer.whole());
      held.put(key, new Entry(name, header));
    } catch (CheckpointMisuseException | CheckpointNotStoredException e) {
      throw e;
    } catch (NameTakenException e) {
      made.remove(name);
      throw e;
    } catch (RuntimeException e) {
      throw new CheckpointNotStoredException(
          key,
          ", %,d bytes, to %s: %s".formatted(bytes, bucket, Failure.reason(e)),
          Failure.cause(e));
    } finally {
      atWork.unlock();
    }
  }

  @Override
  public void get(CheckpointKey key, Consumer<MemorySegment> reader) {
    Entry entry = require(key);
    atWork.lock();
    try {
      buffer.resize(entry.header().bytes());
      read(key, entry);
    } finally {
      atWork.unlock();
    }
    reader.accept(buffer.data().asReadOnly());
  }

  /// An entry is stored where the run's lease protects it, or not at all.
  private void requireLease(CheckpointKey key) {
    try {
      lease.require();
    } catch (RuntimeException e) {
      throw new CheckpointNotStoredException(
          key,
          " to %s: the run's lease could not be renewed, without which other runs may delete what it stores: %s"
              .formatted(bucket, Failure.reason(e)),
          Failure.cause(e));
    }
  }

  private void read(CheckpointKey key, Entry entry) {
    String fault = "";
    for (int i = 0; i < READS; i++) {
      try {
        transfers.get(entry.name(), buffer.whole());
      } catch (RuntimeException e) {
        throw new CheckpointDamagedException(
            key,
            entry.name()
                + " cannot be read: "
                + Failure.reason(e)
                + (lease.isLate() ? "; the run's lease could not be renewed either" : ""),
            Failure.cause(e));
      }
      fault = entry.header().fault(buffer.header());
      if (fault == null && EntryHeader.checksumOf(buffer.data()) != entry.header().checksum()) {
        fault = "the data's checksum does not match";
      }
      if (fault == null) {
        return;
      }
    }
    throw new CheckpointDamagedException(
        key, "%s, read %d times: %s".formatted(entry.name(), READS, fault));
  }

  @Override
  public void delete(CheckpointKey key) {
    Entry entry = require(key);
    held.remove(key);
    atWork.lock();
    try {
      objects.delete(List.of(entry.name()));
      made.remove(entry.name());
    } catch (RuntimeException e) {
      throw ObjectClient.failed("could not delete the %s from %s".formatted(key, bucket), e);
    } finally {
      atWork.unlock();
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    held.clear();
    atWork.lock();
    try (objects;
        transfers;
        buffer) {
      removeAll(true);
    } catch (RuntimeException e) {
      throw ObjectClient.failed(
          "what this run made in %s could not all be removed; the next run there does when the lease has run out"
              .formatted(bucket),
          e);
    } finally {
      atWork.unlock();
      left.countDown();
      removeHook();
    }
  }

  /// @param idle whether nothing is on its way to the bucket; if something is, the lease stays, by
  ///   which a later run finds it
  private void removeAll(boolean idle) {
    lease.close();
    try {
      objects.delete(made);
      made.clear();
      if (transfers.uploadedParts()) {
        objects.abortUploads(run.base());
      }
      if (idle) {
        objects.delete(List.of(run.lease()));
      }
    } catch (RuntimeException e) {
      // Nothing is left where there is no bucket.
      if (!Failure.noBucket(e)) {
        throw e;
      }
    }
  }

  private void cleanUpAtExit() {
    try {
      if (left.await(bucket.grace().toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    closed = true;
    Thread work =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              try {
                boolean idle = atWork.tryLock(HOOK_SECONDS / 2, TimeUnit.SECONDS);
                removeAll(idle);
              } catch (InterruptedException | RuntimeException _) {
                // The next run there does, when the lease has run out.
              }
            });
    try {
      work.join(TimeUnit.SECONDS.toMillis(HOOK_SECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void removeHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The JVM is ending already.
    }
  }

  private void requirePutable(CheckpointKey key, long bytes) {
    requireOpen(key);
    if (held.containsKey(key)) {
      throw new CheckpointMisuseException(bucket + " already holds the " + key);
    }
    if (bytes <= 0) {
      throw new CheckpointMisuseException(
          "%s was given %d bytes for the %s; allowed: more than 0".formatted(bucket, bytes, key));
    }
    if (held.size() >= slots) {
      throw new CheckpointMisuseException(
          "%s has %d slots, all taken, and none for the %s".formatted(bucket, slots, key));
    }
  }

  private Entry require(CheckpointKey key) {
    requireOpen(key);
    Entry entry = held.get(key);
    if (entry == null) {
      throw new CheckpointMisuseException(bucket + " does not hold the " + key);
    }
    return entry;
  }

  private void requireOpen(CheckpointKey key) {
    if (closed) {
      throw new CheckpointMisuseException(bucket + " is closed; asked for the " + key);
    }
  }

  @Override
  public String toString() {
    return "checkpoints in " + bucket;
  }
}
