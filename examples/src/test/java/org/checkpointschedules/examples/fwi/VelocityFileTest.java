package org.checkpointschedules.examples.fwi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.examples.arrays.Npy;
import org.checkpointschedules.examples.arrays.NumberArray;
import org.checkpointschedules.examples.fwi.VelocityLayout.Order;
import org.checkpointschedules.examples.fwi.VelocityLayout.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Velocities in every layout are those of the plain one, and what is said shows a wrong one.
class VelocityFileTest {
  private static final int NX = 20;
  private static final int NZ = 16;

  /// 1.5 at the surface, 3 at the bottom, faster to the right.
  private static final double[] PLAIN =
      IntStream.range(0, NX * NZ)
          .mapToDouble(i -> (float) (1.5 + 0.1 * (i % NZ) + 0.01 * (i / NZ)))
          .toArray();

  @TempDir private Path directory;

  private static double[] turned() {
    return IntStream.range(0, NX * NZ).mapToDouble(i -> PLAIN[i % NX * NZ + i / NX]).toArray();
  }

  private static double[] metres(double[] velocity) {
    return IntStream.range(0, velocity.length)
        .mapToDouble(i -> (float) (1000 * velocity[i]))
        .toArray();
  }

  private Path raw(ByteOrder bytes, double... values) throws IOException {
    var buffer = ByteBuffer.allocate(4 * values.length).order(bytes);
    for (double value : values) {
      buffer.putFloat((float) value);
    }
    return Files.write(directory.resolve("v.f32"), buffer.array());
  }

  private Path raw(double... values) throws IOException {
    return raw(ByteOrder.LITTLE_ENDIAN, values);
  }

  private Path array(double[] values, int... shape) throws IOException {
    Path file = directory.resolve("v.npy");
    Npy.write(new NumberArray(values, 4, shape), file);
    return file;
  }

  private static FwiSettings.Builder of(Path file) {
    return FwiSettings.builder().velocity(file).spacing(20).threads(1).steps(10);
  }

  private static void assertPlain(FwiSettings.Builder settings) {
    FwiSettings built = settings.build();
    assertEquals(NX, built.nx());
    assertEquals(NZ, built.nz());
    assertArrayEquals(PLAIN, Velocity.of(built), 1e-6);
  }

  private static String said(FwiSettings.Builder settings) {
    try (var fwi = new Fwi(settings.build())) {
      return fwi.description();
    }
  }

  private static String refusal(FwiSettings.Builder settings) {
    return assertThrows(InvalidArgumentException.class, () -> Velocity.of(settings.build()))
        .getMessage();
  }

  @Test
  void everyOrderAndUnitOfARawFile() throws IOException {
    assertPlain(of(raw(PLAIN)).shape(NX, NZ));
    assertPlain(of(raw(turned())).shape(NX, NZ).order(Order.ZX));
    assertPlain(of(raw(metres(PLAIN))).shape(NX, NZ).unit(Unit.M_PER_S));
    assertPlain(of(raw(metres(turned()))).shape(NX, NZ).order(Order.ZX).unit(Unit.M_PER_S));
  }

  @Test
  void anArrayTellsItsOrderWhereOnlyOneFits() throws IOException {
    assertPlain(of(array(PLAIN, NX, NZ)));
    assertPlain(of(array(PLAIN, NX, NZ)).shape(NX, NZ));
    assertPlain(of(array(turned(), NZ, NX)).shape(NX, NZ));
    assertPlain(of(array(turned(), NZ, NX)).order(Order.ZX));
    assertPlain(of(array(turned(), NZ, NX)).order(Order.ZX).shape(NX, NZ));
    assertTrue(said(of(array(turned(), NZ, NX)).shape(NX, NZ)).contains("as [z, x], x fastest"));
    assertTrue(
        refusal(of(array(PLAIN, NX, NZ)).order(Order.ZX).shape(NX, NZ))
            .contains("which is [20, 16] of indices [z, x]"));
    assertTrue(
        refusal(of(array(turned(), NZ, NX)).order(Order.XZ).shape(NX, NZ)).contains("[16, 20]"));
  }

  @Test
  void whatWasReadIsSaid() throws IOException {
    String said = said(of(raw(PLAIN)).shape(NX, NZ));
    assertEquals(
        "velocities read in km/s as [x, z], depth fastest: 1.500 to 3.190 km/s, at the surface"
            + " 1.500 left and 1.690 right, at the bottom 3.000 left and 3.190 right",
        said.lines().skip(1).findFirst().orElseThrow());
    // Read in the wrong order, the surface is no longer slow.
    assertTrue(said(of(raw(turned())).shape(NX, NZ)).contains("at the bottom 1.650 left"));
  }

  @Test
  void anotherUnitAndOtherBytesAreRecognised() throws IOException {
    String metres = refusal(of(raw(metres(PLAIN))).shape(NX, NZ));
    assertTrue(metres.contains("all are velocities in m/s, with unit m/s"), metres);
    String kilometres = refusal(of(raw(PLAIN)).shape(NX, NZ).unit(Unit.M_PER_S));
    assertTrue(kilometres.contains("all are velocities in km/s, with unit km/s"), kilometres);
    String swapped = refusal(of(raw(ByteOrder.BIG_ENDIAN, PLAIN)).shape(NX, NZ));
    assertTrue(swapped.contains("as big-endian numbers all are"), swapped);
    double[] one = PLAIN.clone();
    one[7] = 1_500;
    String neither = refusal(of(raw(one)).shape(NX, NZ));
    assertTrue(neither.endsWith("velocities of more than 0 to 20 km/s"), neither);
    String doubles = refusal(of(raw(new double[2 * NX * NZ])).shape(NX, NZ));
    assertTrue(doubles.contains("as float64"), doubles);
  }

  @Test
  void orderAndUnitNeedAFile() {
    var order = FwiSettings.builder().order(Order.ZX);
    assertEquals("order", assertThrows(InvalidArgumentException.class, order::build).argument());
    var unit = FwiSettings.builder().unit(Unit.M_PER_S);
    assertEquals("unit", assertThrows(InvalidArgumentException.class, unit::build).argument());
  }
}
