package org.checkpointschedules.run;

import java.util.Arrays;
import java.util.function.Consumer;

/// Working storage: the adjoint data of steps, by step.
///
/// Sorted arrays, used as a stack nearly always: steps are recorded upwards and reversed downwards,
/// so that both ends of an access are at the top, and nothing is allocated once the arrays have
/// grown. A step below those that are there costs the moving of what lies above it.
final class Tape<T> {
  private long[] steps = new long[16];
  private Object[] data = new Object[16];
  private int size;
  private int peak;

  /// The data of a step, or null.
  @SuppressWarnings("unchecked")
  T get(long step) {
    int at = find(step);
    return at < 0 ? null : (T) data[at];
  }

  /// Puts the data of a step, in place of any that was there.
  void put(long step, T value) {
    int at = find(step);
    if (at < 0) {
      at = -1 - at;
      insert(at, step);
    }
    data[at] = value;
  }

  /// Takes the data of a step, which must be there, off the tape.
  T remove(long step) {
    int at = find(step);
    @SuppressWarnings("unchecked")
    T value = (T) data[at];
    int above = size - at - 1;
    System.arraycopy(steps, at + 1, steps, at, above);
    System.arraycopy(data, at + 1, data, at, above);
    data[--size] = null;
    return value;
  }

  /// Takes everything off the tape.
  @SuppressWarnings("unchecked")
  void removeAll(Consumer<T> taken) {
    for (int at = 0; at < size; at++) {
      taken.accept((T) data[at]);
      data[at] = null;
    }
    size = 0;
  }

  /// The largest number of steps there were at once.
  long peak() {
    return peak;
  }

  private int find(long step) {
    if (size == 0 || step > steps[size - 1]) {
      return -1 - size;
    }
    return step == steps[size - 1] ? size - 1 : Arrays.binarySearch(steps, 0, size, step);
  }

  private void insert(int at, long step) {
    if (size == steps.length) {
      steps = Arrays.copyOf(steps, 2 * size);
      data = Arrays.copyOf(data, 2 * size);
    }
    System.arraycopy(steps, at, steps, at + 1, size - at);
    System.arraycopy(data, at, data, at + 1, size - at);
    steps[at] = step;
    size++;
    peak = Math.max(peak, size);
  }
}
