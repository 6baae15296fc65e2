"""check_docs.py PART SOURCE BUILD: what the pages show is what happens.

commands   every ```console block is run, the blocks of a page one after the other in one empty
           folder; after "$ " a command (a here-document goes on to its last word), then what it
           prints, "..." standing for anything
programs   the opening example of amends.h is compiled and run; ```c and ```cpp blocks of the READMEs
           are lines of examples/, which other tests compile and run
python     ```python blocks are run by the Python that runs this, each in an empty folder
claims     links lead somewhere; both READMEs have the same shape; numbers, verbs and facts that are
           listed are those the command has
"""
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

part, source, build = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
readmes = [source / "README.md", source / "README.zh.md"]
pages = readmes + sorted((source / "docs").glob("*.md"))
environment = {**os.environ, "PATH": f"{build}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
faults = []


def blocks(page, language):
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text(), re.M | re.S)


def amends(*words):
    return subprocess.run([build / "amends", *words], capture_output=True, text=True,
                          check=True).stdout


# --- commands -----------------------------------------------------------------------------------

def steps(block):
    """[(command, what it prints)]"""
    out, lines = [], block.splitlines()
    while lines:
        line = lines.pop(0)
        if not line.startswith("$ "):
            sys.exit(f"a console block begins with a command, not {line!r}")
        command = line[2:]
        if here := re.search(r"<<'(\w+)'", command):
            while lines[0] != here[1]:
                command += "\n" + lines.pop(0)
            command += "\n" + lines.pop(0) + "\n"
        printed = []
        while lines and not lines[0].startswith("$ "):
            printed.append(lines.pop(0))
        out.append((command, "\n".join(printed)))
    return out


def matches(shown, printed):
    pattern = ".*".join(re.escape(piece) for piece in shown.strip().split("..."))
    return re.fullmatch(pattern, printed.strip(), re.S) is not None


def check_commands():
    for page in pages:
        with tempfile.TemporaryDirectory() as folder:
            for block in blocks(page, "console"):
                for command, shown in steps(block):
                    ran = subprocess.run(["sh", "-c", command], cwd=folder, env=environment, text=True,
                                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
                    if not matches(shown, ran.stdout):
                        faults.append(f"{page.name}: $ {command}\n--- shown\n{shown}\n--- printed\n{ran.stdout}")


# --- programs -----------------------------------------------------------------------------------

def code_lines(text):
    """Without comments and indentation."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    lines = (re.sub(r"(^|\s)//.*", "", line).strip() for line in text.splitlines())
    return [line for line in lines if line]


def check_readme_programs():
    examples = {"c": source / "examples/c/first_case.c", "cpp": source / "examples/cpp/first_case.cpp"}
    for page in readmes:
        for language, example in examples.items():
            known = code_lines(example.read_text())
            shown = blocks(page, language)
            if not shown:
                faults.append(f"{page.name} shows no {language}")
            for line in (line for block in shown for line in code_lines(block)):
                if line not in known:
                    faults.append(f"{page.name}: not in {example.name}: {line}")


def check_header_program():
    header = (source / "capi/amends.h").read_text()
    found = re.search(r"Starting:\n \*\n(.*?) \* Another program", header, re.S)
    body = "\n".join(line[2:] for line in found[1].splitlines())
    program = ("#include <stdio.h>\n#include <string.h>\n#include <amends.h>\n"
               f"int main(void) {{\n{body}\n}}\n")
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "main.c").write_text(program)
        for command in (["cc", "-std=c99", "-Wall", "-Werror", "-I", source / "capi", "main.c", "-L", build,
                         "-lamends", f"-Wl,-rpath,{build}", "-o", "main"], ["./main"]):
            ran = subprocess.run(command, cwd=folder, capture_output=True, text=True)
            if ran.returncode != 0:
                faults.append(f"amends.h: its example fails: {ran.stdout}{ran.stderr}")
                return
        if '"actions":[{"id":"web-1' not in ran.stdout:
            faults.append(f"amends.h: its example answers {ran.stdout}")


# --- python -------------------------------------------------------------------------------------

def check_python():
    for page in [source / "docs/host.md", source / "bindings/python/README.md"]:
        for block in blocks(page, "python"):
            with tempfile.TemporaryDirectory() as folder:
                ran = subprocess.run([sys.executable, "-c", block], cwd=folder, capture_output=True, text=True)
                if ran.returncode != 0:
                    faults.append(f"{page.name}: {block}\n{ran.stdout}{ran.stderr}")


# --- claims -------------------------------------------------------------------------------------

def check_links():
    for page in pages + [source / "bindings/python/README.md"]:
        text = re.sub(r"^```.*?^```", "", page.read_text(), flags=re.M | re.S)
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", text):
            if "://" not in target and not (page.parent / target).exists():
                faults.append(f"{page.name}: no such file: {target}")


def shape(page):
    """Headings and rows, table by table; the figures are written by a program."""
    text = re.sub(r"<!-- figures.*?/figures -->", "", page.read_text(), flags=re.S)
    text = re.sub(r"^```.*?^```", "```", text, flags=re.M | re.S)
    return [line[:3] if line[0] == "#" else line[0] for line in text.splitlines()
            if line[:1] in ("#", "|", "`")]


def check_claims():
    check_links()
    if shape(readmes[0]) != shape(readmes[1]):
        faults.append("README.md and README.zh.md differ in headings, tables or blocks")
    ops = [json.loads(line)["op"] for line in amends("schema").splitlines() if '"built":true' in line]
    built = len(ops)
    shown = (source / "docs/host.md").read_text()
    faults.extend(f"host.md: no example of {op}" for op in ops if f'"op":"{op}"' not in shown)
    packs = [json.loads(line)["id"] for line in amends("packs", "list").splitlines()]
    listed = amends("--help", "--lang", "en").split("Subcommands:")[1]
    verbs = [line.split()[0] for line in listed.splitlines() if line and "not built yet" not in line]
    for page in readmes:
        text = page.read_text()
        if not re.search(rf"\b{built} (commands|种命令)", text):
            faults.append(f"{page.name}: {built} commands are built")
        for word in packs + verbs:
            if not re.search(rf"[` ]{word}[` ]", text):
                faults.append(f"{page.name}: {word} is not named")
        for doc in (source / "docs").glob("*.md"):
            if f"docs/{doc.name}" not in text:
                faults.append(f"{page.name}: no link to docs/{doc.name}")
    guards = (source / "docs/packs.md").read_text()
    for line in amends("facts").splitlines():
        fact = json.loads(line)
        if fact["supplied_by"] == "amends" and not re.search(rf"\b{fact['name']}\b", guards):
            faults.append(f"packs.md: the guard fact {fact['name']} is not named")


if part == "commands":
    check_commands()
elif part == "programs":
    check_readme_programs()
    check_header_program()
elif part == "python":
    check_python()
else:
    check_claims()
for fault in faults:
    print(fault, "\n")
sys.exit(1 if faults else 0)
