package org.checkpointschedules.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/// Clusters of processes on this machine.
final class Cluster {
  private Cluster() {}

  static JavaSparkContext of(String master) throws IOException {
    // An empty folder for Spark's jars: executors have the class path of this process.
    Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
    return new JavaSparkContext(
        new SparkConf()
            .setMaster(master)
            .setAppName("test")
            .set("spark.ui.enabled", "false")
            .set("spark.executor.heartbeatInterval", "500ms")
            .set("spark.executor.extraClassPath", System.getProperty("java.class.path"))
            .set("spark.executorEnv.JAVA_HOME", System.getProperty("java.home")));
  }
}
