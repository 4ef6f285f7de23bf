"""A person before `dragoman repl` in a pseudo-terminal: waits for what is shown, never for a time."""
import os
import re
import termios
import threading

import pexpect

PATIENCE = 90
PROMPT = "fjellvind=> "
# What the editor and the session say to the terminal itself is not what a person reads.
CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Person:
    """One session, from its start to its end; the terminal must be as it was afterwards."""

    def __init__(self, command, size=(40, 120), **environment):
        variables = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "DRAGOMAN_"))}
        variables.update({"TERM": "xterm", "LC_ALL": "C.UTF-8", "PAGER": "cat"})
        variables.pop("NO_COLOR", None)
        variables.update(environment)
        self.seen = ""
        self.child = pexpect.spawn(command[0], list(command[1:]), env=variables, encoding="utf-8", timeout=PATIENCE,
                                   dimensions=size, codec_errors="replace")
        self.child.delaybeforesend = None

    def wait(self, *texts):
        """Waits for the first of some texts; what came before it is kept in `seen`."""
        index = self.child.expect_exact(list(texts))
        self.seen = CODES.sub("", self.child.before).replace("\r", "")
        return texts[index]

    def prompt(self, text=PROMPT):
        """Waits until a line can be typed: the prompt is there, and the editor reads keys one by one."""
        self.wait(text)
        self.editing()
        return self.seen

    def editing(self):
        """The editor takes the terminal over right after it has shown the prompt."""
        while termios.tcgetattr(self.child.child_fd)[3] & termios.ICANON:
            try:
                self.child.expect_exact("\0", timeout=0.02)
            except pexpect.TIMEOUT:
                pass

    def type(self, keys):
        self.child.send(keys)

    def say(self, line, prompt=PROMPT):
        """Types a line and gives back all that came until the next prompt."""
        self.type(line + "\r")
        # The line is echoed first, and its prompt may be shown anew while it is: what counts comes after its end.
        self.wait("\n")
        return self.prompt(prompt)

    def complete(self, rest):
        """The Tab key, until the names are there that it completes from."""
        self.type("\t")
        while self.wait(rest, "press Tab again") != rest:
            self.wait(PROMPT)
            self.type("\t")

    def give_up(self):
        """Ctrl-C while a line is typed; the prompt that counts comes after it."""
        self.type("\x03")
        self.wait("^C")
        self.prompt()

    def paste(self, text):
        """Sends a long text at once; what comes back meanwhile has to be read, or both sides would wait."""
        def send():
            for start in range(0, len(text), 1000):
                self.child.send(text[start:start + 1000])
        writer = threading.Thread(target=send, daemon=True)
        writer.start()
        return writer

    def leave(self):
        """Ctrl-D; gives back the exit status."""
        self.type("\x04")
        return self.ended()

    def ended(self):
        self.child.expect(pexpect.EOF)
        self.child.close()
        return self.child.exitstatus if self.child.signalstatus is None else -self.child.signalstatus
