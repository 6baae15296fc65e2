// A hazard missed is the worst error: it is found in words that neither the pack nor the seed
// messages have, and not where the same words mean no harm.
#include "helpers.hpp"

namespace amends {
namespace {

// Written for this test alone; no seed message, and no word of the pack was added for one of them.
constexpr const char* hazards[] = {
    "晚上充着电的平衡车自己烧起来，楼道全是浓烟",
    "电烤火炉一开就闻到塑料糊掉的味",
    "挂烫机喷出来的是开水，小臂起了一片水泡",
    "线控器摸着麻酥酥的，不敢再躺上去",
    "美工刀的锁是坏的，刀片弹出来把虎口拉了个大口子",
    "小孩把玩具上的小螺丝吞了，在医院等着拍片",
    "婴儿车的刹车踩下去照样溜",
    "粽子里咬到一小块玻璃",
    "蛋糕上爬着好几只蚂蚁",
    "午餐肉打开上面一圈绿毛",
    "喝了这个酵素，胃里绞着疼，去挂了急诊",
    "贴了膏药，整块皮肤又红又烂",
    "假睫毛胶进眼睛里，眼睛红得像兔子，疼了一宿",
    "新买的鞋柜味儿冲，女儿一进屋就咳",
    "孩子的塑料碗倒进热汤味道刺鼻，碗边还软了",
    "吊灯的挂钩承不住，掉下来砸穿了茶几，前一秒我还坐那儿",
    "健身球做到一半爆了，腰摔得直不起来",
    "车用充气泵的气管崩开，差点抽到眼睛",
    "电磁炉面板裂了还能通电，水渗进去会不会触电",
    "缝纫机的针崩断弹到眉骨上，流了一脸血",
    "儿童雨衣帽子上的绳老长，被电梯夹过一次",
    "湿巾擦完屁股，宝宝红得一碰就哭",
    "杀虫剂喷头漏，流得满手都是，火辣辣的",
    "浴霸的灯泡掉下来炸在脚边",
    "妈妈吃了这保健品血压飙到一百九，住进了医院",
    "水果罐头里泡着一只死苍蝇",
    "豆芽有一股漂白剂的味道",
    "瓶装水喝出了一股汽油味",
    "The blender blade came loose and sliced my palm open",
    "Heater casing turned soft and started to drip",
    "There is a dead beetle in the rice",
    "My son had trouble breathing after eating this bar",
};

constexpr const char* harmless[] = {
    "排插有没有漏电保护，几个孔的", "辣得冒火，吃得过瘾",         "台灯用一个月灯珠烧了，换一个吧",
    "书里写火灾那一段很感人",       "气得我肚子疼，客服就是不回", "等得我头晕，八天了还在路上",
    "剪刀太钝，剪张纸都费劲",       "箱子被刀划开一道，衣服没坏", "没有异味，孩子用着也不过敏",
    "水壶烧水慢，声音还大",
};

bool is_hazard(const char* text) { return has(labels(builtin(), text), "product.safety"); }

TEST(Safety, is_found_in_other_words) {
  std::size_t found = 0;
  for (const char* text : hazards)
    found += is_hazard(text);
  RecordProperty("found", static_cast<int>(found));
  EXPECT_GE(found * 100, std::size(hazards) * 75) << found << " of " << std::size(hazards);
}

TEST(Safety, is_not_seen_where_none_is) {
  for (const char* text : harmless)
    EXPECT_FALSE(is_hazard(text)) << text;
}

TEST(Safety, a_text_of_it_is_urgent) {
  for (const char* text : hazards) {
    const auto found = builtin().classify(text, {}).value();
    if (labels(found).front() == "product.safety") {
      EXPECT_TRUE(has({"high", "critical"}, found.severity)) << text;
      EXPECT_EQ(found.priority, "P1") << text;
    }
  }
}

TEST(Safety, sick_is_an_illness_of_somebody_and_no_figure_of_speech) {
  for (const char* text :
       {"The yoghurt made our toddler sick", "My boy was throwing up all night after the prawns",
        "The stepladder gave way and I landed on my wrist"})
    EXPECT_TRUE(has(labels(builtin(), text), "product.safety")) << text;
  EXPECT_FALSE(has(labels(builtin(), "It makes me sick how you treat people on the phone"),
                   "product.safety"));
}

} // namespace
} // namespace amends
