package org.checkpointschedules.run;

/// A model did what makes gradients wrong without any error: it changed a state that was handed
/// out, a step came out differently when it was recomputed, or an adjoint when it was taken again.
/// Found by `checked()`, `digests()` and `rehearse`.
public final class InconsistentModelException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /// Counted from 0.
  private final long step;

  InconsistentModelException(long step, String fault) {
    super("step " + step + ": " + fault);
    this.step = step;
  }

  /// {@return the first step at which it showed}
  public long step() {
    return step;
  }
}
