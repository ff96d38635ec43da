/*
 * checkpoint_schedules.h: what a shared library exports to be differentiated by checkpoint-schedules
 * in process. ABI 1.
 *
 * A kernel holds one forward state and one adjoint state, in memory of its own. It is told, one call
 * at a time and never by two threads at once, what to do with them:
 *
 *   cs_open("...", &sizes, &model)     once
 *   cs_initialize(model)               forward to the start of step 0; again after a loss
 *   cs_capture(model, state)           restart data out
 *   cs_advance(model, 0, 40)           forward over steps 0 to 39, nothing kept
 *   cs_record(model, 40, data)         forward over step 40, keeping what its adjoint needs
 *   cs_initialize_adjoint(model)       the forward stands at the end
 *   cs_reverse(model, 40, data)        adjoint over step 40; exactly once for each step, last to first
 *   cs_restore(model, 0, state)        forward back to the start of step 0, to recompute
 *   cs_gradient(model, g, &objective)  after the adjoint of step 0
 *   cs_close(model)                    once
 *
 * Promises: steps are deterministic to the bit, through cs_advance and cs_record alike; restart data
 * and the adjoint state are complete; forward functions leave the adjoint alone, and cs_reverse the
 * forward.
 *
 * Memory passed in is the caller's: of the declared size, aligned to 64 bytes (parameters, sizes and
 * objective as their types are), valid only until the function returns. What is const is not to be
 * written to; all else is to be written in full.
 *
 * Every function but cs_abi and cs_error returns 0, or an error code of the kernel's own, which ends
 * the calculation. No function may unwind: no exception, no longjmp.
 */
#ifndef CHECKPOINT_SCHEDULES_H
#define CHECKPOINT_SCHEDULES_H

#include <stdint.h>

#define CS_ABI 1

#if defined(_WIN32)
#define CS_EXPORT __declspec(dllexport)
#else
#define CS_EXPORT __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

struct cs_sizes {
  int64_t struct_bytes;   /* sizeof(struct cs_sizes): 312 */
  int64_t steps;          /* forward steps, 1 or more */
  int64_t state_bytes;    /* restart data, 1 or more, as are all that follow */
  int64_t data_bytes;     /* adjoint data of one step */
  int64_t adjoint_bytes;  /* adjoint state, with everything that it accumulates */
  int64_t gradient_bytes;
  int64_t element_bytes;  /* of one number of the gradient: 8 double, 4 float */
  char fingerprint[256];  /* tells apart what leads to another gradient; text, ended by 0 */
};

/* CS_ABI, as the library was compiled. Called first. */
CS_EXPORT int32_t cs_abi(void);

/* Makes an instance from a text of the kernel's own format; fills in all of sizes. Where it fails it
 * leaves *model 0, or an instance that cs_close will be called for. */
CS_EXPORT int32_t cs_open(const char *parameters, struct cs_sizes *sizes, void **model);
CS_EXPORT int32_t cs_close(void *model);

CS_EXPORT int32_t cs_initialize(void *model);
CS_EXPORT int32_t cs_advance(void *model, int64_t n0, int64_t n1);
CS_EXPORT int32_t cs_record(void *model, int64_t step, void *data);
CS_EXPORT int32_t cs_capture(void *model, void *state);
CS_EXPORT int32_t cs_restore(void *model, int64_t step, const void *state);

CS_EXPORT int32_t cs_initialize_adjoint(void *model);
CS_EXPORT int32_t cs_reverse(void *model, int64_t step, const void *data);
CS_EXPORT int32_t cs_capture_adjoint(void *model, void *adjoint);
CS_EXPORT int32_t cs_restore_adjoint(void *model, int64_t step, const void *adjoint);

CS_EXPORT int32_t cs_gradient(void *model, void *gradient, double *objective);

/* Optional: a code in words, of static storage or the instance's; model is 0 where there is none. */
CS_EXPORT const char *cs_error(void *model, int32_t code);

#ifdef __cplusplus
}
#endif
#endif
