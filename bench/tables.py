"""results.json and the tables made from it, between markers in the README and in docs/."""

import json
import pathlib
import re

here = pathlib.Path(__file__).resolve().parent
top = here.parent
results_file = here / "results.json"
times = ["ns", "us", "ms", "s"]
words = {
    "en": {
        "what": "measured",
        "ours": "amends",
        "limit": "what the machine allows",
        "peers": "others",
        "at_most": "at most",
        "at_least": "at least",
        "colon": ": ",
        "comma": "; ",
    },
    "zh": {
        "what": "测量内容",
        "ours": "amends",
        "limit": "机器的极限",
        "peers": "其他软件",
        "at_most": "不超过",
        "at_least": "至少",
        "colon": "：",
        "comma": "；",
    },
}
# <!-- figures: calendar rules --> ... <!-- /figures -->; "all" names every group.
block = re.compile(r"(<!-- figures: ([a-z_ ]+) -->\n).*?(<!-- /figures -->)", re.DOTALL)


def load_rows():
    return json.loads((here / "rows.json").read_text(encoding="utf-8"))


def load_results():
    return json.loads(results_file.read_text(encoding="utf-8")) if results_file.exists() else []


def save_results(results):
    """In the order of rows.json; what has no row there any more is dropped."""
    names = [row["name"] for group in load_rows().values() for row in group["rows"]]
    ordered = [results[name] for name in names if name in results]
    text = ",\n".join(json.dumps(result, ensure_ascii=False, indent=1) for result in ordered)
    results_file.write_text(f"[\n{text}\n]\n", encoding="utf-8")


def three_digits(value):
    rounded = float(f"{value:.3g}")
    return int(rounded) if rounded == int(rounded) and rounded >= 100 else rounded


def ratio(unit, more, less):
    """How many times `more` costs what `less` costs; of rates, how many times slower it is."""
    if not isinstance(more, (int, float)) or not isinstance(less, (int, float)) or unit == "%":
        return None
    over, under = (more, less) if unit in times + ["bytes"] else (less, more)
    return three_digits(over / under) if under else None


def show(value, unit):
    if not isinstance(value, (int, float)):
        return "absent" if value else "–"
    at = times.index(unit) if unit in times else -1
    while 0 <= at < 3 and value >= 1000:
        value, at = three_digits(value / 1000), at + 1
    return f"{value:,} {times[at] if at >= 0 else unit}".replace("us", "µs")


def our_cell(row, result, word):
    asked = [
        f" ({word[bound]} {show(row[bound], row['unit'])})"
        for bound in ("at_most", "at_least")
        if bound in row
    ]
    return show(result["ours"], row["unit"]) + "".join(asked)


def limit_cell(row, result, word):
    if result["ratio"] is None:
        return show(result["limit"], row["unit"])
    bound = f", {word['at_most']} {row['at_most_limit']}" if "at_most_limit" in row else ""
    return f"{show(result['limit'], row['unit'])} (× {result['ratio']}{bound})"


def peer_cell(row, result, word):
    texts = []
    for peer in result["peer"]:
        times_ours = "" if peer["ratio"] is None else f" (× {peer['ratio']:,})"
        name = f"{peer['name']} {peer['version']}".strip()
        texts.append(name + word["colon"] + show(peer["value"], row["unit"]) + times_ours)
    return word["comma"].join(texts) or "–"


def table(groups, language):
    word = words[language]
    results = {result["name"]: result for result in load_results()}
    lines = [
        f"| {word['what']} | {word['ours']} | {word['limit']} | {word['peers']} |",
        "|---|---|---|---|",
    ]
    for name, group in load_rows().items():
        if name not in groups and "all" not in groups:
            continue
        for row in group["rows"]:
            if row["name"] in results:
                result = results[row["name"]]
                cells = [group[language] + word["colon"] + row[language]]
                cells += [cell(row, result, word) for cell in (our_cell, limit_cell, peer_cell)]
                lines.append("| " + " | ".join(cells) + " |")
    runs = {}  # machine and build -> commands
    for result in results.values():
        if result["group"] in groups or "all" in groups:
            commands = runs.setdefault(f"{result['machine']}; {result['build']}", {})
            commands[f"`{result['command']}` {result['date']}"] = None
    notes = [f"- {where}: {', '.join(commands)}" for where, commands in runs.items()]
    return "\n".join(lines + [""] + notes)


def missed(groups):
    """Which bounds of rows.json the figures do not keep, a line each."""
    results = {result["name"]: result for result in load_results()}
    lines = []
    for group in groups:
        for row in load_rows()[group]["rows"]:
            result = results[row["name"]]
            for bound, value in (("at_most", result["ours"]), ("at_most_limit", result["ratio"])):
                if bound in row and isinstance(value, (int, float)) and value > row[bound]:
                    lines.append(f"missed: {row['name']} {value}, {bound} {row[bound]}")
            least = row.get("at_least")
            if least is not None and isinstance(result["ours"], (int, float)):
                if result["ours"] < least:
                    lines.append(f"missed: {row['name']} {result['ours']}, at_least {least}")
    return lines


def pages():
    """Every page with a marker and what it should say."""
    for page in [top / "README.md", top / "README.zh.md", *sorted((top / "docs").glob("*.md"))]:
        text = page.read_text(encoding="utf-8")
        language = "zh" if page.name.endswith(".zh.md") else "en"
        fresh = block.sub(lambda m: f"{m[1]}{table(m[2].split(), language)}\n{m[3]}", text)
        yield page, text, fresh


def write():
    for page, text, fresh in pages():
        if fresh != text:
            page.write_text(fresh, encoding="utf-8")


def check():
    """A message where a page differs from results.json or a row was never measured."""
    wrong = [
        f"{page.relative_to(top)} differs from bench/results.json; run: python3 bench/run.py tables"
        for page, text, fresh in pages()
        if fresh != text
    ]
    have = {result["name"] for result in load_results()}
    wrong += [
        f"{row['name']} of bench/rows.json was never measured; run: ./dev bench {name}"
        for name, group in load_rows().items()
        for row in group["rows"]
        if row["name"] not in have
    ]
    return "\n".join(wrong)
