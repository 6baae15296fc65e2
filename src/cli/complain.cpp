#include "complain.hpp"

#include "amends/ids.hpp"

#include <array>
#include <cstdio>

namespace amends::cli {
namespace {

struct CodeWords {
  Code code;
  const char* zh;
};
constexpr std::array code_table{
    CodeWords{Code::arg, "用法有误"},         CodeWords{Code::parse, "无法读取"},
    CodeWords{Code::policy, "策略包不可用"},  CodeWords{Code::evaluation, "无法计算"},
    CodeWords{Code::state, "当前阶段不允许"}, CodeWords{Code::denied, "没有权限"},
    CodeWords{Code::not_found, "找不到"},     CodeWords{Code::conflict, "已被他人修改"},
    CodeWords{Code::duplicate, "命令号重复"}, CodeWords{Code::store, "存储出错"},
    CodeWords{Code::memory, "内存不足"},      CodeWords{Code::limit, "超出限制"},
    CodeWords{Code::clock, "时间有误"},       CodeWords{Code::corrupt, "数据损坏"},
    CodeWords{Code::unsupported, "尚未实现"}};

// "denied", "没有权限 (denied)"
std::string name_of(Code code) {
  std::string name(code_name(code));
  if (spoken() == Language::zh)
    for (const CodeWords& row : code_table)
      if (row.code == code)
        return std::string(row.zh) + " (" + name + ")";
  return name;
}

} // namespace

void complain(const std::string& text) {
  const std::string line = "amends: " + text + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
}

void complain(const Error& error) {
  const Say at{" （位置 ", " (at "}, end{"）", ")"};
  std::string text = name_of(error.code) + ": " + error.message;
  if (!error.where.empty())
    text += at.in(spoken()) + error.where + end.in(spoken());
  complain(text);
}

int give_up(const Error& error) {
  complain(error);
  return error.code == Code::arg || error.code == Code::unsupported ? wrong_usage : not_usable;
}

int failed(const Error& error) {
  complain(error);
  return error.code == Code::store ? not_usable : some_failed;
}

std::string near_words(std::string_view name, std::span<const std::string_view> known) {
  const Say first{"；相近的有：", "; near: "};
  std::string out;
  for (const std::string_view near : nearest_names(name, known))
    out += (out.empty() ? first.in(spoken()) : ", ") + std::string(near);
  return out;
}

std::string near_words(std::string_view name, const std::vector<std::string>& known) {
  const std::vector<std::string_view> views(known.begin(), known.end());
  return near_words(name, std::span<const std::string_view>(views));
}

} // namespace amends::cli
