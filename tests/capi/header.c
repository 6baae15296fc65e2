/* The header alone, twice: it needs nothing before it and may stand anywhere. */
/* clang-format off */
#include "amends.h"
#include "amends.h"
/* clang-format on */

int header_is_a_translation_unit(void);
int header_is_a_translation_unit(void) {
  amends_host host = AMENDS_INIT(amends_host);
  return (int)host.struct_size - (int)sizeof host;
}
