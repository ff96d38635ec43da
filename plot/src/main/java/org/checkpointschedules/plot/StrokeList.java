package org.checkpointschedules.plot;

import java.util.ArrayList;
import java.util.List;

/// Every stroke of a drawing small enough to show each; beyond [#MOST] strokes it holds none.
final class StrokeList implements Strokes {
  /// About as many as a picture a thousand pixels wide can show apart: 100 steps take some hundred.
  static final int MOST = 6_000;

  /// The forward or the adjoint moves.
  record Move(double t0, double t1, long n0, long n1, boolean records) {}

  record Load(double t0, double t1, int level, long step, boolean restart) {}

  record Life(int level, long step, double t0, double t1, boolean restart, boolean kept) {}

  record Occupancy(int place, double t0, double t1, long held) {}

  final List<Move> forward = new ArrayList<>();
  final List<Move> adjoint = new ArrayList<>();
  final List<Load> loads = new ArrayList<>();
  final List<Life> lives = new ArrayList<>();
  final List<Occupancy> occupancies = new ArrayList<>();
  private boolean full;

  /// Whether there were too many strokes to keep each.
  boolean full() {
    return full;
  }

  @Override
  public void forward(double t0, double t1, long n0, long n1, boolean records) {
    add(forward, new Move(t0, t1, n0, n1, records));
  }

  @Override
  public void adjoint(double t0, double t1, long n0, long n1) {
    add(adjoint, new Move(t0, t1, n0, n1, false));
  }

  @Override
  public void load(double t0, double t1, int level, long step, boolean restart) {
    add(loads, new Load(t0, t1, level, step, restart));
  }

  @Override
  public void life(int level, long step, double t0, double t1, boolean restart, boolean kept) {
    add(lives, new Life(level, step, t0, t1, restart, kept));
  }

  @Override
  public void occupancy(int place, double t0, double t1, long held) {
    add(occupancies, new Occupancy(place, t0, t1, held));
  }

  private <T> void add(List<T> list, T stroke) {
    if (full) {
      return;
    }
    list.add(stroke);
    int size = forward.size() + adjoint.size() + loads.size() + lives.size() + occupancies.size();
    if (size > MOST) {
      full = true;
      forward.clear();
      adjoint.clear();
      loads.clear();
      lives.clear();
      occupancies.clear();
    }
  }
}
