package org.checkpointschedules.run;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.store.RunFolder;

/// What makes a run continue after its death, however that came: a folder with the checkpoints that
/// files hold, a journal of them, and the adjoint state, saved now and then.
///
/// ```java
/// Adjoint.of(model).schedule(schedule)
///     .replanner(ContinuedPlan.with(costs))
///     .journal(Journal.in(Path.of("/scratch"), "shot-7", parameters))
///     .run();
/// ```
///
/// The same call continues what an earlier one left: it verifies what survived, plans the rest anew
/// from it, and ends in the gradient that the unbroken run would have given, bit for bit, where no
/// level has a `lossyEncoding`. When the run ends well its folder goes.
///
/// Levels in memory do not survive, nor do those in stores given, a bucket for one: a continued run
/// begins with them empty. So a schedule without a level on disk starts its forward anew, from the
/// adjoint state saved last.
///
/// A process that a parallel launcher started as one of several is refused a journal: each would
/// save its adjoint by its own clock, and go on from another step than the others. One process that
/// drives them all may have one: `checkpoint-schedules drive -- mpirun ...`.
///
/// Immutable: each method returns another one.
///
/// @param directory where the run's folder lies; created where missing
/// @param name a letter, then letters, digits, `-` and `_`; one for each adjoint of a program in a
///   directory
/// @param fingerprint digest of everything that the result depends on besides the schedule
/// @param share of the run's time that saving the adjoint state may take, 0 to 1
/// @param keptWhenDone whether the folder stays when the adjoint is complete, with its result, so
///   that the same call ends at once with it; until the result is safe, or for one adjoint of
///   several
/// @param rehearsal what was rehearsed before the run, in words, to be noted; empty where nothing
///   was
public record Journal(
    Path directory,
    String name,
    String fingerprint,
    double share,
    boolean keptWhenDone,
    Optional<String> rehearsal) {
  private static final double SHARE = 0.02;

  /// Checks the share; the directory and the name are checked when the run begins.
  ///
  /// @throws InvalidArgumentException if the share is not from 0 to 1, or the rehearsal is not a
  ///   line of plain text
  public Journal {
    Objects.requireNonNull(directory, "directory");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(fingerprint, "fingerprint");
    Objects.requireNonNull(rehearsal, "rehearsal");
    rehearsal.ifPresent(Journal::requireLine);
    if (!(share >= 0 && share <= 1)) {
      throw new InvalidArgumentException("share", share, "0 to 1");
    }
  }

  /// {@return a journal that takes at most 2 % of the run's time}
  ///
  /// @param directory where the run's folder lies; created where missing
  /// @param name a letter, then letters, digits, `-` and `_`; one for each adjoint of a program in
  ///   a directory
  /// @param parameters of the model, all that its result depends on, as bytes of any form: a run
  ///   with others is refused, not continued
  public static Journal in(Path directory, String name, byte[] parameters) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(parameters);
      return new Journal(
          directory, name, HexFormat.of().formatHex(digest), SHARE, false, Optional.empty());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /// {@return a copy with at most this share of the run's time spent on saving the adjoint state:
  /// with 0 it is never saved, with 1 after every step}
  ///
  /// @param share 0 to 1
  /// @throws InvalidArgumentException if it is not from 0 to 1
  public Journal share(double share) {
    return new Journal(directory, name, fingerprint, share, keptWhenDone, rehearsal);
  }

  /// {@return a copy with a folder that stays when the adjoint is complete, until [#remove()] or
  /// [RunFolder#clean] removes it, or a run without this}
  public Journal keepWhenDone() {
    return new Journal(directory, name, fingerprint, share, true, rehearsal);
  }

  /// {@return a copy that notes what was rehearsed before the run, so that a run that continues
  /// this one need not do it again}
  ///
  /// @param what in words, a line of plain text
  /// @throws InvalidArgumentException if it is none
  public Journal noteRehearsed(String what) {
    return new Journal(directory, name, fingerprint, share, keptWhenDone, Optional.of(what));
  }

  /// {@return what an earlier run with this journal noted; empty where there was none, or it had
  /// another fingerprint}
  public Optional<String> rehearsed() {
    return RunFolder.rehearsed(directory, name, fingerprint);
  }

  private static void requireLine(String what) {
    if (!what.matches("\\p{Graph}[\\p{Graph} ]*")) {
      throw new InvalidArgumentException("rehearsal", "'" + what + "'", "a line of plain text");
    }
  }

  /// Refuses a journal to a process that a parallel launcher started as one of several, as a run
  /// with one does: for whoever works before the run begins.
  ///
  /// @throws InvalidArgumentException if the environment says that this process is one
  public static void requireOneProcess() {
    Ranks.requireOne(System.getenv());
  }

  /// {@return where the run's folder lies}
  public Path folder() {
    return RunFolder.path(directory, name);
  }

  /// Removes the folder, unless a run is working in it.
  ///
  /// @return whether it is gone
  public boolean remove() {
    return RunFolder.remove(directory, name);
  }
}
