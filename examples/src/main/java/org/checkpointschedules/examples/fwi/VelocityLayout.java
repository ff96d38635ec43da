package org.checkpointschedules.examples.fwi;

/// How the numbers of a velocity file are to be understood.
///
/// @param order which index runs fastest
/// @param unit what the numbers are in
public record VelocityLayout(Order order, Unit unit) {
  /// Depth fastest, km/s.
  public static final VelocityLayout DEFAULT = new VelocityLayout(Order.XZ, Unit.KM_PER_S);

  /// The order of the indices, the last of which runs fastest in a raw file.
  public enum Order {
    /// `[x, z]`: column by column, depth fastest.
    XZ("[x, z], depth fastest"),
    /// `[z, x]`: row by row, x fastest.
    ZX("[z, x], x fastest");

    private final String words;

    Order(String words) {
      this.words = words;
    }

    /// `[x, z], depth fastest`
    @Override
    public String toString() {
      return words;
    }

    Order other() {
      return this == XZ ? ZX : XZ;
    }
  }

  /// The unit of the numbers, and what they may be in it. In no rock or fluid is sound slower than
  /// 20 m/s or faster than 20 km/s, so that what is a velocity in one unit is none in the other.
  public enum Unit {
    /// More than 0 to 20.
    KM_PER_S("km/s", 1, 0, 20),
    /// More than 20 to 20,000.
    M_PER_S("m/s", 1e-3, 20, 20_000);

    private final String words;
    private final double inKmPerS;
    private final double above;
    private final double most;

    Unit(String words, double inKmPerS, double above, double most) {
      this.words = words;
      this.inKmPerS = inKmPerS;
      this.above = above;
      this.most = most;
    }

    /// `km/s`
    @Override
    public String toString() {
      return words;
    }

    boolean holds(double number) {
      return number > above && number <= most;
    }

    String range() {
      return "more than %.0f to %.0f %s".formatted(above, most, words);
    }

    double toKmPerS(double number) {
      return this == KM_PER_S ? number : number * inKmPerS;
    }

    Unit other() {
      return this == KM_PER_S ? M_PER_S : KM_PER_S;
    }
  }
}
