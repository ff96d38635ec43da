package org.checkpointschedules.ensemble;

import java.util.List;
import java.util.stream.Collectors;

/// Members of an ensemble broke off. There is no gradient: a sum without them would be another
/// problem's.
public final class EnsembleFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// At least one, by number of the member.
  private final MemberFailure[] failures;

  /// Of these failures.
  ///
  /// @param members how many there are
  /// @param failures at least one; the first one's cause is this exception's cause
  public EnsembleFailedException(int members, List<MemberFailure> failures) {
    super(
        "%d of %d members failed; %s"
            .formatted(
                failures.size(),
                members,
                failures.stream().map(MemberFailure::toString).collect(Collectors.joining("; "))),
        failures.getFirst().cause());
    this.failures = failures.toArray(MemberFailure[]::new);
  }

  /// Every member that failed, in the order of their numbers.
  ///
  /// @return at least one
  public List<MemberFailure> failures() {
    return List.of(failures);
  }
}
