// `amends worktime` questions: answers, named calendars, explanations, and what is refused.
#include "amends/worktime.hpp"

#include "helpers.hpp"

namespace amends {
namespace {

using namespace testing_sla;

Result<Json> ask(std::string_view question, bool explain = false) {
  const NamedCalendars named = [](std::string_view name) {
    const auto found = calendars().find(name);
    return found == calendars().end() ? nullptr : found->second;
  };
  return answer_worktime(json(question), *HolidayTables::builtin(), named, explain);
}

std::string answer(std::string_view question, bool explain = false) {
  const auto result = ask(question, explain);
  return result ? print_json(*result) : result.error().message;
}

TEST(Worktime, AnswersEveryOperation) {
  EXPECT_EQ(
      answer(
          R"({"id":"1","x":{"mine":1},"calendar":"desk","op":"add","start":"2026-09-30T09:00:00Z","seconds":7200})"),
      R"({"result":"2026-10-08T10:00:00+08:00"})");
  EXPECT_EQ(
      answer(
          R"({"calendar":"desk","op":"between","start":"2026-09-30T17:00:00.5+08:00","end":"2026-09-30T17:00:02+08:00"})"),
      R"({"result":1})");
  EXPECT_EQ(
      answer(
          R"({"calendar":"desk","op":"between","end":"2026-09-30T17:00:00.5+08:00","start":"2026-09-30T17:00:02+08:00"})"),
      R"({"result":-1})");
  EXPECT_EQ(answer(R"({"calendar":"desk","op":"is_open","start":"2026-10-10T10:00:00+08:00"})"),
            R"({"result":true})");
  EXPECT_EQ(answer(R"({"calendar":"desk","op":"next_open","start":"2026-10-01T10:00:00+08:00"})"),
            R"({"result":"2026-10-08T09:00:00+08:00"})");
  EXPECT_EQ(answer(R"({"calendar":"desk","op":"prev_close","start":"2026-10-01T10:00:00+08:00"})"),
            R"({"result":"2026-09-30T18:00:00+08:00"})");
  EXPECT_EQ(
      answer(
          R"({"calendar":"desk","op":"working_days","start":"2026-09-30T10:00:00+08:00","n":3})"),
      R"({"result":"2026-10-10"})");
  EXPECT_EQ(
      answer(
          R"({"calendar":"desk","op":"legal_period","start":"2026-09-24T10:00:00+08:00","n":7,"unit":"days","roll":"rest_day"})"),
      R"({"result":"2026-10-08"})");
  EXPECT_EQ(
      answer(
          R"({"calendar":"desk","op":"sla","start":"2026-06-01T09:00:00+08:00","target_seconds":7200,
      "pauses":[["2026-06-01T09:30:00+08:00","2026-06-01T10:30:00+08:00"]],"end":"2026-06-01T11:00:00+08:00"})"),
      R"({"result":{"due":"2026-06-01T12:00:00+08:00","elapsed":3600}})");
  EXPECT_EQ(answer(R"({"timezone":"UTC","op":"add","start":"2026-06-01T00:00:00Z","seconds":1})"),
            R"({"result":"never"})");
}

TEST(Worktime, SaysWhatIsProvisional) {
  EXPECT_EQ(
      answer(
          R"({"calendar":"desk","op":"add","start":"2026-12-31T17:00:00+08:00","seconds":7200})"),
      R"({"result":"2027-01-04T10:00:00+08:00","provisional":true,"certain_until":"2027-01-01T00:00:00+08:00"})");
}

TEST(Worktime, Explains) {
  EXPECT_EQ(
      answer(R"({"calendar":"desk","op":"add","start":"2026-09-26T17:00:00+08:00","seconds":3600})",
             true),
      R"({"result":"2026-09-28T10:00:00+08:00","counted":[["2026-09-28T09:00:00+08:00","2026-09-28T10:00:00+08:00"]],)"
      R"("skipped":[{"date":"2026-09-26","zh":"中秋节","en":"Mid-Autumn Festival"},{"date":"2026-09-27","zh":"中秋节","en":"Mid-Autumn Festival"}]})");
}

// What `question` says of itself, with the dates of `skipped` and their English names.
std::string why(std::string_view question) {
  const auto answer = ask(question, true);
  if (!answer)
    return answer.error().message;
  std::string text;
  for (const Json& span : answer->find("counted")->items)
    text += span.items[0].text.substr(5, 11) + ".." + span.items[1].text.substr(5, 11) + " ";
  for (const Json& day : answer->find("skipped")->items)
    text += "- " + day.find("date")->text.substr(5) + " " + day.find("en")->text + " ";
  return text;
}

TEST(Worktime, ExplainsWithoutPauses) {
  EXPECT_EQ(why(R"({"calendar":"desk","op":"sla","start":"2026-06-05T16:00:00+08:00",
      "target_seconds":10800,"pauses":[["2026-06-05T17:00:00+08:00","2026-06-08T10:00:00+08:00"],
      ["2026-06-08T10:30:00+08:00","2026-06-08T11:00:00+08:00"]]})"),
            "06-05T16:00..06-05T17:00 06-08T10:00..06-08T10:30 06-08T11:00..06-08T12:00 "
            "06-08T13:00..06-08T13:30 - 06-06 weekend - 06-07 weekend ");
}

TEST(Worktime, ExplainsWorkingDays) {
  EXPECT_EQ(why(R"({"calendar":"desk","op":"working_days","start":"2026-10-09T20:00:00+08:00",
      "n":2})"),
            "10-10T09:00..10-10T12:00 10-10T13:00..10-10T18:00 "
            "10-12T09:00..10-12T12:00 10-12T13:00..10-12T18:00 - 10-11 weekend ");
}

TEST(Worktime, ExplainsLegalPeriodsByTheTableNotByTheShopsHours) {
  EXPECT_EQ(why(R"({"calendar":"desk","op":"legal_period","start":"2026-09-24T10:00:00+08:00",
      "n":3,"unit":"working_days"})"),
            "09-28T00:00..10-01T00:00 - 09-25 Mid-Autumn Festival - 09-26 Mid-Autumn Festival "
            "- 09-27 Mid-Autumn Festival ");
  EXPECT_EQ(why(R"({"calendar":"desk","op":"legal_period","start":"2026-09-29T10:00:00+08:00",
      "n":5,"unit":"days","roll":"rest_day"})"),
            "09-30T00:00..10-04T00:00 10-08T00:00..10-09T00:00 - 10-04 National Day "
            "- 10-05 National Day - 10-06 National Day - 10-07 National Day ");
  EXPECT_EQ(why(R"({"calendar":"desk","op":"legal_period","start":"2026-06-01T10:00:00+08:00",
      "n":2,"unit":"days","count_from":"same_day","end":"close"})"),
            "06-01T00:00..06-02T18:00 ");
  EXPECT_EQ(why(R"({"calendar":"desk","op":"legal_period","start":"2026-06-01T10:00:00+08:00",
      "n":36,"unit":"hours"})"),
            "06-01T10:00..06-02T22:00 ");
}

TEST(Worktime, RefusesWithPlaceAndMend) {
  struct Bad {
    std::string_view question, where, says;
  };
  const Bad all[] = {
      {R"({"calendar":"desk"})", "/op", "is missing"},
      {R"({"calendar":"desk","op":"ad"})", "/op", "did you mean \"add\""},
      {R"({"calendar":"desk","op":"add","start":"2026-09-30T09:00:00Z","second":1})", "/second",
       "\"seconds\""},
      {R"({"calendar":"dusk","op":"add"})", "/calendar", "no calendar \"dusk\""},
      {R"({"calendar":"desk","timezone":"UTC","op":"add"})", "/calendar", "cannot be changed"},
      {R"({"op":"add"})", "", "timezone"},
      {R"({"calendar":"desk","op":"add","seconds":1})", "/start", "is missing"},
      {R"({"calendar":"desk","op":"add","start":"2026-09-30T09:00:00","seconds":1})", "/start", ""},
      {R"({"calendar":"desk","op":"add","start":"2026-09-30T09:00:00Z"})", "/seconds",
       "is missing"},
      {R"({"calendar":"desk","op":"add","start":"2026-09-30T09:00:00Z","seconds":1.5})", "/seconds",
       "whole number"},
      {R"({"calendar":"desk","op":"add","start":"2026-09-30T09:00:00Z","seconds":1e400})",
       "/seconds", "whole number"},
      {R"({"calendar":"desk","op":"add","start":"2026-09-30T09:00:00Z","seconds":9223372036854775807})",
       "/seconds", "more seconds"},
      {R"({"calendar":"desk","op":"working_days","start":"2026-09-30T09:00:00Z","n":0})", "/n",
       "at least 1"},
      {R"({"calendar":"desk","op":"legal_period","start":"2026-09-30T09:00:00Z","n":7})", "/unit",
       "working_days"},
      {R"({"calendar":"desk","op":"sla","start":"2026-09-30T09:00:00Z","target_seconds":-1})",
       "/target_seconds", "not negative"},
      {R"({"calendar":"desk","op":"sla","start":"2026-09-30T09:00:00Z","target_seconds":1,"pauses":[["2026-09-30T09:00:00Z"]]})",
       "/pauses/0", "pair"},
      {R"({"calendar":"desk","op":"sla","start":"2026-09-30T09:00:00Z","target_seconds":1,"pauses":[["2026-09-30T09:00:00Z","2026-09-30T08:00:00Z"]]})",
       "/pauses/0", "before it begins"},
      {R"({"timezone":"Asia/Shanghai","week":{"mon":"18:00-09:00"},"op":"add"})", "/week/mon",
       "22:00-30:00"},
  };
  for (const Bad& bad : all) {
    const auto result = ask(bad.question);
    ASSERT_FALSE(result) << bad.question;
    EXPECT_EQ(result.error().where, bad.where) << bad.question;
    EXPECT_NE(result.error().message.find(bad.says), std::string::npos) << result.error().message;
  }
  const auto beyond = ask(R"({"calendar":"desk","op":"is_open","start":"2150-01-01T00:00:00Z"})");
  ASSERT_FALSE(beyond);
  EXPECT_EQ(beyond.error().code, Code::limit);
}

} // namespace
} // namespace amends
