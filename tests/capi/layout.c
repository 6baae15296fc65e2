/* What callers have compiled in: constants, sizes, offsets. Changing a line here breaks them. */
#include "amends.h"

#define IS(what, value) _Static_assert((what) == (value), #what)

IS(AMENDS_VERSION_MAJOR, 0);
IS(AMENDS_VERSION_MINOR, 1);
IS(AMENDS_VERSION_PATCH, 0);
IS(AMENDS_VERSION_NUMBER, 100);
IS(AMENDS_ABI, 0);

IS(AMENDS_OK, 0);
IS(AMENDS_E_ARG, -1);
IS(AMENDS_E_PARSE, -2);
IS(AMENDS_E_POLICY, -3);
IS(AMENDS_E_EVALUATION, -4);
IS(AMENDS_E_STATE, -5);
IS(AMENDS_E_DENIED, -6);
IS(AMENDS_E_NOT_FOUND, -7);
IS(AMENDS_E_CONFLICT, -8);
IS(AMENDS_E_DUPLICATE, -9);
IS(AMENDS_E_STORE, -10);
IS(AMENDS_E_MEMORY, -11);
IS(AMENDS_E_LIMIT, -12);
IS(AMENDS_E_CLOCK, -13);
IS(AMENDS_E_CORRUPT, -14);
IS(AMENDS_E_UNSUPPORTED, -15);
IS(AMENDS_E_CALLBACK, -16);
IS(AMENDS_E_INTERNAL, -17);

IS(AMENDS_FACT_NULL, 0);
IS(AMENDS_FACT_INT, 1);
IS(AMENDS_FACT_DECIMAL, 2);
IS(AMENDS_FACT_TEXT, 3);
IS(AMENDS_FACT_BOOL, 4);
IS(AMENDS_FACT_MONEY, 5);
IS(AMENDS_FACT_DATE, 6);
IS(AMENDS_FACT_INSTANT, 7);
IS(AMENDS_FACT_DURATION, 8);

IS(AMENDS_LOG_ERROR, 0);
IS(AMENDS_LOG_WARN, 1);
IS(AMENDS_LOG_INFO, 2);
IS(AMENDS_LOG_DEBUG, 3);

IS(AMENDS_NOW, INT64_MIN);
IS(AMENDS_NEVER, INT64_MAX);
IS(sizeof(amends_status), 4);
IS(sizeof(amends_time), 8);

#if UINTPTR_MAX == UINT64_MAX
IS(sizeof(amends_text), 16);
IS(offsetof(amends_text, data), 0);
IS(offsetof(amends_text, size), 8);

IS(sizeof(amends_fact), 48);
IS(offsetof(amends_fact, name), 0);
IS(offsetof(amends_fact, kind), 16);
IS(offsetof(amends_fact, scale), 20);
IS(offsetof(amends_fact, number), 24);
IS(offsetof(amends_fact, text), 32);

IS(sizeof(amends_host), 64);
IS(offsetof(amends_host, struct_size), 0);
IS(offsetof(amends_host, log_level), 4);
IS(offsetof(amends_host, user), 8);
IS(offsetof(amends_host, now), 16);
IS(offsetof(amends_host, random), 24);
IS(offsetof(amends_host, log), 32);
IS(offsetof(amends_host, classify), 40);
IS(offsetof(amends_host, model), 48);
IS(offsetof(amends_host, model_size), 56);

IS(sizeof(amends_label), 24);
IS(offsetof(amends_label, struct_size), 0);
IS(offsetof(amends_label, score_ppm), 4);
IS(offsetof(amends_label, category), 8);
#endif

int layout_is_a_translation_unit(void);
int layout_is_a_translation_unit(void) { return 0; }
