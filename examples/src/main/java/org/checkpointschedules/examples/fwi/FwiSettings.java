package org.checkpointschedules.examples.fwi;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.examples.arrays.Npy;

/// What to invert. Made by [#builder()], which knows the defaults and refuses what makes no sense;
/// what depends on the velocities (`dt`, `frequency`) is refused by [Fwi].
///
/// @param velocity the file of the true model; where absent, a small built-in one of 161 x 81
///   points at 10 m
/// @param layout how the numbers of that file are to be understood
/// @param nx points along the surface
/// @param nz points in depth
/// @param spacing distance of points in both directions, metres
/// @param smooth standard deviation of the Gaussian that turns the true model into the starting
///   model, metres
/// @param shots sources, spread along the surface
/// @param frequency of the peak of the Ricker wavelet, Hz
/// @param dt time step, s; where absent, 0.9 times the limit of stability
/// @param steps time steps
/// @param threads threads that share each time step
/// @param precision of the fields
public record FwiSettings(
    Optional<Path> velocity,
    VelocityLayout layout,
    int nx,
    int nz,
    double spacing,
    double smooth,
    int shots,
    double frequency,
    OptionalDouble dt,
    long steps,
    int threads,
    Precision precision) {
  private static final long BUILT_IN_STEPS = 600;
  private static final long FILE_STEPS = 2_000;
  private static final int LARGEST_SIDE = 1_000_000;
  private static final int MOST_THREADS = 1_024;

  public FwiSettings {
    require("shape", nx + "x" + nz, side(nx) && side(nz), "NXxNZ, each 8 to " + LARGEST_SIDE);
    require("shape", nx + "x" + nz, (long) nx * nz <= Integer.MAX_VALUE / 8, "at most 2^28 points");
    require("spacing", spacing, positive(spacing), "metres, more than 0");
    require("smooth", smooth, positive(smooth), "metres, more than 0");
    require("shots", shots, shots >= 1 && shots <= nx, "1 to " + nx + ", the number of columns");
    require("frequency", frequency, positive(frequency), "Hz, more than 0");
    if (dt.isPresent()) {
      require("dt", dt.getAsDouble(), positive(dt.getAsDouble()), "seconds, more than 0");
    }
    long mostSteps = Integer.MAX_VALUE / nx;
    require(
        "steps",
        steps,
        steps >= 1 && steps <= mostSteps,
        "1 to " + mostSteps + ", since the data of one shot are held in memory");
    require("threads", threads, threads >= 1 && threads <= MOST_THREADS, "1 to " + MOST_THREADS);
  }

  private static boolean side(int n) {
    return n >= 8 && n <= LARGEST_SIDE;
  }

  private static boolean positive(double value) {
    return value > 0 && Double.isFinite(value);
  }

  private static void require(String name, Object value, boolean holds, String allowed) {
    if (!holds) {
      throw new InvalidArgumentException(name, value, allowed);
    }
  }

  /// Settings to begin with: the built-in model, one shot, 10 Hz, 600 steps, single precision, as
  /// many threads as processors.
  public static Builder builder() {
    return new Builder();
  }

  /// Collects settings; each method may be called once or not at all. Not thread safe.
  public static final class Builder {
    private Optional<Path> velocity = Optional.empty();
    private Optional<VelocityLayout.Order> order = Optional.empty();
    private Optional<VelocityLayout.Unit> unit = Optional.empty();
    private Optional<int[]> shape = Optional.empty();
    private OptionalDouble spacing = OptionalDouble.empty();
    private double smooth = 100;
    private int shots = 1;
    private double frequency = 10;
    private OptionalDouble dt = OptionalDouble.empty();
    private OptionalLong steps = OptionalLong.empty();
    private OptionalInt threads = OptionalInt.empty();
    private Precision precision = Precision.SINGLE;

    private Builder() {}

    /// The true model: raw little-endian float32, which needs a shape; or, where the name ends so,
    /// `.npy`, which brings its own. Needs spacing.
    public Builder velocity(Path file) {
      velocity = Optional.of(file);
      return this;
    }

    /// The order of the file's indices. Default `[x, z]`, depth fastest, unless a `.npy` has the
    /// shape given only as `[z, x]`.
    public Builder order(VelocityLayout.Order indices) {
      order = Optional.of(indices);
      return this;
    }

    /// The unit of the file's numbers. Default km/s.
    public Builder unit(VelocityLayout.Unit of) {
      unit = Optional.of(of);
      return this;
    }

    /// The shape of the file; beside a `.npy` it may be left out, and must agree.
    public Builder shape(int nx, int nz) {
      shape = Optional.of(new int[] {nx, nz});
      return this;
    }

    /// The distance of the file's points, metres.
    public Builder spacing(double metres) {
      spacing = OptionalDouble.of(metres);
      return this;
    }

    /// Default 100 m.
    public Builder smooth(double metres) {
      smooth = metres;
      return this;
    }

    /// Default 1.
    public Builder shots(int number) {
      shots = number;
      return this;
    }

    /// Default 10 Hz.
    public Builder frequency(double hertz) {
      frequency = hertz;
      return this;
    }

    /// Default 0.9 times the limit of stability.
    public Builder dt(double seconds) {
      dt = OptionalDouble.of(seconds);
      return this;
    }

    /// Default 600 for the built-in model, else 2,000.
    public Builder steps(long number) {
      steps = OptionalLong.of(number);
      return this;
    }

    /// Default the number of processors.
    public Builder threads(int number) {
      threads = OptionalInt.of(number);
      return this;
    }

    /// Default single.
    public Builder precision(Precision format) {
      precision = format;
      return this;
    }

    private static int[] shapeOf(Path file) {
      int[] sides = Npy.shape("velocity", file);
      require(
          "velocity",
          "%s, an array of shape %s".formatted(file, Arrays.toString(sides)),
          sides.length == 2,
          "an array of two dimensions, x and z");
      return sides;
    }

    private static int[] reversed(int[] sides) {
      return new int[] {sides[1], sides[0]};
    }

    /// Takes from a `.npy` what is not said: its shape, or its order where only one fits.
    private void fromArray(Path file) {
      int[] sides = shapeOf(file);
      if (shape.isEmpty()) {
        boolean turned = order.equals(Optional.of(VelocityLayout.Order.ZX));
        shape = Optional.of(turned ? reversed(sides) : sides);
      } else if (order.isEmpty()
          && !Arrays.equals(shape.get(), sides)
          && Arrays.equals(shape.get(), reversed(sides))) {
        order = Optional.of(VelocityLayout.Order.ZX);
      }
    }

    /// @throws InvalidArgumentException if a setting is out of its range, or shape or spacing are
    ///   missing beside a file, or given without one
    public FwiSettings build() {
      boolean file = velocity.isPresent();
      if (file && Npy.isNamed(velocity.get())) {
        fromArray(velocity.get());
      }
      require("shape", "missing", !file || shape.isPresent(), "NXxNZ, beside velocity");
      require("spacing", "missing", !file || spacing.isPresent(), "metres, beside velocity");
      require("shape", "given", file || shape.isEmpty(), "only beside velocity");
      require("spacing", "given", file || spacing.isEmpty(), "only beside velocity");
      require("order", "given", file || order.isEmpty(), "only beside velocity");
      require("unit", "given", file || unit.isEmpty(), "only beside velocity");
      int[] points = shape.orElseGet(() -> new int[] {Velocity.BUILT_IN_NX, Velocity.BUILT_IN_NZ});
      return new FwiSettings(
          velocity,
          new VelocityLayout(
              order.orElse(VelocityLayout.DEFAULT.order()),
              unit.orElse(VelocityLayout.DEFAULT.unit())),
          points[0],
          points[1],
          spacing.orElse(Velocity.BUILT_IN_SPACING),
          smooth,
          shots,
          frequency,
          dt,
          steps.orElse(file ? FILE_STEPS : BUILT_IN_STEPS),
          threads.orElseGet(() -> Runtime.getRuntime().availableProcessors()),
          precision);
    }
  }
}
