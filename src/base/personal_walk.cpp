#include "amends/personal_walk.hpp"

namespace amends {

void for_each_personal(void* value, const Type& type, const std::function<void(Personal&)>& visit) {
  // The tables give items as const; the value itself is ours to change.
  const auto inside = [&](const void* item, const Type& item_type) {
    for_each_personal(const_cast<void*>(item), item_type, visit);
  };
  switch (type.shape) {
  case Shape::personal: visit(*static_cast<Personal*>(value)); break;
  case Shape::object:
    for (const Field& field : type.fields)
      inside(static_cast<unsigned char*>(value) + field.offset, field.type());
    break;
  case Shape::map: {
    using Inside = std::function<void(const void*)>;
    Inside one = [&](const void* item) { inside(item, type.inner()); };
    type.each(value, &one, [](void* state, std::string_view, const void* item) {
      (*static_cast<Inside*>(state))(item);
    });
    break;
  }
  case Shape::list:
  case Shape::optional:
    for (std::size_t i = 0, n = type.size(value); i < n; ++i)
      inside(type.item(value, i), type.inner());
    break;
  case Shape::variant: {
    const Alternative& held = type.alternatives[type.which(value)];
    inside(held.get(value), held.type());
    break;
  }
  default: break;
  }
}

} // namespace amends
