"""The installed package against the command: the same day, the same bytes.

usage: test_amends.py COMMAND DAY.jsonl
"""

import datetime
import json
import os
import subprocess
import sys
import tempfile
import threading

import amends

COMMAND, DAY = sys.argv[1:3]
OPEN = {"op": "open", "id": "web-1", "kind": "complaint", "customer": {"id": "c-77"},
        "order": {"id": "o-9", "paid": "80.00 CNY"}, "text": "书收到了，封面撕裂"}
MONDAY = datetime.datetime(2026, 9, 21, 8, 45, 12,
                           tzinfo=datetime.timezone(datetime.timedelta(hours=8)))


def fails(kind, where, run):
    try:
        run()
    except amends.AmendsError as error:
        assert type(error) is kind, repr(error)
        assert error.code == kind.code and error.message and error.where == where, error.details
        return error
    raise AssertionError(f"no {kind.__name__}")


def test_the_day_is_byte_equal_with_the_command(folder):
    commanded = subprocess.run(
        [COMMAND, "run", "--policy", "book-delivery", "--store", "sqlite:" + folder + "/c.db", DAY],
        capture_output=True, check=False)
    assert commanded.returncode in (0, 1), commanded.stderr
    wanted = commanded.stdout.decode().splitlines()
    with open(DAY, encoding="utf-8") as file:
        lines = [line.strip() for line in file if line.strip()]
    found = []
    with amends.open(policy="book-delivery", store="sqlite:" + folder + "/p.db") as shop:
        for line in lines:
            try:
                found.append(shop.call_text(line))
            except amends.AmendsError as error:
                answer = {"error": error.details}
                request = json.loads(line)
                if isinstance(request, dict) and "id" in request:
                    answer = {"id": request["id"], **answer}
                found.append(json.dumps(answer, ensure_ascii=False, separators=(",", ":")))
    assert len(found) == len(lines) >= 4
    for line, mine, theirs in zip(lines, found, wanted):
        assert mine == theirs, f"{line}\n{mine}\n{theirs}"
    assert len(wanted) == len(lines)


def test_calls(folder):
    store = "sqlite:" + folder + "/calls.db"
    with amends.open(policy="book-delivery", store=store) as shop:
        receipt = shop.call(OPEN, now=MONDAY, who="customer:c-77")
        assert receipt["what_next"] == "us" and "labels" not in receipt  # the public view
        whole = shop.call({"op": "query", "what": "case", "where": {"case_id": "web-1"}})["rows"][0]
        assert whole["labels"][0]["category"] == "delivery.damage"
        assert shop.call(json.dumps(OPEN), now=MONDAY, who="customer:c-77") == receipt
        note = {"op": "note", "id": "n-1", "case_id": "web-1", "text": "x", "by": "agent:li"}
        assert len(shop.call([note], now=MONDAY)["receipts"]) == 1
        micro = (MONDAY - datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
                 ) // datetime.timedelta(microseconds=1)
        assert shop.call({"op": "tick"}, now=micro + 60_000_000)["actions"]
    with amends.open(store=store) as again:  # the cases bring their policy
        rows = again.call({"op": "query", "what": "cases"})["rows"]
        assert [row["case_id"] for row in rows] == ["web-1"]
        fails(amends.PolicyError, "", lambda: again.call({**OPEN, "id": "web-2"}, now=MONDAY))


def test_errors():
    fails(amends.NotFoundError, "/policy/0", lambda: amends.open(policy="nix"))
    fails(amends.ArgumentError, "/store", lambda: amends.open(policy="base", store="nix"))
    fails(amends.UnsupportedError, "/store", lambda: amends.open(store="postgresql://x"))
    with amends.open(policy="book-delivery") as shop:
        fails(amends.ParseError, "", lambda: shop.call("{", now=MONDAY))
        fails(amends.ArgumentError, "", lambda: shop.call(OPEN, now=MONDAY, who=""))
        fails(amends.ClockError, "/at", lambda: shop.call(OPEN))
        fails(amends.ArgumentError, "", lambda: shop.call(OPEN, now=MONDAY.replace(tzinfo=None)))
        fails(amends.DeniedError, "/at", lambda: shop.call(
            {**OPEN, "at": "2026-09-21T08:45:12Z"}, now=MONDAY, who="customer:c-77"))
        shop.call(OPEN, now=MONDAY)
        fails(amends.DuplicateError, "/id", lambda: shop.call({**OPEN, "text": "y"}, now=MONDAY))
        error = fails(amends.NotFoundError, "/case_id", lambda: shop.call(
            {"op": "note", "id": "n", "case_id": "none", "text": "x", "by": "agent:li"}, now=MONDAY))
        assert isinstance(error, LookupError) and "/case_id" in str(error)
    fails(amends.ArgumentError, "", lambda: shop.call(OPEN, now=MONDAY))
    shop.close()


def test_policy():
    policy = amends.Policy.builtin("book-delivery")
    assert policy.severities[0] == "low" and policy.priorities[0] == "P1"
    assert len(policy.digest) == 64
    found = policy.classify("书到了，封面撕裂")
    assert found.labels[0].category == "delivery.damage" and 0 < found.labels[0].score <= 1
    assert found.severity in policy.severities and found.priority in policy.priorities
    why = [w for w in found.why if w.term == "撕裂"]
    assert why and "书到了，封面撕裂".encode()[why[0].at[0]:why[0].at[1]].decode() == "撕裂"
    assert policy.classify("").labels[0].category == "other"
    mine = amends.Policy({"amends_pack": 1, "id": "mine", "version": "1", "extends": ["base@1"],
                          "title": {"zh": "我的", "en": "Mine"}})
    assert mine.digest != policy.digest
    fails(amends.PolicyError, "/id", lambda: amends.Policy({"amends_pack": 1}))
    assert amends.__version__ == "0.1.0" and amends.version_text().startswith("0.1.0, ")


def test_training():
    rows = [{"text": "will it rain in the morning", "label": "weather"},
            {"text": "any snow or rain tonight", "label": "weather"},
            {"text": "when does my train leave", "label": "trains"},
            {"text": "book a seat on the train", "label": "trains"}]
    model, figures = amends.train(rows)
    assert amends.train(iter(rows), task="single")[0] == model
    assert figures["task"] == "single" and figures["rows"] == 4
    found = amends.Classifier(model=model).classify("a train at noon, call 13912345678")
    assert found.labels[0].category == "trains" and found.severity is None
    assert [(p.kind, p.at) for p in found.personal] == [("phone", (22, 33))]
    fails(amends.CorruptError, "", lambda: amends.Classifier(model=model[:-1]))
    fails(amends.PolicyError, "/categories",
          lambda: amends.Classifier(amends.Policy.builtin("base"), model))
    fails(amends.ParseError, "/2/label", lambda: amends.train([rows[0], {"text": "x", "label": 1}]))
    try:
        amends.train(1 / 0 for _ in rows)
    except ZeroDivisionError:
        pass
    else:
        raise AssertionError("the rows' own error comes out")


def test_a_word_for_how_bad_it_is_belongs_to_no_category():
    found = amends.Policy.builtin("base").classify("有点慢，不给说法我就打12315")
    assert found.severity == "high"
    assert [why.term for why in found.why
            if why.category is None and why.source == "severity"] == ["12315"], found.why


def test_a_model_and_a_judge_of_the_shop():
    policy = amends.Policy.builtin("base")
    heard = []

    def judge(text, labels):
        heard.append((text, labels[0].category))
        if "老样子" in text:
            return [("product.counterfeit", 0.9), *labels]
        if "算了" in text:
            return []
        if "乱" in text:
            return [amends.Label("no.such.category", 1.0)]
        if "错" in text:
            return [("invoice", 7)]
        if "重" in text:
            return [("invoice", 0.9), ("privacy", 0.5), ("invoice", 0.1)]
        return None

    mine = amends.Classifier(policy, judge=judge)
    found = mine.classify("封面撕裂，老样子")
    assert heard == [("封面撕裂，老样子", "delivery.damage")]
    assert [label.category for label in found.labels] == ["product.counterfeit", "delivery.damage"]
    assert found.labels[0].score == 0.9 and found.judge_failed is None
    assert mine.classify("封面撕裂，算了").labels[0].category == "other"
    for text, why in (("封面撕裂，乱", "no.such.category"), ("封面撕裂，错", "-1"),
                      ("封面撕裂，重", "-1")):
        found = mine.classify(text)
        assert found.labels[0].category == "delivery.damage" and why in found.judge_failed, text
    assert mine.classify("封面撕裂").labels == policy.classify("封面撕裂").labels

    rows = [{"text": f"{what}{say}", "labels": ["delivery.missing_item"]}
            for what in ("藏书票", "腰封", "书衣") for say in ("没放", "压根没给", "忘了")]
    model, _ = amends.train(rows, task="multi")
    fails(amends.CorruptError, "", lambda: amends.open(policy="base", model=model[:-1]))
    with amends.open(policy="base", model=model, judge=judge) as shop:
        for n, text in enumerate(("藏书票压根没给", "藏书票压根没给，老样子")):
            shop.call({**OPEN, "id": f"j{n}", "text": text, "by": "customer:c-77"}, now=MONDAY)
        labels = [[label["category"] for label in shop.call(
            {"op": "query", "what": "case", "where": {"case_id": f"j{n}"}})["rows"][0]["labels"]]
            for n in range(2)]
        assert labels[0][0] == "delivery.missing_item", labels
        assert labels[1][0] == "product.counterfeit", labels


def test_threads(folder):
    with amends.open(policy="base", store="sqlite:" + folder + "/threads.db") as shop:
        def complain(name):
            for i in range(5):
                shop.call({**OPEN, "id": f"{name}-{i}", "customer": {"id": name}}, now=MONDAY)
        workers = [threading.Thread(target=complain, args=(f"c-{n}",)) for n in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        assert len(shop.call({"op": "query", "what": "cases"}, now=MONDAY)["rows"]) == 20


if __name__ == "__main__":
    for name, test in list(globals().items()):
        if name.startswith("test_"):
            with tempfile.TemporaryDirectory() as folder:
                test(*([folder] if test.__code__.co_argcount else []))
            print("ok", name)
    assert not os.path.exists(os.path.join(os.path.dirname(amends.__file__), "..", "setup.py"))
