package org.checkpointschedules.store;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;

/// Arrays as they lie in memory, in the machine's byte order.
final class ArrayCodecs {
  private ArrayCodecs() {}

  static final StateCodec<double[]> DOUBLES =
      new StateCodec<>() {
        @Override
        public long bytes(double[] state) {
          return (long) state.length * Double.BYTES;
        }

        @Override
        public void encode(double[] state, MemorySegment to) {
          MemorySegment.copy(state, 0, to, JAVA_DOUBLE, 0, state.length);
        }

        @Override
        public double[] decode(MemorySegment from) {
          return from.toArray(JAVA_DOUBLE);
        }
      };

  static final StateCodec<float[]> FLOATS =
      new StateCodec<>() {
        @Override
        public long bytes(float[] state) {
          return (long) state.length * Float.BYTES;
        }

        @Override
        public void encode(float[] state, MemorySegment to) {
          MemorySegment.copy(state, 0, to, JAVA_FLOAT, 0, state.length);
        }

        @Override
        public float[] decode(MemorySegment from) {
          return from.toArray(JAVA_FLOAT);
        }
      };
}
