/* A kernel that does nothing, and declares what it is compiled to. */
#include "checkpoint_schedules.h"

#include <string.h>

#ifndef ABI
#define ABI CS_ABI
#endif
#ifndef STRUCT
#define STRUCT sizeof(struct cs_sizes)
#endif
#ifndef STEPS
#define STEPS 5
#endif
#ifndef STATE
#define STATE 8
#endif
#ifndef DATA
#define DATA 8
#endif
#ifndef ADJOINT
#define ADJOINT 8
#endif
#ifndef GRADIENT
#define GRADIENT 8
#endif
#ifndef ELEMENT
#define ELEMENT 8
#endif
#ifndef FINGERPRINT
#define FINGERPRINT 1
#endif

int32_t cs_abi(void) { return ABI; }

int32_t cs_open(const char *parameters, struct cs_sizes *sizes, void **model) {
  static char instance;
  (void)parameters;
  *model = &instance;
  memset(sizes, 0, sizeof *sizes);
  sizes->struct_bytes = STRUCT;
  sizes->steps = STEPS;
  sizes->state_bytes = STATE;
  sizes->data_bytes = DATA;
  sizes->adjoint_bytes = ADJOINT;
  sizes->gradient_bytes = GRADIENT;
  sizes->element_bytes = ELEMENT;
  strcpy(sizes->fingerprint, FINGERPRINT ? "odd" : "");
  return 0;
}

int32_t cs_close(void *model) { return model == 0; }
int32_t cs_initialize(void *model) { return model == 0; }
int32_t cs_advance(void *model, int64_t n0, int64_t n1) { return model == 0 || n0 >= n1; }
int32_t cs_record(void *model, int64_t step, void *data) { return model == 0 || step < 0 || !data; }
int32_t cs_capture(void *model, void *state) { return model == 0 || !state; }
int32_t cs_restore(void *model, int64_t step, const void *state) {
  return model == 0 || step < 0 || !state;
}
int32_t cs_initialize_adjoint(void *model) { return model == 0; }
int32_t cs_reverse(void *model, int64_t step, const void *data) {
  return model == 0 || step < 0 || !data;
}
int32_t cs_capture_adjoint(void *model, void *adjoint) { return model == 0 || !adjoint; }
int32_t cs_restore_adjoint(void *model, int64_t step, const void *adjoint) {
  return model == 0 || step < 0 || !adjoint;
}
#ifndef INCOMPLETE
int32_t cs_gradient(void *model, void *gradient, double *objective) {
  *objective = 0;
  return model == 0 || !gradient;
}
#endif
