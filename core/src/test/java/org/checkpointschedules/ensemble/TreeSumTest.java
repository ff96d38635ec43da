package org.checkpointschedules.ensemble;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.checkpointschedules.InvalidArgumentException;
import org.junit.jupiter.api.Test;

class TreeSumTest {
  private static final long SEED = 20_260_101;

  private static double[] numbers(int parts) {
    var random = new SplittableRandom(SEED + parts);
    return random.doubles(parts).map(x -> Math.scalb(x - 0.5, random.nextInt(-30, 30))).toArray();
  }

  /// The tree as its definition reads: halves split at the largest power of two below.
  private static double recursive(double[] numbers, int from, int to) {
    if (to - from == 1) {
      return numbers[from];
    }
    int half = Integer.highestOneBit(to - from - 1);
    return recursive(numbers, from, from + half) + recursive(numbers, from + half, to);
  }

  @Test
  void sumsAlongTheTreeInWhateverOrderPartsCome() {
    for (int parts = 1; parts <= 70; parts++) {
      double[] numbers = numbers(parts);
      double expected = recursive(numbers, 0, parts);
      assertEquals(expected, TreeSum.of(numbers));
      var order = new ArrayList<Integer>();
      for (int i = 0; i < parts; i++) {
        order.add(i);
      }
      for (int shuffle = 0; shuffle < 10; shuffle++) {
        Collections.shuffle(order, new Random(SEED + shuffle));
        var sum = new TreeSum(parts);
        order.forEach(i -> sum.add(i, new double[] {numbers[i], -numbers[i]}));
        assertEquals(expected, sum.result()[0], () -> "seed " + SEED);
        assertEquals(-expected, sum.result()[1]);
      }
    }
  }

  /// The numbers are such that order matters: else the test above could not fail.
  @Test
  void anotherOrderWouldShow() {
    double[] numbers = numbers(70);
    double inSequence = 0;
    for (double number : numbers) {
      inSequence += number;
    }
    assertNotEquals(inSequence, TreeSum.of(numbers));
    assertEquals(DoubleStream.of(numbers).sum(), TreeSum.of(numbers), 1e-6);
  }

  @Test
  void twoPartsAreTheirSum() {
    assertEquals(0.1 + 0.2, TreeSum.of(new double[] {0.1, 0.2}));
  }

  @Test
  void partsAreRefusedThatDoNotBelong() {
    assertThrows(InvalidArgumentException.class, () -> new TreeSum(0));
    var sum = new TreeSum(3);
    sum.add(1, new double[2]);
    for (int number : List.of(-1, 1, 3)) {
      assertThrows(InvalidArgumentException.class, () -> sum.add(number, new double[2]));
    }
    assertThrows(InvalidArgumentException.class, () -> sum.add(0, new double[3]));
  }

  @Test
  void aMissingPartIsNamed() {
    var sum = new TreeSum(4);
    for (int number : List.of(0, 1, 3)) {
      sum.add(number, new double[1]);
    }
    var missing = assertThrows(IllegalStateException.class, sum::result);
    assertEquals("part 2 of 4 is missing", missing.getMessage());
  }
}
