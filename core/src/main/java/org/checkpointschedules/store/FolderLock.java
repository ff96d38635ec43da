package org.checkpointschedules.store;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The file that marks a folder as a run's own, locked as long as the run lives: the operating
/// system drops the lock with the process, however that ends, so that neither clocks nor process
/// numbers tell who is dead.
final class FolderLock implements AutoCloseable {
  /// The marker's name in its folder.
  static final String FILE = "run.lock";

  private static final Pattern CONTENT =
      Pattern.compile("checkpoint-schedules run ([0-9a-f-]{36}) (passing|journalled)\n");
  private static final int LONGEST = 128;

  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;
  private final Object identity;
  private UUID run;
  private boolean journalled;

  private FolderLock(Path folder, FileChannel channel, Object identity) {
    this.folder = folder;
    this.channel = channel;
    this.identity = identity;
  }

  /// Takes the lock of a folder, making the marker where there is none; empty where it is taken.
  static Optional<FolderLock> make(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    try {
      Files.createFile(file, OwnFolder.ownerOnly(file, "rw-------"));
    } catch (FileAlreadyExistsException _) {
      // Of the run that this one continues, or of one that is going on.
    }
    return takeUp(folder);
  }

  /// Whether a run that lives has a folder that has lost its marker. Asked before a new marker is
  /// made, and before a file of the folder is opened: that could cost the run its locks.
  static boolean isLiving(Path folder) throws IOException {
    return HELD.contains(folder.toRealPath())
        || JournalFile.isHeld(folder.resolve(RunJournal.FILE));
  }

  /// Takes the lock of a folder that has a marker; empty where there is none, or it is taken.
  static Optional<FolderLock> takeUp(Path folder) throws IOException {
    Path real = folder.toRealPath();
    // Where a process closes any channel on a file, it loses its locks on it: so a marker that this
    // process holds is not opened again.
    if (!HELD.add(real)) {
      return Optional.empty();
    }
    FolderLock taken = null;
    try {
      taken = take(real);
      return Optional.ofNullable(taken);
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } finally {
      if (taken == null) {
        HELD.remove(real);
      }
    }
  }

  private static FolderLock take(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    PlainFile.require(file);
    Object identity = identity(file);
    FileChannel channel = FileChannel.open(file, Set.of(READ, WRITE, NOFOLLOW_LINKS));
    FolderLock whole = null;
    try {
      FileLock lock = channel.tryLock();
      // Before it could be locked, the owner may have removed the folder, and another one made it
      // again: then the lock is on a file that is no longer there.
      if (lock != null && Objects.equals(identity, identity(file))) {
        var taken = new FolderLock(folder, channel, identity);
        taken.parse();
        whole = taken;
      }
      return whole;
    } finally {
      if (whole == null) {
        channel.close();
      }
    }
  }

  private static Object identity(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS).fileKey();
  }

  private String content() throws IOException {
    var bytes = ByteBuffer.allocate(LONGEST);
    while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
      // until full or at the end
    }
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
  }

  private void parse() throws IOException {
    Matcher matcher = CONTENT.matcher(content());
    if (matcher.matches()) {
      run = UUID.fromString(matcher.group(1));
      journalled = matcher.group(2).equals("journalled");
    }
  }

  /// Names the run that the folder is of from now on.
  void name(UUID id, boolean withJournal) throws IOException {
    write(channel, id, withJournal);
    run = id;
    journalled = withJournal;
  }

  private static void write(FileChannel channel, UUID id, boolean withJournal) throws IOException {
    String text =
        "checkpoint-schedules run %s %s\n".formatted(id, withJournal ? "journalled" : "passing");
    var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    while (bytes.hasRemaining()) {
      channel.write(bytes, bytes.position());
    }
    channel.truncate(bytes.limit());
    channel.force(true);
  }

  /// Makes the marker of a folder kept for a continuation, unlocked.
  static void mark(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    try (FileChannel channel =
        FileChannel.open(file, Set.of(WRITE, CREATE_NEW), OwnFolder.ownerOnly(file, "rw-------"))) {
      write(channel, UUID.randomUUID(), true);
    }
  }

  /// The run that the marker names; empty where the run was killed before it wrote that.
  Optional<UUID> run() {
    return Optional.ofNullable(run);
  }

  /// Whether the marker says that the folder is kept for a continuation.
  boolean journalled() {
    return journalled;
  }

  /// Whether the marker is empty: its run was killed before it wrote anything.
  boolean unnamed() throws IOException {
    return channel.size() == 0;
  }

  /// Whether what the marker says may be replaced, in a folder that is a run's: it is no longer
  /// than a marker, and has no other name under which that would change too.
  boolean isReplaceable() throws IOException {
    return channel.size() <= LONGEST
        && PlainFile.kind(folder.resolve(FILE)) == PlainFile.Kind.PLAIN;
  }

  /// Whether another marker has come into the place of this one: then somebody removed this one,
  /// and another run has the folder.
  boolean isReplaced() {
    try {
      return !Objects.equals(identity, identity(folder.resolve(FILE)));
    } catch (IOException _) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HELD.remove(folder);
    }
  }
}
