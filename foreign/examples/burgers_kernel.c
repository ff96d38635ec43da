/*
 * The viscous Burgers equation as a kernel in a shared library: see burgers.c for the model.
 *
 *   cc -O2 -ffp-contract=off -shared -fPIC -I../include burgers_kernel.c -o libburgers.so
 *
 * Parameters: the number of steps, then the initial values, separated by blanks.
 */
#include "checkpoint_schedules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BAD_PARAMETERS = 1, NO_MEMORY = 2, OUT_OF_STEP = 3 };

struct model {
  int64_t n, steps, at;
  double dx, advection, diffusion, objective;
  double *initial, *u, *next, *w, *before;
};

int32_t cs_abi(void) { return CS_ABI; }

static int64_t parse(const char *text, struct model *model) {
  char *end;
  int64_t count = 0;
  model->steps = strtoll(text, &end, 10);
  for (text = end;; text = end) {
    double value = strtod(text, &end);
    if (end == text) {
      break;
    }
    if (model->initial) {
      model->initial[count] = value;
    }
    count++;
  }
  return *text ? 0 : count;
}

int32_t cs_open(const char *parameters, struct cs_sizes *sizes, void **opened) {
  struct model *m = calloc(1, sizeof *m);
  double largest = 0, least, viscosity, dt;
  uint64_t hash = 14695981039346656037u;
  int64_t bytes;
  *opened = m;
  if (!m) {
    return NO_MEMORY;
  }
  m->n = parse(parameters, m);
  if (m->n < 3 || m->steps < 1) {
    return BAD_PARAMETERS;
  }
  bytes = m->n * (int64_t)sizeof(double);
  m->initial = malloc(bytes);
  m->u = malloc(bytes);
  m->next = malloc(bytes);
  m->w = malloc(bytes);
  m->before = malloc(bytes);
  if (!m->initial || !m->u || !m->next || !m->w || !m->before) {
    return NO_MEMORY;
  }
  parse(parameters, m);
  for (int64_t i = 0; i < m->n; i++) {
    double size = m->initial[i] < 0 ? -m->initial[i] : m->initial[i];
    largest = size > largest ? size : largest;
  }
  m->dx = 1.0 / m->n;
  least = largest * m->dx / 2;
  viscosity = least > 0.01 ? least : 0.01;
  dt = 0.4 * (m->dx * m->dx / (2 * viscosity));
  m->advection = dt / (4 * m->dx);
  m->diffusion = viscosity * dt / (m->dx * m->dx);
  for (const char *c = parameters; *c; c++) {
    hash = (hash ^ (unsigned char)*c) * 1099511628211u;
  }
  memset(sizes, 0, sizeof *sizes);
  sizes->struct_bytes = sizeof *sizes;
  sizes->steps = m->steps;
  sizes->state_bytes = sizes->data_bytes = sizes->gradient_bytes = bytes;
  sizes->adjoint_bytes = bytes + (int64_t)sizeof(double);
  sizes->element_bytes = sizeof(double);
  snprintf(sizes->fingerprint, sizeof sizes->fingerprint, "burgers-kernel-1 %016llx",
           (unsigned long long)hash);
  return 0;
}

int32_t cs_close(void *opened) {
  struct model *m = opened;
  free(m->initial);
  free(m->u);
  free(m->next);
  free(m->w);
  free(m->before);
  free(m);
  return 0;
}

static void swap(double **a, double **b) {
  double *kept = *a;
  *a = *b;
  *b = kept;
}

static size_t bytes(const struct model *m) { return m->n * sizeof(double); }

int32_t cs_initialize(void *opened) {
  struct model *m = opened;
  memcpy(m->u, m->initial, bytes(m));
  m->at = 0;
  return 0;
}

int32_t cs_advance(void *opened, int64_t n0, int64_t n1) {
  struct model *m = opened;
  if (n0 != m->at || n1 > m->steps) {
    return OUT_OF_STEP;
  }
  for (; m->at < n1; m->at++) {
    const double *restrict u = m->u;
    double *restrict next = m->next;
    for (int64_t i = 0; i < m->n; i++) {
      double left = u[i == 0 ? m->n - 1 : i - 1];
      double right = u[i == m->n - 1 ? 0 : i + 1];
      next[i] = u[i] - m->advection * (right * right - left * left) +
                m->diffusion * (right - 2 * u[i] + left);
    }
    swap(&m->u, &m->next);
  }
  return 0;
}

int32_t cs_record(void *opened, int64_t step, void *data) {
  struct model *m = opened;
  memcpy(data, m->u, bytes(m));
  return cs_advance(opened, step, step + 1);
}

int32_t cs_capture(void *opened, void *state) {
  struct model *m = opened;
  memcpy(state, m->u, bytes(m));
  return 0;
}

int32_t cs_restore(void *opened, int64_t step, const void *state) {
  struct model *m = opened;
  memcpy(m->u, state, bytes(m));
  m->at = step;
  return 0;
}

int32_t cs_initialize_adjoint(void *opened) {
  struct model *m = opened;
  m->objective = 0;
  for (int64_t i = 0; i < m->n; i++) {
    m->objective += 0.5 * m->u[i] * m->u[i] * m->dx;
    m->w[i] = m->u[i] * m->dx;
  }
  return 0;
}

int32_t cs_reverse(void *opened, int64_t step, const void *data) {
  struct model *m = opened;
  const double *restrict u = data, *restrict w = m->w;
  double *restrict before = m->before;
  (void)step;
  for (int64_t i = 0; i < m->n; i++) {
    double left = w[i == 0 ? m->n - 1 : i - 1];
    double right = w[i == m->n - 1 ? 0 : i + 1];
    double a = 2 * m->advection * u[i];
    before[i] = (1 - 2 * m->diffusion) * w[i] + (m->diffusion - a) * left +
                (m->diffusion + a) * right;
  }
  swap(&m->w, &m->before);
  return 0;
}

int32_t cs_capture_adjoint(void *opened, void *adjoint) {
  struct model *m = opened;
  double *to = adjoint;
  to[0] = m->objective;
  memcpy(to + 1, m->w, bytes(m));
  return 0;
}

int32_t cs_restore_adjoint(void *opened, int64_t step, const void *adjoint) {
  struct model *m = opened;
  const double *from = adjoint;
  (void)step;
  m->objective = from[0];
  memcpy(m->w, from + 1, bytes(m));
  return 0;
}

int32_t cs_gradient(void *opened, void *gradient, double *objective) {
  struct model *m = opened;
  memcpy(gradient, m->w, bytes(m));
  *objective = m->objective;
  return 0;
}

const char *cs_error(void *opened, int32_t code) {
  (void)opened;
  switch (code) {
    case BAD_PARAMETERS:
      return "parameters are the number of steps, then 3 values or more";
    case NO_MEMORY:
      return "no memory";
    case OUT_OF_STEP:
      return "the forward does not stand there, or the last step is passed";
    default:
      return "an unknown error";
  }
}
