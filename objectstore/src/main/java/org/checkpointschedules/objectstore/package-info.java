/// A storage level in a bucket of an S3-compatible object store: see [Bucket].
package org.checkpointschedules.objectstore;
