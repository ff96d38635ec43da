/// Arrays of numbers in files that other programs read: `.npy` of NumPy, and raw.
package org.checkpointschedules.examples.arrays;
