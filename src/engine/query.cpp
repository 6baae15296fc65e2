#include "query.hpp"

#include "amends/lines.hpp"
#include "privacy/seal.hpp"

#include <algorithm>
#include <array>

namespace amends::engine {
namespace {

using Answer = Result<Json> (*)(Work&, const Query&);
struct Kind {
  std::string_view what;
  Answer answer;
  bool for_customers;
};
constexpr std::array kinds{
    Kind{"cases", &query_cases, true},
    Kind{"case", &query_case, true},
    Kind{"tasks", &query_tasks, false},
    Kind{"timeline", &query_timeline, false},
    Kind{"actions", &query_actions, false},
    Kind{"payouts", &query_payouts, false},
    Kind{"plan", &query_plans, false},
    Kind{"events", &query_events, false},
    Kind{"counts", &query_counts, false},
    Kind{"stats", &query_stats, false},
    Kind{"incidents", &query_incidents, false},
    Kind{"affected_orders", &query_affected_orders, false},
    Kind{"staff", nullptr, false},
    Kind{"document", nullptr, false},
    Kind{"policy", nullptr, false},
};

std::string built_kinds() {
  std::string out;
  for (const Kind& kind : kinds)
    if (kind.answer != nullptr)
      out += " " + std::string(kind.what);
  return out;
}

constexpr std::array<std::string_view, 5> sorts{"due", "priority", "opened", "changed", "id"};

Result<CaseSort> sort_of(const std::optional<std::string>& word) {
  if (!word)
    return CaseSort::due;
  const auto* found = std::find(sorts.begin(), sorts.end(), *word);
  if (found == sorts.end())
    return Error{Code::parse, "sort is one of: due priority opened changed", "/sort"};
  return static_cast<CaseSort>(found - sorts.begin());
}

// `by` says who reads; of counts it may also say by what to count, which is no party.
bool names_column(const QueryLine& line) {
  return line.what == "counts" && line.by && line.by->find(':') == std::string::npos &&
         *line.by != "system";
}

Result<Query> read_query(const Said& said, const Json& request) {
  AMENDS_TRY_ASSIGN(const QueryLine line, decode<QueryLine>(request));
  Query query;
  query.what = line.what;
  if (names_column(line)) {
    query.count_by = *line.by;
    query.viewer = said.by;
  } else {
    AMENDS_TRY_ASSIGN(query.viewer, party_of(said, request));
  }
  if (!line.where.is_null() && !line.where.is(Json::Kind::object))
    return Error{Code::parse, "where is an object", "/where"};
  if (!line.where.is_null())
    query.where = line.where;
  AMENDS_TRY_ASSIGN(query.sort, sort_of(line.sort));
  const std::int64_t limit = line.limit.value_or(50);
  if (limit < 1 || limit > 10'000)
    return Error{Code::limit, "limit is 1 to 10000", "/limit"};
  query.limit = static_cast<std::size_t>(limit);
  query.after = line.after.value_or("");
  return query;
}

Result<std::vector<std::string>> texts_of(const Json& value, const std::string& where) {
  std::vector<std::string> out;
  const std::vector<Json> one{value};
  for (const Json& item : value.is(Json::Kind::array) ? value.items : one) {
    if (!item.is(Json::Kind::text) && !item.is(Json::Kind::number))
      return Error{Code::parse, "a text is wanted here, or a list of them", where};
    out.push_back(item.text);
  }
  return out;
}

Result<Instant> instant_in(const Json& value, const std::string& where) {
  if (!value.is(Json::Kind::text))
    return Error{Code::parse, "an instant is wanted here", where};
  auto at = parse_instant(value.text);
  if (!at)
    return std::move(at).error().inside(where);
  return at;
}

struct ListKey {
  std::string_view name;
  std::vector<std::string> CaseFilter::*field;
};
constexpr std::array list_keys{
    ListKey{"case_id", &CaseFilter::case_id},
    ListKey{"stage", &CaseFilter::stage},
    ListKey{"category", &CaseFilter::category},
    ListKey{"priority", &CaseFilter::priority},
    ListKey{"owner", &CaseFilter::owner},
    ListKey{"team", &CaseFilter::team},
    ListKey{"kind", &CaseFilter::kind},
    ListKey{"channel", &CaseFilter::channel},
    ListKey{"waiting_for", &CaseFilter::waiting_for},
    ListKey{"order", &CaseFilter::order_id},
    ListKey{"customer", &CaseFilter::customer_id},
};
struct TimeKey {
  std::string_view name;
  std::optional<Instant> CaseFilter::*field;
};
constexpr std::array time_keys{
    TimeKey{"due_before", &CaseFilter::due_before},
    TimeKey{"opened_from", &CaseFilter::opened_from},
    TimeKey{"opened_to", &CaseFilter::opened_to},
    TimeKey{"changed_from", &CaseFilter::changed_from},
};
struct FlagKey {
  std::string_view name;
  std::optional<bool> CaseFilter::*field;
};
constexpr std::array flag_keys{FlagKey{"open", &CaseFilter::open},
                               FlagKey{"late", &CaseFilter::late}};
constexpr std::array<std::string_view, 6> open_lookups{"tracking",  "carrier", "seller",
                                                       "warehouse", "batch",   "incident"};
constexpr std::array<std::string_view, 3> hashed_lookups{"phone", "email", "name"};

template <class Keys> const auto* key_named(const Keys& keys, std::string_view name) {
  const auto found =
      std::find_if(keys.begin(), keys.end(), [&](const auto& k) { return k.name == name; });
  return found == keys.end() ? nullptr : &*found;
}

template <class List> bool contains(const List& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

std::vector<std::string_view> where_keys() {
  std::vector<std::string_view> names{"number"};
  for (const ListKey& key : list_keys)
    names.push_back(key.name);
  for (const TimeKey& key : time_keys)
    names.push_back(key.name);
  for (const FlagKey& key : flag_keys)
    names.push_back(key.name);
  names.insert(names.end(), open_lookups.begin(), open_lookups.end());
  names.insert(names.end(), hashed_lookups.begin(), hashed_lookups.end());
  return names;
}

// A number as people see it ("AM2026000012") or as it is counted (12): its last digits.
Result<std::int64_t> number_in(const std::string& text, const std::string& where) {
  const auto from = text.find_last_not_of("0123456789");
  const std::string digits = text.substr(from == std::string::npos ? 0 : from + 1);
  auto value = Decimal::parse(digits.size() > 6 ? digits.substr(digits.size() - 6) : digits);
  auto number = value ? value->to_scaled(0) : Result<std::int64_t>(value.error());
  if (!number)
    return Error{Code::parse, "a case number is wanted here", where};
  return number;
}

} // namespace

namespace {

// The host, the customer (his own cases), and whoever has a role in a policy of the shop.
Result<void> check_reader(Work& work, const Party& viewer) {
  if (viewer.role == "system" || viewer.role == "customer")
    return {};
  const auto& own = work.engine().setup.policy;
  if (own && is_staff(*own, viewer.role))
    return {};
  AMENDS_TRY_ASSIGN(const auto rows, work.session().scan_policies());
  for (const PolicyRow& row : rows) {
    AMENDS_TRY_ASSIGN(const auto policy, work.engine().policy(work.session(), row.digest));
    if (is_staff(*policy, viewer.role))
      return {};
  }
  return Error{Code::denied, "the role " + viewer.role + " may read nothing here", "/by"};
}

} // namespace

bool is_customer(const Query& query) { return query.viewer.role == "customer"; }

Result<void> check_where(const Query& query, std::initializer_list<std::string_view> known) {
  const std::vector<std::string_view> names(known);
  if (auto ok = check_members(query.where, names); !ok)
    return std::move(ok).error().inside("/where");
  return {};
}

Result<std::vector<std::string>> texts_in(const Query& query, std::string_view key) {
  const Json* value = query.where.find(key);
  if (value == nullptr)
    return std::vector<std::string>{};
  return texts_of(*value, "/where" + pointer_step(key));
}

Json page_json(std::vector<Json> rows, const std::string& next) {
  Json out = Json::object();
  out.set("rows", Json::array(std::move(rows)));
  out.set("next", next.empty() ? Json() : Json::string(next));
  return out;
}

Result<CaseFilter> filter_of(const Query& query, const std::string& tenant) {
  CaseFilter filter;
  bool nothing = false;
  for (const auto& [name, value] : query.where.members) {
    const std::string where = "/where" + pointer_step(name);
    if (const ListKey* key = key_named(list_keys, name)) {
      AMENDS_TRY_ASSIGN(filter.*key->field, texts_of(value, where));
    } else if (const TimeKey* time = key_named(time_keys, name)) {
      AMENDS_TRY_ASSIGN(filter.*time->field, instant_in(value, where));
    } else if (const FlagKey* flag = key_named(flag_keys, name)) {
      if (!value.is(Json::Kind::boolean))
        return Error{Code::parse, "true or false is wanted here", where};
      filter.*flag->field = value.flag;
    } else if (name == "number") {
      AMENDS_TRY_ASSIGN(const auto texts, texts_of(value, where));
      for (const std::string& text : texts) {
        AMENDS_TRY_ASSIGN(const std::int64_t number, number_in(text, where));
        filter.number.push_back(number);
      }
    } else if (contains(open_lookups, name) || contains(hashed_lookups, name)) {
      AMENDS_TRY_ASSIGN(const auto texts, texts_of(value, where));
      for (const std::string& text : texts)
        filter.lookups.push_back(
            {name, contains(hashed_lookups, name) ? privacy::lookup_hash(tenant, name, text) : text,
             ""});
    } else if (name == "text" || name == "tag") {
      return Error{Code::unsupported, "searching by " + name + " is not built yet", where};
    } else {
      return Error{Code::parse, "cases cannot be found by " + name + near_names(name, where_keys()),
                   where};
    }
    // Any of nothing: no case has an empty id.
    nothing = nothing || (value.is(Json::Kind::array) && value.items.empty());
  }
  if (nothing)
    filter.case_id = {""};
  if (is_customer(query))
    filter.customer_id = {query.viewer.id};
  return filter;
}

namespace {

// The case that people know by that number; nullptr: none.
Result<CaseWork*> case_numbered(Work& work, const std::string& text) {
  CaseWork* none = nullptr;
  const auto number = number_in(text, "");
  if (!number)
    return none;
  CaseFilter filter;
  filter.number = {*number};
  AMENDS_TRY_ASSIGN(const CasePage page, work.session().find_cases(filter, CaseSort::id, 1, ""));
  if (page.rows.empty())
    return none;
  AMENDS_TRY_ASSIGN(CaseWork * found, work.find(page.rows.front().case_id));
  return found != nullptr && found->state.number_text == text ? found : none;
}

} // namespace

Result<CaseWork*> case_in(Work& work, const Query& query) {
  const Json* id = query.where.find("case_id");
  if (id == nullptr || !id->is(Json::Kind::text))
    return Error{Code::parse, "name one case", "/where/case_id"};
  AMENDS_TRY_ASSIGN(CaseWork * found, work.find(id->text));
  if (found == nullptr) {
    AMENDS_TRY_ASSIGN(found, case_numbered(work, id->text));
  }
  if (found == nullptr)
    return Error{Code::not_found, "there is no case " + id->text, "/where/case_id"};
  const auto& customer = found->state.customer;
  if (is_customer(query) && (!customer || customer->id != query.viewer.id))
    return Error{Code::denied, "this case belongs to another customer", "/where/case_id"};
  const bool staff = query.viewer.role != "system" && !is_customer(query);
  if (staff && !is_staff(*found->policy, query.viewer.role))
    return Error{Code::denied, "the role " + query.viewer.role + " may not read this case", "/by"};
  AMENDS_CHECK(work.catch_up(*found, query.at));
  return found;
}

Result<Json> query(Engine::State& engine, const Said& said, const Json& request) {
  AMENDS_TRY_ASSIGN(Query query, read_query(said, request));
  const Kind* kind = nullptr;
  for (const Kind& known : kinds)
    if (known.what == query.what)
      kind = &known;
  if (kind == nullptr)
    return Error{Code::parse, "there is no query " + query.what + "; there are:" + built_kinds(),
                 "/what"};
  if (kind->answer == nullptr)
    return Error{Code::unsupported, "the query " + query.what + " is not built yet", "/what"};
  if (is_customer(query) && !kind->for_customers)
    return Error{Code::denied, "a customer sees cases and case only", "/what"};
  AMENDS_TRY_ASSIGN(const auto session,
                    engine.setup.store->begin(engine.setup.tenant, SessionMode::read));
  const Json* at = request.find("at");
  if (said.now || (at != nullptr && !at->is_null())) {
    AMENDS_TRY_ASSIGN(query.at, instant_of(said, request));
  } else {
    AMENDS_TRY_ASSIGN(query.at, greatest_instant(engine, *session));
  }
  Work work(engine, *session);
  AMENDS_CHECK(check_reader(work, query.viewer));
  return kind->answer(work, query);
}

} // namespace amends::engine
