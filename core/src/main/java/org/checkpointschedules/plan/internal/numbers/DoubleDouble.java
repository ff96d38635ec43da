package org.checkpointschedules.plan.internal.numbers;

/// A running sum in twice the precision of `double` (an unevaluated sum of two doubles, about 106
/// bits; Dekker 1971, Knuth). Each operation errs by less than `2^-102` of the larger operand.
public final class DoubleDouble {
  public double hi;
  public double lo;

  public DoubleDouble set(double high, double low) {
    hi = high;
    lo = low;
    return this;
  }

  public DoubleDouble set(DoubleDouble other) {
    return set(other.hi, other.lo);
  }

  public DoubleDouble zero() {
    return set(0, 0);
  }

  public DoubleDouble add(double high, double low) {
    double sum = hi + high;
    double back = sum - hi;
    double error = (hi - (sum - back)) + (high - back);
    double sumLow = lo + low;
    double backLow = sumLow - lo;
    double errorLow = (lo - (sumLow - backLow)) + (low - backLow);
    error += sumLow;
    double head = sum + error;
    error = error - (head - sum) + errorLow;
    hi = head + error;
    lo = error - (hi - head);
    return this;
  }

  public DoubleDouble add(DoubleDouble other) {
    return add(other.hi, other.lo);
  }

  public DoubleDouble subtract(DoubleDouble other) {
    return add(-other.hi, -other.lo);
  }

  /// Adds `(high + low) * factor`, `|factor| <= 2^62`.
  public DoubleDouble addProduct(double high, double low, long factor) {
    double factorHigh = factor;
    return addProduct(high, low, factorHigh, factor - (long) factorHigh);
  }

  public DoubleDouble addProduct(double high, double low, double factorHigh, double factorLow) {
    double product = high * factorHigh;
    double error = Math.fma(high, factorHigh, -product);
    error += high * factorLow + low * factorHigh;
    double head = product + error;
    return add(head, error - (head - product));
  }

  /// Adds `a * b`, both at most `2^62` in size.
  public DoubleDouble addProduct(long a, long b) {
    double high = a;
    return addProduct(high, a - (long) high, b);
  }

  /// Multiplies by `factor`, `|factor| <= 2^62`.
  public DoubleDouble times(long factor) {
    double high = hi;
    double low = lo;
    return zero().addProduct(high, low, factor);
  }

  /// Divides by `divisor`, exact to about 104 bits.
  public DoubleDouble divide(double divisor) {
    double first = hi / divisor;
    double product = first * divisor;
    double error = Math.fma(first, divisor, -product);
    double rest = (hi - product) - error + lo;
    double second = rest / divisor;
    hi = first + second;
    lo = second - (hi - first);
    return this;
  }

  /// Negative, zero or positive as this is below, at or above `other`.
  public int compare(DoubleDouble other) {
    if (hi != other.hi) {
      return hi < other.hi ? -1 : 1;
    }
    return lo == other.lo ? 0 : lo < other.lo ? -1 : 1;
  }

  public double minus(DoubleDouble other) {
    return (hi - other.hi) + (lo - other.lo);
  }

  public static DoubleDouble of(DoubleDouble other) {
    return new DoubleDouble().set(other);
  }

  public static DoubleDouble of(double value) {
    return new DoubleDouble().set(value, 0);
  }
}
