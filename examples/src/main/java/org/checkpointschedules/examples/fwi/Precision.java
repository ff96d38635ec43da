package org.checkpointschedules.examples.fwi;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import org.checkpointschedules.run.ElementType;

/// The floating-point format of the fields.
public enum Precision {
  /// 32 bits: half the memory and traffic, twice the speed; enough for real work.
  SINGLE(Float.BYTES) {
    @Override
    WaveField field(Medium medium, Team team) {
      return new FloatWaveField(medium, team);
    }

    @Override
    double read(MemorySegment segment, long index) {
      return segment.getAtIndex(JAVA_FLOAT_UNALIGNED, index);
    }

    @Override
    void write(MemorySegment segment, long index, double value) {
      segment.setAtIndex(JAVA_FLOAT_UNALIGNED, index, (float) value);
    }
  },

  /// 64 bits: for gradient checks.
  DOUBLE(Double.BYTES) {
    @Override
    WaveField field(Medium medium, Team team) {
      return new DoubleWaveField(medium, team);
    }

    @Override
    double read(MemorySegment segment, long index) {
      return segment.getAtIndex(JAVA_DOUBLE_UNALIGNED, index);
    }

    @Override
    void write(MemorySegment segment, long index, double value) {
      segment.setAtIndex(JAVA_DOUBLE_UNALIGNED, index, value);
    }
  };

  private final int bytes;

  Precision(int bytes) {
    this.bytes = bytes;
  }

  /// Bytes of one number.
  public int bytes() {
    return bytes;
  }

  ElementType elements() {
    return this == SINGLE ? ElementType.FLOAT32 : ElementType.FLOAT64;
  }

  abstract WaveField field(Medium medium, Team team);

  abstract double read(MemorySegment segment, long index);

  abstract void write(MemorySegment segment, long index, double value);
}
