/// Where checkpoints are kept: the [contract of a store][CheckpointStore], the stores that come
/// with the library ([Stores]: memory, files), and how states become bytes ([StateCodec]).
///
/// A run opens the stores it needs by itself; this package is for stores of one's own.
package org.checkpointschedules.store;
