package org.checkpointschedules.foreign;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Path;
import org.checkpointschedules.InvalidArgumentException;

/// Memory shared with a solver: a file, for the user's eyes only, that both map.
///
/// ```
/// 0            bytes          a page's end, and a page more
/// |    data    |     guard    |
/// ```
///
/// The guard is filled with a pattern; what writes behind the data changes it, or, further on,
/// faults. Its last page is written first: by that, and by its name, a slot that a dead process
/// left is known. The file has a name only until the solver has mapped it: then it is deleted, so
/// that its memory goes with the two processes, however they end.
final class Slot implements AutoCloseable {
  private static final long PAGE = 4096;
  private static final byte PATTERN = (byte) 0xA5;
  private static final int PIECE = 1 << 20;

  /// Bytes of numbers that are none, and of numbers near the largest, in both precisions.
  private static final byte NO_NUMBER = (byte) 0xFF;

  private static final byte LARGE = 0x7F;

  /// As long as any guard.
  private static final MemorySegment UNHARMED =
      Arena.global().allocate(2 * PAGE).fill(PATTERN).asReadOnly();

  private final String name;
  private final long bytes;
  private final SlotName file;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment data;
  private final MemorySegment guard;
  private byte unset = NO_NUMBER;

  /// Not a channel, which an interrupt would close.
  private final RandomAccessFile size;

  private Slot(String name, long bytes, SlotName file) throws IOException {
    this.name = name;
    this.bytes = bytes;
    this.file = file;
    long length = length(bytes);
    try {
      write(file.channel(), UNHARMED.asSlice(0, PAGE).asByteBuffer(), length - PAGE);
      // Written, not only made long: where there is no room this fails, while touching a mapped
      // page that cannot be had would kill the process that does.
      fill(file.channel(), length - PAGE);
      MemorySegment mapped = file.channel().map(MapMode.READ_WRITE, 0, length, arena);
      data = mapped.asSlice(0, bytes);
      guard = mapped.asSlice(bytes).fill(PATTERN);
      size = new RandomAccessFile(file.path().toFile(), "r");
    } catch (Throwable t) {
      arena.close();
      throw t;
    }
  }

  /// Whether a file holds what only slots do: nothing yet, or whole pages of which the last one is
  /// an unharmed guard.
  static boolean isSlot(FileChannel channel) throws IOException {
    long length = channel.size();
    if (length % PAGE != 0) {
      return false;
    }
    ByteBuffer last = ByteBuffer.allocate((int) Math.min(PAGE, length));
    while (last.hasRemaining() && channel.read(last, length - PAGE + last.position()) >= 0) {
      // until full or at the end
    }
    return last.flip().equals(UNHARMED.asSlice(0, Math.min(PAGE, length)).asByteBuffer());
  }

  /// Bytes that a slot takes.
  static long length(long bytes) {
    return bytes > Long.MAX_VALUE / 8 ? Long.MAX_VALUE / 8 : (bytes + 2 * PAGE - 1) / PAGE * PAGE;
  }

  /// @param name in the protocol
  /// @param folder for the file
  /// @throws InvalidArgumentException if there is no room in the folder
  static Slot make(String name, long bytes, Path folder) {
    SlotName file = null;
    try {
      file = SlotName.in(folder);
      return new Slot(name, bytes, file);
    } catch (ClosedByInterruptException | FileLockInterruptionException _) {
      delete(file);
      // Made once more, and passed on: an interrupt is not for those who make a slot.
      boolean interrupted = Thread.interrupted();
      try {
        return make(name, bytes, folder);
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    } catch (IOException e) {
      delete(file);
      throw new InvalidArgumentException(
          "slots",
          "'%s', where %s".formatted(folder, e.getMessage()),
          "a folder with room for %,d bytes of %s".formatted(bytes, name));
    } catch (Throwable t) {
      delete(file);
      throw t;
    }
  }

  private static void delete(SlotName file) {
    if (file != null) {
      file.delete();
    }
  }

  private static void write(FileChannel channel, ByteBuffer from, long start) throws IOException {
    for (long at = start; from.hasRemaining(); ) {
      at += channel.write(from, at);
    }
  }

  private static void fill(FileChannel channel, long length) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(length, PIECE));
    for (long at = 0; at < length; ) {
      zeros.clear().limit((int) Math.min(zeros.capacity(), length - at));
      at += channel.write(zeros, at);
    }
  }

  /// How it is announced.
  String announcement() {
    return "slot " + name + " " + bytes + " " + file.path();
  }

  /// Its memory.
  MemorySegment data() {
    return data;
  }

  /// Fills it with what means nothing, and is another number each time, or none: what the solver
  /// leaves as it was is then seen, and not taken for a zero.
  void unset() {
    data.fill(unset);
    unset = unset == NO_NUMBER ? LARGE : NO_NUMBER;
  }

  /// Its name in the protocol.
  String name() {
    return name;
  }

  /// Whether nothing was written behind its end.
  boolean isIntact() {
    return guard.mismatch(UNHARMED.asSlice(0, guard.byteSize())) < 0;
  }

  /// Whether the file is as long as it was made: memory behind its end cannot be touched.
  boolean isWhole() {
    try {
      return size.length() >= data.byteSize() + guard.byteSize();
    } catch (IOException _) {
      return false;
    }
  }

  /// Takes the file's name away; the memory stays.
  void unname() {
    file.delete();
  }

  @Override
  public void close() {
    unname();
    if (arena.scope().isAlive()) {
      arena.close();
    }
    try {
      size.close();
    } catch (IOException _) {
      // Then it goes with the process.
    }
  }
}
