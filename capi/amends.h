/* amends.h - C interface of amends, an embeddable after-sales and complaint engine.
 *
 * Version 0.1.0. C99, valid C++11, needs nothing but <stddef.h> and <stdint.h>. A language binding
 * needs part 1 only: nine functions, no struct. The other parts are the same engine with types, and
 * its pieces to be used alone. Parts 5, 6 and 8 to 11 (calendars, tables, law, stores, the typed
 * engine) are not in this version; what they will do is reached through amends_call. Starting:
 *
 *   amends_engine *shop = NULL; amends_error *err = NULL; amends_buf *answer = amends_buf_new();
 *   const char *config = "{\"policy\":[\"book-delivery\"],\"store\":\"sqlite:after-sales.db\"}";
 *   if (amends_open(config, strlen(config), NULL, 0, NULL, &shop, &err)) goto failed;
 *
 *   // a customer complains
 *   const char *line = "{\"op\":\"open\",\"id\":\"web-1\",\"kind\":\"complaint\","
 *       "\"customer\":{\"id\":\"c-77\"},\"order\":{\"id\":\"o-9\"},\"text\":\"a torn cover\"}";
 *   amends_time now = amends_clock_system(NULL);
 *   if (amends_call(shop, now, "customer:c-77", 13, line, strlen(line), answer, &err)) goto failed;
 *   puts(amends_buf_data(answer, NULL));   // the receipt: number, who is next, by when
 *
 *   // once a minute: send, pay or ship each action that comes out
 *   line = "{\"op\":\"tick\"}";
 *   if (amends_call(shop, now, "system", 6, line, strlen(line), answer, &err)) goto failed;
 *   puts(amends_buf_data(answer, NULL));   // {"actions":[{"id":"web-1.1.10","attempt":1,...}],...}
 *
 *   // and say what became of it
 *   line = "{\"op\":\"settle\",\"action\":\"web-1.1.10\",\"attempt\":1,\"outcome\":\"done\"}";
 *   if (amends_call(shop, now, "system", 6, line, strlen(line), answer, &err)) goto failed;
 *   amends_buf_free(answer); amends_close(shop); return 0;
 * failed:
 *   fprintf(stderr, "%s\n", amends_error_message(err, NULL)); amends_error_free(err); return 1;
 *
 * Another program's build: `cc main.c $(pkg-config --cflags --libs amends)`, or CMake's
 * find_package(amends COMPONENTS capi) and amends::capi. docs/host.md tells the rest.
 *
 * Ground rules. They hold for every function below and are not repeated there.
 *  1. Handles are opaque. Who makes one frees it (_free, _close; both take NULL), in any order: a
 *     handle keeps alive what it was made from.
 *  2. Text is UTF-8. In: pointer + byte count, copied before the call returns, (NULL, 0) is empty.
 *     Out: a view owned by the handle it came from; a NUL, not counted, follows the last byte, and
 *     `size_t *size` may be NULL. Nothing is ever returned that the caller must free() himself.
 *  3. Pointers must not be NULL unless rule 1, 2 or 4 or the comment allows it. A wrong NULL is
 *     AMENDS_E_ARG, or an empty answer where no status is returned, never a crash.
 *  4. What can fail returns amends_status and takes `amends_error **err` last (may be NULL). On
 *     success *err is untouched. On failure it receives a new error, the caller's to free, buffers
 *     are empty and no other output is written. There is no global or thread-local "last error".
 *  5. No C++ exception leaves the library. A callback gets its `user` as given; it must not throw,
 *     longjmp through the library, or call into the handle that is calling it.
 *  6. Threads: policy and classifier are immutable and an engine may be shared by any number of
 *     threads. Every other handle: one thread at a time. The library starts no thread. After
 *     fork() open anew; never use a handle made before it.
 *  7. Time comes in as an argument. The wall clock is read by amends_clock_system() alone, when the
 *     host calls or lends it. Nothing is process-wide: no init, no settings, no hooks.
 *  8. Structs that may grow begin with `struct_size`: AMENDS_INIT sets it in those you fill, the
 *     library in those it lends. Fields are only appended. The few others are frozen and say so.
 *  9. Enumerated values are int32_t, explicit, never renumbered; treat an unknown one as "other".
 *     What a policy names (categories, severities) is text, or an index into the policy's list.
 */
/* Laid out by hand, to be read. */
/* clang-format off */
#ifndef AMENDS_H
#define AMENDS_H

#include <stddef.h>
#include <stdint.h>

#define AMENDS_VERSION_MAJOR 0 /* SONAME before 1.0: libamends.so.0.MINOR, so libamends.so.0.1 */
#define AMENDS_VERSION_MINOR 1
#define AMENDS_VERSION_PATCH 0
#define AMENDS_VERSION_NUMBER 100 /* MAJOR * 10000 + MINOR * 100 + PATCH */
#define AMENDS_ABI 0 /* 1 from 1.0 on; then rises only when an existing caller would break */

#if defined(_WIN32) && defined(AMENDS_BUILDING)
#define AMENDS_API __declspec(dllexport)
#elif defined(_WIN32) && !defined(AMENDS_STATIC)
#define AMENDS_API __declspec(dllimport)
#elif defined(__GNUC__) && !defined(AMENDS_STATIC)
#define AMENDS_API __attribute__((visibility("default"), nothrow))
#else
#define AMENDS_API
#endif
#if defined(__GNUC__)
#define AMENDS_TRY AMENDS_API __attribute__((warn_unused_result)) /* can fail: look at the status */
#else
#define AMENDS_TRY AMENDS_API
#endif

/* amends_host h = AMENDS_INIT(amends_host);  -- all zero, with struct_size set. */
#ifdef __cplusplus
template <class T> inline T amends_init() noexcept { T t{}; t.struct_size = sizeof t; return t; }
#define AMENDS_INIT(T) (amends_init<T>())
extern "C" {
#else
#define AMENDS_INIT(T) ((T){.struct_size = (uint32_t)sizeof(T)})
#endif

/* ==== 1. The JSON door: all that a binding needs ========================================== */
typedef int32_t amends_status;
enum {                       /* the word in JSON ("code") is the name's end: "parse", "denied" */
  AMENDS_OK = 0,
  AMENDS_E_ARG = -1,         /* the caller broke the contract: NULL, bad size, bad struct_size */
  AMENDS_E_PARSE = -2,       /* not UTF-8, not JSON, or not of the expected shape */
  AMENDS_E_POLICY = -3,      /* the policy pack is not usable; amends_policy_lint says why */
  AMENDS_E_EVALUATION = -4,  /* a table or formula cannot answer: types, two currencies meeting */
  AMENDS_E_STATE = -5,       /* the command is not allowed in the case's present stage */
  AMENDS_E_DENIED = -6,      /* this identity may not do, see or say this */
  AMENDS_E_NOT_FOUND = -7,   /* no such case, action, pack, calendar, table or column */
  AMENDS_E_CONFLICT = -8,    /* somebody else changed it first: read again and retry */
  AMENDS_E_DUPLICATE = -9,   /* same command id, different content */
  AMENDS_E_STORE = -10,      /* the store failed; the message carries its words */
  AMENDS_E_MEMORY = -11,     /* out of memory; nothing was changed */
  AMENDS_E_LIMIT = -12,      /* beyond a documented limit: size, depth, calendar horizon */
  AMENDS_E_CLOCK = -13,      /* no time given and no clock lent, or `now` far in a case's past */
  AMENDS_E_CORRUPT = -14,    /* stored data or the journal's chain does not verify */
  AMENDS_E_UNSUPPORTED = -15, /* not in this build, or not built yet */
  AMENDS_E_CALLBACK = -16,   /* a host callback asked to stop */
  AMENDS_E_INTERNAL = -17    /* a bug in amends: please report it */
};

typedef int64_t amends_time;   /* microseconds since 1970-01-01T00:00:00Z, no leap seconds */
#define AMENDS_NOW INT64_MIN   /* in: ask the host's clock */
#define AMENDS_NEVER INT64_MAX /* out: there is no such instant */

typedef struct amends_engine amends_engine;
typedef struct amends_error amends_error;
typedef struct amends_buf amends_buf;
typedef struct amends_host amends_host; /* part 3; bindings pass NULL */

/* Opens policy, store and tenant: {"policy":[built-in names or whole packs],"store":URL,"tenant":
 * "..."}. master_key: (NULL, 0), and personal data lies in clear; 32 bytes are
 * AMENDS_E_UNSUPPORTED in
 * this version. host may be NULL. */
AMENDS_TRY amends_status amends_open(const char *config, size_t size, const uint8_t *master_key,
    size_t key_size, const amends_host *host, amends_engine **out, amends_error **err);

/* One line of `amends run`: a command, an array of commands (one transaction), tick, settle, query.
 * `answer` gets the line it prints. `who` ("agent:li") is vouched for by the host: a line naming
 * another `by`, or any `at`, is denied. "system" is the host itself: it may say both, tick, settle.
 * An empty one is AMENDS_E_ARG, so that a missing login never becomes a trusted caller. */
AMENDS_TRY amends_status amends_call(amends_engine *e, amends_time now, const char *who,
    size_t who_size, const char *request, size_t size, amends_buf *answer, amends_error **err);

/* Closes an engine. No other call on it may be in flight. */
AMENDS_API void amends_close(amends_engine *e);

/* A result that grows; reuse it, and the steady state allocates nothing. NULL when out of memory.
 * The data lives until the buffer's next use. */
AMENDS_API amends_buf *amends_buf_new(void);
AMENDS_API const char *amends_buf_data(const amends_buf *b, size_t *size);
AMENDS_API void amends_buf_free(amends_buf *b);

/* The message for people, and the whole as in `amends run`: {"code","message","where", ...}, with
 * more where there is more to say (conflict: present version and what changed since). */
AMENDS_API const char *amends_error_message(const amends_error *e, size_t *size);
AMENDS_API const char *amends_error_json(const amends_error *e, size_t *size);
AMENDS_API void amends_error_free(amends_error *e);

/* ==== 2. Versions, words, shared types ==================================================== */
AMENDS_API uint32_t amends_version(void);         /* AMENDS_VERSION_NUMBER as built */
AMENDS_API uint32_t amends_abi(void);             /* compare with AMENDS_ABI */
AMENDS_API const char *amends_version_text(void); /* static: "0.1.0", then zone and holiday data */
AMENDS_API int32_t amends_has(const char *feature, size_t size); /* "sqlite", ...: 1 or 0 */
AMENDS_API const char *amends_status_name(amends_status s);      /* static: "parse", "denied" */
/* JSON pointer into what was passed ("/order/lines/0/paid"), empty when none. */
AMENDS_API const char *amends_error_where(const amends_error *e, size_t *size);

/* Frozen. In an argument: read during the call. In a result: owned by the handle it came from. */
typedef struct amends_text { const char *data; size_t size; } amends_text;
/* Frozen, for it stands in arrays. All zero is null. Lists go through JSON only. */
typedef struct amends_fact {
  amends_text name;
  int32_t kind;
  int32_t scale;    /* DECIMAL: digits after the point, 0..18; otherwise 0 */
  int64_t number;
  amends_text text; /* TEXT: the text; MONEY: the ISO 4217 code; otherwise empty */
} amends_fact;
enum {
  AMENDS_FACT_NULL = 0, AMENDS_FACT_INT = 1,
  AMENDS_FACT_DECIMAL = 2,                         /* number * 10^-scale, exact */
  AMENDS_FACT_TEXT = 3, AMENDS_FACT_BOOL = 4,      /* BOOL: 0 or 1 */
  AMENDS_FACT_MONEY = 5,                           /* minor units */
  AMENDS_FACT_DATE = 6,                            /* days since 1970-01-01 */
  AMENDS_FACT_INSTANT = 7, AMENDS_FACT_DURATION = 8 /* microseconds: since 1970, long */
};

/* JSON Lines in, without their newlines. A source answers 1 with a line that lives until it is
 * called again, 0 at the end, negative to give up (the call then fails by AMENDS_E_CALLBACK). */
typedef int32_t (*amends_line_source)(void *user, amends_text *line);

/* ==== 3. What the host lends: clock, log, a judgement, a model ============================ */
typedef struct amends_judgement amends_judgement; /* part 7 */
enum { AMENDS_LOG_ERROR = 0, AMENDS_LOG_WARN = 1, AMENDS_LOG_INFO = 2, AMENDS_LOG_DEBUG = 3 };
/* One per engine, copied when it opens. Any member may be NULL. Called on the calling threads. */
struct amends_host {
  uint32_t struct_size;
  int32_t log_level;                                  /* highest level that is formatted at all */
  void *user;
  amends_time (*now)(void *user);                     /* default: none, AMENDS_NOW is E_CLOCK */
  void (*random)(void *user, void *out, size_t size); /* for keys; not called in this version */
  void (*log)(void *user, int32_t level, const char *text, size_t size); /* default: silence; the
                                                         text never holds personal data */
  /* A judgement of the host's own on what a customer wrote (a model of his, a list of known texts):
   * asked once a text, inside the call that opens a case or takes a message and inside its
   * transaction, so it must be quick. It reads and changes the labels by part 7 and answers 0; any
   * other answer means that it cannot say. Then, and where its labels cannot be, amends's own
   * stand. What it changed is recorded with the case as by "host", beside what amends said; a
   * replay of the case does not ask again. Default: none. */
  int32_t (*classify)(void *user, amends_judgement *judgement);
  /* Bytes from amends_train, read while the engine opens: the policy classifies by this model
   * instead of its own; errors as amends_classifier_new. Cases opened under another policy keep
   * that one's. Default: (NULL, 0). */
  const uint8_t *model;
  size_t model_size;
};
AMENDS_API amends_time amends_clock_system(void *user); /* fits `now`; user is not used */

/* ==== 4. Policies: loaded once, immutable, shared ========================================= */
typedef struct amends_policy amends_policy;
/* The last pack is the policy; its `extends` looks among the earlier ones, then the built-in ones.
 * A text without "amends_pack" is one more file of the pack before it (a folder's files). */
AMENDS_TRY amends_status amends_policy_load(const amends_text *packs, size_t count,
    amends_policy **out, amends_error **err);
/* "book-delivery", or with a major version "book-delivery@1". */
AMENDS_TRY amends_status amends_policy_builtin(const char *name, size_t size, amends_policy **out,
    amends_error **err);
/* JSON array of {"level","rule","where","text","mend"}. OK means linted, findings or not. */
AMENDS_TRY amends_status amends_policy_lint(const amends_text *packs, size_t count,
    amends_buf *findings, amends_error **err);
/* BLAKE2b-256 of the resolved pack: what a case pins. */
AMENDS_API void amends_policy_digest(const amends_policy *p, uint8_t out[32]);
/* Names in the policy's ordered lists: severities mildest first ("low"), priorities most urgent
 * first ("P1"). NULL past the end, so counting up from 0 lists them. */
AMENDS_API const char *amends_policy_severity(const amends_policy *p, int32_t i, size_t *size);
AMENDS_API const char *amends_policy_priority(const amends_policy *p, int32_t i, size_t *size);
AMENDS_API void amends_policy_retain(amends_policy *p); /* one more amends_policy_free to come */
AMENDS_API void amends_policy_free(amends_policy *p);

/* ==== 7. Classification =================================================================== */
typedef struct amends_classifier amends_classifier;
typedef struct amends_labels amends_labels;
typedef struct amends_label { /* lent by the amends_labels; ask by index, never step a pointer */
  uint32_t struct_size;
  int32_t score_ppm;          /* calibrated, parts per million */
  amends_text category;
} amends_label;
/* Either may be absent, not both. policy: words, severity, priority; NULL: the model's categories
 * only. model: bytes from amends_train, copied; (NULL, 0): the built-in one, where the policy has
 * its categories, and the policy's words alone elsewhere. A damaged model is AMENDS_E_CORRUPT, one
 * of another version AMENDS_E_UNSUPPORTED, one that does not fit the policy AMENDS_E_POLICY. */
AMENDS_TRY amends_status amends_classifier_new(const amends_policy *policy, const uint8_t *model,
    size_t size, amends_classifier **out, amends_error **err);
/* A second classifier that also asks host->classify (part 3) about every text, on the thread that
 * classifies; the host's other members are not used. `user` lives until the new one is freed. */
AMENDS_TRY amends_status amends_classifier_with_host(const amends_classifier *c,
    const amends_host *host, amends_classifier **out, amends_error **err);
AMENDS_API void amends_classifier_free(amends_classifier *c);
/* facts, (NULL, 0) when none: what severity and priority look at beside the text, by name. */
AMENDS_TRY amends_status amends_classify(const amends_classifier *c, const char *text, size_t size,
    const amends_fact *facts, size_t count, amends_labels **out, amends_error **err);
/* Index 0 is the primary label; "other" when nothing is in scope. NULL past the end. */
AMENDS_API size_t amends_labels_count(const amends_labels *l);
AMENDS_API const amends_label *amends_labels_at(const amends_labels *l, size_t index);
AMENDS_API int32_t amends_labels_severity(const amends_labels *l); /* index of part 4, or -1 */
AMENDS_API int32_t amends_labels_priority(const amends_labels *l); /* index of part 4, or -1 */
AMENDS_API int32_t amends_labels_abstained(const amends_labels *l); /* 1: a person should look */
/* Why the host's judgement did not count: it failed, or left labels that cannot be. Empty when it
 * did count, or none was asked. */
AMENDS_API const char *amends_labels_host_failed(const amends_labels *l, size_t *size);
/* JSON array of {"category"?,"term","from","weight","at","negated"?}, worked out when asked for.
 * What speaks of how bad it is, whatever the category, has none. */
AMENDS_TRY amends_status amends_labels_why(const amends_labels *l, amends_buf *out,
    amends_error **err);
/* Personal data standing in the text, for masking: JSON array of {"kind","at":[from,to]}, bytes of
 * the text, in order, never overlapping. Kinds: "email", "phone", "id_number", "bank_card",
 * "address", "order_number", "account", "name", "plate". */
AMENDS_TRY amends_status amends_labels_personal(const amends_labels *l, amends_buf *out,
    amends_error **err);
AMENDS_API void amends_labels_free(amends_labels *l);

/* Rows as in `amends train`: {"text":"...","labels":[...],"severity"?}. options, may be empty:
 * {"task":"single"|"multi","seed":1,"policy":[as in amends_open]}. "policy": whose words and model
 * help, and then the task is "multi"; without it "base" where all labels are its categories and the
 * task is not "single"; []: nobody's. Else, without "task", the rows tell. report, may be NULL:
 * {"task","rows","graded","features","held_out":{...}}, the figures on rows that the judging model
 * was not shown. Same rows in same order, same bytes. */
AMENDS_TRY amends_status amends_train(const char *options, size_t size, amends_line_source rows,
    void *user, amends_buf *model, amends_buf *report, amends_error **err);

/* The labels of one text while a host's classify decides on them; it lives no longer than that
 * call. Index 0 is the primary label. put: adds the category or moves it to `index` (past the end:
 * last) with this score; when none is left the text is "other". Both answer AMENDS_OK; or change
 * nothing and answer AMENDS_E_ARG (NULL, score not within 0 and 1000000), AMENDS_E_MEMORY, or,
 * drop, AMENDS_E_NOT_FOUND. With a category that the policy does not have the judgement does not
 * count. */
AMENDS_API const char *amends_judgement_text(const amends_judgement *j, size_t *size);
AMENDS_API size_t amends_judgement_count(const amends_judgement *j);
AMENDS_API const amends_label *amends_judgement_at(const amends_judgement *j, size_t index);
AMENDS_API amends_status amends_judgement_put(amends_judgement *j, const char *category,
    size_t size, int32_t score_ppm, size_t index);
AMENDS_API amends_status amends_judgement_drop(amends_judgement *j, const char *category,
    size_t size);

/* Loaders take the names above with dlsym. A function table behind one symbol comes when a vendor
 * asks for it (then as amends_api: amends_table is a decision table). */

#ifdef __cplusplus
} /* extern "C" */
#endif
#endif /* AMENDS_H */
