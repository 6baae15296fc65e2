#include "amends/sla.hpp"

namespace amends {

AMENDS_DEFINE_TYPE(ClockRow)

} // namespace amends
