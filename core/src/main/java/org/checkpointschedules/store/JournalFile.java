package org.checkpointschedules.store;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;

/// Lines of text, each behind the CRC-32C of itself, appended one by one.
///
/// A line that was being written when the process died fails its checksum, and ends the journal as
/// far as it counts. So does a line that was damaged: what follows it is not believed either.
final class JournalFile implements AutoCloseable {
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
    if (!Files.isRegularFile(file, NOFOLLOW_LINKS)) {
      return new Content(List.of(), true);
    }
    var lines = new ArrayList<String>();
    String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    int at = 0;
    while (at < text.length()) {
      int newline = text.indexOf('\n', at);
      if (newline < at + 9) {
        return new Content(lines, false);
      }
      String line = text.substring(at + 9, newline);
      if (!text.substring(at, at + 9).equals(checksum(line))) {
        return new Content(lines, false);
      }
      lines.add(line);
      at = newline + 1;
    }
    return new Content(lines, true);
  }

  /// Puts a journal of these lines in the place of one that may be there, all or nothing.
  static JournalFile replace(Path file, List<String> lines, OwnFolder folder) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    var text = new StringBuilder();
    lines.forEach(line -> text.append(checksum(line)).append(line).append('\n'));
    FileChannel channel =
        FileChannel.open(
            next,
            Set.of(READ, WRITE, CREATE, TRUNCATE_EXISTING, NOFOLLOW_LINKS),
            OwnFolder.ownerOnly(next, "rw-------"));
    try {
      var journal = new JournalFile(channel, 0);
      journal.write(text.toString());
      journal.force();
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
      folder.adopted(file);
      folder.force();
      return journal;
    } catch (IOException e) {
      channel.close();
      throw e;
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
    var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    long at = end;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
    end = at;
  }

  private static String checksum(String line) {
    var crc = new CRC32C();
    crc.update(line.getBytes(StandardCharsets.ISO_8859_1));
    return "%08x ".formatted(crc.getValue());
  }
}
