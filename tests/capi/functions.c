/* Every function of amends.h from C: what it answers, what it says of NULL, what it leaves alone.
 */
#include "amends.h"
#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static amends_engine* open_shop(const amends_host* host) {
  amends_engine* shop = NULL;
  amends_error* err = untouched;
  const char* config = "{\"policy\":[\"book-delivery\"],\"store\":\"memory:\",\"tenant\":\"t\"}";
  CHECK(amends_open(T(config), NULL, 0, host, &shop, &err) == AMENDS_OK);
  CHECK(err == untouched);
  CHECK(shop != NULL);
  return shop;
}

static void test_versions(void) {
  size_t i;
  CHECK(amends_version() == AMENDS_VERSION_NUMBER);
  CHECK(amends_abi() == AMENDS_ABI);
  CHECK(strncmp(amends_version_text(), "0.1.0, ", 7) == 0);
  CHECK(amends_has(T("sqlite")) == 1 && amends_has(T("memory")) == 1);
  CHECK(amends_has(T("postgresql")) == 0 && amends_has(T("")) == 0);
  CHECK(amends_has(NULL, 0) == 0 && amends_has(NULL, 3) == 0);
  CHECK(strcmp(amends_status_name(AMENDS_OK), "ok") == 0);
  CHECK(strcmp(amends_status_name(AMENDS_E_INTERNAL), "internal") == 0);
  CHECK(strcmp(amends_status_name(1), "other") == 0 &&
        strcmp(amends_status_name(-18), "other") == 0);
  for (i = 0; i < 18; ++i)
    CHECK(strcmp(amends_status_name(-(amends_status)i), "other") != 0);
  CHECK(amends_clock_system(NULL) > 1600000000000000);
}

static void test_nothing(void) {
  size_t size = 7;
  uint8_t digest[32];
  amends_close(NULL);
  amends_buf_free(NULL);
  amends_error_free(NULL);
  amends_policy_free(NULL);
  amends_policy_retain(NULL);
  amends_classifier_free(NULL);
  amends_labels_free(NULL);
  CHECK(strcmp(amends_buf_data(NULL, &size), "") == 0 && size == 0);
  CHECK(strcmp(amends_error_message(NULL, &size), "") == 0 && size == 0);
  CHECK(strcmp(amends_error_json(NULL, &size), "") == 0 && size == 0);
  CHECK(strcmp(amends_error_where(NULL, &size), "") == 0 && size == 0);
  CHECK(amends_policy_severity(NULL, 0, &size) == NULL && size == 0);
  CHECK(amends_policy_priority(NULL, 0, NULL) == NULL);
  memset(digest, 1, sizeof digest);
  amends_policy_digest(NULL, digest);
  CHECK(digest[0] == 0 && digest[31] == 0);
  amends_policy_digest(NULL, NULL);
  CHECK(amends_labels_count(NULL) == 0 && amends_labels_at(NULL, 0) == NULL);
  CHECK(amends_labels_severity(NULL) == -1 && amends_labels_priority(NULL) == -1);
  CHECK(amends_labels_abstained(NULL) == 0);
}

static void test_open_errors(void) {
  amends_error* err = NULL;
  amends_engine* shop = NULL;
  uint8_t key[32] = {0};
  amends_host host = AMENDS_INIT(amends_host);
  const char* good = "{\"policy\":[\"base\"],\"store\":\"memory:\"}";
  FAILS(AMENDS_E_ARG, amends_open(NULL, 0, NULL, 0, NULL, &shop, &err));
  FAILS(AMENDS_E_ARG, amends_open(NULL, 5, NULL, 0, NULL, &shop, &err));
  FAILS(AMENDS_E_ARG, amends_open(T(good), NULL, 0, NULL, NULL, &err));
  FAILS(AMENDS_E_ARG, amends_open(T(good), NULL, 32, NULL, &shop, &err));
  FAILS(AMENDS_E_ARG, amends_open(T(good), key, 31, NULL, &shop, &err));
  FAILS(AMENDS_E_UNSUPPORTED, amends_open(T(good), key, 32, NULL, &shop, &err));
  host.struct_size = 0;
  FAILS(AMENDS_E_ARG, amends_open(T(good), NULL, 0, &host, &shop, &err));
  FAILS(AMENDS_E_PARSE, amends_open(T(""), NULL, 0, NULL, &shop, &err));
  FAILS(AMENDS_E_PARSE, amends_open(T("{"), NULL, 0, NULL, &shop, &err));
  FAILS(AMENDS_E_PARSE, amends_open(T("[]"), NULL, 0, NULL, &shop, &err));
  FAILS(AMENDS_E_PARSE, amends_open(T("{\"policy\":[\"base\"]}"), NULL, 0, NULL, &shop, &err));
  FAILS(AMENDS_E_PARSE,
        amends_open(T("{\"store\":\"memory:\",\"policy\":\"base\"}"), NULL, 0, NULL, &shop, &err));
  FAILS(AMENDS_E_PARSE,
        amends_open(T("{\"store\":\"memory:\",\"policy\":[3]}"), NULL, 0, NULL, &shop, &err));
  FAILS(AMENDS_E_PARSE,
        amends_open(T("{\"store\":\"memory:\",\"policies\":[]}"), NULL, 0, NULL, &shop, &err));
  FAILS(AMENDS_E_NOT_FOUND, amends_open(T("{\"store\":\"memory:\",\"policy\":[\"bace\"]}"), NULL, 0,
                                        NULL, &shop, &err));
  FAILS(AMENDS_E_POLICY, amends_open(T("{\"store\":\"memory:\",\"policy\":[{\"amends_pack\":1}]}"),
                                     NULL, 0, NULL, &shop, &err));
  FAILS(AMENDS_E_ARG, amends_open(T("{\"store\":\"nowhere\",\"policy\":[\"base\"]}"), NULL, 0, NULL,
                                  &shop, &err));
  FAILS(AMENDS_E_UNSUPPORTED, amends_open(T("{\"store\":\"postgresql://x\",\"policy\":[\"base\"]}"),
                                          NULL, 0, NULL, &shop, &err));
  FAILS_QUIETLY(AMENDS_E_PARSE, amends_open(T("{"), NULL, 0, NULL, &shop, NULL));
  CHECK(shop == NULL);

  CHECK(amends_open(T("{\"store\":\"memory:\",\"policy\":[\"bace\"]}"), NULL, 0, NULL, &shop,
                    &err) != 0);
  CHECK(strcmp(amends_error_where(err, NULL), "/policy/0") == 0);
  amends_error_free(err);
}

static const char* complaint =
    "{\"op\":\"open\",\"id\":\"web-1\",\"kind\":\"complaint\",\"customer\":{\"id\":\"c-77\"},"
    "\"order\":{\"id\":\"o-9\",\"paid\":\"80.00 CNY\"},\"text\":\"书收到了，封面撕裂\"}";

static void test_call(void) {
  amends_error* err = untouched;
  amends_engine* shop = open_shop(NULL);
  amends_buf* answer = amends_buf_new();
  size_t size = 0;
  const char* text;
  CHECK(answer != NULL && strcmp(amends_buf_data(answer, NULL), "") == 0);
  CHECK(amends_call(shop, monday, T("customer:c-77"), T(complaint), answer, &err) == AMENDS_OK);
  CHECK(err == untouched);
  text = amends_buf_data(answer, &size);
  CHECK(strlen(text) == size && strncmp(text, "{\"id\":\"web-1\",\"case_id\":\"web-1\",", 32) == 0);
  CHECK(strstr(text, "\"promised_by\":") != NULL);
  CHECK(strstr(text, "delivery.damage") == NULL); /* a customer gets the public view */

  err = NULL; /* an answer that was there is gone after a failure */
  FAILS(AMENDS_E_ARG, amends_call(NULL, monday, T("system"), T("{}"), answer, &err));
  CHECK(amends_buf_data(answer, &size)[0] == '\0' && size == 0);
  FAILS(AMENDS_E_ARG, amends_call(shop, monday, T("system"), T("{}"), NULL, &err));
  FAILS(AMENDS_E_ARG, amends_call(shop, monday, T("system"), NULL, 0, answer, &err));
  FAILS(AMENDS_E_ARG, amends_call(shop, monday, NULL, 6, T("{}"), answer, &err));
  FAILS(AMENDS_E_ARG, amends_call(shop, monday, NULL, 0, T("{\"op\":\"tick\"}"), answer, &err));
  FAILS(AMENDS_E_ARG, amends_call(shop, monday, T(""), T("{\"op\":\"tick\"}"), answer, &err));
  FAILS(AMENDS_E_ARG, amends_call(shop, monday, T("agent:"), T("{\"op\":\"tick\"}"), answer, &err));
  FAILS(AMENDS_E_ARG,
        amends_call(shop, AMENDS_NEVER, T("system"), T("{\"op\":\"tick\"}"), answer, &err));
  FAILS(AMENDS_E_CLOCK,
        amends_call(shop, AMENDS_NOW, T("system"), T("{\"op\":\"tick\"}"), answer, &err));
  FAILS(AMENDS_E_PARSE, amends_call(shop, monday, T("system"), T("{"), answer, &err));
  FAILS(AMENDS_E_PARSE, amends_call(shop, monday, T("system"), T("3"), answer, &err));
  FAILS(AMENDS_E_DENIED,
        amends_call(shop, monday, T("agent:li"),
                    T("{\"op\":\"query\",\"what\":\"cases\",\"at\":\"2026-09-22T09:00:00+08:00\"}"),
                    answer, &err));
  FAILS(AMENDS_E_DENIED,
        amends_call(shop, monday, T("customer:c-78"),
                    T("{\"op\":\"message\",\"id\":\"m-1\",\"case_id\":\"web-1\",\"text\":\"x\"}"),
                    answer, &err));
  FAILS(AMENDS_E_NOT_FOUND,
        amends_call(shop, monday, T("agent:li"),
                    T("{\"op\":\"note\",\"id\":\"m-1\",\"case_id\":\"none\",\"text\":\"x\"}"),
                    answer, &err));
  FAILS_QUIETLY(AMENDS_E_PARSE, amends_call(shop, monday, T("system"), T("{"), answer, NULL));

  CHECK(amends_call(shop, monday + 60000000, T("system"), T("{\"op\":\"tick\",\"id\":\"t-1\"}"),
                    answer, &err) == AMENDS_OK);
  CHECK(strncmp(amends_buf_data(answer, NULL), "{\"id\":\"t-1\",\"fired\":", 20) == 0);
  CHECK(amends_call(shop, monday + 60000000, T("system"),
                    T("{\"op\":\"update_calendars\",\"builtin\":true,\"dry_run\":true}"), answer,
                    &err) == AMENDS_OK);
  CHECK(strstr(amends_buf_data(answer, NULL), "\"changed\":false") != NULL);
  CHECK(amends_call(shop, monday + 60000000, T("system"), T("{\"op\":\"sweep\"}"), answer, &err) ==
        AMENDS_OK);
  CHECK(strstr(amends_buf_data(answer, NULL), "\"more\":false") != NULL);
  amends_buf_free(answer);
  amends_close(shop);
}

struct seen {
  amends_time now;
  int logged;
  char last[256];
};
static amends_time lent_now(void* user) { return ((struct seen*)user)->now; }
static void lent_log(void* user, int32_t level, const char* text, size_t size) {
  struct seen* s = user;
  CHECK(level == AMENDS_LOG_INFO || level == AMENDS_LOG_ERROR);
  CHECK(size < sizeof s->last);
  memcpy(s->last, text, size);
  s->last[size] = '\0';
  s->logged += 1;
}

static void test_host(void) {
  struct seen seen;
  amends_host host = AMENDS_INIT(amends_host);
  amends_engine* shop;
  amends_error* err = NULL;
  amends_buf* answer = amends_buf_new();
  memset(&seen, 0, sizeof seen);
  seen.now = monday;
  host.user = &seen;
  host.now = lent_now;
  host.log = lent_log;
  host.log_level = AMENDS_LOG_INFO;
  shop = open_shop(&host);
  host.user = NULL; /* it was copied */
  CHECK(amends_call(shop, AMENDS_NOW, T("customer:c-77"), T(complaint), answer, &err) == AMENDS_OK);
  CHECK(amends_call(shop, AMENDS_NOW, T("system"),
                    T("{\"op\":\"query\",\"what\":\"case\",\"where\":{\"case_id\":\"web-1\"}}"),
                    answer, &err) == AMENDS_OK);
  CHECK(strstr(amends_buf_data(answer, NULL), "\"opened_at\":\"2026-09-22T00:45:12Z\"") != NULL);
  CHECK(seen.logged == 0);
  FAILS(AMENDS_E_PARSE, amends_call(shop, AMENDS_NOW, T("system"), T("{"), answer, &err));
  CHECK(seen.logged == 1 && strncmp(seen.last, "parse: ", 7) == 0);
  seen.now = AMENDS_NOW;
  FAILS(AMENDS_E_CLOCK,
        amends_call(shop, AMENDS_NOW, T("system"), T("{\"op\":\"tick\"}"), answer, &err));
  amends_buf_free(answer);
  amends_close(shop);
}

static void test_policies(void) {
  amends_policy *policy = NULL, *same = NULL, *mine = NULL;
  amends_error* err = untouched;
  amends_buf* findings = amends_buf_new();
  uint8_t digest[32], again[32];
  size_t size = 0;
  int32_t i;
  amends_text packs[2];
  const char* pack =
      "{\"amends_pack\":1,\"id\":\"mine\",\"version\":\"1\",\"extends\":[\"book-delivery@1\"],"
      "\"title\":{\"zh\":\"我的\",\"en\":\"Mine\"}}";
  CHECK(amends_policy_builtin(T("book-delivery"), &policy, &err) == AMENDS_OK);
  CHECK(amends_policy_builtin(T("book-delivery@1"), &same, &err) == AMENDS_OK);
  CHECK(err == untouched);
  amends_policy_digest(policy, digest);
  amends_policy_digest(same, again);
  CHECK(memcmp(digest, again, 32) == 0);
  CHECK(strcmp(amends_policy_severity(policy, 0, &size), "low") == 0 && size == 3);
  CHECK(strcmp(amends_policy_priority(policy, 0, NULL), "P1") == 0);
  for (i = 0; amends_policy_severity(policy, i, NULL) != NULL; ++i)
    CHECK(i < 4);
  CHECK(i == 4 && amends_policy_severity(policy, -1, &size) == NULL && size == 0);
  amends_policy_retain(policy);
  amends_policy_free(policy);
  CHECK(amends_policy_severity(policy, 0, NULL) != NULL); /* one free is still to come */
  amends_policy_free(policy);
  amends_policy_free(same);

  packs[0].data = pack;
  packs[0].size = strlen(pack);
  CHECK(amends_policy_load(packs, 1, &mine, &err) == AMENDS_OK);
  amends_policy_digest(mine, again);
  CHECK(memcmp(digest, again, 32) != 0);
  amends_policy_free(mine);
  CHECK(amends_policy_lint(packs, 1, findings, &err) == AMENDS_OK);
  CHECK(amends_buf_data(findings, NULL)[0] == '[');

  err = NULL;
  mine = NULL;
  packs[1].data = NULL;
  packs[1].size = 3;
  FAILS(AMENDS_E_ARG, amends_policy_load(packs, 2, &mine, &err));
  FAILS(AMENDS_E_ARG, amends_policy_load(NULL, 1, &mine, &err));
  FAILS(AMENDS_E_ARG, amends_policy_load(packs, 1, NULL, &err));
  FAILS(AMENDS_E_POLICY, amends_policy_load(NULL, 0, &mine, &err));
  FAILS(AMENDS_E_NOT_FOUND, amends_policy_builtin(T("nobody"), &mine, &err));
  FAILS(AMENDS_E_NOT_FOUND, amends_policy_builtin(T("base@9"), &mine, &err));
  FAILS(AMENDS_E_ARG, amends_policy_builtin(NULL, 0, &mine, &err));
  FAILS(AMENDS_E_ARG, amends_policy_builtin(T("base"), NULL, &err));
  FAILS(AMENDS_E_ARG, amends_policy_lint(packs, 2, findings, &err));
  CHECK(amends_buf_data(findings, NULL)[0] == '\0');
  FAILS(AMENDS_E_ARG, amends_policy_lint(packs, 1, NULL, &err));
  packs[0].size = 9; /* cut short: said by a finding, not by a status */
  CHECK(amends_policy_lint(packs, 1, findings, &err) == AMENDS_OK);
  CHECK(strstr(amends_buf_data(findings, NULL), "\"level\":\"error\"") != NULL);
  FAILS(AMENDS_E_PARSE, amends_policy_load(packs, 1, &mine, &err));
  CHECK(mine == NULL);
  amends_buf_free(findings);
}

int main(void) {
  test_versions();
  test_nothing();
  test_open_errors();
  test_call();
  test_host();
  test_policies();
  if (failures != 0)
    fprintf(stderr, "%d checks failed\n", failures);
  return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
