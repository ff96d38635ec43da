package org.checkpointschedules.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import org.checkpointschedules.bench.Samples.Work;
import org.checkpointschedules.store.CheckpointKey;
import org.checkpointschedules.store.CheckpointStore;
import org.checkpointschedules.store.Stores;

/// Stores beside the bare device and bare memory, on the same bytes, in turns.
///
/// `mvn -q -pl bench -am compile exec:exec
/// -Dbench.main=org.checkpointschedules.bench.StoreThroughput -Dbench.args=DIRECTORY`
public final class StoreThroughput {
  private static final long BYTES = 64 << 20;
  private static final int PIECE = 8 << 20;
  private static final int SLOTS = 4;
  private static final int ROUNDS = 15;

  private StoreThroughput() {}

  /// @param args the directory to write in
  public static void main(String[] args) throws Exception {
    Path directory = Files.createTempDirectory(Path.of(args[0]), "throughput-");
    Path raw = directory.resolve("raw");
    MemorySegment state = Arena.global().allocate(BYTES, 4096);
    MemorySegment back = Arena.global().allocate(BYTES, 4096);
    for (long at = 0; at < BYTES; at += Long.BYTES) {
      state.set(ValueLayout.JAVA_LONG, at, at * 0x9E3779B97F4A7C15L);
    }
    try (var disk = Stores.disk(directory, SLOTS);
        var ram = Stores.ram(SLOTS)) {
      var works = new LinkedHashMap<String, Work>();
      works.put("direct write, bare (as dd oflag=direct)", () -> writeRaw(raw, state));
      works.put("disk store, put", () -> rewrite(disk, state));
      works.put("direct read, bare (as dd iflag=direct)", () -> readRaw(raw, back));
      works.put("disk store, get", () -> disk.get(KEYS[0], back::copyFrom));
      works.put("copy of memory", () -> back.copyFrom(state));
      works.put("memory store, put", () -> rewrite(ram, state));
      works.put("memory store, get", () -> ram.get(KEYS[0], back::copyFrom));
      works.put("copy to fresh memory", () -> copyToFresh(state));
      var samples = new Samples(ROUNDS);
      for (var key : KEYS) {
        disk.put(key, BYTES, to -> to.copyFrom(state));
        ram.put(key, BYTES, to -> to.copyFrom(state));
      }
      samples.measure(works);
      System.out.printf("%d MiB, %d rounds in turns, MB/s%n%n", BYTES >> 20, ROUNDS);
      System.out.println("| what | median | least | most |\n|---|---|---|---|");
      works.keySet().forEach(name -> System.out.println(samples.throughput(name, BYTES)));
    } finally {
      Files.deleteIfExists(raw);
      Files.deleteIfExists(directory);
    }
  }

  private static final CheckpointKey[] KEYS = {
    CheckpointKey.restart(0),
    CheckpointKey.restart(1),
    CheckpointKey.restart(2),
    CheckpointKey.restart(3)
  };

  private static void rewrite(CheckpointStore store, MemorySegment state) {
    store.delete(KEYS[0]);
    store.put(KEYS[0], BYTES, to -> to.copyFrom(state));
  }

  private static void copyToFresh(MemorySegment state) {
    try (var arena = Arena.ofConfined()) {
      arena.allocate(BYTES, 64).copyFrom(state);
    }
  }

  private static void writeRaw(Path file, MemorySegment state) throws Exception {
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, direct())) {
      for (long at = 0; at < BYTES; at += PIECE) {
        channel.write(state.asSlice(at, PIECE).asByteBuffer(), at);
      }
    }
  }

  private static void readRaw(Path file, MemorySegment to) throws Exception {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ, direct())) {
      for (long at = 0; at < BYTES; at += PIECE) {
        channel.read(to.asSlice(at, PIECE).asByteBuffer(), at);
      }
    }
  }

  /// Looked up, since the compiler warns of its use without a way to answer.
  private static OpenOption direct() throws ReflectiveOperationException {
    return (OpenOption)
        Class.forName("com.sun.nio.file.ExtendedOpenOption").getField("DIRECT").get(null);
  }
}
