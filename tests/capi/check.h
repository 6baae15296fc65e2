/* What the tests from C share: checks that count their failures, and texts with their sizes. */
#ifndef AMENDS_TESTS_CHECK_H
#define AMENDS_TESTS_CHECK_H

#include "amends.h"

#include <stdio.h>
#include <string.h>

static int failures = 0;
#define CHECK(what)                                                                                \
  do {                                                                                             \
    if (!(what)) {                                                                                 \
      ++failures;                                                                                  \
      fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #what);                           \
    }                                                                                              \
  } while (0)

#define T(text) (text), strlen(text)
static const amends_time monday = 1790037912000000; /* 2026-09-22T00:45:12Z */
static amends_error* const untouched = (amends_error*)(void*)&failures;

static int says(const amends_error* e, const char* code) {
  char start[64];
  snprintf(start, sizeof start, "{\"code\":\"%s\",", code);
  return strncmp(amends_error_json(e, NULL), start, strlen(start)) == 0;
}

/* The call failed with that status: an error object that says so, and nothing else was written. */
static void check_failed(amends_status got, amends_status wanted, amends_error** err, int line) {
  size_t size = 0;
  if (got != wanted || *err == NULL) {
    ++failures;
    fprintf(stderr, "%s:%d: %s, wanted %s\n", __FILE__, line, amends_status_name(got),
            amends_status_name(wanted));
  } else {
    CHECK(says(*err, amends_status_name(wanted)));
    CHECK(strlen(amends_error_message(*err, &size)) == size && size > 0);
    CHECK(strlen(amends_error_json(*err, &size)) == size && size > 0);
    CHECK(amends_error_where(*err, &size) != NULL);
  }
  amends_error_free(*err);
  *err = NULL;
}
#define FAILS(status, call) check_failed((call), (status), &err, __LINE__)
/* Not even an error object is wanted. */
#define FAILS_QUIETLY(status, call) CHECK((call) == (status))

#endif
