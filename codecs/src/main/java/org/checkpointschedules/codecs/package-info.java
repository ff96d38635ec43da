/// Stores that keep less than they are given: see [Codecs].
package org.checkpointschedules.codecs;
