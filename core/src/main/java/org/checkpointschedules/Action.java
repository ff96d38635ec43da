package org.checkpointschedules;

/// One instruction of a checkpointing schedule.
///
/// The five actions are closed on purpose: consume them with a `switch` without `default`, so that
/// the compiler finds what you forgot. A sixth action would be a major version.
///
/// Steps are counted from 0; step `n` takes the forward from the start of step `n` to the start of
/// step `n + 1`. Ranges are half open. Each action prints as one line, such as `Forward(0, 4,
/// writeIcs=true, writeAdjDeps=false, RAM)`, and [#parse(String)] reads it back.
///
/// Immutable and thread safe. The constructors throw [InvalidArgumentException] for an action that
/// no schedule could contain; whether an action is legal *here* is the [ScheduleReferee]'s affair.
public sealed interface Action {

  /// Advance the forward from the start of step `n0` to the start of step `n1`.
  ///
  /// @param n0 the step at whose start the forward stands, `0 <= n0 < n1`
  /// @param n1 the step at whose start it stands afterwards
  /// @param writeIcs store in `storage`, a level, the data that restarts the forward at `n0`
  /// @param writeAdjDeps store in `storage` the data that the adjoint needs of steps `n0` to `n1 -
  ///   1`; to a level one step at a time, to [StorageLocation#TAPE] any number
  /// @param storage [StorageLocation#NONE] exactly when nothing is written
  record Forward(long n0, long n1, boolean writeIcs, boolean writeAdjDeps, StorageLocation storage)
      implements Action {
    /// Checks the range and the storage.
    ///
    /// @throws InvalidArgumentException if no schedule could contain this action
    public Forward {
      if (n0 < 0 || n1 <= n0) {
        throw new InvalidArgumentException("Forward", n0 + " to " + n1, "0 <= n0 < n1");
      }
      if ((writeIcs || writeAdjDeps) == (storage == StorageLocation.NONE)) {
        throw new InvalidArgumentException(
            "Forward storage", storage, "NONE exactly when nothing is written");
      }
      if (storage.isLevel()) {
        if (writeAdjDeps && n1 - n0 > 1) {
          throw new InvalidArgumentException(
              "Forward", n0 + " to " + n1, "one step where adjoint data goes to a level");
        }
      } else if (writeIcs) {
        throw new InvalidArgumentException("Forward storage", storage, "a level for restart data");
      }
    }

    /// {@return the number of steps advanced}
    public long steps() {
      return n1 - n0;
    }

    @Override
    public String toString() {
      return "Forward(%d, %d, writeIcs=%s, writeAdjDeps=%s, %s)"
          .formatted(n0, n1, writeIcs, writeAdjDeps, storage);
    }
  }

  /// Advance the adjoint from the start of step `n0` back to the start of step `n1`.
  ///
  /// @param n0 where the adjoint stands
  /// @param n1 where it stands afterwards, `0 <= n1 < n0`
  /// @param clearAdjDeps drop from working storage the adjoint data used
  record Reverse(long n0, long n1, boolean clearAdjDeps) implements Action {
    /// Checks the range.
    ///
    /// @throws InvalidArgumentException if no schedule could contain this action
    public Reverse {
      if (n1 < 0 || n0 <= n1) {
        throw new InvalidArgumentException("Reverse", n0 + " to " + n1, "n0 > n1 >= 0");
      }
    }

    /// {@return the number of steps reversed}
    public long steps() {
      return n0 - n1;
    }

    @Override
    public String toString() {
      return "Reverse(%d, %d, clearAdjDeps=%s)".formatted(n0, n1, clearAdjDeps);
    }
  }

  /// Bring the data of step `n` from one place to another, normally to [StorageLocation#TAPE].
  ///
  /// Restart data brought to `TAPE` puts the forward at step `n`; adjoint data alone leaves the
  /// forward nowhere until restart data is loaded.
  ///
  /// @param n the step
  /// @param from a level that holds an entry of step `n`
  /// @param to where to; [StorageLocation#NONE] with `delete` is a pure delete
  /// @param delete free the source
  record Copy(long n, StorageLocation from, StorageLocation to, boolean delete) implements Action {
    /// Checks the step and the places.
    ///
    /// @throws InvalidArgumentException if no schedule could contain this action
    public Copy {
      if (n < 0) {
        throw new InvalidArgumentException("Copy step", n, "n >= 0");
      }
      if (!from.isLevel()) {
        throw new InvalidArgumentException("Copy source", from, "a level");
      }
      // TAPE, the usual target, is no level, but sources are.
      if (to.isLevel() && from.equals(to)) {
        throw new InvalidArgumentException("Copy target", to, "another place than its source");
      }
      if (!delete && to == StorageLocation.NONE) {
        throw new InvalidArgumentException("Copy target", to, "NONE only with delete");
      }
    }

    @Override
    public String toString() {
      return "Copy(%d, %s, %s, delete=%s)".formatted(n, from, to, delete);
    }
  }

  /// The forward calculation has concluded: the forward stands at the start of step N.
  record EndForward() implements Action {
    @Override
    public String toString() {
      return "EndForward()";
    }
  }

  /// An adjoint calculation has concluded: the adjoint stands at the start of step 0.
  record EndReverse() implements Action {
    @Override
    public String toString() {
      return "EndReverse()";
    }
  }

  /// Reads an action as [Object#toString()] prints it. White space around arguments is ignored.
  ///
  /// @param text one action, such as `EndForward()`
  /// @return the action, equal to the one that was printed
  /// @throws InvalidArgumentException if the text is no action
  static Action parse(String text) {
    return ActionText.parse(text);
  }
}
