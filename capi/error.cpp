#include "guard.hpp"

#include "amends/json.hpp"

namespace amends::capi {
namespace {

std::string json_of(const Error& error) {
  Json out = Json::object();
  out.set("code", Json::string(std::string(code_name(error.code))));
  out.set("message", Json::string(error.message));
  out.set("where", Json::string(error.where));
  return print_json(out);
}

// Made when the library is loaded, so that it is there when nothing else can be made; lent to any
// number of callers and never freed.
amends_error out_of_memory{
    "out of memory; nothing was changed", "",
    R"({"code":"memory","message":"out of memory; nothing was changed","where":""})"};

} // namespace

amends_status fail_out_of_memory(amends_error** err) noexcept {
  if (err != nullptr)
    *err = &out_of_memory;
  return AMENDS_E_MEMORY;
}

amends_status fail(amends_error** err, const Error& error) noexcept {
  try {
    if (err != nullptr)
      *err = new amends_error{error.message, error.where, json_of(error)};
    return static_cast<amends_status>(error.code);
  } catch (...) {
    return fail_out_of_memory(err);
  }
}

} // namespace amends::capi

using namespace amends::capi;

const char* amends_error_message(const amends_error* e, size_t* size) {
  return e == nullptr ? nothing("", size) : text_out(e->message, size);
}

const char* amends_error_json(const amends_error* e, size_t* size) {
  return e == nullptr ? nothing("", size) : text_out(e->json, size);
}

const char* amends_error_where(const amends_error* e, size_t* size) {
  return e == nullptr ? nothing("", size) : text_out(e->where, size);
}

void amends_error_free(amends_error* e) {
  if (e != &out_of_memory)
    delete e;
}
