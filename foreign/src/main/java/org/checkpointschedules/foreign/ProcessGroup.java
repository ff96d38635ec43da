package org.checkpointschedules.foreign;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.File;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A process and everything that it starts, to be ended together.
///
/// It is started by `setsid` where the system has that, so that it leads a group of its own, and a
/// Ctrl-C at the terminal reaches us alone. Without it, the processes that descend from it are
/// ended, but for those whose parents ended before.
final class ProcessGroup {
  private static final int SIGKILL = 9;
  private static final MethodHandle KILL = function("kill", JAVA_INT, JAVA_INT);
  private static final MethodHandle GROUP_OF = function("getpgid", JAVA_INT);

  private final Process process;
  private boolean leads;

  ProcessGroup(Process process) {
    this.process = process;
  }

  /// The words of a command that leads a group of its own.
  static List<String> leading(List<String> words) {
    var leading = new ArrayList<String>();
    Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, "setsid"))
        .filter(Files::isExecutable)
        .findFirst()
        .ifPresent(setsid -> leading.add(setsid.toString()));
    leading.addAll(words);
    return leading;
  }

  /// Asks whether the process leads a group, when it is known to have got so far.
  void look() {
    leads = process.isAlive() && call(GROUP_OF, (int) process.pid()) == process.pid();
  }

  /// Ends them all, at once.
  void kill() {
    List<ProcessHandle> descendants = process.descendants().toList();
    if (leads || process.isAlive() && call(GROUP_OF, (int) process.pid()) == process.pid()) {
      call(KILL, -(int) process.pid(), SIGKILL);
    }
    // By its handle: Process.destroyForcibly closes the streams, with what has not been read.
    process.toHandle().destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
  }

  @SuppressWarnings("restricted")
  private static MethodHandle function(String name, java.lang.foreign.MemoryLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(JAVA_INT, arguments));
  }

  private static int call(MethodHandle function, Object... arguments) {
    try {
      return (int) function.invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new AssertionError("a function of the C library does not throw", e);
    }
  }
}
