// Store URLs. In: a URL. Out: the store it names.
#include "store/sqlite_store.hpp"

namespace amends {
namespace {

using std::string;
using std::string_view;

Error bad_url(string message) { return Error{Code::arg, std::move(message), {}}; }

Result<SqliteOptions> sqlite_options(string_view rest) {
  SqliteOptions options;
  const std::size_t mark = rest.find('?');
  options.file = rest.substr(0, mark);
  if (options.file.empty() || options.file.find('\0') != string::npos) {
    return bad_url("the store URL names no file; write sqlite:FILE");
  }
  if (options.file.starts_with(':')) {
    return bad_url("`" + options.file + "` is no file; for a store in memory write memory:");
  }
  if (mark == string_view::npos) {
    return options;
  }
  const string_view option = rest.substr(mark + 1);
  if (option == "synchronous=normal") {
    options.synchronous_full = false;
  } else if (option != "synchronous=full") {
    return bad_url("unknown option `" + string(option) +
                   "` of a sqlite: store; there are synchronous=full and synchronous=normal");
  }
  return options;
}

Result<std::shared_ptr<Store>> open(string_view url, bool only_read) {
  constexpr string_view sqlite = "sqlite:";
  if (url == "memory:") {
    return make_memory_store();
  }
  if (url.starts_with(sqlite)) {
    AMENDS_TRY_ASSIGN(auto options, sqlite_options(url.substr(sqlite.size())));
    options.only_read = only_read;
    return open_sqlite_store(std::move(options));
  }
  if (url.starts_with("postgresql:") || url.starts_with("postgres:")) {
    return Error{Code::unsupported, "PostgreSQL stores are not in this build", {}};
  }
  // The URL itself is not repeated: one with a password may have been mistyped.
  return bad_url("a store URL begins with memory: or sqlite:FILE");
}

} // namespace

Result<std::shared_ptr<Store>> open_store(string_view url) { return open(url, false); }

Result<std::shared_ptr<Store>> open_store_to_read(string_view url) { return open(url, true); }

} // namespace amends
