// amends train, and classify with what it made.
#include "command.hpp"

#include <fstream>

namespace amends::test {
namespace {

std::string rows(bool swapped = false) {
  std::string out;
  for (const char* when : {"today", "on Monday", "last week", "since May", "for ten days", "again"})
    for (const char* what : {"parcel", "box", "order", "letter"}) {
      const std::string thing = std::string(what) + " " + when;
      out += "{\"text\":\"has not come, my " + thing + "\",\"label\":\"" +
             (swapped ? "damage" : "late") + "\"}\n";
      out += "{\"text\":\"broken, my " + thing + "\",\"label\":\"" + (swapped ? "late" : "damage") +
             "\"}\n";
    }
  return out;
}

std::string bytes_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Train, a_model_from_a_pipe_is_used_by_classify) {
  const Folder folder;
  const std::string model = folder.path("m");
  const Ran trained = amends_command({"train", "--out", model, "--task", "single"}, rows());
  ASSERT_EQ(trained.code, 0) << trained.err;
  EXPECT_EQ(trained.err, ""); // no progress bar in a pipe
  const Json line = trained.json().at(0);
  EXPECT_EQ(at(line, "task").text, "single");
  EXPECT_EQ(at(line, "rows").text, "48");
  EXPECT_EQ(at(line, "held_out", "texts").text, "48");
  const Ran ran = amends_command({"classify", "--model", model},
                                 "{\"id\":\"7\",\"text\":\"my letter has not come\"}\n");
  ASSERT_EQ(ran.code, 0) << ran.err;
  const Json answer = ran.json().at(0);
  EXPECT_EQ(at(answer, "id").text, "7");
  EXPECT_EQ(at(answer, "labels").items.at(0).find("category")->text, "late");
  EXPECT_EQ(answer.find("severity"), nullptr);
  EXPECT_EQ(amends_command({"classify", "--model", model, "--policy", "base"}).code, 3);
}

TEST(Train, several_labels_of_the_base_taxonomy_use_its_words) {
  const Folder folder;
  const std::string model = folder.path("m");
  const Ran trained = amends_command(
      {"train", "--out", model},
      "{\"text\":\"书签没给，还破了\",\"labels\":[\"delivery.missing_item\",\"delivery.damage\"]}\n"
      "{\"text\":\"腰封没给\",\"label\":\"delivery.missing_item\"}\n");
  ASSERT_EQ(trained.code, 0) << trained.err;
  EXPECT_EQ(at(trained.json().at(0), "policy").text, "base");
  const Ran ran =
      amends_command({"classify", "--model", model}, "{\"text\":\"客服不理人，没人处理\"}\n");
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(at(ran.json().at(0), "labels").items.at(0).find("category")->text,
            "service.unresponsive");
  EXPECT_EQ(at(ran.json().at(0), "severity").text, "medium");
}

TEST(Train, one_label_a_ticket_is_no_reason_to_forget_what_the_pack_knows) {
  const Folder folder;
  const std::string model = folder.path("m");
  const std::string tickets =
      R"({"text":"腰封没放","label":"delivery.missing_item","severity":"low"})"
      "\n"
      R"({"text":"三天了没动静","label":"delivery.delay","severity":"high"})"
      "\n";
  const Ran trained = amends_command({"train", "--out", model}, tickets);
  ASSERT_EQ(trained.code, 0) << trained.err;
  EXPECT_EQ(at(trained.json().at(0), "policy").text, "base");
  EXPECT_EQ(at(trained.json().at(0), "graded"), Json::number(2));
  const Ran ran = amends_command({"classify", "--model", model}, R"({"id":"1","text":"封面撕裂了"})"
                                                                 "\n");
  EXPECT_EQ(at(at(ran.json().at(0), "labels").items.at(0), "category").text, "delivery.damage");
  const Ran both =
      amends_command({"train", "--out", model, "--policy", "base", "--task", "single"}, tickets);
  EXPECT_EQ(both.code, 2);
  EXPECT_NE(both.err.find("--policy none"), std::string::npos) << both.err;
}

TEST(Train, a_holdout_of_all_rows_leaves_none) {
  const Folder folder;
  const std::string old_model = folder.path("old");
  ASSERT_EQ(amends_command({"train", "--out", old_model}, rows()).code, 0);
  const Ran none = amends_command({"train", "--out", folder.path("m"), "--replaces", old_model,
                                   "--holdout", folder.write("holdout.jsonl", rows())},
                                  rows());
  EXPECT_NE(none.code, 0);
  EXPECT_NE(none.err.find("no rows are left"), std::string::npos) << none.err;
}

TEST(Train, a_worse_model_does_not_take_the_old_ones_place) {
  const Folder folder;
  const std::string old_model = folder.path("old");
  const std::string next = folder.path("next");
  const std::string holdout = folder.write("holdout.jsonl", rows());
  ASSERT_EQ(amends_command({"train", "--out", old_model}, rows()).code, 0);
  // Rows of the holdout are taken out of the training, so these say it in other words.
  std::string others = rows(true);
  for (std::size_t i = 0; (i = others.find(", my", i)) != std::string::npos;)
    others.replace(i, 4, " it's my");
  const Ran refused = amends_command(
      {"train", "--out", next, "--replaces", old_model, "--holdout", holdout}, others);
  EXPECT_EQ(refused.code, 1);
  EXPECT_EQ(at(refused.json().at(0), "comparison", "accepted"), Json::boolean(false));
  EXPECT_NE(refused.err.find("worse"), std::string::npos);
  EXPECT_EQ(bytes_of(next), "");
  std::string good = rows();
  for (std::size_t i = 0; (i = good.find(", my", i)) != std::string::npos;)
    good.replace(i, 4, " it's my");
  const Ran taken =
      amends_command({"train", "--out", next, "--replaces", old_model, "--holdout", holdout}, good);
  EXPECT_EQ(taken.code, 0) << taken.err;
  EXPECT_NE(bytes_of(next), "");
}

TEST(Train, mistakes_are_named_by_their_line) {
  const Folder folder;
  const std::string model = folder.path("m");
  const Ran bad =
      amends_command({"train", "--out", model}, rows() + "{\"text\":\"x\",\"lable\":\"y\"}\n");
  EXPECT_EQ(bad.code, 3);
  EXPECT_NE(bad.err.find("/49/lable"), std::string::npos) << bad.err;
  // Whatever is wrong with it, and whatever was taken out before it.
  const std::string old_model = folder.path("old");
  ASSERT_EQ(amends_command({"train", "--out", old_model}, rows()).code, 0);
  for (const char* wrong : {R"({"text":"x","labels":["late","damage"]})", R"({"text":"x"})",
                            R"({"text":"x","label":"late","severity":5})"}) {
    const std::string given = rows() + std::string(wrong) + "\n";
    const std::string holdout =
        folder.write("holdout.jsonl", rows().substr(0, rows().find("\n") + 1));
    const Ran named = amends_command({"train", "--out", model, "--task", "single", "--replaces",
                                      old_model, "--holdout", holdout},
                                     given);
    EXPECT_NE(named.err.find("/49"), std::string::npos) << named.err;
  }
  EXPECT_EQ(amends_command({"train", "--out", model, "--task", "some"}, rows()).code, 2);
  EXPECT_EQ(amends_command({"train", "--out", model, "--replaces", model}, rows()).code, 2);
  EXPECT_EQ(amends_command({"classify", "--model", folder.write("no", "no model")}).code, 3);
}

} // namespace
} // namespace amends::test
