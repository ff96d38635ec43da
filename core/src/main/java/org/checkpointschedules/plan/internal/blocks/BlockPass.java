package org.checkpointschedules.plan.internal.blocks;

import static org.checkpointschedules.StorageLocation.NONE;
import static org.checkpointschedules.StorageLocation.TAPE;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.EndReverse;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.internal.binomial.BinomialWalk;

/// One pass over runs of blocks, forwards block by block, then backwards block by block and leaf by
/// leaf.
final class BlockPass implements Iterator<Action> {
  private final List<Blocks> runs;
  private final StorageLocation disk;
  private final BinomialWalk walk;

  private boolean sweeping = true;
  private int run;
  private long number;
  private long leaf = -1;
  private boolean advancing;
  private boolean ended;

  /// @param runs in the order of the steps; the last is a single block
  /// @param walk over memory, which ends the forward at the last step
  BlockPass(List<Blocks> runs, StorageLocation disk, BinomialWalk walk) {
    this.runs = runs;
    this.disk = disk;
    this.walk = walk;
  }

  /// Stands where the adjoint has just come to `adjoint`, or after the forward where that is the
  /// last step's end.
  void open(long adjoint) {
    sweeping = false;
    if (adjoint == 0) {
      run = -1;
      return;
    }
    run = 0;
    while (runs.get(run).end() < adjoint) {
      run++;
    }
    Blocks blocks = runs.get(run);
    number = (adjoint - 1 - blocks.start()) / blocks.block().steps();
    leaf = blocks.block().leafOf(adjoint - 1 - start());
    boolean forwardJustEnded = adjoint == runs.getLast().end();
    if (adjoint == leafEnd() && !forwardJustEnded) {
      // The leaf is yet to be begun on.
      leaf--;
    } else {
      walk.descend(leafStart(), leafEnd() - leafStart(), adjoint);
    }
  }

  /// Index of the current run, -1 when all blocks are reversed.
  int run() {
    return run;
  }

  /// The current block's number in its run.
  long number() {
    return number;
  }

  /// The current leaf of the current block, -1 before the first.
  long leaf() {
    return leaf;
  }

  @Override
  public boolean hasNext() {
    return !ended;
  }

  @Override
  public Action next() {
    if (walk.hasNext()) {
      return walk.next();
    }
    if (sweeping) {
      return sweep();
    }
    if (advancing) {
      advancing = false;
      return advance(false);
    }
    if (run >= 0 && leaf == block().rereads()) {
      toPreviousBlock();
    }
    if (run < 0) {
      if (ended) {
        throw new NoSuchElementException("the schedule has ended");
      }
      ended = true;
      return new EndReverse();
    }
    leaf++;
    boolean last = leaf == block().rereads();
    if (last) {
      beginLeaf();
    } else {
      advancing = true;
    }
    return new Copy(start(), disk, TAPE, last);
  }

  private Action sweep() {
    if (run < runs.size() - 1) {
      long from = start();
      number++;
      if (number == runs.get(run).count()) {
        run++;
        number = 0;
      }
      return new Forward(from, start(), true, false, disk);
    }
    sweeping = false;
    leaf = 0;
    if (runs.get(run).onDisk()) {
      return advance(true);
    }
    beginLeaf();
    return walk.next();
  }

  private Forward advance(boolean write) {
    beginLeaf();
    return new Forward(start(), leafStart(), write, false, write ? disk : NONE);
  }

  private void beginLeaf() {
    walk.begin(leafStart(), leafEnd() - leafStart());
  }

  private void toPreviousBlock() {
    leaf = -1;
    if (number > 0) {
      number--;
    } else {
      run--;
      number = run < 0 ? 0 : runs.get(run).count() - 1;
    }
  }

  private RereadBlock block() {
    return runs.get(run).block();
  }

  private long start() {
    return runs.get(run).startOf(number);
  }

  private long leafStart() {
    return start() + block().steps() - block().stepsBefore(leaf + 1);
  }

  private long leafEnd() {
    return start() + block().steps() - block().stepsBefore(leaf);
  }
}
