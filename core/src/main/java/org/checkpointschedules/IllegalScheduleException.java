package org.checkpointschedules;

import java.util.Optional;

/// A schedule broke a rule of the game. Thrown by the [ScheduleReferee] at the first breach.
///
/// The message carries the action's number, the action and the rule.
public final class IllegalScheduleException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /// Counted from 1.
  private final long actionNumber;

  private final transient Action action;

  /// The broken rule, as a sentence.
  private final String rule;

  IllegalScheduleException(long actionNumber, Action action, String rule) {
    super(
        "action " + actionNumber + (action == null ? ", the end: " : ", " + action + ": ") + rule);
    this.actionNumber = actionNumber;
    this.action = action;
    this.rule = rule;
  }

  /// {@return the number of the refused action, counted from 1; one more than the number of actions
  /// where the schedule ended too early or left entries behind}
  public long actionNumber() {
    return actionNumber;
  }

  /// {@return the refused action; empty where the schedule ended too early or left entries behind}
  public Optional<Action> action() {
    return Optional.ofNullable(action);
  }

  /// {@return the broken rule and what broke it, as a sentence}
  public String rule() {
    return rule;
  }
}
