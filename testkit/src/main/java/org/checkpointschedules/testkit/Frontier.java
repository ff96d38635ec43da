package org.checkpointschedules.testkit;

import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/// The frontier of a shortest-path search (A*) over positions packed into longs: a hash table of
/// the least cost known of each position, and a heap of positions by cost plus the least that is
/// still to come.
final class Frontier {
  private final LongUnaryOperator leastToCome;

  private long[] keys = new long[1 << 10];
  private long[] costs = new long[1 << 10];
  private int size;

  private long[] heapPosition = new long[1 << 10];
  private long[] heapCost = new long[1 << 10];
  private long[] heapPriority = new long[1 << 10];
  private int heapSize;

  private long position;
  private long cost;

  /// @param leastToCome a consistent lower bound: it falls along a move by no more than its cost
  Frontier(LongUnaryOperator leastToCome) {
    this.leastToCome = leastToCome;
    Arrays.fill(costs, -1);
  }

  /// A way to a position was found.
  void offer(long to, long atCost) {
    if (2 * size > keys.length) {
      grow();
    }
    int slot = slot(to);
    if (costs[slot] >= 0 && costs[slot] <= atCost) {
      return;
    }
    if (costs[slot] < 0) {
      keys[slot] = to;
      size++;
    }
    costs[slot] = atCost;
    push(to, atCost, Math.addExact(atCost, leastToCome.applyAsLong(to)));
  }

  /// Goes to the next nearest position, to which no cheaper way can be found any more.
  ///
  /// @return false if there is none
  boolean settleNext() {
    while (heapSize > 0) {
      position = heapPosition[0];
      cost = heapCost[0];
      pop();
      if (costs[slot(position)] == cost) {
        return true;
      }
    }
    return false;
  }

  long position() {
    return position;
  }

  long cost() {
    return cost;
  }

  private int slot(long key) {
    long hash = key * 0x9E3779B97F4A7C15L;
    int slot = (int) (hash >>> 32) & (keys.length - 1);
    while (costs[slot] >= 0 && keys[slot] != key) {
      slot = (slot + 1) & (keys.length - 1);
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldCosts = costs;
    keys = new long[2 * oldKeys.length];
    costs = new long[2 * oldKeys.length];
    Arrays.fill(costs, -1);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldCosts[i] >= 0) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        costs[slot] = oldCosts[i];
      }
    }
  }

  private void push(long to, long atCost, long priority) {
    if (heapSize == heapPosition.length) {
      heapPosition = Arrays.copyOf(heapPosition, 2 * heapSize);
      heapCost = Arrays.copyOf(heapCost, 2 * heapSize);
      heapPriority = Arrays.copyOf(heapPriority, 2 * heapSize);
    }
    int hole = heapSize++;
    while (hole > 0 && heapPriority[(hole - 1) / 2] > priority) {
      moveUp((hole - 1) / 2, hole);
      hole = (hole - 1) / 2;
    }
    put(hole, to, atCost, priority);
  }

  private void pop() {
    heapSize--;
    long to = heapPosition[heapSize];
    long atCost = heapCost[heapSize];
    long priority = heapPriority[heapSize];
    int hole = 0;
    for (int child = 1; child < heapSize; child = 2 * hole + 1) {
      if (child + 1 < heapSize && heapPriority[child + 1] < heapPriority[child]) {
        child++;
      }
      if (heapPriority[child] >= priority) {
        break;
      }
      moveUp(child, hole);
      hole = child;
    }
    put(hole, to, atCost, priority);
  }

  private void moveUp(int from, int to) {
    put(to, heapPosition[from], heapCost[from], heapPriority[from]);
  }

  private void put(int at, long to, long atCost, long priority) {
    heapPosition[at] = to;
    heapCost[at] = atCost;
    heapPriority[at] = priority;
  }
}
