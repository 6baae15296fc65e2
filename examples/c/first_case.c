/* A case from C: the customer complains and chooses, the shop looks, offers and delivers.
 * Its layout is the README's. */
/* clang-format off */
#include "amends.h"

#include <stdio.h>
#include <string.h>

#define JSON(...) #__VA_ARGS__ /* JSON({"op":"tick"}) is the text {"op":"tick"} */

static amends_engine *shop;
static amends_buf *answer;
static amends_time now;

static int failed(amends_error *err) {
  fprintf(stderr, "%s\n", amends_error_json(err, NULL));
  amends_error_free(err);
  return 1;
}

/* One line in, one line out; a minute later each time. */
static int say(const char *who, const char *line) {
  amends_error *err = NULL;
  now += 60000000;
  if (amends_call(shop, now, who, strlen(who), line, strlen(line), answer, &err))
    return failed(err);
  printf("%s\n  %s\n", who, amends_buf_data(answer, NULL));
  return 0;
}

/* The shop sends, pays and ships what a tick handed out, then says what became of it. Here all goes
 * well; a host reads the actions with the JSON library it has. */
static int settle_all(void) {
  char actions[65536], line[256], id[64];
  int attempt;
  snprintf(actions, sizeof actions, "%s", amends_buf_data(answer, NULL));
  for (const char *at = actions; (at = strstr(at, "{\"id\":\"")) != NULL; ++at) {
    if (sscanf(at, "{\"id\":\"%63[^\"]\",\"attempt\":%d", id, &attempt) != 2) continue;
    snprintf(line, sizeof line,
        "{\"op\":\"settle\",\"action\":\"%s\",\"attempt\":%d,\"outcome\":\"done\"}", id, attempt);
    if (say("system", line)) return 1;
  }
  return 0;
}

int main(void) {
  amends_error *err = NULL;
  const char *config = JSON({"policy":["book-delivery"],"store":"memory:"});
  if (amends_open(config, strlen(config), NULL, 0, NULL, &shop, &err)) return failed(err);
  answer = amends_buf_new();
  now = amends_clock_system(NULL);

  int bad =
      /* the customer gets number, who is next, by when */
      say("customer:c-77", JSON({"op":"open","id":"web-1","kind":"complaint",
          "customer":{"id":"c-77"},"order":{"id":"o-9","paid":"80.00 CNY"},
          "text":"书收到了，封面撕裂，请处理"}))
      /* staff get the work list (stage, what is due next), call him, offer what the rule says */
      || say("agent:li", JSON({"op":"query","what":"cases"}))
      || say("agent:li", JSON({"op":"contact","id":"call-1","case_id":"web-1","by_channel":"phone"}))
      || say("agent:li", JSON({"op":"propose","id":"offer-1","case_id":"web-1"}))
      /* the customer takes the first choice */
      || say("customer:c-77", JSON({"op":"accept","id":"yes-1","case_id":"web-1","choice":[0],
          "consent":true}))
      /* once a minute: what must be sent, paid, shipped now */
      || say("system", JSON({"op":"tick"}))
      || settle_all();

  amends_buf_free(answer);
  amends_close(shop);
  return bad;
}
