package org.checkpointschedules.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/// Lines of text, each behind the CRC-32C of itself, appended one by one.
///
/// A line that was being written when the process died fails its checksum, and ends the journal as
/// far as it counts. So does a line that was damaged: what follows it is not believed either.
///
/// The first line tells the format of the rest.
final class JournalFile implements AutoCloseable {
  /// With what the first line begins; the number of the format follows.
  static final String FORMAT = "checkpoint-schedules journal ";

  /// The format that is written and read here.
  static final int VERSION = 1;

  /// The first line.
  static final String FIRST = FORMAT + VERSION;

  /// Characters of a line, at most, besides its checksum: a file that goes on for longer is none of
  /// these.
  static final int LONGEST_TEXT = 1 << 14;

  /// What a journal's name ends with until it has replaced the one before.
  static final String NEXT = ".new";

  private static final int BUFFER = 1 << 16;
  private static final int CHECKSUM = 9;

  /// In UTF-8 a character takes up to 3 bytes of a line, or two take 4.
  private static final int LONGEST = CHECKSUM + 3 * LONGEST_TEXT;

  private static final int LOOKED_AT = 4;
  private static final Pattern RUN =
      Pattern.compile("run ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

  private final FileChannel channel;
  private long end;

  private JournalFile(FileChannel channel, long end) {
    this.channel = channel;
    this.end = end;
  }

  /// What a journal says, as far as it is to be believed.
  ///
  /// @param lines without their checksums
  /// @param whole whether no line follows that is not to be believed
  record Content(List<String> lines, boolean whole) {}

  static Content read(Path file) throws IOException {
    if (Files.notExists(file, NOFOLLOW_LINKS)) {
      return new Content(List.of(), true);
    }
    try (var in = new BufferedInputStream(PlainFile.read(file), BUFFER)) {
      return read(in);
    }
  }

  private static Content read(InputStream in) throws IOException {
    var lines = new ArrayList<String>();
    var line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next != '\n') {
        if (line.size() >= LONGEST) {
          return new Content(lines, false);
        }
        line.write(next);
        continue;
      }
      Optional<String> text = believed(line.toByteArray());
      if (text.isEmpty()) {
        return new Content(lines, false);
      }
      lines.add(text.get());
      line.reset();
    }
    return new Content(lines, line.size() == 0);
  }

  private static Optional<String> believed(byte[] line) {
    if (line.length < CHECKSUM) {
      return Optional.empty();
    }
    String text = new String(line, CHECKSUM, line.length - CHECKSUM, UTF_8);
    String checksum = new String(line, 0, CHECKSUM, ISO_8859_1);
    return Optional.of(text).filter(_ -> checksum.equals(checksum(text)));
  }

  private static Content read(byte[] head) {
    try {
      return read(new ByteArrayInputStream(head));
    } catch (IOException e) {
      throw new AssertionError("memory is read without errors", e);
    }
  }

  /// The run that a journal names, of this format or another, if a file's first bytes are one's.
  static Optional<UUID> run(byte[] head) {
    List<String> lines = read(head).lines();
    int at = !lines.isEmpty() && lines.getFirst().startsWith(FORMAT) ? 1 : 0;
    return Optional.of(lines)
        .filter(all -> all.size() > at)
        .map(all -> RUN.matcher(all.get(at)))
        .filter(Matcher::matches)
        .map(run -> UUID.fromString(run.group(1)));
  }

  /// Whether a file's first bytes are what is left of a journal's: its first line as far as it
  /// goes, or a line with the right checksum among the first ones.
  static boolean isBeginning(byte[] head) {
    byte[] first = (checksum(FIRST) + FIRST + '\n').getBytes(UTF_8);
    int length = Math.min(first.length, head.length);
    if (Arrays.equals(first, 0, length, head, 0, length)) {
      return true;
    }
    String text = new String(head, ISO_8859_1);
    return text.lines()
        .limit(LOOKED_AT)
        .anyMatch(line -> believed(line.getBytes(ISO_8859_1)).isPresent());
  }

  /// Whether the process that wrote a journal lives and goes on writing it.
  static boolean isHeld(Path file) throws IOException {
    if (!PlainFile.is(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, Set.of(READ, WRITE, NOFOLLOW_LINKS))) {
      return channel.tryLock() == null;
    } catch (OverlappingFileLockException _) {
      return true;
    }
  }

  /// Puts a journal of these lines in the place of one that may be there, all or nothing.
  static JournalFile replace(Path file, List<String> lines, OwnFolder folder) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + NEXT);
    folder.discard(next);
    var text = new StringBuilder();
    lines.forEach(line -> text.append(checksum(line)).append(line).append('\n'));
    FileChannel channel =
        FileChannel.open(
            next, Set.of(READ, WRITE, CREATE_NEW), OwnFolder.ownerOnly(next, "rw-------"));
    try {
      folder.adopted(next);
      // So that a folder whose marker was lost is not taken from a run that lives.
      if (channel.tryLock() == null) {
        throw new IOException("somebody else has locked " + next);
      }
      var journal = new JournalFile(channel, 0);
      journal.write(text.toString());
      journal.force();
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
      folder.adopted(file);
      folder.force();
      return journal;
    } catch (Throwable t) {
      channel.close();
      throw t;
    }
  }

  /// Appends a line. It is there after the death of the process, and once [#force] was called,
  /// after that of the machine.
  void append(String line) throws IOException {
    write(checksum(line) + line + '\n');
  }

  void force() throws IOException {
    channel.force(true);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void write(String text) throws IOException {
    var bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
    long at = end;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
    end = at;
  }

  private static String checksum(String line) {
    var crc = new CRC32C();
    crc.update(line.getBytes(UTF_8));
    return "%08x ".formatted(crc.getValue());
  }
}
