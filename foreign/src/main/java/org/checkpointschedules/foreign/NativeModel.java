package org.checkpointschedules.foreign;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.checkpointschedules.run.ResumableModel;

/// A kernel in a shared library, in C, Fortran or whatever exports the functions of
/// `checkpoint_schedules.h`, as a model. It runs in this process, and the memory that stores lend
/// is handed to it as it is: no copy is made but its own.
///
/// ```java
/// try (var kernel = NativeModel.open(Path.of("libburgers.so"), "u0.txt 1000")) {
///   Adjoint.of(kernel).schedule(schedule).run();
///   double objective = kernel.gradient(segment);
/// }
/// ```
///
/// The library is loaded when the model is opened and given back when it is closed; models of one
/// library share its code and have their own instances. A function that returns anything but 0 ends
/// the run in a [KernelException]. A kernel that faults ends the JVM: where that is not to be had,
/// a [ProcessModel] keeps it apart.
///
/// One thread at a time; a kernel that counts on always the same one is driven by the same one, the
/// thread that runs the adjoint. Cost of a call: less than a tenth of a microsecond
/// (`bench/README.md`). Needs native access for this library: `--enable-native-access=ALL-UNNAMED`,
/// or the JVM warns.
public final class NativeModel implements ResumableModel, AutoCloseable {
  private final Arena arena = Arena.ofShared();
  private final Kernel kernel;
  private final Declaration declaration;
  private final MemorySegment instance;
  private final MemorySegment objective;
  private boolean closed;

  private NativeModel(Path library, String parameters) {
    MemorySegment opened = MemorySegment.NULL;
    try {
      kernel = new Kernel(library, arena);
      objective = arena.allocate(JAVA_DOUBLE);
      MemorySegment sizes = arena.allocate(KernelSizes.LAYOUT);
      MemorySegment out = arena.allocate(ADDRESS);
      int code = (int) kernel.open.invokeExact(arena.allocateFrom(parameters), sizes, out);
      opened = out.get(ADDRESS, 0);
      instance = opened;
      require("cs_open", code);
      declaration = KernelSizes.read(sizes, library.getFileName().toString());
    } catch (Throwable e) {
      abandon(opened);
      throw unexpected(e);
    }
  }

  /// Loads a library and makes an instance of its kernel.
  ///
  /// @param library a shared library; its kernel is of the header `checkpoint_schedules.h`
  /// @param parameters handed to the kernel as they are
  /// @return the model, with an instance of its own
  /// @throws org.checkpointschedules.InvalidArgumentException if it is no library, lacks a
  ///   function, is of another version of the header, or declares sizes that make no sense
  /// @throws KernelException if the kernel refuses the parameters
  public static NativeModel open(Path library, String parameters) {
    return new NativeModel(library, parameters);
  }

  /// {@return what the kernel said of itself}
  public Declaration declaration() {
    return declaration;
  }

  @Override
  public long stateBytes() {
    return declaration.stateBytes();
  }

  @Override
  public long adjointDataBytes() {
    return declaration.dataBytes();
  }

  @Override
  public long adjointBytes() {
    return declaration.adjointBytes();
  }

  @Override
  public void initialize() {
    requireOpen();
    try {
      require("cs_initialize", (int) kernel.initialize.invokeExact(instance));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public void advance(long n0, long n1) {
    requireOpen();
    try {
      require("cs_advance", (int) kernel.advance.invokeExact(instance, n0, n1));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public void record(long step, MemorySegment adjointData) {
    requireOpen();
    Declaration.requireSize("data", adjointData.byteSize(), declaration.dataBytes());
    try {
      require("cs_record", (int) kernel.record.invokeExact(instance, step, adjointData));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public void initializeAdjoint() {
    requireOpen();
    try {
      require("cs_initialize_adjoint", (int) kernel.initializeAdjoint.invokeExact(instance));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public void reverse(long step, MemorySegment adjointData) {
    requireOpen();
    Declaration.requireSize("data", adjointData.byteSize(), declaration.dataBytes());
    try {
      require("cs_reverse", (int) kernel.reverse.invokeExact(instance, step, adjointData));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public void capture(MemorySegment to) {
    requireOpen();
    Declaration.requireSize("state", to.byteSize(), declaration.stateBytes());
    try {
      require("cs_capture", (int) kernel.capture.invokeExact(instance, to));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public void restore(long step, MemorySegment from) {
    requireOpen();
    Declaration.requireSize("state", from.byteSize(), declaration.stateBytes());
    try {
      require("cs_restore", (int) kernel.restore.invokeExact(instance, step, from));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public void captureAdjoint(MemorySegment to) {
    requireOpen();
    Declaration.requireSize("adjoint", to.byteSize(), declaration.adjointBytes());
    try {
      require("cs_capture_adjoint", (int) kernel.captureAdjoint.invokeExact(instance, to));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public void restoreAdjoint(long step, MemorySegment from) {
    requireOpen();
    Declaration.requireSize("adjoint", from.byteSize(), declaration.adjointBytes());
    try {
      require("cs_restore_adjoint", (int) kernel.restoreAdjoint.invokeExact(instance, step, from));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public long resultBytes() {
    return declaration.gradientBytes();
  }

  @Override
  public double captureResult(MemorySegment to) {
    Declaration.requireSize("gradient", to.byteSize(), declaration.gradientBytes());
    return gradient(to);
  }

  /// Asks for the gradient, after the last adjoint step.
  ///
  /// @param to off-heap, of the declared size
  /// @return the value of the objective
  public double gradient(MemorySegment to) {
    requireOpen();
    Declaration.requireSize("gradient", to.byteSize(), declaration.gradientBytes());
    try {
      require("cs_gradient", (int) kernel.gradient.invokeExact(instance, to, objective));
      return objective.get(JAVA_DOUBLE, 0);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// Gives back the kernel's instance and the library. Afterwards the model cannot be used.
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      abandon(instance);
    }
  }

  private void abandon(MemorySegment opened) {
    try (arena) {
      if (!opened.equals(MemorySegment.NULL)) {
        int _ = (int) kernel.close.invokeExact(opened);
      }
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the native model is closed");
    }
  }

  private void require(String function, int code) {
    if (code != 0) {
      throw new KernelException(function, code, text(code));
    }
  }

  @SuppressWarnings("restricted")
  private String text(int code) {
    if (kernel.error == null) {
      return "";
    }
    try {
      MemorySegment text = (MemorySegment) kernel.error.invokeExact(instance, code);
      return text.equals(MemorySegment.NULL)
          ? ""
          : ": " + text.reinterpret(Integer.MAX_VALUE).getString(0);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// Foreign functions throw nothing; what comes is ours.
  static RuntimeException unexpected(Throwable e) {
    switch (e) {
      case RuntimeException unchecked -> throw unchecked;
      case Error error -> throw error;
      default -> throw new AssertionError("a foreign function threw", e);
    }
  }
}
