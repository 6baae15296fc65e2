/* The first case from C: open a shop, take a complaint in, see what is due and what must be done. */
/* clang-format off */
#include "amends.h"

#include <stdio.h>
#include <string.h>

static const char config[] = "{\"policy\":[\"book-delivery\"],\"store\":\"memory:\"}";
static const char complaint[] =
    "{\"op\":\"open\",\"id\":\"web-1\",\"kind\":\"complaint\",\"customer\":{\"id\":\"c-77\"},"
    "\"order\":{\"id\":\"o-9\",\"paid\":\"80.00 CNY\"},\"text\":\"书收到了，封面撕裂，请处理\"}";
static const char tick[] = "{\"op\":\"tick\"}";

int main(void) {
  amends_engine* shop = NULL;
  amends_error* err = NULL;
  amends_buf* answer = amends_buf_new();
  const char* who = "customer:c-77";
  const amends_time now = amends_clock_system(NULL);

  amends_status s = amends_open(config, strlen(config), NULL, 0, NULL, &shop, &err);
  if (!s) s = amends_call(shop, now, who, 13, complaint, strlen(complaint), answer, &err);
  if (!s) puts(amends_buf_data(answer, NULL)); /* the receipt: number, labels, clocks, plan */
  if (!s) s = amends_call(shop, now + 60000000, "system", 6, tick, strlen(tick), answer, &err);
  if (!s) puts(amends_buf_data(answer, NULL)); /* actions: perform them, then settle them */
  if (s) fprintf(stderr, "%s\n", amends_error_message(err, NULL));

  amends_error_free(err);
  amends_buf_free(answer);
  amends_close(shop);
  return s ? 1 : 0;
}
