package org.checkpointschedules.plan;

/// A running sum in twice the precision of `double` (an unevaluated sum of two doubles, about 106
/// bits; Dekker 1971, Knuth). Each operation errs by less than `2^-102` of the larger operand.
final class Wide {
  double hi;
  double lo;

  Wide set(double high, double low) {
    hi = high;
    lo = low;
    return this;
  }

  Wide set(Wide other) {
    return set(other.hi, other.lo);
  }

  Wide zero() {
    return set(0, 0);
  }

  Wide add(double high, double low) {
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

  Wide add(Wide other) {
    return add(other.hi, other.lo);
  }

  Wide subtract(Wide other) {
    return add(-other.hi, -other.lo);
  }

  /// Adds `(high + low) * factor`, `|factor| <= 2^62`.
  Wide addProduct(double high, double low, long factor) {
    double factorHigh = factor;
    return addProduct(high, low, factorHigh, factor - (long) factorHigh);
  }

  Wide addProduct(double high, double low, double factorHigh, double factorLow) {
    double product = high * factorHigh;
    double error = Math.fma(high, factorHigh, -product);
    error += high * factorLow + low * factorHigh;
    double head = product + error;
    return add(head, error - (head - product));
  }

  /// Adds `a * b`, both at most `2^62` in size.
  Wide addProduct(long a, long b) {
    double high = a;
    return addProduct(high, a - (long) high, b);
  }

  /// Multiplies by `factor`, `|factor| <= 2^62`.
  Wide times(long factor) {
    double high = hi;
    double low = lo;
    return zero().addProduct(high, low, factor);
  }

  /// Divides by `divisor`, exact to about 104 bits.
  Wide divide(double divisor) {
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
  int compare(Wide other) {
    if (hi != other.hi) {
      return hi < other.hi ? -1 : 1;
    }
    return lo == other.lo ? 0 : lo < other.lo ? -1 : 1;
  }

  double minus(Wide other) {
    return (hi - other.hi) + (lo - other.lo);
  }

  static Wide of(Wide other) {
    return new Wide().set(other);
  }

  static Wide of(double value) {
    return new Wide().set(value, 0);
  }
}
