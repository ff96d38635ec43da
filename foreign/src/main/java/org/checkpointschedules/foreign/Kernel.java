package org.checkpointschedules.foreign;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import org.checkpointschedules.InvalidArgumentException;

/// The functions of `checkpoint_schedules.h`, bound to a library. They are gone with the arena, and
/// so is the library, unless someone else has it loaded.
final class Kernel {
  private static final int ABI = 1;

  final MethodHandle open;
  final MethodHandle close;
  final MethodHandle initialize;
  final MethodHandle advance;
  final MethodHandle record;
  final MethodHandle capture;
  final MethodHandle restore;
  final MethodHandle initializeAdjoint;
  final MethodHandle reverse;
  final MethodHandle captureAdjoint;
  final MethodHandle restoreAdjoint;
  final MethodHandle gradient;

  /// Null where the library has none.
  final MethodHandle error;

  private final Path library;
  private final SymbolLookup symbols;

  /// @throws InvalidArgumentException if it is no library, or lacks a function, or is of another
  ///   version of the header
  @SuppressWarnings("restricted")
  Kernel(Path library, Arena arena) {
    this.library = library;
    if (!Files.isRegularFile(library)) {
      throw new InvalidArgumentException("library", "'" + library + "'", "a shared library");
    }
    try {
      symbols = SymbolLookup.libraryLookup(library.toAbsolutePath(), arena);
    } catch (IllegalArgumentException e) {
      throw new InvalidArgumentException(
          "library", "'" + library + "'", "a shared library that can be loaded on this system");
    }
    int abi;
    try {
      abi = (int) function("cs_abi").invokeExact();
    } catch (Throwable e) {
      throw NativeModel.unexpected(e);
    }
    if (abi != ABI) {
      throw new InvalidArgumentException(
          "cs_abi of " + library, abi, ABI + ", of the header of this version");
    }
    open = function("cs_open", ADDRESS, ADDRESS, ADDRESS);
    close = function("cs_close", ADDRESS);
    initialize = function("cs_initialize", ADDRESS);
    advance = function("cs_advance", ADDRESS, JAVA_LONG, JAVA_LONG);
    record = function("cs_record", ADDRESS, JAVA_LONG, ADDRESS);
    capture = function("cs_capture", ADDRESS, ADDRESS);
    restore = function("cs_restore", ADDRESS, JAVA_LONG, ADDRESS);
    initializeAdjoint = function("cs_initialize_adjoint", ADDRESS);
    reverse = function("cs_reverse", ADDRESS, JAVA_LONG, ADDRESS);
    captureAdjoint = function("cs_capture_adjoint", ADDRESS, ADDRESS);
    restoreAdjoint = function("cs_restore_adjoint", ADDRESS, JAVA_LONG, ADDRESS);
    gradient = function("cs_gradient", ADDRESS, ADDRESS, ADDRESS);
    error = errorText();
  }

  private MethodHandle function(String name, MemoryLayout... arguments) {
    return bind(
        symbols
            .find(name)
            .orElseThrow(() ->
                new InvalidArgumentException(
                    "library",
                    "'%s', which has no %s".formatted(library, name),
                    "one with every function of checkpoint_schedules.h")),
        FunctionDescriptor.of(JAVA_INT, arguments));
  }

  private MethodHandle errorText() {
    return symbols
        .find("cs_error")
        .map(symbol -> bind(symbol, FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT)))
        .orElse(null);
  }

  @SuppressWarnings("restricted")
  private static MethodHandle bind(MemorySegment symbol, FunctionDescriptor signature) {
    return Linker.nativeLinker().downcallHandle(symbol, signature);
  }
}
