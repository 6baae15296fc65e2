#include "guard.hpp"

using namespace amends::capi;

amends_buf* amends_buf_new(void) { return new (std::nothrow) amends_buf; }

const char* amends_buf_data(const amends_buf* b, size_t* size) {
  return b == nullptr ? nothing("", size) : text_out(b->text, size);
}

void amends_buf_free(amends_buf* b) { delete b; }
