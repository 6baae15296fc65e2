#include "amends/events.hpp"

namespace amends {

AMENDS_DEFINE_TYPE(Event)
AMENDS_DEFINE_TYPE(Record)

} // namespace amends
