/// Seismic inversion on a cluster, and how it scales.
package org.checkpointschedules.spark.example;
