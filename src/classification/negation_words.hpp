// The closed word lists of negation, in normal spelling (lower case, simplified). They are grammar,
// not policy: no pack changes them.
#pragma once

#include <array>
#include <string_view>

// A table of words, read by the line.
// clang-format off
namespace amends::negation {

using Word = std::u32string_view;

// Looked for before a fault, longest first.
inline constexpr std::array doubts = std::to_array<Word>({
    U"是不是", U"有没有", U"会不会", U"能不能", U"要不要", U"是否", U"不知道是", U"不知是", U"怀疑", U"疑似",
    U"好像是", U"感觉像", U"感觉是", U"怕是", U"恐怕", U"可能是", U"担心", U"害怕", U"如果", U"要是", U"万一",
    U"if it is ", U"if it's ", U"whether it is ", U"is it ", U"might be ", U"may be ", U"could be ",
    U"afraid it is ", U"suspect ", U"worried about ", U"in case of ", U"if ",
});

inline constexpr std::array denials = std::to_array<Word>({
    // Han
    U"没有发现", U"没有出现", U"没有看到", U"没有遇到", U"没有发生", U"没有存在", U"并没有", U"都没有", U"也没有",
    U"没有", U"没发现", U"没出现", U"没看到", U"没遇到", U"没见", U"没啥", U"没什么", U"没", U"未发现",
    U"未见", U"未", U"毫无", U"并无", U"无", U"并不是", U"不是", U"并非", U"不存在", U"不会", U"不算",
    U"不怎么", U"不太", U"不", U"从未", U"别", U"请勿", U"勿", U"避免", U"防止", U"以免", U"免得", U"以防",
    // English
    U"not ", U"no ", U"never ", U"without ", U"none ", U"isn't ", U"wasn't ", U"aren't ",
    U"weren't ",
    U"didn't ", U"doesn't ", U"don't ", U"hasn't ", U"haven't ", U"isnt ", U"wasnt ", U"didnt ",
    U"doesnt ", U"dont ", U"hardly ", U"free of ", U"free from ", U"nothing ", U"neither ", U"nor ",
});

// What may stand between a denial and the fault, or between a doubt and it.
inline constexpr std::array before_fillers = std::to_array<Word>({
    U"任何", U"任何的", U"什么", U"一点", U"一点点", U"半点", U"丝毫", U"一丝", U"一个", U"一处", U"一本", U"一件",
    U"哪里", U"哪儿", U"地方", U"明显", U"明显的", U"太", U"太大的", U"太多", U"很", U"特别", U"那么", U"这么",
    U"过", U"有", U"出现", U"发现", U"发生", U"看到", U"看见", U"遇到", U"被", U"所谓的", U"大的", U"大",
    U"别人说的", U"网上说的", U"评论说的", U"其他", U"的", U"是", U"拍到", U"觉得", U"感觉",
    U"any ", U"a ", U"an ", U"the ", U"been ", U"be ", U"is ", U"was ", U"were ", U"at all ",
    U"really ",
    U"even ", U"single ", U"sign of ", U"signs of ", U"visible ", U"kind of ", U"sort of ", U"got ",
    U"get ", U"very ", U"too ", U"that ", U"arrive ", U"look ", U"seem ", U"find ", U"see ",
    U"have ",
    U"has ", U"it ", U"it's ", U"to be ",
});

// Joins the members of a list: what denies the first member denies the next.
inline constexpr std::array joins = std::to_array<Word>({
    U"、", U"/", U"和", U"或者", U"或是", U"或", U"及", U"以及", U"与", U" or ", U" nor ",
});

// A denial behind one of these denies nothing: it is denied itself.
inline constexpr std::array double_denials = std::to_array<Word>({
    U"不是", U"并不是", U"并非", U"不可能", U"不能说", U"不得", U"难道", U"不敢说", U"谁说", U"无一",
    U"not that there is ", U"can't say there is ",
});

// "Isn't this a fake?" says that it is: a denial that ends in one of these asks for a yes.
inline constexpr std::array rhetorical_ends = std::to_array<Word>({U"是什么", U"吗", U"么", U"嘛"});

// Behind a fault ("色差倒是没有"). "没了" is "gone", no denial.
inline constexpr std::array behind_fillers = std::to_array<Word>({
    U"的", U"情况", U"现象", U"问题", U"之类", U"什么的", U"等", U"倒是", U"倒", U"是", U"也", U"都", U"迹象",
    U"一点", U"一个", U"完全", U"根本", U"方面", U"啥", U"地方", U"并", U"基本", U"暂时", U"目前",
    U"没了",
});
inline constexpr std::array behind_denials = std::to_array<Word>({
    U"没有", U"没", U"无", U"不存在", U"未发现", U"没发现", U"没出现", U"不明显", U"-free",
});
// What may end the clause behind such a denial.
inline constexpr std::array behind_ends = std::to_array<Word>({
    U"出现", U"发生", U"发现", U"看到", U"遇到", U"存在", U"有", U"啊", U"哦", U"呢", U"的", U"了", U"过", U"哈",
});

// "The agent says that it is not ...": a denial told is none of the customer's.
inline constexpr std::array told = std::to_array<Word>({
    U"说", U"回复", U"答复", U"回答", U"告诉", U"告知", U"声称", U"认为", U"认定", U"判定", U"坚持", U"咬定",
    U"表示", U"解释", U"鉴定", U"检测", U"称", U"讲", U"狡辩", U"推脱", U"says", U"said", U"say", U"told",
    U"claims", U"claimed", U"claim", U"insists", U"insisted", U"replied", U"according to",
});
// ... unless "I" say it; "told me" is somebody else again.
inline constexpr std::array first_person = std::to_array<Word>({
    U"我", U"我都", U"我已经", U"我们", U"本人", U"i ", U"i have ", U"i've ", U"we ",
});
inline constexpr std::array told_to_me = std::to_array<Word>({
    U"跟我", U"和我", U"对我", U"给我", U"向我", U"与我", U"跟我们", U"和我们", U"对我们",
});
inline constexpr std::size_t told_reach = 16; // characters back from the denial, in its sentence

} // namespace amends::negation
