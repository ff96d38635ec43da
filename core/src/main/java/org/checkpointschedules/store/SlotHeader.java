package org.checkpointschedules.store;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.zip.CRC32C;

/// The first block of a slot file, which says what the rest is.
///
/// ```
/// byte  0  magic, "ckptslot"
///       8  format version, 1 (int)      12  CRC-32C of the header, this field as 0 (int)
///      16  run id (two longs)
///      32  step (long)                  40  kind, 0 restart or 1 adjoint (int)
///      44  CRC-32C of the data (int)    48  bytes of data (long)
///      56  zeros up to 4096
/// ```
///
/// Integers in the machine's byte order: a slot file serves the run that wrote it. The block is
/// 4096 bytes so that the data behind it is aligned to a page of memory and a sector of disk.
final class SlotHeader {
  static final int BYTES = SlotBuffer.BLOCK;

  static final long MAGIC = 0x74_6f_6c_73_74_70_6b_63L;

  /// Where the run's id stands.
  static final int RUN = 16;

  private static final int VERSION = 1;
  private static final int OWN_CHECKSUM = 12;

  /// More bytes than any entry has.
  private static final long UNFINISHED = Long.MAX_VALUE;

  private SlotHeader() {}

  static void write(MemorySegment header, UUID run, CheckpointKey key, long bytes, int checksum) {
    header.fill((byte) 0);
    header.set(JAVA_LONG, 0, MAGIC);
    header.set(JAVA_INT, 8, VERSION);
    header.set(JAVA_LONG, RUN, run.getMostSignificantBits());
    header.set(JAVA_LONG, 24, run.getLeastSignificantBits());
    header.set(JAVA_LONG, 32, key.step());
    header.set(JAVA_INT, 40, key.kind() == CheckpointKey.Kind.RESTART ? 0 : 1);
    header.set(JAVA_INT, 44, checksum);
    header.set(JAVA_LONG, 48, bytes);
    header.set(JAVA_INT, OWN_CHECKSUM, checksumOf(header));
  }

  /// A header that says whose the file is, and that its data is not there yet.
  static void claim(MemorySegment header, UUID run) {
    write(header, run, CheckpointKey.restart(0), UNFINISHED, 0);
  }

  /// Whether a file begins with a header that is whole, whatever it says.
  static boolean isSound(ByteBuffer head) {
    if (head.limit() < BYTES || head.getLong(0) != MAGIC || head.getInt(8) != VERSION) {
      return false;
    }
    ByteBuffer copy = ByteBuffer.allocate(BYTES).order(head.order()).put(0, head, 0, BYTES);
    copy.putInt(OWN_CHECKSUM, 0);
    var crc = new CRC32C();
    crc.update(copy);
    return head.getInt(OWN_CHECKSUM) == (int) crc.getValue();
  }

  /// What is wrong with a header read back, or null. The data's checksum is for the caller to
  /// compare: with its own, which is that of the latest write, and so this one is but a second
  /// copy.
  static String fault(MemorySegment header, UUID run, CheckpointKey key, long bytes) {
    if (header.get(JAVA_LONG, 0) != MAGIC || header.get(JAVA_INT, 8) != VERSION) {
      return "this is no slot file of this version";
    }
    int checksum = header.get(JAVA_INT, OWN_CHECKSUM);
    header.set(JAVA_INT, OWN_CHECKSUM, 0);
    if (checksum != checksumOf(header)) {
      return "the header's checksum does not match";
    }
    var id = new UUID(header.get(JAVA_LONG, 16), header.get(JAVA_LONG, 24));
    if (!id.equals(run)) {
      return "it belongs to another run, " + id;
    }
    long step = header.get(JAVA_LONG, 32);
    var kind =
        header.get(JAVA_INT, 40) == 0 ? CheckpointKey.Kind.RESTART : CheckpointKey.Kind.ADJOINT;
    if (step != key.step() || kind != key.kind()) {
      return "it holds the " + new CheckpointKey(step, kind);
    }
    long length = header.get(JAVA_LONG, 48);
    return length == bytes ? null : "it holds %,d bytes, not %,d".formatted(length, bytes);
  }

  private static int checksumOf(MemorySegment header) {
    var crc = new CRC32C();
    crc.update(header.asByteBuffer());
    return (int) crc.getValue();
  }
}
