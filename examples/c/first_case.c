/* The first case from C: open a shop, take a complaint in, see what must be done.
 * Its layout is the README's. */
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
  amends_engine *shop = NULL;
  amends_error *err = NULL;
  amends_buf *answer = amends_buf_new();
  amends_time now = amends_clock_system(NULL);

  if (amends_open(config, strlen(config), NULL, 0, NULL, &shop, &err)) goto failed;
  if (amends_call(shop, now, "customer:c-77", 13, complaint, strlen(complaint), answer, &err))
    goto failed;
  puts(amends_buf_data(answer, NULL)); /* the receipt: number, who is next, by when */
  if (amends_call(shop, now + 60000000, "system", 6, tick, strlen(tick), answer, &err)) goto failed;
  puts(amends_buf_data(answer, NULL)); /* actions to perform, then to settle */
  amends_buf_free(answer);
  amends_close(shop);
  return 0;
failed:
  fprintf(stderr, "%s\n", amends_error_message(err, NULL));
  return 1;
}
