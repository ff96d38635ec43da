package org.checkpointschedules.foreign;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/// A file in the short time in which it has a name: locked while it has, so that what a process
/// that was killed in that time left is known and removed by the next one. The name ends with the
/// CRC-32C of what stands before, and the content is a slot's: files of which one or the other does
/// not hold are somebody else's, and stay.
final class SlotName {
  private static final String PREFIX = "checkpoint-slot-";

  private static final Pattern FORM =
      Pattern.compile("(" + PREFIX + "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-([0-9a-f]{8})");

  /// Those of this process. Where a process closes any channel on a file, it loses its locks on it:
  /// so these are not opened again.
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;

  private SlotName(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /// A new file. First go those that dead processes left.
  static SlotName in(Path folder) throws IOException {
    Path real = folder.toRealPath();
    sweep(real);
    while (true) {
      Path path = fresh(real);
      HELD.add(path);
      Optional<SlotName> locked = Optional.empty();
      try {
        locked = locked(path);
      } finally {
        if (locked.isEmpty()) {
          HELD.remove(path);
        }
      }
      if (locked.isPresent()) {
        return locked.get();
      }
    }
  }

  /// A name that no file has.
  static Path fresh(Path folder) {
    String name = PREFIX + UUID.randomUUID();
    return folder.resolve(name + "-" + proof(name));
  }

  private static String proof(String name) {
    var crc = new CRC32C();
    crc.update(name.getBytes(StandardCharsets.ISO_8859_1));
    return "%08x".formatted(crc.getValue());
  }

  /// Empty if another process that sweeps took it for a dead one's before it was locked.
  private static Optional<SlotName> locked(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path, Set.of(CREATE_NEW, READ, WRITE), ownerOnly(path));
    boolean locked = false;
    try {
      locked = channel.tryLock() != null && Files.exists(path);
      return locked ? Optional.of(new SlotName(path, channel)) : Optional.empty();
    } catch (Throwable t) {
      Files.deleteIfExists(path);
      throw t;
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static void sweep(Path folder) {
    try (var files = Files.newDirectoryStream(folder, PREFIX + "*")) {
      for (Path file : files) {
        if (isName(file) && Files.isRegularFile(file, NOFOLLOW_LINKS) && !HELD.contains(file)) {
          sweepOne(file);
        }
      }
    } catch (IOException _) {
      // What cannot be listed stays.
    }
  }

  private static boolean isName(Path file) {
    Matcher matcher = FORM.matcher(file.getFileName().toString());
    return matcher.matches() && matcher.group(2).equals(proof(matcher.group(1)));
  }

  private static void sweepOne(Path file) {
    try (var channel = FileChannel.open(file, Set.of(READ, WRITE, NOFOLLOW_LINKS))) {
      if (channel.tryLock() != null && Slot.isSlot(channel)) {
        Files.deleteIfExists(file);
      }
    } catch (IOException _) {
      // Another user's, or gone meanwhile.
    }
  }

  Path path() {
    return path;
  }

  FileChannel channel() {
    return channel;
  }

  /// Deletes the file; mappings stay. Done once.
  void delete() {
    if (!HELD.contains(path)) {
      return;
    }
    try (channel) {
      Files.deleteIfExists(path);
    } catch (IOException _) {
      // Then something else removed it, or the folder is gone.
    } finally {
      HELD.remove(path);
    }
  }
}
