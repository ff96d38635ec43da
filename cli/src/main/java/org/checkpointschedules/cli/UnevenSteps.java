package org.checkpointschedules.cli;

import static org.checkpointschedules.cli.Parameter.*;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.plan.ChainCheckpointSchedule;
import org.checkpointschedules.plan.ChainCheckpointSchedule.Stage;
import org.checkpointschedules.plan.NonUniformCheckpointSchedule;

/// `revolve` for steps that differ: in cost, in the size of their checkpoints, in all the memory
/// that they take.
final class UnevenSteps {
  private final ScheduleRequest request;
  private final int steps;

  private UnevenSteps(ScheduleRequest request) {
    this.request = request;
    steps = steps(request);
  }

  /// Whether a value is given for each step.
  static boolean in(ScheduleRequest request) {
    return request.given().keySet().stream().anyMatch(parameter -> parameter.kind().listed());
  }

  /// @throws WrongRequest if the lists differ in length or do not go together
  static CheckpointSchedule plan(ScheduleRequest request) {
    return new UnevenSteps(request).plan();
  }

  private CheckpointSchedule plan() {
    exclude(STEP_COSTS, FORWARD_COST);
    exclude(ADJOINT_COSTS, ADJOINT_COST);
    needs(FORWARD_TEMPORARIES, ADJOINT_DATA_SIZES);
    needs(ADJOINT_TEMPORARIES, ADJOINT_DATA_SIZES);
    needs(ADJOINT_DATA_SIZES, CHECKPOINT_SIZES);
    needs(ADJOINT_COSTS, CHECKPOINT_SIZES);
    long ram = request.number(RAM);
    List<BigDecimal> forward = numbers(STEP_COSTS, request.costs().forward());
    if (!request.has(CHECKPOINT_SIZES)) {
      return NonUniformCheckpointSchedule.of(forward, request.costs().adjoint(), request.ram(ram));
    }
    if (ram > Integer.MAX_VALUE) {
      throw new WrongRequest(
          request.spelling().apply(RAM), ram, "at most " + Integer.MAX_VALUE + " units");
    }
    List<BigDecimal> adjoint = numbers(ADJOINT_COSTS, request.costs().adjoint());
    List<Integer> sizes = numbers(CHECKPOINT_SIZES, 0);
    List<Integer> data = numbers(ADJOINT_DATA_SIZES, 0);
    List<Integer> forwardTemporaries = numbers(FORWARD_TEMPORARIES, 0);
    List<Integer> adjointTemporaries = numbers(ADJOINT_TEMPORARIES, 0);
    var stages = new ArrayList<Stage>(steps);
    for (int i = 0; i < steps; i++) {
      stages.add(
          new Stage(
              forward.get(i),
              adjoint.get(i),
              sizes.get(i),
              data.get(i),
              forwardTemporaries.get(i),
              adjointTemporaries.get(i)));
    }
    return request.has(ADJOINT_DATA_SIZES)
        ? ChainCheckpointSchedule.of(stages, (int) ram)
        : ChainCheckpointSchedule.withSizes(stages, (int) ram);
  }

  /// As many as every list has values, and as `steps` says where it is given.
  private static int steps(ScheduleRequest request) {
    Parameter first = null;
    int steps = 0;
    for (Parameter parameter : Parameter.values()) {
      if (!(request.given().get(parameter) instanceof List<?> list) || !parameter.kind().listed()) {
        continue;
      }
      if (first != null && list.size() != steps) {
        throw new WrongRequest(
            request.spelling().apply(parameter)
                + " has "
                + list.size()
                + " values; allowed: "
                + steps
                + ", as many as "
                + request.spelling().apply(first));
      }
      first = parameter;
      steps = list.size();
    }
    if (request.has(STEPS) && request.number(STEPS) != steps) {
      throw new WrongRequest(
          request.spelling().apply(STEPS),
          request.number(STEPS),
          steps + ", the number of values of " + request.spelling().apply(first));
    }
    return steps;
  }

  private void exclude(Parameter list, Parameter single) {
    if (request.has(list) && request.has(single)) {
      throw new WrongRequest(
          request.spelling().apply(single)
              + " cannot be combined with "
              + request.spelling().apply(list)
              + "; allowed: one or the other");
    }
  }

  private void needs(Parameter parameter, Parameter other) {
    if (request.has(parameter) && !request.has(other)) {
      throw new WrongRequest(
          request.spelling().apply(other)
              + " is missing; allowed: "
              + request.spelling().apply(parameter)
              + " together with it");
    }
  }

  @SuppressWarnings("unchecked")
  private <T> List<T> numbers(Parameter parameter, T otherwise) {
    return request.has(parameter)
        ? (List<T>) request.given().get(parameter)
        : Collections.nCopies(steps, otherwise);
  }
}
