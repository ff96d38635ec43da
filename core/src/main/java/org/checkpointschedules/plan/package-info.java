/// Planning: what is asked ([Problem]) and one public class for each schedule. Most users need
/// [Problem] and [RevolveCheckpointSchedule], and [ContinuedPlan] for runs that may be broken off.
/// The mathematics stands in rooms of its own below `internal`, hidden from everybody else; each
/// has a page in its package, with its nouns and its section of `docs/planning.md`.
///
/// | public | rooms behind it |
/// |---|---|
/// | [RevolveCheckpointSchedule], [SlotCurve] | `hierarchy` and its own rooms `tiers`, `search`, `division`, `vector` |
/// | [MultistageCheckpointSchedule], [TwoLevelCheckpointSchedule], one free level | `binomial` |
/// | [PeriodicDiskRevolveCheckpointSchedule], [ReadOnceDiskRevolveCheckpointSchedule] | `blocks` |
/// | [MixedCheckpointSchedule] | `mixed` |
/// | [NonUniformCheckpointSchedule], [ChainCheckpointSchedule] | `chain` |
/// | [ContinuedPlan] | `resume` |
/// | [NoneCheckpointSchedule], [SingleMemoryCheckpointSchedule], [SingleDiskCheckpointSchedule] | nothing but `common`, as all |
///
/// Every factory checks its arguments through `common.Requirements` and throws
/// [org.checkpointschedules.InvalidArgumentException] before anything is planned. Plans are
/// immutable and thread safe; what iterates is not.
///
/// `docs/planning.md` has the theorem, its proof, and what is proved and what is tested.
package org.checkpointschedules.plan;
