/// Models in any language: [ProcessModel], a solver in a process of its own that speaks a line
/// protocol, and [NativeModel], a kernel in a shared library. Both are in-place models like any
/// other; the README of this module shows them in C, Fortran and Python.
package org.checkpointschedules.foreign;
