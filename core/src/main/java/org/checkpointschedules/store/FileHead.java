package org.checkpointschedules.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/// The first bytes of a file, and what they tell of who made it.
///
/// They *prove* a run by a header or a journal's beginning with the right checksum. That much is
/// asked where nothing else says that a folder is a run's. In a folder that is one, files of a
/// run's names are its own too where they were never written, were torn, or were damaged a little
/// afterwards: where they are empty or zeros, or a magic number, a run's id, or one line of a
/// journal is left. Whatever else stands there, somebody else wrote.
///
/// @param bytes up to 4096
record FileHead(ByteBuffer bytes) {
  private static final int LENGTH = SlotHeader.BYTES;

  static FileHead of(Path file) throws IOException {
    try (var in = PlainFile.read(file)) {
      return of(in.readNBytes(LENGTH));
    }
  }

  static FileHead of(byte[] bytes) {
    return new FileHead(ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()));
  }

  /// Whether a run made it for certain.
  boolean proves() {
    return SlotHeader.isSound(bytes) || SavedState.isSound(bytes) || journalRun().isPresent();
  }

  /// Whether a run made it, given that the folder is a run's and the name is of a run's form.
  ///
  /// @param run whose id may stand there; null if it is not known
  boolean admits(UUID run) {
    return bytes.equals(ByteBuffer.allocate(bytes.limit()))
        || begins(SlotHeader.MAGIC)
        || begins(SavedState.MAGIC)
        || run != null && (has(run, SlotHeader.RUN) || has(run, SavedState.RUN))
        || JournalFile.isBeginning(bytes.array());
  }

  /// The run that a journal names.
  Optional<UUID> journalRun() {
    return JournalFile.run(bytes.array());
  }

  private boolean begins(long magic) {
    ByteBuffer all = ByteBuffer.allocate(Long.BYTES).order(bytes.order()).putLong(0, magic);
    int length = Math.min(Long.BYTES, bytes.limit());
    return bytes.slice(0, length).equals(all.slice(0, length));
  }

  private boolean has(UUID run, int at) {
    return bytes.limit() >= at + 2 * Long.BYTES
        && bytes.getLong(at) == run.getMostSignificantBits()
        && bytes.getLong(at + Long.BYTES) == run.getLeastSignificantBits();
  }
}
