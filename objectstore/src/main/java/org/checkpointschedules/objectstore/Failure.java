package org.checkpointschedules.objectstore;

import java.io.IOException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;

/// What is told of a request that failed: enough to act on, and nothing that the server or a
/// provider of credentials wrote. Servers repeat parts of signed requests in their messages.
final class Failure {
  private Failure() {}

  /// In words, without messages of servers.
  static String reason(RuntimeException e) {
    String attempts =
        e instanceof SdkException sdk && sdk.numAttempts() != null && sdk.numAttempts() > 1
            ? ", after " + sdk.numAttempts() + " attempts"
            : "";
    return what(e) + attempts;
  }

  private static String what(RuntimeException e) {
    IOException io = cause(e);
    return switch (e) {
      case AwsServiceException service -> answer(service);
      case ApiCallAttemptTimeoutException _ -> "no complete answer in time";
      case AbortedException _ -> "interrupted";
      case RuntimeException _ when io != null -> io.getClass().getSimpleName() + text(io);
      // Of this package, or of the comparison of checksums.
      case RetryableException retryable -> retryable.rawMessage();
      default -> e.getClass().getSimpleName() + " in the client";
    };
  }

  private static String text(IOException io) {
    return io.getMessage() == null ? "" : " (" + io.getMessage() + ")";
  }

  private static String answer(AwsServiceException e) {
    String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
    boolean word = code != null && code.matches("[A-Za-z]{1,60}");
    return "the server answered " + e.statusCode() + (word ? " " + code : "");
  }

  /// The failure of the network beneath, or null: of all causes the one that is shown with its
  /// text.
  static IOException cause(Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof IOException io) {
        return io;
      }
    }
    return null;
  }

  /// Whether the server says that what was asked for, or its bucket, is not there.
  static boolean absent(RuntimeException e) {
    return e instanceof AwsServiceException service && service.statusCode() == 404;
  }

  /// Whether the bucket is not there.
  static boolean noBucket(RuntimeException e) {
    return e instanceof AwsServiceException service
        && service.awsErrorDetails() != null
        && "NoSuchBucket".equals(service.awsErrorDetails().errorCode());
  }

  /// Whether there was something of that name already.
  static boolean taken(RuntimeException e) {
    return e instanceof AwsServiceException service && service.statusCode() == 412;
  }
}
