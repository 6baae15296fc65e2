// Finds every personal text inside a described value.
#pragma once

#include "amends/described.hpp"

#include <functional>

namespace amends {

// Calls `visit` for each Personal in `value`, in field order; it may change them.
void for_each_personal(void* value, const Type& type, const std::function<void(Personal&)>& visit);

template <class T> void for_each_personal(T& value, const std::function<void(Personal&)>& visit) {
  for_each_personal(&value, type_of<T>(), visit);
}

} // namespace amends
