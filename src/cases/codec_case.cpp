#include "amends/case.hpp"

namespace amends {

AMENDS_DEFINE_TYPE(CaseAction)
AMENDS_DEFINE_TYPE(CaseIncident)
AMENDS_DEFINE_TYPE(CaseTask)
AMENDS_DEFINE_TYPE(EvidenceRow)
AMENDS_DEFINE_TYPE(FindingRow)
AMENDS_DEFINE_TYPE(LedgerEntry)
AMENDS_DEFINE_TYPE(MessageRow)
AMENDS_DEFINE_TYPE(Case)

} // namespace amends
