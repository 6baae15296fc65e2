/* Classification from C: by a policy, by a model trained here, by both; models that are damaged;
 * personal data; and a host's own judgement inside the engine. */
#include "amends.h"
#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static amends_fact fact(const char* name, int32_t kind, int64_t number, const char* text) {
  amends_fact f;
  memset(&f, 0, sizeof f);
  f.name.data = name;
  f.name.size = strlen(name);
  f.kind = kind;
  f.number = number;
  f.text.data = text;
  f.text.size = text == NULL ? 0 : strlen(text);
  return f;
}

static void test_classification(void) {
  amends_policy* policy = NULL;
  amends_classifier* classifier = NULL;
  amends_labels* labels = NULL;
  amends_error* err = NULL;
  amends_buf* why = amends_buf_new();
  const amends_label* first;
  amends_fact facts[9];
  size_t i;
  CHECK(amends_policy_builtin(T("base"), &policy, &err) == AMENDS_OK);
  FAILS(AMENDS_E_ARG, amends_classifier_new(NULL, NULL, 0, &classifier, &err));
  FAILS(AMENDS_E_ARG, amends_classifier_new(policy, NULL, 0, NULL, &err));
  FAILS(AMENDS_E_ARG, amends_classifier_new(policy, NULL, 1, &classifier, &err));
  CHECK(amends_classifier_new(policy, NULL, 0, &classifier, &err) == AMENDS_OK);
  amends_policy_free(policy); /* the classifier keeps what it needs */

  CHECK(amends_classify(classifier, T("书到了，封面撕裂"), NULL, 0, &labels, &err) == AMENDS_OK);
  CHECK(amends_labels_count(labels) >= 1);
  first = amends_labels_at(labels, 0);
  CHECK(first->struct_size == sizeof *first && first->score_ppm > 0 && first->score_ppm <= 1000000);
  CHECK(first->category.size == 15 && memcmp(first->category.data, "delivery.damage", 15) == 0);
  CHECK(amends_labels_at(labels, amends_labels_count(labels)) == NULL);
  CHECK(amends_labels_severity(labels) >= 0 && amends_labels_priority(labels) >= 0);
  CHECK(amends_labels_abstained(labels) == 0 || amends_labels_abstained(labels) == 1);
  CHECK(amends_labels_why(labels, why, &err) == AMENDS_OK);
  CHECK(strstr(amends_buf_data(why, NULL), "\"term\":\"撕裂\"") != NULL);
  FAILS(AMENDS_E_ARG, amends_labels_why(NULL, why, &err));
  CHECK(amends_buf_data(why, NULL)[0] == '\0');
  FAILS(AMENDS_E_ARG, amends_labels_why(labels, NULL, &err));
  amends_labels_free(labels);
  labels = NULL;

  FAILS(AMENDS_E_ARG, amends_classify(NULL, T("x"), NULL, 0, &labels, &err));
  FAILS(AMENDS_E_ARG, amends_classify(classifier, T("x"), NULL, 0, NULL, &err));
  FAILS(AMENDS_E_ARG, amends_classify(classifier, NULL, 4, NULL, 0, &labels, &err));
  FAILS(AMENDS_E_ARG, amends_classify(classifier, T("x"), NULL, 1, &labels, &err));
  FAILS(AMENDS_E_PARSE, amends_classify(classifier, "\xff", 1, NULL, 0, &labels, &err));

  facts[0] = fact("a", AMENDS_FACT_NULL, 0, NULL);
  facts[1] = fact("b", AMENDS_FACT_INT, -3, NULL);
  facts[2] = fact("c", AMENDS_FACT_DECIMAL, 125, NULL);
  facts[2].scale = 2;
  facts[3] = fact("tier", AMENDS_FACT_TEXT, 0, "vip");
  facts[4] = fact("e", AMENDS_FACT_BOOL, 1, NULL);
  facts[5] = fact("paid", AMENDS_FACT_MONEY, 8000, "CNY");
  facts[6] = fact("f", AMENDS_FACT_DATE, 20000, NULL);
  facts[7] = fact("g", AMENDS_FACT_INSTANT, monday, NULL);
  facts[8] = fact("h", AMENDS_FACT_DURATION, 1, NULL);
  CHECK(amends_classify(classifier, NULL, 0, facts, 9, &labels, &err) == AMENDS_OK);
  first = amends_labels_at(labels, 0);
  CHECK(first != NULL && first->category.size == 5 &&
        memcmp(first->category.data, "other", 5) == 0);
  amends_labels_free(labels);
  labels = NULL;

  for (i = 0; i < 4; ++i) { /* each wrong in one way */
    amends_fact wrong = fact("w", AMENDS_FACT_INT, 0, NULL);
    if (i == 0)
      wrong.kind = 99;
    if (i == 1) {
      wrong.kind = AMENDS_FACT_DECIMAL;
      wrong.scale = 19;
    }
    if (i == 2) {
      wrong.kind = AMENDS_FACT_DATE;
      wrong.number = INT64_MAX;
    }
    if (i == 3) {
      wrong.kind = AMENDS_FACT_TEXT;
      wrong.text.data = NULL;
      wrong.text.size = 2;
    }
    FAILS(AMENDS_E_ARG, amends_classify(classifier, T("x"), &wrong, 1, &labels, &err));
  }
  facts[0] = fact("m", AMENDS_FACT_MONEY, 1, "XYZ");
  FAILS(AMENDS_E_PARSE, amends_classify(classifier, T("x"), facts, 1, &labels, &err));
  CHECK(labels == NULL);
  amends_classifier_free(classifier);
  amends_buf_free(why);
}

struct lines {
  const char* const* next;
  char line[256];
};
static int32_t next_line(void* user, amends_text* line) {
  struct lines* lines = user;
  if (*lines->next == NULL)
    return 0;
  if (strcmp(*lines->next, "stop") == 0)
    return -1;
  snprintf(lines->line, sizeof lines->line, "%s", *lines->next++);
  line->data = lines->line;
  line->size = strlen(lines->line);
  return 1;
}

/* Two intents that share no word. */
static const char* const weather_or_trains[] = {
    "{\"text\":\"will it rain in the morning\",\"label\":\"weather\"}",
    "{\"text\":\"is it cold and windy outside\",\"label\":\"weather\"}",
    "{\"text\":\"how warm does it get tomorrow\",\"label\":\"weather\"}",
    "{\"text\":\"any snow or rain tonight\",\"label\":\"weather\"}",
    "{\"text\":\"when does my train leave\",\"label\":\"trains\"}",
    "{\"text\":\"which platform for the express train\",\"label\":\"trains\"}",
    "{\"text\":\"book a seat to the coast\",\"label\":\"trains\"}",
    "{\"text\":\"the train was cancelled, next departure\",\"label\":\"trains\"}",
    NULL};

static amends_buf* train_on(const char* const* rows, const char* options, amends_buf* report) {
  struct lines lines;
  amends_buf* model = amends_buf_new();
  amends_error* err = NULL;
  lines.next = rows;
  CHECK(amends_train(T(options), next_line, &lines, model, report, &err) == AMENDS_OK);
  if (err != NULL)
    fprintf(stderr, "%s\n", amends_error_message(err, NULL));
  amends_error_free(err);
  return model;
}

static int has_primary(const amends_classifier* classifier, const char* text, const char* wanted) {
  amends_labels* labels = NULL;
  const amends_label* first;
  int same;
  if (amends_classify(classifier, T(text), NULL, 0, &labels, NULL) != AMENDS_OK)
    return 0;
  first = amends_labels_at(labels, 0);
  same = first->category.size == strlen(wanted) &&
         memcmp(first->category.data, wanted, first->category.size) == 0;
  amends_labels_free(labels);
  return same;
}

static const uint8_t* bytes_of(const amends_buf* buffer, size_t* size) {
  return (const uint8_t*)amends_buf_data(buffer, size);
}

static void test_training(void) {
  amends_buf* report = amends_buf_new();
  amends_buf* model = train_on(weather_or_trains, "", report);
  amends_buf* again = train_on(weather_or_trains, "{\"task\":\"single\"}", NULL);
  amends_error* err = untouched;
  amends_classifier* classifier = NULL;
  amends_labels* labels = NULL;
  size_t size = 0, same = 0;
  const uint8_t* bytes = bytes_of(model, &size);
  CHECK(size > 100);
  CHECK(strstr(amends_buf_data(report, NULL), "\"task\":\"single\",\"rows\":8,") != NULL);
  CHECK(strstr(amends_buf_data(report, NULL), "\"held_out\":{\"texts\":8,") != NULL);
  CHECK(memcmp(bytes, bytes_of(again, &same), size) == 0 && same == size);
  amends_buf_free(again);

  CHECK(amends_classifier_new(NULL, bytes, size, &classifier, &err) == AMENDS_OK);
  CHECK(err == untouched);
  amends_buf_free(model); /* it was copied */
  CHECK(has_primary(classifier, "does it rain", "weather"));
  CHECK(has_primary(classifier, "a train to the coast", "trains"));
  CHECK(amends_classify(classifier, T("rain"), NULL, 0, &labels, &err) == AMENDS_OK);
  CHECK(amends_labels_severity(labels) == -1 && amends_labels_priority(labels) == -1);
  amends_labels_free(labels);
  amends_classifier_free(classifier);
  amends_buf_free(report);
}

static void test_training_errors(void) {
  static const char* const torn[] = {"{\"text\":\"a\",\"label\":\"x\"}", "{\"text\":", NULL};
  static const char* const given_up[] = {"{\"text\":\"a\",\"label\":\"x\"}", "stop", NULL};
  static const char* const one_label[] = {"{\"text\":\"a\",\"label\":\"x\"}", NULL};
  struct lines lines;
  amends_error* err = NULL;
  amends_buf* report = amends_buf_new();
  amends_buf* model = train_on(weather_or_trains, "", report);
  lines.next = torn;
  FAILS(AMENDS_E_PARSE, amends_train(NULL, 0, next_line, &lines, model, report, &err));
  CHECK(amends_buf_data(model, NULL)[0] == '\0' && amends_buf_data(report, NULL)[0] == '\0');
  lines.next = torn;
  CHECK(amends_train(NULL, 0, next_line, &lines, model, report, &err) == AMENDS_E_PARSE);
  CHECK(strncmp(amends_error_where(err, NULL), "/2", 2) == 0);
  amends_error_free(err);
  err = NULL;
  lines.next = given_up;
  FAILS(AMENDS_E_CALLBACK, amends_train(NULL, 0, next_line, &lines, model, NULL, &err));
  lines.next = one_label;
  FAILS(AMENDS_E_ARG, amends_train(NULL, 0, next_line, &lines, model, NULL, &err));
  lines.next = weather_or_trains;
  FAILS(AMENDS_E_PARSE,
        amends_train(T("{\"task\":\"both\"}"), next_line, &lines, model, NULL, &err));
  FAILS(AMENDS_E_PARSE, amends_train(T("{\"tusk\":1}"), next_line, &lines, model, NULL, &err));
  FAILS(AMENDS_E_NOT_FOUND,
        amends_train(T("{\"policy\":[\"bace\"]}"), next_line, &lines, model, NULL, &err));
  FAILS(AMENDS_E_ARG, amends_train(NULL, 0, NULL, NULL, model, NULL, &err));
  FAILS(AMENDS_E_ARG, amends_train(NULL, 0, next_line, &lines, NULL, NULL, &err));
  FAILS(AMENDS_E_ARG, amends_train(NULL, 3, next_line, &lines, model, NULL, &err));
  amends_buf_free(model);
  amends_buf_free(report);
}

/* Cut anywhere, or with any byte changed, a model is refused with words; never used, never a crash.
 */
static void test_damaged_models(void) {
  amends_buf* model = train_on(weather_or_trains, "", NULL);
  amends_error* err = NULL;
  amends_classifier* classifier = NULL;
  amends_policy* policy = NULL;
  size_t size = 0, i;
  const uint8_t* bytes = bytes_of(model, &size);
  uint8_t* copy = malloc(size);
  for (i = 1; i < size; i += 1 + size / 200)
    FAILS(AMENDS_E_CORRUPT, amends_classifier_new(NULL, bytes, i, &classifier, &err));
  for (i = 0; i < size; i += 1 + size / 200) {
    amends_status status;
    memcpy(copy, bytes, size);
    copy[i] ^= 0x40;
    status = amends_classifier_new(NULL, copy, size, &classifier, &err);
    CHECK(status == AMENDS_E_CORRUPT || status == AMENDS_E_UNSUPPORTED);
    CHECK(strlen(amends_error_message(err, NULL)) > 10);
    amends_error_free(err);
    err = NULL;
  }
  CHECK(amends_policy_builtin(T("base"), &policy, &err) == AMENDS_OK);
  FAILS(AMENDS_E_POLICY, amends_classifier_new(policy, bytes, size, &classifier, &err));
  amends_policy_free(policy);
  CHECK(classifier == NULL);
  free(copy);
  amends_buf_free(model);
}

static void test_personal(void) {
  amends_policy* policy = NULL;
  amends_classifier* classifier = NULL;
  amends_labels* labels = NULL;
  amends_error* err = NULL;
  amends_buf* out = amends_buf_new();
  CHECK(amends_policy_builtin(T("base"), &policy, &err) == AMENDS_OK);
  CHECK(amends_classifier_new(policy, NULL, 0, &classifier, &err) == AMENDS_OK);
  CHECK(amends_classify(classifier, T("call me: 13912345678, the box is wet"), NULL, 0, &labels,
                        &err) == AMENDS_OK);
  CHECK(amends_labels_personal(labels, out, &err) == AMENDS_OK);
  CHECK(strcmp(amends_buf_data(out, NULL), "[{\"kind\":\"phone\",\"at\":[9,20]}]") == 0);
  FAILS(AMENDS_E_ARG, amends_labels_personal(NULL, out, &err));
  FAILS(AMENDS_E_ARG, amends_labels_personal(labels, NULL, &err));
  CHECK(amends_buf_data(out, NULL)[0] == '\0');
  amends_labels_free(labels);
  amends_classifier_free(classifier);
  amends_policy_free(policy);
  amends_buf_free(out);
}

/* A host that knows better: what it hears, and what it does the next time it is asked. */
struct judge {
  int asked;
  int32_t answer;
  const char* put; /* NULL: nothing */
  char heard[128];
};
static int32_t judge_text(void* user, amends_judgement* j) {
  struct judge* judge = user;
  size_t size = 0;
  const char* text = amends_judgement_text(j, &size);
  const amends_label* first = amends_judgement_at(j, 0);
  judge->asked += 1;
  CHECK(strlen(text) == size);
  snprintf(judge->heard, sizeof judge->heard, "%s", text);
  CHECK(amends_judgement_count(j) >= 1 && first->struct_size == sizeof *first);
  CHECK(amends_judgement_at(j, amends_judgement_count(j)) == NULL);
  CHECK(amends_judgement_put(j, NULL, 0, 1, 0) == AMENDS_E_ARG);
  CHECK(amends_judgement_put(j, T("product.counterfeit"), 1000001, 0) == AMENDS_E_ARG);
  CHECK(amends_judgement_drop(j, T("no such label")) == AMENDS_E_NOT_FOUND);
  if (judge->put != NULL) {
    const size_t before = amends_judgement_count(j);
    CHECK(amends_judgement_put(j, T(judge->put), 800000, 99) == AMENDS_OK);
    CHECK(amends_judgement_count(j) == before + 1);
    CHECK(amends_judgement_put(j, T(judge->put), 900000, 0) == AMENDS_OK);
    CHECK(amends_judgement_count(j) == before + 1);
    CHECK(amends_judgement_at(j, 0)->score_ppm == 900000);
  }
  return judge->answer;
}

static int is_first(const amends_labels* labels, const char* category) {
  const amends_label* first = amends_labels_at(labels, 0);
  return first != NULL && first->category.size == strlen(category) &&
         memcmp(first->category.data, category, first->category.size) == 0;
}

static void test_classifier_with_host(void) {
  struct judge judge = {0, 0, "product.counterfeit", ""};
  amends_host host = AMENDS_INIT(amends_host);
  amends_policy* policy = NULL;
  amends_classifier* own = NULL;
  amends_classifier* asking = NULL;
  amends_labels* labels = NULL;
  amends_error* err = NULL;
  size_t size = 9;
  host.user = &judge;
  host.classify = judge_text;
  CHECK(amends_policy_builtin(T("base"), &policy, &err) == AMENDS_OK);
  CHECK(amends_classifier_new(policy, NULL, 0, &own, &err) == AMENDS_OK);
  FAILS(AMENDS_E_ARG, amends_classifier_with_host(NULL, &host, &asking, &err));
  FAILS(AMENDS_E_ARG, amends_classifier_with_host(own, NULL, &asking, &err));
  FAILS(AMENDS_E_ARG, amends_classifier_with_host(own, &host, NULL, &err));
  host.struct_size = 4;
  FAILS(AMENDS_E_ARG, amends_classifier_with_host(own, &host, &asking, &err));
  host.struct_size = (uint32_t)sizeof host;
  CHECK(amends_classifier_with_host(own, &host, &asking, &err) == AMENDS_OK);

  CHECK(amends_classify(asking, T("封面撕裂"), NULL, 0, &labels, &err) == AMENDS_OK);
  CHECK(judge.asked == 1 && is_first(labels, "product.counterfeit"));
  CHECK(amends_labels_severity(labels) >= 0); /* they follow the host's labels */
  CHECK(strcmp(amends_labels_host_failed(labels, &size), "") == 0 && size == 0);
  amends_labels_free(labels);
  CHECK(amends_classify(own, T("封面撕裂"), NULL, 0, &labels, &err) == AMENDS_OK);
  CHECK(judge.asked == 1 && is_first(labels, "delivery.damage")); /* the first one is as it was */
  amends_labels_free(labels);
  amends_classifier_free(own);
  amends_policy_free(policy);

  judge.answer = -7;
  CHECK(amends_classify(asking, T("封面撕裂"), NULL, 0, &labels, &err) == AMENDS_OK);
  CHECK(judge.asked == 2 && is_first(labels, "delivery.damage"));
  CHECK(strstr(amends_labels_host_failed(labels, NULL), "-7") != NULL);
  amends_labels_free(labels);
  amends_classifier_free(asking);
  CHECK(strcmp(amends_labels_host_failed(NULL, &size), "") == 0 && size == 0);
}

static const char* answer_to(amends_engine* shop, const char* line, amends_buf* answer) {
  amends_error* err = NULL;
  CHECK(amends_call(shop, monday, T("system"), T(line), answer, &err) == AMENDS_OK);
  if (err != NULL)
    fprintf(stderr, "%s\n", amends_error_message(err, NULL));
  amends_error_free(err);
  return amends_buf_data(answer, NULL);
}

static void test_judgement(void) {
  struct judge judge = {0, 0, NULL, ""};
  amends_host host = AMENDS_INIT(amends_host);
  amends_engine* shop = NULL;
  amends_error* err = NULL;
  amends_buf* answer = amends_buf_new();
  const char* config = "{\"policy\":[\"book-delivery\"],\"store\":\"memory:\"}";
  const char* text;
  host.user = &judge;
  host.classify = judge_text;
  CHECK(amends_open(T(config), NULL, 0, &host, &shop, &err) == AMENDS_OK);
  judge.put = "product.counterfeit";
  answer_to(shop, "{\"op\":\"open\",\"id\":\"a\",\"kind\":\"complaint\",\"text\":\"封面撕裂\"}",
            answer);
  CHECK(judge.asked == 1 && strcmp(judge.heard, "封面撕裂") == 0);
  text =
      answer_to(shop, "{\"op\":\"query\",\"what\":\"case\",\"where\":{\"case_id\":\"a\"}}", answer);
  CHECK(strstr(text, "\"labels\":[{\"category\":\"product.counterfeit\",\"score\":0.9,"
                     "\"by\":\"host\"},{\"category\":\"delivery.damage\"") != NULL);
  CHECK(strstr(text, "\"overruled\":[{\"category\":\"delivery.damage\"") != NULL);

  judge.put = "no.such.category"; /* does not count, and nothing is lost */
  text = answer_to(
      shop, "{\"op\":\"open\",\"id\":\"b\",\"kind\":\"complaint\",\"text\":\"封面撕裂\"}", answer);
  CHECK(judge.asked == 2 && strstr(text, "\"labels\":[{\"category\":\"delivery.damage\"") != NULL);
  judge.put = "product.counterfeit";
  judge.answer = -7; /* nor does what it did before it gave up */
  text = answer_to(
      shop, "{\"op\":\"open\",\"id\":\"c\",\"kind\":\"complaint\",\"text\":\"封面撕裂\"}", answer);
  CHECK(judge.asked == 3 && strstr(text, "\"labels\":[{\"category\":\"delivery.damage\"") != NULL);
  text = answer_to(shop, "{\"op\":\"query\",\"what\":\"timeline\",\"where\":{\"case_id\":\"c\"}}",
                   answer);
  CHECK(strstr(text, "the host's classify answered -7") != NULL);
  amends_close(shop);
  CHECK(amends_judgement_count(NULL) == 0 && amends_judgement_at(NULL, 0) == NULL);
  CHECK(strcmp(amends_judgement_text(NULL, NULL), "") == 0);
  CHECK(amends_judgement_put(NULL, T("x"), 1, 0) == AMENDS_E_ARG);
  CHECK(amends_judgement_drop(NULL, T("x")) == AMENDS_E_ARG);
  amends_buf_free(answer);
}

/* An engine classifies by the model that its host lends; a host compiled before there were models
 * and judgements is still one. */
static void test_engine_model(void) {
  static const char* const rows[] = {
      "{\"text\":\"绒绒的那层起球了\",\"labels\":[\"product.defect\"]}",
      "{\"text\":\"绒绒的那层洗一次就起球\",\"labels\":[\"product.defect\"]}",
      "{\"text\":\"起球很厉害\",\"labels\":[\"product.defect\"]}",
      "{\"text\":\"物流一直不动\",\"labels\":[\"delivery.delay\"]}",
      "{\"text\":\"快递五天了还没到\",\"labels\":[\"delivery.delay\"]}",
      "{\"text\":\"催了几次还没到货\",\"labels\":[\"delivery.delay\"]}",
      NULL};
  amends_buf* model = train_on(rows, "{\"task\":\"multi\"}", NULL);
  amends_buf* answer = amends_buf_new();
  amends_host host = AMENDS_INIT(amends_host);
  amends_engine* shop = NULL;
  amends_error* err = NULL;
  const char* config = "{\"policy\":[\"base\"],\"store\":\"memory:\"}";
  const char* line =
      "{\"op\":\"open\",\"id\":\"a\",\"kind\":\"complaint\",\"text\":\"绒绒的那层起球\"}";
  host.model = bytes_of(model, &host.model_size);
  CHECK(amends_open(T(config), NULL, 0, &host, &shop, &err) == AMENDS_OK);
  CHECK(strstr(answer_to(shop, line, answer), "\"category\":\"product.defect\"") != NULL);
  amends_close(shop);
  shop = NULL;
  host.model_size -= 1;
  FAILS(AMENDS_E_CORRUPT, amends_open(T(config), NULL, 0, &host, &shop, &err));
  host.model = NULL;
  FAILS(AMENDS_E_ARG, amends_open(T(config), NULL, 0, &host, &shop, &err));
  host.struct_size = offsetof(amends_host, classify);
  host.classify = NULL;
  CHECK(amends_open(T(config), NULL, 0, &host, &shop, &err) == AMENDS_OK);
  amends_close(shop);
  amends_buf_free(answer);
  amends_buf_free(model);
}

int main(void) {
  test_classification();
  test_training();
  test_training_errors();
  test_damaged_models();
  test_personal();
  test_classifier_with_host();
  test_judgement();
  test_engine_model();
  if (failures != 0)
    fprintf(stderr, "%d checks failed\n", failures);
  return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
