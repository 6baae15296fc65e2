#include "journal.hpp"

#include "base/digest.hpp"

#include "amends/json.hpp"

namespace amends::journal {

std::string genesis(std::string_view tenant, std::string_view case_id) {
  const Digest digest = blake2b_of({"amends journal", tenant, case_id});
  return to_hex(bytes_of(digest));
}

std::string chain(std::string_view previous_hash, std::string_view bytes) {
  return to_hex(bytes_of(blake2b_of({previous_hash, bytes})));
}

std::string to_bytes(const Record& record) {
  EncodeOptions options;
  options.style = Style::record;
  return print_json(encode(record, options));
}

Result<Record> from_bytes(std::string_view bytes) {
  auto json = parse_json(bytes, {.bytes = 64U << 20U, .depth = 64});
  if (!json)
    return Error{Code::corrupt, "a record is not JSON: " + json.error().message, ""};
  auto record = decode<Record>(*json);
  if (!record)
    return Error{Code::corrupt, "a record cannot be read: " + record.error().message,
                 record.error().where};
  return record;
}

} // namespace amends::journal
