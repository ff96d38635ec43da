package org.checkpointschedules.ensemble;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.checkpointschedules.InvalidArgumentException;

/// Adds up numbered arrays along a fixed binary tree, so that the sum is the same to the bit in
/// whatever order they come.
///
/// Floating-point addition is not associative; what fixes a sum is its tree. Here part `i` of `n`
/// is leaf `i`; node `k` of a row is the sum of nodes `2k` and `2k + 1` of the row below, or node
/// `2k` itself where that is the last of its row; the root is the sum. So the tree depends on `n`
/// alone. It is no deeper than `ceil(log2 n)`, and rounding errors grow with that, not with `n`.
///
/// A node is formed as soon as both below it are there. Of parts that come in the order of their
/// numbers, at most `floor(log2 n) + 1` arrays are held; in the worst order, half of all. Not
/// thread safe.
public final class TreeSum {
  private record Node(int row, int index) {}

  private final int parts;
  private final BitSet added = new BitSet();
  private final Map<Node, double[]> waiting = new HashMap<>();
  private int length = -1;
  private double[] root;

  /// Of so many parts.
  ///
  /// @param parts how many there will be, at least 1
  public TreeSum(int parts) {
    if (parts < 1) {
      throw new InvalidArgumentException("parts", parts, "1 or more");
    }
    this.parts = parts;
  }

  /// The sum of these numbers.
  ///
  /// @param numbers at least one
  /// @return their sum
  public static double of(double[] numbers) {
    var sum = new TreeSum(numbers.length);
    for (int i = 0; i < numbers.length; i++) {
      sum.add(i, new double[] {numbers[i]});
    }
    return sum.result()[0];
  }

  /// Adds part `number`.
  ///
  /// @param number from 0
  /// @param part as long as the others; taken over, and overwritten
  /// @throws InvalidArgumentException if there is no such part, it was added before, or is of
  ///   another length
  public void add(int number, double[] part) {
    if (number < 0 || number >= parts || added.get(number)) {
      throw new InvalidArgumentException(
          "part", number, "each of 0 to %d, once".formatted(parts - 1));
    }
    if (length >= 0 && part.length != length) {
      throw new InvalidArgumentException("length of part " + number, part.length, "" + length);
    }
    length = part.length;
    added.set(number);
    double[] sum = part;
    int row = 0;
    int index = number;
    for (int nodes = parts; nodes > 1; nodes = (nodes + 1) / 2) {
      boolean alone = index % 2 == 0 && index == nodes - 1;
      if (!alone) {
        double[] sibling = waiting.remove(new Node(row, index ^ 1));
        if (sibling == null) {
          waiting.put(new Node(row, index), sum);
          return;
        }
        sum = index % 2 == 0 ? plus(sum, sibling) : plus(sibling, sum);
      }
      row++;
      index /= 2;
    }
    root = sum;
  }

  private static double[] plus(double[] left, double[] right) {
    for (int i = 0; i < left.length; i++) {
      left[i] += right[i];
    }
    return left;
  }

  /// The sum of all parts: the caller's own.
  ///
  /// @return as long as each part
  /// @throws IllegalStateException if one is missing
  public double[] result() {
    if (root == null) {
      throw new IllegalStateException(
          "part %d of %d is missing".formatted(added.nextClearBit(0), parts));
    }
    return root;
  }
}
