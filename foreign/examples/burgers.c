/*
 * The viscous Burgers equation on a periodic interval, as a solver that checkpoint-schedules drives:
 * the gradient of the final energy with respect to the initial condition.
 *
 *   cc -O2 -ffp-contract=off burgers.c -o burgers
 *   checkpoint-schedules drive --gradient g.f64 -- ./burgers INITIAL [STEPS]
 *
 * INITIAL has one value a line. The arithmetic is that of `checkpoint-schedules run burgers`, in the
 * same order, so that the gradient is the same to the bit; fused multiply-add would round otherwise.
 *
 * Standard output belongs to the protocol (docs/solver-protocol.md); everything else goes to
 * standard error. The lower half of this file is what any solver needs; the upper is the model.
 */
#define _POSIX_C_SOURCE 200809L
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* The model. */

static size_t n;            /* points */
static long long steps = 1000;
static double dx, advection, diffusion;
static double *initial;     /* u at the start of step 0 */
static double *u, *next;    /* the forward, and room for its next step */
static double *w, *before;  /* the adjoint, and room for its next step */
static double objective;    /* known from initialize-adjoint on, and so part of the adjoint state */

static double *numbers(size_t count) {
  double *made = calloc(count, sizeof *made);
  if (!made) {
    fprintf(stderr, "burgers: no memory for %zu numbers\n", count);
    exit(1);
  }
  return made;
}

static void read_initial(const char *name) {
  FILE *file = fopen(name, "r");
  size_t room = 1024;
  double value;
  if (!file) {
    perror(name);
    exit(1);
  }
  initial = numbers(room);
  while (fscanf(file, "%lf", &value) == 1) {
    if (n == room) {
      initial = realloc(initial, (room *= 2) * sizeof *initial);
      if (!initial) {
        exit(1);
      }
    }
    initial[n++] = value;
  }
  if (!feof(file) || n < 3) {
    fprintf(stderr, "burgers: %s: 3 numbers or more, one a line\n", name);
    exit(1);
  }
  fclose(file);
}

static void set_up(void) {
  double largest = 0, least, viscosity, dt;
  for (size_t i = 0; i < n; i++) {
    double size = initial[i] < 0 ? -initial[i] : initial[i];
    if (size > largest) {
      largest = size;
    }
  }
  dx = 1.0 / n;
  least = largest * dx / 2; /* for the grid to resolve a shock */
  viscosity = least > 0.01 ? least : 0.01;
  dt = 0.4 * (dx * dx / (2 * viscosity));
  advection = dt / (4 * dx);
  diffusion = viscosity * dt / (dx * dx);
  u = numbers(n);
  next = numbers(n);
  w = numbers(n);
  before = numbers(n);
}

static void swap(double **a, double **b) {
  double *kept = *a;
  *a = *b;
  *b = kept;
}

static void forward(void) {
  for (size_t i = 0; i < n; i++) {
    double left = u[i == 0 ? n - 1 : i - 1];
    double right = u[i == n - 1 ? 0 : i + 1];
    next[i] = u[i] - advection * (right * right - left * left) + diffusion * (right - 2 * u[i] + left);
  }
  swap(&u, &next);
}

static void start_adjoint(void) {
  objective = 0;
  for (size_t i = 0; i < n; i++) {
    objective += 0.5 * u[i] * u[i] * dx;
    w[i] = u[i] * dx;
  }
}

static void reverse(const double *data) { /* data is u at the start of the step */
  for (size_t i = 0; i < n; i++) {
    double left = w[i == 0 ? n - 1 : i - 1];
    double right = w[i == n - 1 ? 0 : i + 1];
    double a = 2 * advection * data[i];
    before[i] = (1 - 2 * diffusion) * w[i] + (diffusion - a) * left + (diffusion + a) * right;
  }
  swap(&w, &before);
}

/* Everything that the gradient depends on besides the schedule, FNV-1a. */
static uint64_t fingerprint(void) {
  const unsigned char *bytes = (const unsigned char *)initial;
  uint64_t hash = 14695981039346656037u ^ (uint64_t)steps;
  for (size_t i = 0; i < n * sizeof *initial; i++) {
    hash = (hash ^ bytes[i]) * 1099511628211u;
  }
  return hash;
}

/* The protocol. */

static double *state_slot, *data_slot, *adjoint_slot, *gradient_slot;
static double *control_slot; /* the initial condition of the next run */

static long long number; /* of the command being carried out; its answer repeats it */

static void done(void) {
  printf("ok %lld\n", number);
  fflush(stdout);
}

static void refuse(const char *why) {
  printf("error %s\n", why);
  fflush(stdout);
}

static void hello(const char *line) {
  int version = 0;
  long long asked;
  if (sscanf(line, "hello %d steps %lld", &version, &asked) == 2) {
    steps = asked;
  }
  if (version != 1) {
    refuse("this solver speaks version 1");
    return;
  }
  printf("protocol 1\nname Burgers in C, %zu points\nsteps %lld\n", n, steps);
  printf("state %zu\ndata %zu\n", n * sizeof *u, n * sizeof *u);
  printf("adjoint %zu\ngradient %zu float64\n", (n + 1) * sizeof *w, n * sizeof *w);
  printf("control %zu float64\n", n * sizeof *u);
  printf("fingerprint burgers-c-1 %016llx\n", (unsigned long long)fingerprint());
  done();
}

static void map_slot(const char *line) {
  char name[16];
  size_t bytes;
  int at = 0;
  if (sscanf(line, "slot %15s %zu %n", name, &bytes, &at) != 2 || !at) {
    refuse("slot NAME BYTES PATH");
    return;
  }
  int file = open(line + at, O_RDWR);
  double *slot = file < 0 ? MAP_FAILED : mmap(0, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (slot == MAP_FAILED) {
    perror(line + at);
    refuse("the slot could not be mapped");
    return;
  }
  close(file);
  if (!strcmp(name, "state")) {
    state_slot = slot;
  } else if (!strcmp(name, "data")) {
    data_slot = slot;
  } else if (!strcmp(name, "adjoint")) {
    adjoint_slot = slot;
  } else if (!strcmp(name, "gradient")) {
    gradient_slot = slot;
  } else if (!strcmp(name, "control")) {
    control_slot = slot;
    memcpy(control_slot, initial, n * sizeof *initial);
  }
  done();
}

int main(int count, char **arguments) {
  size_t bytes;
  char received[8192];
  if (count < 2 || count > 3) {
    fprintf(stderr, "burgers INITIAL [STEPS]\n");
    return 2;
  }
  read_initial(arguments[1]);
  if (count == 3) {
    steps = atoll(arguments[2]);
  }
  set_up();
  bytes = n * sizeof *u;
  while (fgets(received, sizeof received, stdin)) {
    long long n0, n1;
    char *line;
    received[strcspn(received, "\n")] = 0;
    number = strtoll(received, &line, 10);
    line += *line == ' ';
    if (!strncmp(line, "hello ", 6)) {
      hello(line);
    } else if (!strncmp(line, "slot ", 5)) {
      map_slot(line);
    } else if (!strcmp(line, "initialize")) {
      memcpy(u, control_slot, bytes);
      done();
    } else if (sscanf(line, "advance %lld %lld", &n0, &n1) == 2) {
      for (; n0 < n1; n0++) {
        forward();
      }
      done();
    } else if (!strncmp(line, "record ", 7)) {
      memcpy(data_slot, u, bytes);
      forward();
      done();
    } else if (!strcmp(line, "capture")) {
      memcpy(state_slot, u, bytes);
      done();
    } else if (!strncmp(line, "restore ", 8)) {
      memcpy(u, state_slot, bytes);
      done();
    } else if (!strcmp(line, "initialize-adjoint")) {
      start_adjoint();
      done();
    } else if (!strncmp(line, "reverse ", 8)) {
      reverse(data_slot);
      done();
    } else if (!strcmp(line, "capture-adjoint")) {
      adjoint_slot[0] = objective;
      memcpy(adjoint_slot + 1, w, bytes);
      done();
    } else if (!strncmp(line, "restore-adjoint ", 16)) {
      objective = adjoint_slot[0];
      memcpy(w, adjoint_slot + 1, bytes);
      done();
    } else if (!strcmp(line, "gradient")) {
      memcpy(gradient_slot, w, bytes);
      printf("objective %.17g\n", objective);
      done();
    } else if (!strcmp(line, "quit")) {
      return 0;
    } else {
      refuse("unknown command");
    }
  }
  return 0; /* The end of standard input: whoever drove us is gone. */
}
