package org.checkpointschedules;

/// An argument that cannot be honoured, refused before any work starts.
///
/// The message always carries three facts: the argument's name, the value given, and what is
/// allowed. The command line prints it as it stands.
public final class InvalidArgumentException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /// As the caller knows it.
  private final String argument;

  /// As it prints.
  private final String value;

  /// As a phrase.
  private final String allowed;

  /// Made where a value is first seen, before any work.
  ///
  /// @param argument the name of the argument, as the caller knows it
  /// @param value the value given
  /// @param allowed what would have been accepted, as a phrase: `"a whole number from 1 to 60"`
  public InvalidArgumentException(String argument, Object value, String allowed) {
    super(argument + " is " + value + "; allowed: " + allowed);
    this.argument = argument;
    this.value = String.valueOf(value);
    this.allowed = allowed;
  }

  /// {@return the name of the refused argument}
  public String argument() {
    return argument;
  }

  /// {@return the refused value, printed}
  public String value() {
    return value;
  }

  /// {@return what would have been accepted}
  public String allowed() {
    return allowed;
  }
}
