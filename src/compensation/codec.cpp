#include "amends/order.hpp"
#include "amends/plan.hpp"

namespace amends {

AMENDS_DEFINE_TYPE(Customer)
AMENDS_DEFINE_TYPE(Order)
AMENDS_DEFINE_TYPE(Plan)

} // namespace amends
