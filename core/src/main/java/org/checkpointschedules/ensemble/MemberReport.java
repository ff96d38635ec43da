package org.checkpointschedules.ensemble;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.checkpointschedules.Counts;
import org.checkpointschedules.run.RunPhase;
import org.checkpointschedules.run.RunReport;

/// The report of a member's run, as it travels.
///
/// @param member which
/// @param objective its share of the objective
/// @param schedule the schedule's name
/// @param steps the number of forward steps
/// @param counted what was counted
/// @param differences from the forecast, a sentence each; normally empty
/// @param recoveries checkpoints recomputed and levels found full, a sentence each
/// @param notes what happened without harm to the gradient
/// @param nanos nanoseconds of each phase
/// @param elapsedNanos nanoseconds of the member's run
/// @param place where it ran, in words
public record MemberReport(
    int member,
    double objective,
    String schedule,
    long steps,
    Counts counted,
    List<String> differences,
    List<String> recoveries,
    List<String> notes,
    Map<RunPhase, Long> nanos,
    long elapsedNanos,
    String place)
    implements Serializable {

  /// Copies the lists and the map.
  public MemberReport {
    differences = List.copyOf(differences);
    recoveries = List.copyOf(recoveries);
    notes = List.copyOf(notes);
    nanos = Collections.unmodifiableMap(new TreeMap<>(nanos));
  }

  static MemberReport of(int member, MemberGradient gradient, String place) {
    RunReport report = gradient.report();
    return new MemberReport(
        member,
        gradient.objective(),
        report.schedule(),
        report.steps(),
        report.counted(),
        report.differences(),
        report.recoveries(),
        report.notes(),
        report.nanos(),
        report.elapsedNanos(),
        place);
  }
}
