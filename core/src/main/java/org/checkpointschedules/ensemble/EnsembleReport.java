package org.checkpointschedules.ensemble;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.checkpointschedules.Counts;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.run.RunPhase;

/// What the members of an ensemble did, one by one and added up.
///
/// @param members the members' reports, each exactly once, in the order of their numbers; of a
///   member that ran more than once, since a machine was lost, that of one of its runs
/// @param elapsedNanos nanoseconds from start to end
public record EnsembleReport(List<MemberReport> members, long elapsedNanos) {

  /// Of these members.
  ///
  /// @throws InvalidArgumentException if a member is missing or there twice
  public EnsembleReport {
    members = List.copyOf(members);
    for (int i = 0; i < members.size(); i++) {
      if (members.get(i).member() != i) {
        throw new InvalidArgumentException(
            "member of report " + i, members.get(i).member(), "" + i);
      }
    }
  }

  /// The objective: the members' shares, added along the tree of [TreeSum].
  ///
  /// @return the sum
  public double objective() {
    return TreeSum.of(members.stream().mapToDouble(MemberReport::objective).toArray());
  }

  /// All members' counts: steps, actions, writes and reads added up, peaks the largest of any.
  ///
  /// @return the sum of the counts
  public Counts counted() {
    return members.stream().map(MemberReport::counted).reduce(Counts.zero(), Counts::plus);
  }

  /// Every figure in which a member differed from its forecast, with its number; normally empty.
  ///
  /// @return a sentence each
  public List<String> differences() {
    var differences = new ArrayList<String>();
    for (MemberReport member : members) {
      for (String difference : member.differences()) {
        differences.add("member %d: %s".formatted(member.member(), difference));
      }
    }
    return differences;
  }

  /// Nanoseconds of each phase, of all members together: more than elapsed, where members run side
  /// by side.
  ///
  /// @return nanoseconds by phase
  public Map<RunPhase, Long> nanos() {
    var sum = new EnumMap<RunPhase, Long>(RunPhase.class);
    for (MemberReport member : members) {
      member.nanos().forEach((phase, nanos) -> sum.merge(phase, nanos, Long::sum));
    }
    return sum;
  }

  /// For people: a line for each member and one for all, the last one ended too.
  ///
  /// @return several lines
  public String table() {
    var table =
        new StringBuilder("member  forward steps  adjoint steps     objective   seconds  where\n");
    for (MemberReport member : members) {
      table.append(
          line(
              "" + member.member(),
              member.counted(),
              member.objective(),
              member.elapsedNanos(),
              member.place()));
    }
    List<String> differences = differences();
    String law = differences.isEmpty() ? "counted = forecast" : String.join("; ", differences);
    return table.append(line("all", counted(), objective(), elapsedNanos, law)).toString();
  }

  private static String line(
      String member, Counts counted, double objective, long nanos, String last) {
    return String.format(
        Locale.ROOT,
        "%6s %14d %14d %13.6g %9.2f  %s%n",
        member,
        counted.forwardSteps(),
        counted.adjointSteps(),
        objective,
        nanos / 1e9,
        last);
  }
}
