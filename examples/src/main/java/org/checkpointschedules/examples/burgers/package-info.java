/// The viscous Burgers equation in one dimension: [Burgers], asked for by [BurgersSettings].
package org.checkpointschedules.examples.burgers;
