/// Planning: what is asked ([Problem]) and one public class for each schedule. Everything else is
/// package-private mathematics; this is its map.
///
/// | public | hidden behind it |
/// |---|---|
/// | [RevolveCheckpointSchedule], [SlotCurve] | normal form of the levels: `Hierarchy`, `LevelOrder`, `ExactCosts`; the optimum: `Planner`, `TwoSlots`, `Search`, `TierOne`, `Dual`, `Bracket`, `Residues`; the stream: `Splitter`, `Tail`, `Divisions`, `HierarchyWalk`; the figures: `HierarchyForecast`, `SegmentFigures`; levels whose costs conflict: `VectorPlan`, `VectorTable`, `VectorWalk` |
/// | [MultistageCheckpointSchedule], one free level | `Binomial`, `BinomialSplit`, `BinomialWalk`, `SlotTraffic`, `SlotPlaces` |
/// | [TwoLevelCheckpointSchedule] | `BlockSweep`, the forward sweep, which does not need the number of steps |
/// | [PeriodicDiskRevolveCheckpointSchedule], [ReadOnceDiskRevolveCheckpointSchedule] | `BlockPlan`, `BlockPass`, `Blocks`, `RereadBlock` |
/// | [MixedCheckpointSchedule] | `MixedSplit`, `MixedWalk`, `MixedFigures` |
/// | [NonUniformCheckpointSchedule], [ChainCheckpointSchedule] | `ChainPlan`, its `ChainTree` from one of two tables (`ChainSplits`), `ChainWalk`, `ChainForecast` |
/// | [NoneCheckpointSchedule], [SingleMemoryCheckpointSchedule], [SingleDiskCheckpointSchedule] | nothing |
///
/// Every factory checks its arguments through `Demands` and throws
/// [org.checkpointschedules.InvalidArgumentException] before anything is planned. Plans are
/// immutable and thread safe; what iterates is not.
///
/// `docs/planning.md` has the theorem, its proof, and what is proved and what is tested.
package org.checkpointschedules.plan;
