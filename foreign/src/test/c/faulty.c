/*
 * A solver with a fault: passes the protocol on to a real one, but when the line TRIGGER comes, does
 * what ACTION says; "do:COMMAND" has the shell do it, which must print nothing. Where MARK names a
 * file, the fault happens only while that file is not there, and makes it.
 *
 * TRIGGER may be "FIRST then LINE": then only once the line FIRST has come, so past a rehearsal.
 *
 *   faulty ACTION TRIGGER MARK|- SOLVER [ARGUMENTS]
 */
#define _DEFAULT_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static long long number;
static char *slot;
static size_t slot_bytes;
static int slot_file = -1;

static void say(const char *line) {
  printf("%s\n", line);
  fflush(stdout);
}

static void say_ok(void) {
  printf("ok %lld\n", number);
  fflush(stdout);
}

static void act(const char *action) {
  if (!strncmp(action, "do:", 3)) {
    if (system(action + 3)) {
      exit(6);
    }
  } else if (!strcmp(action, "die")) {
    fprintf(stderr, "first line\nsegmentation of the mesh failed\n");
    exit(3);
  } else if (!strcmp(action, "orphan")) {
    if (!fork()) {
      pid_t orphan = fork();
      if (orphan) {
        fprintf(stderr, "%d\n", (int)orphan);
        _exit(0);
      }
      fclose(stderr);
      sleep(60);
      _exit(0);
    }
    wait(0);
    exit(5);
  } else if (!strcmp(action, "killed")) {
    kill(0, SIGKILL); /* the whole group */
  } else if (!strcmp(action, "kill-parent")) {
    kill(getppid(), SIGKILL);
    sleep(60);
  } else if (!strcmp(action, "interrupt-parent")) {
    kill(getppid(), SIGINT); /* and goes on when the run has had time to stop */
    sleep(1);
  } else if (!strcmp(action, "hang")) {
    for (;;) {
      pause();
    }
  } else if (!strcmp(action, "exit")) {
    exit(0);
  } else if (!strcmp(action, "print")) {
    say("residual 1.0e-3");
  } else if (!strcmp(action, "binary")) {
    fwrite("\0\1\2\xff\n", 1, 5, stdout);
    fflush(stdout);
  } else if (!strcmp(action, "endless")) {
    for (;;) {
      fwrite("xxxxxxxx", 1, 8, stdout);
    }
  } else if (!strcmp(action, "spam")) {
    for (;;) {
      say_ok();
    }
  } else if (!strcmp(action, "twice")) {
    say_ok();
  } else if (!strcmp(action, "early")) {
    printf("ok %lld\n", number - 1);
    fflush(stdout);
  } else if (!strcmp(action, "error")) {
    say("error the pressure became negative");
  } else if (!strcmp(action, "close")) {
    fclose(stdout);
    pause();
  } else if (!strcmp(action, "overrun")) {
    slot[slot_bytes] = 1;
  } else if (!strcmp(action, "truncate")) {
    if (ftruncate(slot_file, 0)) {
      exit(6);
    }
  } else if (!strcmp(action, "odd")) {
    exit(255);
  } else if (!strcmp(action, "mark")) {
    fprintf(stderr, "right \342\200\256tfel \302\2332J\n");
    exit(1);
  } else if (!strcmp(action, "far")) {
    slot[slot_bytes + 3 * 65536] = 1;
  }
}

static int is(const char *command, const char *meant) {
  size_t length = strlen(meant);
  return !strncmp(command, meant, length) && (command[length] == '\n' || command[length] == ' ');
}

int main(int count, char **arguments) {
  int down[2], up[2];
  char line[8192];
  char *trigger, *first = 0;
  FILE *to, *from;
  if (count < 5 || pipe(down) || pipe(up)) {
    return 2;
  }
  trigger = strstr(arguments[2], " then ");
  if (trigger) {
    first = arguments[2];
    *trigger = 0;
    trigger += strlen(" then ");
  } else {
    trigger = arguments[2];
  }
  if (!fork()) {
    dup2(down[0], 0);
    dup2(up[1], 1);
    close(down[0]);
    close(down[1]);
    close(up[0]);
    close(up[1]);
    execvp(arguments[4], arguments + 4);
    return 127;
  }
  close(down[0]);
  close(up[1]);
  to = fdopen(down[1], "w");
  from = fdopen(up[0], "r");
  while (fgets(line, sizeof line, stdin)) {
    char path[4096];
    char *command;
    int meant;
    number = strtoll(line, &command, 10);
    command++;
    if (first && is(command, first)) {
      first = 0;
    }
    meant = !first && is(command, trigger);
    if (sscanf(command, "slot data %zu %4095s", &slot_bytes, path) == 2) {
      slot_file = open(path, O_RDWR);
      slot = mmap(0, slot_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, slot_file, 0);
    }
    if (meant && strcmp(arguments[3], "-")) {
      int mark = open(arguments[3], O_CREAT | O_EXCL | O_WRONLY, 0600);
      meant = mark >= 0;
      if (meant) {
        close(mark);
      }
    }
    if (meant) {
      act(arguments[1]);
    }
    fputs(line, to);
    fflush(to);
    if (!strcmp(command, "quit\n")) {
      break;
    }
    do {
      if (!fgets(line, sizeof line, from)) {
        return 4;
      }
      fputs(line, stdout);
    } while (strncmp(line, "ok ", 3) && strncmp(line, "error", 5));
    fflush(stdout);
  }
  fclose(to);
  wait(0);
  return 0;
}
