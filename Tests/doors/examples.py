"""The curl examples of docs/http-api.md do what the page says, against the demo.

    examples.py PROGRAM      settings come by DRAGOMAN_CONFIG
"""
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from service import Service

PAGE = Path(__file__).resolve().parents[2] / "docs" / "http-api.md"
ADDRESS = "http://127.0.0.1:8187"


def examples():
    """Every command of the page that begins with curl, on one line."""
    for block in re.findall(r"^```\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
        for command in re.findall(r"^\$ (curl(?:.*\\\n)*.*)$", block, re.MULTILINE):
            yield re.sub(r"\\\n\s*", "", command)


def check(command, text):
    """What an answer must look like, by what was asked for."""
    if "text/event-stream" in command:
        names = re.findall(r"^event: (\w+)$", text, re.MULTILINE)
        assert names[0] == "planned" and names[-1] == "done", text[:2000]
    elif "text/csv" in command:
        assert text.splitlines()[0] == "name" and len(text.splitlines()) == 4, text
    elif "/v1/validate" in command:
        verdict = json.loads(text)
        assert not verdict["accepted"] and verdict["findings"], text
    elif "/v1/conversations" in command:
        assert len(json.loads(text)["questions"]) == 2, text[:2000]
    elif "/v1/databases" in command:
        assert json.loads(text)["relations"], text[:2000]
    elif "/v1/audit" in command:
        assert json.loads(text)["questions"], text[:2000]
    elif "/health/ready" in command:
        assert json.loads(text)["status"] == "ready", text
    else:
        assert json.loads(text)["outcome"] == "answered" and json.loads(text)["rows"], text[:2000]


def main():
    commands = list(examples())
    assert len(commands) >= 6, f"only {len(commands)} examples in {PAGE.name}"
    question = ""
    with Service(sys.argv[1]) as service:
        name = service.call("GET", "/v1/databases")[1]["databases"][0]["name"]
        for command in commands:
            assert ADDRESS in command, command
            words = shlex.split(command.replace(ADDRESS, service.url).replace("DATABASE", name).replace("QUESTION", question))
            run = subprocess.run(words + ["--fail-with-body", "--max-time", "120"], capture_output=True, text=True)
            assert run.returncode == 0, f"{command}\n{run.stdout}{run.stderr}"
            check(command, run.stdout)
            if not question and "text/event-stream" in command:
                question = re.findall(r'"conversation": ?"(\w+)"', run.stdout)[-1]
            print("done:", command)
    print(f"{len(commands)} examples of {PAGE.name} do what it says")


if __name__ == "__main__":
    os.environ.pop("http_proxy", None)
    main()
