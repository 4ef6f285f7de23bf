"""What the tests of the prompt stand on: the real program, a real PostgreSQL, the real embedded model.

scripts/check-repl says where they are.
"""
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import unittest

from person import Person

PROGRAM, SETTINGS, OWNER, PSQL = (os.environ.get(name, "") for name in (
    "PROMPT_PROGRAM", "PROMPT_SETTINGS", "PROMPT_OWNER", "PROMPT_PSQL"))


class Stage(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="dragoman-prompt-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def person(self, *arguments, **environment):
        return self.before(self.command(*arguments), **environment)

    def before(self, command, **environment):
        person = Person(command, DRAGOMAN_CONFIG=SETTINGS, **environment)
        self.addCleanup(person.child.close, True)
        return person

    def command(self, *arguments, rc=False):
        return [PROGRAM, "repl", *([] if rc else ["-X"]), "--set", f"state.folder={self.folder}", *arguments]

    def piped(self, *arguments, text=""):
        """The program with nobody before it."""
        variables = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "DRAGOMAN_"))}
        return subprocess.run(self.command(*arguments), input=text, capture_output=True, text=True, timeout=90,
                              env={**variables, "DRAGOMAN_CONFIG": SETTINGS})

    def silent_server(self):
        """A model server that takes questions and never answers."""
        server = socket.socket()
        server.bind(("127.0.0.1", 0))
        server.listen(8)
        self.addCleanup(server.close)
        return f"http://127.0.0.1:{server.getsockname()[1]}/v1"

    def owner(self, *statements):
        orders = [word for sql in statements for word in ("-c", sql)]
        return subprocess.run([PSQL, "-XqAt", "-d", OWNER, *orders], check=True, capture_output=True, text=True).stdout
