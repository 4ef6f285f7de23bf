"""Starts a command as its child, with a pipe on the child's standard input, passes on the child's first line, and waits.

    mortal_parent.py [--hold] COMMAND…

With --hold another process keeps the pipe open too, so that its end never comes. Standard library only.
"""
import json
import os
import subprocess
import sys

hold = sys.argv[1] == "--hold"
read_end, write_end = os.pipe()
holder = None
if hold:
    holder = subprocess.Popen(["sleep", "60"], pass_fds=[write_end], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
child = subprocess.Popen(sys.argv[2 if hold else 1:], stdin=read_end, stdout=subprocess.PIPE)
os.close(read_end)
line = json.loads(child.stdout.readline())
line["holder"] = holder.pid if holder else 0
print(json.dumps(line), flush=True)
child.wait()
