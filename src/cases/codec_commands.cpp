#include "amends/commands.hpp"

namespace amends {

AMENDS_DEFINE_TYPE(Command)

} // namespace amends
