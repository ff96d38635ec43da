/// Rooms behind the face of planning: the mathematics, hidden from everybody but
/// [org.checkpointschedules.plan]. Nothing here is an interface; names and signatures change
/// without notice.
///
/// ```
/// resume ──► hierarchy ──► hierarchy.division ──► hierarchy.search ──► hierarchy.tiers ──► numbers
///               │  └─────► hierarchy.vector ────────────────────────►      ▲
///               └► blocks ──► binomial ──► common ──────────────────────────────────────────► ▲
///                  mixed, chain ─────────► common
/// ```
///
/// Arrows go one way, which a test reads off the class files. Of the face the rooms see two values
/// only: [org.checkpointschedules.plan.Problem], what is asked, and
/// [org.checkpointschedules.plan.Trajectory].
package org.checkpointschedules.plan.internal;
