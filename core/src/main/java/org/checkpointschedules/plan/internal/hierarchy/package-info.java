/// Schedules on any number of levels: the optimum of the recurrence of `docs/planning.md` section
/// 1, made a plan, a stream and a forecast (sections 6 to 8).
///
/// ```
/// Problem ──► LevelOrder ──► Hierarchy (tiers) ──► Planner (search) ──► Optimum
///                 │                                                       │
///                 │                         HierarchyPlan ◄───────────────┘
///                 └─► VectorPlan (vector)      ├─► HierarchyWalk: actions, by Divisions (division)
///                     levels in no order       └─► HierarchyForecast: figures, by SegmentFigures
/// ```
///
/// *In:* a [org.checkpointschedules.plan.Problem]. *Out:* a
/// [org.checkpointschedules.plan.internal.common.Plan].
package org.checkpointschedules.plan.internal.hierarchy;
