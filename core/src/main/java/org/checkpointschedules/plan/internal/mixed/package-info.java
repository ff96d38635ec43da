/// The mixed schedule, whose slots hold restart data or the adjoint data of one step (Maddison
/// 2024, `docs/planning.md` names its closed form).
///
/// *In:* steps and slots. *Out:* actions and figures.
package org.checkpointschedules.plan.internal.mixed;
