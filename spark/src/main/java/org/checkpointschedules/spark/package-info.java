/// Ensembles of adjoints on Apache Spark: [org.checkpointschedules.spark.SparkExecutor].
package org.checkpointschedules.spark;
