#include "policy/compiled.hpp"
#include "policy/grammar.hpp"
#include "policy/load.hpp"
#include "policy/resolve.hpp"

#include "base/digest.hpp"

#include "amends/limits.hpp"

#include <algorithm>

namespace amends {
namespace packs {
namespace {

void compile_parts(Build& build) {
  compile_head(build);
  check_grammar(build.root, {build.out.languages}, build.report);
  if (build.report.failed())
    return; // what follows relies on the shape
  compile_roles(build);
  compile_calendars(build);
  compile_categories(build);
  compile_workflows(build);
  compile_clocks(build);
  compile_tables(build);
  compile_notices(build);
  compile_quiet(build);
  compile_surveys(build);
  if (build.report.failed())
    return; // the checks would only repeat it
  check_workflows(build);
  check_clocks(build);
}

} // namespace

std::shared_ptr<const Policy> compile(Json root, const HolidayTables& holidays, bool with_examples,
                                      Report& report) {
  auto out = std::make_shared<Policy::Compiled>();
  out->body = print_json(root);
  out->digest = blake2b_hex(out->body);
  out->root = std::move(root);
  out->holidays = std::make_shared<const HolidayTables>(holidays);
  Build build(out->root, *out, report);
  compile_parts(build);
  if (report.failed())
    return nullptr;
  auto policy = std::make_shared<const Policy>(out);
  if (with_examples)
    run_examples(*policy, build.facts(), report);
  return policy;
}

void add_places(const Resolved& resolved, std::size_t from, Report& report) {
  for (std::size_t i = from; i < report.findings().size(); ++i) {
    Finding& finding = report.findings()[i];
    finding.text.insert(0, resolved.place_of(finding.where));
  }
}

std::shared_ptr<const Policy> load(std::span<const PackText> texts, const HolidayTables& holidays,
                                   Report& report, Resolved* out) {
  std::vector<Pack> packs = read_packs(texts, report);
  if (report.failed())
    return nullptr;
  if (packs.empty()) {
    report.error("head", "", "there is no pack to load", "pass at least one");
    return nullptr;
  }
  Resolved resolved = resolve(std::move(packs), report);
  if (report.failed())
    return nullptr;
  const std::size_t before = report.findings().size();
  auto policy = compile(resolved.root, holidays, true, report);
  add_places(resolved, before, report);
  if (out != nullptr)
    *out = std::move(resolved);
  return policy;
}

} // namespace packs

namespace {

using PolicyPointer = std::shared_ptr<const Policy>;

std::string_view pack_of(std::string_view file) { return file.substr(0, file.find('.')); }

template <class Map> auto find_in(const Map& map, std::string_view name) {
  const auto found = map.find(name);
  return found == map.end() ? nullptr : &found->second;
}

} // namespace

Result<PolicyPointer> Policy::load(std::span<const PackText> texts,
                                   const std::shared_ptr<const HolidayTables>& holidays) {
  packs::Report report;
  PolicyPointer policy = packs::load(texts, *holidays, report);
  if (report.failed())
    return report.first();
  return policy;
}

Result<PolicyPointer> Policy::builtin(std::string_view name,
                                      const std::shared_ptr<const HolidayTables>& holidays) {
  const std::string_view id = name.substr(0, name.find('@'));
  std::vector<PackText> texts;
  for (const packs::BuiltinFile& file : packs::builtin_files())
    if (pack_of(file.name) == id)
      texts.push_back({"built-in " + std::string(file.name), std::string(file.text)});
  if (texts.empty()) {
    const std::vector<std::string> names = builtin_names();
    const std::vector<std::string_view> known(names.begin(), names.end());
    return Error{Code::not_found,
                 "there is no built-in pack " + packs::quoted(id) + "; " +
                     packs::offer(id, known, "built in are " + packs::joined(known)),
                 ""};
  }
  AMENDS_TRY_ASSIGN(PolicyPointer policy, load(texts, holidays));
  const std::string& version = policy->version();
  if (id.size() < name.size() && name.substr(id.size() + 1) != version.substr(0, version.find('.')))
    return Error{Code::not_found,
                 "the built-in pack " + packs::quoted(id) + " is version " + version + "; write " +
                     packs::quoted(std::string(id) + "@" + version.substr(0, version.find('.'))),
                 ""};
  return policy;
}

Result<PolicyPointer> Policy::from_body(std::string_view body, std::string_view digest,
                                        const std::shared_ptr<const HolidayTables>& holidays) {
  if (blake2b_hex(body) != digest)
    return Error{Code::corrupt,
                 "the stored policy is not the one its digest names: " + std::string(digest), ""};
  JsonLimits json_limits;
  json_limits.bytes = std::max(limits::pack_bytes, body.size());
  json_limits.depth = limits::json_depth;
  AMENDS_TRY_ASSIGN(Json root, parse_json(body, json_limits));
  packs::Report report;
  PolicyPointer policy = packs::compile(std::move(root), *holidays, false, report);
  if (report.failed())
    return report.first();
  return policy;
}

Result<PolicyPointer>
Policy::with_holidays(const std::shared_ptr<const HolidayTables>& holidays) const {
  if (holidays->digest() == compiled_->holidays->digest())
    return std::make_shared<const Policy>(compiled_);
  auto out = std::make_shared<Compiled>(*compiled_);
  out->holidays = holidays;
  out->calendars.clear();
  out->targets.clear();
  out->target_titles.clear();
  out->outside_quiet.clear();
  packs::Report report;
  packs::Build build(out->root, *out, report);
  packs::compile_calendars(build);
  packs::compile_clocks(build);
  packs::compile_compensation(build);
  packs::compile_quiet(build);
  if (report.failed())
    return report.first();
  return std::make_shared<const Policy>(std::move(out));
}

Result<PolicyPointer> Policy::with_model(std::string_view model) const {
  auto out = std::make_shared<Compiled>(*compiled_);
  AMENDS_TRY_ASSIGN(out->classifier, compiled_->classifier->with_model(model));
  return std::make_shared<const Policy>(std::move(out));
}

std::vector<std::string> Policy::builtin_names() {
  std::vector<std::string> names;
  for (const packs::BuiltinFile& file : packs::builtin_files())
    if (names.empty() || names.back() != pack_of(file.name))
      names.emplace_back(pack_of(file.name));
  return names;
}

Result<std::string> Policy::builtin_text(std::string_view name) {
  const std::string_view id = name.substr(0, name.find('@'));
  Json whole = Json::object();
  bool found = false;
  for (const packs::BuiltinFile& file : packs::builtin_files()) {
    if (pack_of(file.name) != id)
      continue;
    found = true;
    AMENDS_TRY_ASSIGN(const Json part,
                      parse_json(file.text, {limits::pack_bytes, limits::json_depth}));
    for (const Json::Member& member : part.members)
      whole.set(member.first, member.second);
  }
  if (!found)
    return Error{Code::not_found, "there is no built-in pack " + packs::quoted(id), ""};
  return print_json_pretty(whole);
}

const std::string& Policy::id() const { return compiled_->id; }
const std::string& Policy::version() const { return compiled_->version; }
const Words& Policy::title() const { return compiled_->title; }
const std::string& Policy::digest() const { return compiled_->digest; }
const std::string& Policy::body() const { return compiled_->body; }
const Json& Policy::resolved() const { return compiled_->root; }
const std::vector<std::string>& Policy::languages() const { return compiled_->languages; }
Currency Policy::currency() const { return compiled_->currency; }
const std::string& Policy::zone() const { return compiled_->zone; }
const std::vector<std::string>& Policy::severities() const { return compiled_->severities; }
const std::vector<std::string>& Policy::priorities() const { return compiled_->priorities; }
Duration Policy::repeat_within() const { return compiled_->repeat_within; }
const Classifier& Policy::classifier() const { return *compiled_->classifier; }
const Compensation& Policy::compensation() const { return *compiled_->compensation; }
const std::shared_ptr<const HolidayTables>& Policy::holidays() const { return compiled_->holidays; }
const Target::Calendars& Policy::calendars() const { return compiled_->calendars; }
const std::map<std::string, std::shared_ptr<const Target>, std::less<>>& Policy::targets() const {
  return compiled_->targets;
}
const std::map<std::string, Notice, std::less<>>& Policy::notices() const {
  return compiled_->notices;
}
const std::map<std::string, Survey, std::less<>>& Policy::surveys() const {
  return compiled_->surveys;
}
const Words* Policy::target_title(std::string_view target) const {
  return find_in(compiled_->target_titles, target);
}
const Workflow* Policy::workflow(std::string_view kind) const {
  return find_in(compiled_->workflows, kind);
}
const Stage* Workflow::stage(std::string_view stage_name) const {
  return find_in(stages, stage_name);
}
const Role* Policy::role(std::string_view name) const { return find_in(compiled_->roles, name); }
const Table* Policy::table(std::string_view name) const { return find_in(compiled_->tables, name); }
const Words* Policy::category_title(std::string_view category) const {
  return find_in(compiled_->category_titles, category);
}
const std::vector<std::string>& Policy::category_needs(std::string_view category) const {
  static const std::vector<std::string> none;
  const auto* found = find_in(compiled_->category_needs, category);
  return found == nullptr ? none : *found;
}

std::string Policy::case_number(std::int64_t n, Instant opened_at) const {
  Duration offset;
  if (!compiled_->zone_calendar.empty())
    if (const auto known = compiled_->calendars.at(compiled_->zone_calendar)->offset_at(opened_at))
      offset = *known;
  constexpr std::int64_t day_us = 86'400'000'000;
  const std::int64_t local = opened_at.us + offset.us;
  const std::int64_t day = local / day_us - (local % day_us < 0 ? 1 : 0);
  return packs::fill_number_pattern(compiled_->number_pattern, n,
                                    civil(Date{static_cast<std::int32_t>(day)}));
}

Result<Instant> Policy::after(Instant from, const Span& span, std::string_view calendar) const {
  if (!span.needs_calendar())
    return from + microseconds(span.n);
  const auto found = compiled_->calendars.find(calendar);
  if (found == compiled_->calendars.end())
    return Error{Code::not_found,
                 "there is no calendar \"" + std::string(calendar) + "\" to count " +
                     print_span(span) + " on",
                 ""};
  AMENDS_TRY_ASSIGN(const Timed<Instant> end, found->second->after(from, span));
  return end.value;
}

} // namespace amends
