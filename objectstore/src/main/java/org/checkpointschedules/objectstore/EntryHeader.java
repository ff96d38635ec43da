package org.checkpointschedules.objectstore;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.checkpointschedules.store.CheckpointKey;

/// The first bytes of an entry's object, which say what the rest is.
///
/// ```
/// byte  0  magic, "ckptobjt"
///       8  format version, 1 (int)      12  CRC-32C of the header, this field as 0 (int)
///      16  run id (two longs)
///      32  step (long)                  40  kind, 0 restart or 1 adjoint (int)
///      44  CRC-32C of the data (int)    48  bytes of data (long)
///      56  the entry's number in the run (long)
/// ```
///
/// Little-endian. 64 bytes, so that the data behind it is aligned as stores have to lend it.
///
/// @param number which no other entry of the run has
record EntryHeader(UUID run, CheckpointKey key, long number, long bytes, int checksum) {
  static final int BYTES = 64;

  private static final long MAGIC = 0x74_6a_62_6f_74_70_6b_63L;
  private static final int VERSION = 1;
  private static final long OWN_CHECKSUM = 12;
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(LITTLE_ENDIAN);

  void write(MemorySegment header) {
    header.set(LONG, 0, MAGIC);
    header.set(INT, 8, VERSION);
    header.set(INT, OWN_CHECKSUM, 0);
    header.set(LONG, 16, run.getMostSignificantBits());
    header.set(LONG, 24, run.getLeastSignificantBits());
    header.set(LONG, 32, key.step());
    header.set(INT, 40, key.kind().ordinal());
    header.set(INT, 44, checksum);
    header.set(LONG, 48, bytes);
    header.set(LONG, 56, number);
    header.set(INT, OWN_CHECKSUM, checksumOf(header));
  }

  /// What is wrong with a header read back, or null.
  String fault(MemorySegment header) {
    if (header.get(LONG, 0) != MAGIC || header.get(INT, 8) != VERSION) {
      return "it is no entry of this version";
    }
    int own = header.get(INT, OWN_CHECKSUM);
    header.set(INT, OWN_CHECKSUM, 0);
    int computed = checksumOf(header);
    header.set(INT, OWN_CHECKSUM, own);
    if (own != computed) {
      return "the header's checksum does not match";
    }
    var id = new UUID(header.get(LONG, 16), header.get(LONG, 24));
    if (!id.equals(run)) {
      return "it belongs to another run, " + id;
    }
    if (header.get(LONG, 32) != key.step()
        || header.get(INT, 40) != key.kind().ordinal()
        || header.get(LONG, 48) != bytes
        || header.get(LONG, 56) != number
        || header.get(INT, 44) != checksum) {
      return "it holds another entry of this run, of step " + header.get(LONG, 32);
    }
    return null;
  }

  static int checksumOf(MemorySegment data) {
    var crc = new CRC32C();
    long piece = 1 << 20;
    for (long at = 0; at < data.byteSize(); at += piece) {
      crc.update(data.asSlice(at, Math.min(piece, data.byteSize() - at)).asByteBuffer());
    }
    return (int) crc.getValue();
  }
}
