package org.checkpointschedules.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StateCodecTest {
  /// Zeros of both signs, subnormals, infinities, and two NaNs that differ in their bits.
  private static final long[] BITS = {
    0,
    Long.MIN_VALUE,
    1,
    Double.doubleToRawLongBits(0.1),
    0x7ff0_0000_0000_0000L,
    0xfff0_0000_0000_0000L,
    0x7ff8_0000_0000_0001L,
    0x7ff0_0000_0000_0001L
  };

  private static <T> T roundTrip(StateCodec<T> codec, T state) {
    try (var arena = Arena.ofConfined()) {
      MemorySegment segment = arena.allocate(codec.bytes(state), 64);
      segment.fill((byte) 0x5a);
      codec.encode(state, segment);
      return codec.decode(segment.asReadOnly());
    }
  }

  @Test
  void doublesKeepEveryBit() {
    double[] state = Arrays.stream(BITS).mapToDouble(Double::longBitsToDouble).toArray();
    double[] back = roundTrip(StateCodec.doubles(), state);
    long[] bits = Arrays.stream(back).mapToLong(Double::doubleToRawLongBits).toArray();
    assertArrayEquals(BITS, bits);
  }

  @Test
  void floatsKeepEveryBit() {
    int[] bits = {0, 1 << 31, 1, 0x7f80_0000, 0x7fc0_0001, 0x7f80_0001, 0x3dcc_cccd};
    float[] state = new float[bits.length];
    for (int i = 0; i < bits.length; i++) {
      state[i] = Float.intBitsToFloat(bits[i]);
    }
    float[] back = roundTrip(StateCodec.floats(), state);
    for (int i = 0; i < bits.length; i++) {
      assertEquals(bits[i], Float.floatToRawIntBits(back[i]));
    }
  }

  private record Particle(String name, long charge, double[] position) {}

  private static void write(Particle p, DataOutput out) throws IOException {
    out.writeUTF(p.name());
    out.writeLong(p.charge());
    out.writeInt(p.position().length);
    for (double x : p.position()) {
      out.writeDouble(x);
    }
  }

  private static Particle read(DataInput in) throws IOException {
    String name = in.readUTF();
    long charge = in.readLong();
    double[] position = new double[in.readInt()];
    for (int i = 0; i < position.length; i++) {
      position[i] = in.readDouble();
    }
    return new Particle(name, charge, position);
  }

  @Test
  void anyTypeGoesThroughStreams() {
    StateCodec<Particle> codec = StateCodec.of(StateCodecTest::write, StateCodecTest::read);
    var particle = new Particle("muon", -1, new double[] {1, 2.5, -0.0});
    Particle back = roundTrip(codec, particle);
    assertEquals("muon", back.name());
    assertEquals(-1, back.charge());
    assertArrayEquals(particle.position(), back.position());
  }

  @Test
  void aCodecThatReadsOtherThanItWroteIsCaught() {
    StateCodec<Particle> greedy =
        StateCodec.of(
            StateCodecTest::write,
            in -> {
              Particle p = read(in);
              in.readByte();
              return p;
            });
    var particle = new Particle("muon", -1, new double[3]);
    var e = assertThrows(UncheckedIOException.class, () -> roundTrip(greedy, particle));
    assertTrue(e.getCause() instanceof EOFException);
    StateCodec<Particle> modest =
        StateCodec.of(StateCodecTest::write, in -> new Particle(in.readUTF(), 0, new double[0]));
    assertThrows(CheckpointStoreException.class, () -> roundTrip(modest, particle));
  }

  @Test
  void aCodecIsFittedToAWrappingType() {
    record Field(double[] values) {}
    StateCodec<Field> codec = StateCodec.doubles().as(Field::values, Field::new);
    double[] values = {1, 2, 3};
    assertArrayEquals(values, roundTrip(codec, new Field(values)).values());
  }

  @Test
  void builtInCodecsAreFoundByClass() {
    assertEquals(StateCodec.doubles(), StateCodec.builtIn(new double[1]).orElseThrow());
    assertEquals(StateCodec.floats(), StateCodec.builtIn(new float[1]).orElseThrow());
    assertTrue(StateCodec.builtIn("a string").isEmpty());
  }
}
