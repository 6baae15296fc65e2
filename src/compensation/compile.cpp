// Compensation::compile: the pack's table, caps and limits of authority, checked.
#include "compensation/compiled.hpp"
#include "compensation/facts.hpp"

#include "amends/ids.hpp"

#include <algorithm>
#include <charconv>

namespace amends {

namespace {

using compensation::Authority;
using compensation::Cap;
using compensation::Offer;
using compensation::RowTerms;

Error bad(std::string message, std::string where) {
  return {Code::policy, std::move(message), std::move(where)};
}

Result<Money> money_at(const Json& json, const std::string& where) {
  if (!json.is(Json::Kind::text))
    return bad("not an amount of money; write \"30 CNY\"", where);
  auto money = parse_money(json.text);
  if (!money)
    return bad(money.error().message, where);
  if (money->minor < 0)
    return bad("a limit cannot be below zero", where);
  return *money;
}

// "90d", "24h".
Result<Duration> span_at(const Json& json, const std::string& where) {
  const std::string_view text = json.text;
  std::int64_t n = 0;
  const auto* const end = text.data() + text.size();
  const auto [rest, failed] = std::from_chars(text.data(), end, n);
  const std::string_view unit(rest, static_cast<std::size_t>(end - rest));
  if (!json.is(Json::Kind::text) || failed != std::errc{} || n <= 0 || n > 36'500 ||
      (unit != "d" && unit != "h"))
    return bad("a span is written \"90d\" or \"24h\"", where);
  return unit == "d" ? hours(n * 24) : hours(n);
}

// Every fact name with its type, for the tables. What tables give is typed by the words of `give`.
std::optional<std::string> type_of_name(std::string_view name) {
  if (const auto* fact = compensation::find_fact(name))
    return fact->info.type;
  if (name == "give" || name == "head" || name == "paid_by")
    return "word";
  if (name == "keep_goods")
    return "boolean";
  if (name == "points")
    return "number";
  if (name == "amount" || compensation::find_give(name))
    return "money";
  return std::nullopt;
}

FactTypes fact_types(const Json& policy) {
  FactTypes types;
  std::map<std::string, std::string, std::less<>> own;
  if (const auto* facts = policy.find("facts"))
    for (const auto& [name, spec] : facts->members) {
      const auto* type = spec.find("type");
      const auto full = name.starts_with("x.") ? name : "x." + name;
      own.emplace(full, type ? type->text : "any");
    }
  for (const auto& fact : order_facts())
    types.names.push_back(fact.name);
  types.type = [own](std::string_view name) -> std::optional<std::string> {
    if (const auto found = own.find(name); found != own.end())
      return found->second;
    return type_of_name(name);
  };
  return types;
}

Result<std::vector<std::string>> columns(const Json& table, std::string_view side,
                                         const std::string& where) {
  std::vector<std::string> out;
  if (const auto* list = table.find(side))
    for (const auto& item : list->items)
      out.push_back(item.text);
  const auto place = where + pointer_step(side);
  if (side != "then")
    return out;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto& name = out[i];
    const bool known = name == "give" || name == "amount" || name == "head" || name == "paid_by" ||
                       name == "keep_goods" || compensation::find_give(name);
    if (!known)
      return bad(
          "a compensation table gives: give, amount, head, paid_by, keep_goods, or the amount "
          "of one word of `give` (\"coupon\"); not \"" +
              name + "\"",
          place + pointer_step(i));
  }
  if (std::find(out.begin(), out.end(), "give") == out.end())
    return bad("a compensation table needs a column \"give\"", place);
  return out;
}

// One row: its offer and, where the row has a last cell, what stands in it.
class RowReader {
public:
  RowReader(const std::vector<std::string>& when, const std::vector<std::string>& then)
      : width_(when.size() + then.size()), inputs_(when.size()), then_(then) {}

  Result<RowTerms> read(const Json& row, const std::string& where) const {
    RowTerms terms;
    if (row.items.size() < width_)
      return terms; // the table's compiler says so
    const auto& cell = cell_of(row, "give");
    if (!cell.is(Json::Kind::text))
      return bad("write what is given: \"refund\"", where);
    auto offer = compensation::parse_offer(cell.text == "-" ? "none" : cell.text);
    if (!offer)
      return std::move(offer).error().inside(where);
    AMENDS_CHECK(amounts(row, *offer, where));
    terms.offer = std::move(*offer);
    if (row.items.size() > width_)
      AMENDS_CHECK(last_cell(row.items[width_], where + pointer_step(width_), terms));
    return terms;
  }

private:
  [[nodiscard]] const Json& cell_of(const Json& row, std::string_view column) const {
    static const Json absent = Json::string("-");
    const auto found = std::find(then_.begin(), then_.end(), column);
    if (found == then_.end())
      return absent;
    return row.items[inputs_ + static_cast<std::size_t>(found - then_.begin())];
  }
  [[nodiscard]] bool has_amount(const Json& row, Give give) const {
    const auto word = compensation::give_word(give);
    const bool own = cell_of(row, word).text != "-";
    return own || (give != Give::points && cell_of(row, "amount").text != "-");
  }

  // Whatever is worth money says how much, and no two parts of a row share one amount.
  Result<void> amounts(const Json& row, const Offer& offer, const std::string& where) const {
    int sharing = 0;
    for (const auto& part : offer.parts) {
      bool shares = false;
      for (const auto give : part) {
        if (!compensation::needs_amount(give))
          continue;
        const std::string word(compensation::give_word(give));
        if (!has_amount(row, give))
          return bad("say how much: \"" + word + "\" needs an amount" +
                         (give == Give::points ? " in a column \"points\"" : "; such as \"5 CNY\""),
                     where);
        shares = shares || cell_of(row, word).text == "-";
      }
      sharing += shares ? 1 : 0;
    }
    if (sharing > 1)
      return bad("two things are given at once and one amount is written; add a column named after "
                 "one of them (\"coupon\") with its own amount",
                 where);
    return {};
  }

  static Result<void> last_cell(const Json& cell, const std::string& where, RowTerms& terms) {
    if (const auto* article = cell.find("article"))
      terms.article = article->text;
    if (const auto* round = cell.find("round")) {
      if (round->text != "half up" && round->text != "half down")
        return bad("rounding is \"half up\" or \"half down\"", where + "/round");
      if (round->text == "half down")
        terms.rounding = Rounding::half_down;
    }
    if (const auto* cooling = cell.find("cooling")) {
      AMENDS_TRY_ASSIGN(terms.cooling, span_at(*cooling, where + "/cooling"));
    }
    return {};
  }

  std::size_t width_;
  std::size_t inputs_;
  const std::vector<std::string>& then_;
};

template <class Word>
Result<std::size_t> choose(const std::vector<Word>& words, const Json* json,
                           const std::string& where) {
  std::string all;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (json && json->text == words[i])
      return i;
    all += (i ? ", " : "") + std::string(words[i]);
  }
  return bad("write one of: " + all, where);
}

Result<Cap> read_cap(const Json& json, std::string id, const std::string& where) {
  for (const auto& [name, value] : json.members)
    if (name != "give" && name != "head" && name != "per" && name != "in" && name != "at_most")
      return bad("no field of a cap; write one of: give, head, per, in, at_most",
                 where + pointer_step(name));
  Cap cap;
  cap.id = std::move(id);
  if (const auto* give = json.find("give")) {
    auto offer = compensation::parse_offer(give->text);
    if (!offer)
      return std::move(offer).error().inside(where + "/give");
    for (const auto& part : offer->parts)
      cap.gives.insert(cap.gives.end(), part.begin(), part.end());
  }
  if (const auto* head = json.find("head")) {
    const auto& words = detail::ChoiceTable<Head>::words().first;
    AMENDS_TRY_ASSIGN(const auto i, choose(words, head, where + "/head"));
    cap.head = static_cast<Head>(i);
  }
  if (cap.gives.empty() && !cap.head)
    return bad("say what is limited: \"give\" or \"head\"", where);
  static const std::vector<std::string_view> pers{"line", "order", "case", "customer", "incident"};
  AMENDS_TRY_ASSIGN(const auto per, choose(pers, json.find("per"), where + "/per"));
  cap.per = static_cast<Cap::Per>(per);
  if (const auto* in = json.find("in")) {
    AMENDS_TRY_ASSIGN(cap.in, span_at(*in, where + "/in"));
  }
  const auto* most = json.find("at_most");
  if (!most)
    return bad("a cap needs \"at_most\", such as \"100 CNY\"", where);
  AMENDS_TRY_ASSIGN(cap.at_most, money_at(*most, where + "/at_most"));
  return cap;
}

// The table and its family.
bool gives(std::string_view table) {
  return table == "compensation" || table.starts_with("compensation.");
}

Result<void> read_table(const Json& policy, const std::string& name, const Json& spec,
                        Compensation::Compiled& into) {
  const std::string where = "/tables" + pointer_step(name);
  AMENDS_TRY_ASSIGN(const auto when, columns(spec, "when", where));
  AMENDS_TRY_ASSIGN(const auto then, columns(spec, "then", where));
  std::vector<RowTerms> terms;
  if (const auto* rows = spec.find("rows")) {
    const RowReader reader(when, then);
    for (std::size_t i = 0; i < rows->items.size(); ++i) {
      AMENDS_TRY_ASSIGN(auto row, reader.read(rows->items[i], where + "/rows" + pointer_step(i)));
      terms.push_back(std::move(row));
    }
  }
  if (const auto* caps = spec.find("caps"))
    for (std::size_t i = 0; i < caps->items.size(); ++i) {
      AMENDS_TRY_ASSIGN(auto cap, read_cap(caps->items[i], name + "/caps/" + std::to_string(i),
                                           where + "/caps" + pointer_step(i)));
      into.caps.push_back(std::move(cap));
    }
  AMENDS_TRY_ASSIGN(auto table, Table::compile(spec, name, fact_types(policy), where));
  const auto hit = table.hit_policy();
  if (hit == HitPolicy::collect_sum || hit == HitPolicy::collect_min ||
      hit == HitPolicy::collect_max || hit == HitPolicy::collect_count)
    return bad("a compensation table gives rows, not a sum: use first, unique or collect",
               where + "/hit");
  into.tables.push_back({name, std::move(table), std::move(terms)});
  return {};
}

Result<void> read_tables(const Json& policy, Compensation::Compiled& into) {
  if (const auto* tables = policy.find("tables"))
    for (const auto& [name, spec] : tables->members)
      if (gives(name) && !spec.is_null())
        AMENDS_CHECK(read_table(policy, name, spec, into));
  return {};
}

// "fast_lane" gives up_to, "abuse" gives flag; both look at facts only.
Result<std::optional<Table>> read_side_table(const Json& policy, const std::string& name,
                                             std::string_view column) {
  const auto* tables = policy.find("tables");
  const auto* spec = tables ? tables->find(name) : nullptr;
  if (!spec || spec->is_null())
    return std::optional<Table>();
  const auto where = "/tables/" + name;
  auto types = fact_types(policy);
  types.type = [inner = types.type, column](std::string_view fact) -> std::optional<std::string> {
    if (fact == column)
      return column == "flag" ? "word" : "money";
    return inner(fact);
  };
  AMENDS_TRY_ASSIGN(auto table, Table::compile(*spec, name, types, where));
  if (table.outputs() != std::vector<std::string>{std::string(column)})
    return bad("this table gives one column, \"" + std::string(column) + "\"", where + "/then");
  return std::optional<Table>(std::move(table));
}

std::vector<FactInfo> facts_of_laws(const std::vector<compensation::Law>& laws) {
  std::map<std::string, FactInfo, std::less<>> all;
  for (const auto& law : laws)
    for (const auto& fact : law.facts)
      all.try_emplace(fact.info.name, fact.info);
  std::vector<FactInfo> out;
  for (auto& [name, info] : all)
    out.push_back(std::move(info));
  return out;
}

Result<void> read_roles(const Json& policy, Compensation::Compiled& into) {
  const auto* roles = policy.find("roles");
  if (!roles)
    return {};
  for (const auto& [name, spec] : roles->members) {
    Authority role;
    role.role = name;
    if (const auto* may = spec.find("may"))
      for (const auto& word : may->items) {
        role.handles = role.handles || word.text == "handle";
        role.approves = role.approves || word.text == "approve";
        role.manages = role.manages || word.text == "manage";
      }
    if (const auto* up_to = spec.find("up_to")) {
      AMENDS_TRY_ASSIGN(role.up_to, money_at(*up_to, "/roles" + pointer_step(name) + "/up_to"));
    }
    into.roles.push_back(std::move(role));
  }
  return {};
}

// "ask ROLE" names a role that exists.
Result<void> check_asked(const Compensation::Compiled& compiled) {
  if (compiled.roles.empty())
    return {};
  std::vector<std::string_view> names;
  for (const auto& role : compiled.roles)
    names.push_back(role.role);
  for (const auto& table : compiled.tables)
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      const auto& asked = table.rows[i].offer.ask;
      if (!asked || std::find(names.begin(), names.end(), *asked) != names.end())
        continue;
      std::string message = "there is no role \"" + *asked + "\"";
      const auto near = nearest_names(*asked, names);
      for (std::size_t n = 0; n < near.size(); ++n)
        message += (n == 0 ? "; did you mean " : ", ") + std::string(near[n]);
      if (near.empty())
        message += "; add it under \"roles\"";
      return bad(message, "/tables" + pointer_step(table.name) + "/rows" + pointer_step(i));
    }
  return {};
}

} // namespace

Result<std::shared_ptr<const Compensation>> Compensation::compile(const Json& policy,
                                                                  const HolidayTables& tables) {
  auto compiled = std::make_shared<Compiled>();
  if (const auto* currency = policy.find("currency")) {
    auto parsed = parse_currency(currency->text);
    if (!parsed)
      return bad(parsed.error().message, "/currency");
    compiled->currency = *parsed;
  }
  AMENDS_CHECK(read_roles(policy, *compiled));
  AMENDS_CHECK(read_tables(policy, *compiled));
  AMENDS_CHECK(check_asked(*compiled));
  AMENDS_TRY_ASSIGN(compiled->fast_lane, read_side_table(policy, "fast_lane", "up_to"));
  AMENDS_TRY_ASSIGN(compiled->abuse, read_side_table(policy, "abuse", "flag"));
  AMENDS_TRY_ASSIGN(compiled->laws, compensation::compile_laws(policy, tables));
  compiled->law_facts = facts_of_laws(compiled->laws);
  return std::shared_ptr<const Compensation>(std::make_shared<Compensation>(std::move(compiled)));
}

} // namespace amends
