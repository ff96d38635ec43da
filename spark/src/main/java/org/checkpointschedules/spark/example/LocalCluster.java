package org.checkpointschedules.spark.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.spark.SparkConf;

/// What executors need where there is no distribution of Spark, but its jars on the class path.
final class LocalCluster {
  private LocalCluster() {}

  /// Settings that fit the way this process was started: by `spark-submit`, those given; for
  /// `local-cluster`, the class path and the JDK of this process too.
  ///
  /// @param configuration with a master; more is added to it
  static SparkConf complete(SparkConf configuration) throws IOException {
    configuration.setIfMissing("spark.app.name", "fwi");
    if (configuration.get("spark.master", "").startsWith("local-cluster")) {
      Optional<String> home = Optional.ofNullable(System.getenv("SPARK_HOME"));
      if (home.isPresent()) {
        // Spark looks for jars there, and need find none.
        Files.createDirectories(Path.of(home.get(), "jars"));
      }
      configuration
          .setIfMissing("spark.ui.enabled", "false")
          .setIfMissing("spark.executor.extraClassPath", System.getProperty("java.class.path"))
          .setIfMissing("spark.executorEnv.JAVA_HOME", System.getProperty("java.home"));
    }
    return configuration;
  }
}
