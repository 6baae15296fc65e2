#!/usr/bin/env python3
"""Writes day.jsonl: two weeks of a bookshop around National Day, as its backend would send them.

The story below names plans, tasks and actions by what they are ("@refund of c-wang"); this script
plays it against the `amends` command, line by line, and writes down the ids that came out.

    examples/bookshop/make_day.py build/release/amends > examples/bookshop/day.jsonl
"""
import json
import subprocess
import sys


def yuan(amount):
    return f"{amount:.2f} CNY"


def book(line, title, price, quantity=1, **more):
    return {"id": line, "sku": f"isbn-{line}", "title": title, "quantity": quantity,
            "unit_price": yuan(price), "paid": yuan(price * quantity), "category": "book", **more}


def order(number, placed, lines, parcels, postage=0.0, method="alipay"):
    """`parcels`: (id, [lines], carrier, tracking, promised, delivered or None)."""
    goods = sum(float(line["paid"].split()[0]) for line in lines)
    deliveries = []
    for i, (pid, of, carrier, tracking, promised, delivered) in enumerate(parcels):
        parcel = {"id": pid, "lines": of, "carrier": carrier, "tracking": tracking,
                  "promised_at": promised, "insured": False,
                  "postage": yuan(postage if i == 0 else 0.0)}
        if delivered:
            parcel["delivered_at"] = delivered
        deliveries.append(parcel)
    total = goods + postage
    return {"id": number, "placed_at": placed, "buyer": "consumer", "currency": "CNY",
            "paid": yuan(total), "lines": lines, "deliveries": deliveries,
            "payments": [{"id": "p-1", "method": method, "amount": yuan(total),
                          "refundable": True}]}


def customer(cid, name, phone, **more):
    return {"id": cid, "name": name, "phone": phone, **more}


def t(day, clock):
    return f"2026-{day}T{clock}:00+08:00"


def one(number, placed, title, price, delivered, promised="09-27", quantity=1, carrier="SF"):
    """An order of one book in one parcel."""
    return order(number, t(placed, "10:00"), [book("l-1", title, price, quantity)],
                 [("d-1", ["l-1"], carrier, f"SF{number[2:]}001", t(promised, "18:00"),
                   t(delivered, "12:00") if delivered else None)], postage=6.0)


def opened(case, at, who, of, text, channel="app", evidence=(), op="open", **more):
    line = {"op": op, "id": f"{case}-open", "case_id": case, "at": at, "by": f"customer:{who['id']}",
            "kind": "complaint", "channel": channel, "customer": who, "order": of, "text": text}
    if evidence:
        line["evidence"] = [{"kind": "photo", "ref": ref} for ref in evidence]
    line.update(more)
    return line


counter = {"n": 0}


def say(op, case, at, by, **fields):
    counter["n"] += 1
    return {"op": op, "id": f"m-{counter['n']:03}", "at": at, "by": by, "case_id": case, **fields}


def tick(at):
    return {"op": "tick", "at": at, "limit": 1000}


def settle(what, at, **result):
    line = {"op": "settle", "at": at, "action": what, "attempt": 1, "outcome": "done"}
    if result:
        line["result"] = result
    return line


wang = customer("c-101", "王芳", "13800010001", tier="vip", language="zh", accepts=["app", "sms"])
chen = customer("c-102", "陳志明", "13800010002", language="zh-Hant", region="CN-HK", overseas=True,
                accepts=["email"], email="chen@example.com")
smith = customer("c-103", "John Smith", "13800010003", language="en", accepts=["email"],
                 email="john@example.com")
li = customer("c-104", "李强", "13800010004")
zhao = customer("c-105", "赵敏", "13800010005")
sun = customer("c-106", "孙丽", "13800010006")
zhou = customer("c-107", "周杰", "13800010007")
wu = customer("c-108", "吴刚", "13800010008", birth_year=1948, accepts=["phone", "sms"])
lin = customer("c-109", "林美玲", "13800010009", language="zh-Hant")
brown = customer("c-110", "Emma Brown", "13800010010", language="en")

two_parcels = order(
    "o-2001", t("09-24", "10:00"),
    [book("l-1", "红楼梦（上下册）", 59.0), book("l-2", "唐诗三百首", 28.0, 2),
     book("l-3", "儿童地图册", 45.0, batch="B2026-08")],
    [("d-1", ["l-1", "l-2"], "SF", "SF2001001", t("09-27", "18:00"), t("09-27", "11:20")),
     ("d-2", ["l-3"], "YTO", "YT2001002", t("09-27", "18:00"), None)], postage=8.0)

STORY = [
    # Monday 28 September: the week before the holiday.
    opened("c-wang", t("09-28", "09:05"), wang, two_parcels,
           "书到了，红楼梦的封面撕裂了，书角也压坏了，唐诗少了一本", evidence=("photo-1", "photo-2"),
           about=[{"line": "l-1"}]),
    opened("c-chen", t("09-28", "09:40"), chen,
           one("o-2002", "09-10", "明史講義", 88.0, "09-26", promised="09-18"),
           "書等了兩個多星期才送到，比你們承諾的晚了八天，太慢了", channel="email"),
    opened("c-smith", t("09-28", "10:15"), smith, one("o-2003", "09-21", "Tao Te Ching", 76.0, "09-25"),
           "You sent me the wrong book: I ordered Tao Te Ching and received a cookbook.",
           channel="email", evidence=("photo-3",)),
    say("assign", "c-wang", t("09-28", "09:30"), "lead:zhang", owner="agent:li", team="books"),
    say("contact", "c-wang", t("09-28", "10:20"), "agent:li", by_channel="phone",
        text="已电话确认封面撕裂、书角压坏，另少唐诗一本"),
    tick(t("09-28", "10:30")),
    opened("c-li", t("09-28", "11:00"), li, one("o-2004", "09-22", "三体全集", 93.0, "09-26"),
           "快递员态度很差，不肯送上门，还骂人", channel="phone"),
    opened("c-zhao", t("09-28", "11:30"), zhao, one("o-2005", "09-20", "现代汉语词典", 109.0, "09-25"),
           "词典印刷有问题，第120页到135页重复装订，后面还缺页", channel="wechat", evidence=("photo-4",)),
    say("record_finding", "c-wang", t("09-28", "13:20"), "agent:li", about=[{"line": "l-1"}],
        facts={"confirmed": True}, text="照片与出库记录相符，运输中压坏"),
    say("propose", "c-wang", t("09-28", "13:30"), "agent:li"),
    say("contact", "c-chen", t("09-28", "14:00"), "agent:he", by_channel="email"),
    say("propose", "c-chen", t("09-28", "14:10"), "agent:he"),
    say("message", "c-wang", t("09-28", "14:15"), "customer:c-101", text="好的，我想要补发，不想退款"),
    say("accept", "c-wang", t("09-28", "14:20"), "customer:c-101", choice=[0], consent=True),
    tick(t("09-28", "15:00")),
    settle("@reship of c-wang", t("09-28", "16:30"), ref="SF-RE-2001"),
    say("contact", "c-smith", t("09-28", "15:10"), "agent:he", by_channel="email",
        text="Confirmed with the customer: a cookbook instead of Tao Te Ching."),
    say("request_information", "c-smith", t("09-28", "15:12"), "agent:he", fields=["photo"],
        text="Could you send us a photo of the label on the parcel?"),
    opened("c-sun", t("09-28", "16:00"), sun, one("o-2006", "09-12", "小王子", 32.0, None, promised="09-16"),
           "下单半个多月了还没收到书，物流一直不动，是不是丢了？"),
    opened("c-zhou", t("09-28", "17:10"), zhou, one("o-2007", "09-23", "平凡的世界", 79.0, "09-27"),
           "纸张很薄，字迹模糊，怀疑是盗版书，要求退款，不然我打12315投诉", evidence=("photo-5",)),
    tick(t("09-28", "18:00")),

    # Tuesday 29 September.
    say("receive_information", "c-smith", t("09-29", "08:40"), "customer:c-103",
        text="Here is the label.", evidence=[{"kind": "photo", "ref": "photo-6"}]),
    opened("c-wu", t("09-29", "09:20"), wu, one("o-2008", "09-22", "本草纲目", 128.0, "09-27"),
           "书有一股刺鼻的化学味，翻了一会儿头晕，皮肤过敏起疹子", channel="phone"),
    say("contact", "c-wu", t("09-29", "09:50"), "lead:zhang", by_channel="phone", text="已通话，客户已停用，建议就医"),
    say("note", "c-wu", t("09-29", "09:55"), "lead:zhang", text="疑似油墨气味过重，请质量部核查该批次"),
    say("assign", "c-wu", t("09-29", "09:56"), "lead:zhang", owner="lead:zhang"),
    opened("c-lin", t("09-29", "10:05"), lin, one("o-2009", "09-21", "台灣通史", 66.0, "09-26"),
           "收到的書是二手的，內頁有劃線，封底很髒", evidence=("photo-7",)),
    opened("c-brown", t("09-29", "10:30"), brown,
           one("o-2010", "09-19", "The Analects, annotated", 58.0, "09-25"),
           "The book is not as described: the page said hardcover, this is a paperback."),
    say("propose", "c-smith", t("09-29", "10:40"), "agent:he"),
    say("accept", "c-smith", t("09-29", "12:10"), "customer:c-103", choice=[1], consent=True),
    tick(t("09-29", "13:00")),
    settle("@refund of c-smith", t("09-29", "15:00"), amount="76.00 CNY", ref="alipay-77001"),
    say("contact", "c-li", t("09-29", "10:50"), "agent:li", by_channel="phone"),
    say("propose", "c-li", t("09-29", "11:20"), "agent:li"),
    say("accept", "c-li", t("09-29", "11:45"), "customer:c-104", consent=True),
    say("contact", "c-zhao", t("09-29", "11:10"), "agent:li", by_channel="wechat"),
    say("record_finding", "c-zhao", t("09-29", "14:00"), "quality:qian", facts={"confirmed": True},
        text="该批次装订错误，已通知印厂"),
    say("propose", "c-zhao", t("09-29", "14:30"), "agent:li"),
    say("counter", "c-zhao", t("09-29", "16:00"), "customer:c-105", text="补发太慢了，我着急用",
        wish="退款，书我留着参考"),
    settle("@notify of c-li", t("09-29", "16:50")),
    tick(t("09-29", "17:00")),
    settle("@coupon of c-li", t("09-29", "17:10"), ref="coupon-3301"),
    say("contact", "c-sun", t("09-29", "15:30"), "agent:he", by_channel="app"),
    say("record_finding", "c-sun", t("09-29", "16:10"), "logistics:wei", facts={"confirmed": True},
        text="承运方确认包裹在中转站遗失"),

    # Wednesday 30 September: last desk day before National Day.
    say("classify", "c-sun", t("09-30", "09:10"), "agent:he", labels=["delivery.lost"], severity="high",
        priority="P2"),
    say("propose", "c-sun", t("09-30", "09:15"), "agent:he"),
    say("accept", "c-sun", t("09-30", "10:00"), "customer:c-106", choice=[1], consent=True),
    say("propose", "c-zhao", t("09-30", "09:40"), "lead:zhang",
        lines=[{"line": "l-1", "give": "refund", "amount": "109.00 CNY", "keep_goods": True}]),
    say("accept", "c-zhao", t("09-30", "10:30"), "customer:c-105", consent=True),
    say("contact", "c-zhou", t("09-30", "10:00"), "lead:zhang", by_channel="phone"),
    say("record_finding", "c-zhou", t("09-30", "11:30"), "quality:qian",
        facts={"confirmed": False}, text="经出版社比对为正版，纸张为该版次标准用纸"),
    say("override", "c-zhou", t("09-30", "11:45"), "lead:zhang",
        lines=[{"line": "l-1", "give": "refund", "amount": "79.00 CNY"}],
        reason="检测为正版，但客户疑虑难消；退款好过升级投诉"),
    say("contact", "c-lin", t("09-30", "10:20"), "agent:he", by_channel="app"),
    say("contact", "c-brown", t("09-30", "10:25"), "agent:he", by_channel="app"),
    say("propose", "c-lin", t("09-30", "10:40"), "agent:he"),
    say("propose", "c-brown", t("09-30", "10:45"), "agent:he"),
    say("reject", "c-brown", t("09-30", "14:00"), "customer:c-110",
        text="A refund is not what I want; I need the hardcover before the holidays."),
    say("accept", "c-lin", t("09-30", "14:30"), "customer:c-109", choice=[1], consent=True),
    tick(t("09-30", "16:00")),
    {"op": "settle", "at": t("09-30", "16:20"), "action": "@refund of c-sun", "attempt": 1,
     "outcome": "pending"},
    settle("@refund of c-sun", t("09-30", "17:40"), amount="32.00 CNY", ref="alipay-77002"),
    settle("@refund of c-zhao", t("09-30", "17:45"), amount="109.00 CNY", ref="alipay-77003"),
    settle("@refund of c-lin", t("09-30", "17:50"), amount="66.00 CNY", ref="alipay-77004"),
    say("promise", "c-wu", t("09-30", "17:00"), "lead:zhang", text="10月9日前告知检测结果",
        due=t("10-09", "18:00")),
    say("deliver", "c-wang", t("09-30", "15:00"), "carrier:YTO", delivery="YT2001002"),
    say("follow_up", "c-wang", t("09-30", "17:30"), "agent:li", satisfied=True, text="新书已收到，满意"),
    say("close", "c-wang", t("09-30", "17:40"), "agent:li", result="resolved"),

    # National Day: the desk is closed, customers are not.
    opened("c-gao", t("10-01", "20:15"), customer("c-111", "高洁", "13800010011"),
           one("o-2011", "09-24", "西游记绘本", 48.0, "09-30", promised="09-30"),
           "绘本里掉页，孩子看了一半就散架了", evidence=("photo-8",)),
    opened("c-he", t("10-02", "09:30"), customer("c-112", "何伟", "13800010012"),
           one("o-2012", "09-20", "资治通鉴", 210.0, "09-28"),
           "刚买完第三天就降价50元，要求退差价"),
    opened("c-ma", t("10-02", "21:00"), customer("c-113", "马超", "13800010013"),
           one("o-2013", "09-22", "三国志", 56.0, "09-29"),
           "发票抬头开错了，联系客服一直没人理"),
    tick(t("10-03", "08:00")),
    opened("c-guo", t("10-03", "10:10"), customer("c-114", "郭静", "13800010014"),
           one("o-2014", "09-25", "人间词话", 25.0, "10-01", promised="10-02"),
           "书里好多错别字，翻译也很差，内容前后矛盾"),
    opened("c-luo", t("10-04", "11:00"), customer("c-115", "罗兰", "13800010015"),
           one("o-2015", "09-26", "海子诗全集", 68.0, "10-02", promised="10-02"),
           "地址填的是公司，结果送到隔壁小区去了，让别人签收了"),
    opened("c-xie", t("10-05", "15:00"), customer("c-116", "谢君", "13800010016"),
           one("o-2016", "09-26", "时间简史", 45.0, "10-03", promised="10-03"),
           "买完书之后老是接到诈骗电话，能说出我的订单号和地址，你们泄露了我的信息"),
    say("contact", "c-xie", t("10-05", "16:00"), "lead:zhang", by_channel="phone"),
    say("survey_answer", "c-wang", t("10-05", "19:00"), "customer:c-101", score=5,
        text="处理很快，客服很耐心"),
    opened("c-yu", t("10-06", "09:00"), customer("c-117", "于洋", "13800010017"),
           one("o-2017", "09-28", "百年孤独", 55.0, "10-04", promised="10-04"),
           "书没有破损，就是想问一下不喜欢可以退吗？"),
    opened("c-tang", t("10-06", "10:00"), customer("c-118", "唐果", "13800010018"),
           one("o-2018", "09-28", "围城", 39.0, "10-04", promised="10-04"),
           "建议包装纸换成可以回收的，希望采纳"),
    # The same reader about the same order: joins the open case.
    opened("c-sun-again", t("10-06", "11:00"), sun,
           one("o-2006", "09-12", "小王子", 32.0, None, promised="09-16"),
           "退款收到了，谢谢，不过希望以后能早点发现丢件", op="intake"),
    tick(t("10-07", "09:00")),

    # Thursday 8 October: back at the desk.
    say("follow_up", "c-smith", t("10-08", "09:10"), "agent:he", satisfied=True),
    say("close", "c-smith", t("10-08", "09:15"), "agent:he", result="resolved"),
    say("follow_up", "c-li", t("10-08", "09:20"), "agent:li", satisfied=True),
    say("close", "c-li", t("10-08", "09:25"), "agent:li", result="resolved"),
    say("follow_up", "c-sun", t("10-08", "09:30"), "agent:he", satisfied=True),
    say("close", "c-sun", t("10-08", "09:35"), "agent:he", result="resolved"),
    say("contact", "c-gao", t("10-08", "09:40"), "agent:li", by_channel="phone"),
    say("propose", "c-gao", t("10-08", "09:50"), "agent:li"),
    say("accept", "c-gao", t("10-08", "10:30"), "customer:c-111", choice=[0], consent=True),
    say("contact", "c-he", t("10-08", "10:00"), "agent:he", by_channel="app"),
    say("propose", "c-he", t("10-08", "10:20"), "agent:he",
        lines=[{"line": "l-1", "give": "price_difference", "amount": "50.00 CNY"}]),
    say("accept", "c-he", t("10-08", "10:50"), "customer:c-112", consent=True),
    say("contact", "c-ma", t("10-08", "10:30"), "agent:li", by_channel="wechat"),
    say("contact", "c-guo", t("10-08", "10:40"), "agent:he", by_channel="app"),
    say("contact", "c-luo", t("10-08", "11:00"), "agent:he", by_channel="phone"),
    say("record_finding", "c-luo", t("10-08", "14:00"), "logistics:wei", facts={"confirmed": True},
        text="派件员误投，包裹未能取回"),
    say("propose", "c-luo", t("10-08", "14:20"), "agent:he"),
    say("contact", "c-tang", t("10-08", "14:30"), "agent:li", by_channel="app", text="谢谢您的建议，已转包装组"),
    say("close", "c-tang", t("10-08", "14:40"), "agent:li", result="answered"),
    say("contact", "c-yu", t("10-08", "15:00"), "agent:li", by_channel="app"),
    say("withdraw", "c-yu", t("10-08", "16:00"), "customer:c-117", text="想想还是留着吧，不退了"),
    tick(t("10-08", "17:00")),
    settle("@reship of c-gao", t("10-08", "17:30"), ref="SF-RE-2011"),
    {"op": "settle", "at": t("10-08", "17:35"), "action": "@partial_refund of c-he", "attempt": 1,
     "outcome": "refused", "result": {"ref": "alipay-declined"}},

    # Friday 9 and the make-up Saturday 10 October.
    say("record_finding", "c-wu", t("10-09", "10:00"), "quality:qian", facts={"confirmed": True},
        text="该批次油墨挥发物超标，已下架"),
    say("propose", "c-wu", t("10-09", "10:30"), "agent:he",
        lines=[{"line": "l-1", "give": "refund", "amount": "128.00 CNY"},
               {"give": "coupon", "amount": "30.00 CNY"}]),
    say("approve", "c-wu", t("10-09", "10:36"), "lead:zhang"),
    say("finish_task", "c-wu", t("10-09", "10:40"), "lead:zhang", task="@keep_promise of c-wu",
        outcome="kept"),
    say("accept", "c-wu", t("10-09", "11:30"), "customer:c-108", consent=True),
    tick(t("10-09", "18:00")),
    settle("@refund of c-wu", t("10-10", "09:20"), amount="128.00 CNY", ref="alipay-77005"),
    say("escalate", "c-zhou", t("10-10", "09:30"), "lead:zhang", to="manager", text="客户可能投诉到12315"),
    say("message", "c-brown", t("10-10", "09:40"), "customer:c-110", text="Any news about the hardcover?"),
    {"op": "query", "what": "counts", "by": "system", "at": t("10-10", "12:00"), "where": {"by": "category"}},
    tick(t("10-10", "12:00")),
]


def main():
    command = sys.argv[1] if len(sys.argv) > 1 else "build/release/amends"
    amends = subprocess.Popen([command, "run", "--policy", "book-delivery", "--store", "memory:"],
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    seen = {}

    def resolve(value):
        if isinstance(value, str) and value.startswith("@"):
            return seen[value[1:]]
        return value

    failed = False
    for line in sorted(STORY, key=lambda said: said["at"]):
        line = {name: resolve(value) for name, value in line.items()}
        text = json.dumps(line, ensure_ascii=False)
        amends.stdin.write(text + "\n")
        amends.stdin.flush()
        answer = json.loads(amends.stdout.readline())
        if "error" in answer:
            failed = True
            print(f"{line.get('id', line['op'])}: {answer['error']}", file=sys.stderr)
        for kind in ("actions", "tasks"):
            for made in answer.get(kind, []):
                if "case_id" in answer:
                    seen[f"{made['kind']} of {answer['case_id']}"] = made["id"]
        print(text)
    amends.stdin.close()
    return 1 if failed or amends.wait() != 0 else 0


if __name__ == "__main__":
    sys.exit(main())
