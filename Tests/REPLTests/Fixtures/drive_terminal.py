"""Drives `dragoman repl` in a pseudo-terminal as a person would; prints what went wrong, or "fine".

    drive_terminal.py HISTORY PROGRAM ARGUMENT...

The model behind it must not answer: one step gives a question up with Ctrl-C. Standard library only.
"""
import os
import pty
import re
import select
import signal
import stat
import sys
import termios
import time

PATIENCE = 60


class Terminal:
    def __init__(self, command):
        self.seen = ""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ["TERM"] = "xterm"
            os.environ["LC_ALL"] = "C.UTF-8"
            os.execv(command[0], command)
        self.before = None

    def read(self, seconds):
        ready, _, _ = select.select([self.fd], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            return None
        if not data:
            return None
        self.seen += data.decode("utf-8", "replace")
        return True

    def expect(self, text):
        """Waits for a text and forgets all that came up to it."""
        until = time.monotonic() + PATIENCE
        while True:
            # What the editor says to the terminal itself is not what a person reads.
            plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\r", "", self.seen)
            if text in plain:
                self.seen = plain.split(text, 1)[1]
                return
            if time.monotonic() > until or self.read(1) is None:
                raise SystemExit(f"waited for {text!r}, saw {self.seen!r}")

    def type(self, text):
        os.write(self.fd, text.encode())

    def prompt(self, text="=> "):
        """Waits for the prompt, and for the editor, which takes the terminal over only after it."""
        self.expect(text)
        while termios.tcgetattr(self.fd)[3] & termios.ICANON:
            self.read(0.02)

    def end(self):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            done, status = os.waitpid(self.pid, os.WNOHANG)
            if done:
                return os.waitstatus_to_exitcode(status)
            self.read(0.1)
        os.kill(self.pid, signal.SIGKILL)
        raise SystemExit("the program did not end")


def main(history, command):
    terminal = Terminal(command)
    cooked = termios.tcgetattr(terminal.fd)
    terminal.prompt()

    terminal.type("select 40 + 2 as answer;\r")
    terminal.expect("answer")
    terminal.expect("42")
    terminal.prompt()

    terminal.type("select 'Köln'\r")
    terminal.prompt("-> ")
    terminal.type("as town;\r")
    terminal.expect("Köln")
    terminal.prompt()

    # Ctrl-C gives up the line, and the statement that was begun.
    terminal.type("select 1,\r")
    terminal.prompt("-> ")
    terminal.type("nonsense")
    terminal.expect("nonsense")
    terminal.type("\x03")
    terminal.expect("^C")
    terminal.prompt()

    # Ctrl-C gives up the question that runs.
    terminal.type("how many are there\r")
    terminal.expect("asking the model")
    terminal.type("\x03")
    terminal.expect("Cancelled.")
    terminal.prompt()

    # The session goes on, and the history has the lines.
    terminal.type("select 6 * 7 as again;\r")
    terminal.expect("42")
    terminal.prompt()
    terminal.type("\x1b[A")
    terminal.expect("select 6 * 7 as again;")
    terminal.type("\x03")
    terminal.prompt()

    terminal.type("\x04")
    status = terminal.end()
    if status != 0:
        raise SystemExit(f"ended with {status}: {terminal.seen!r}")
    if termios.tcgetattr(terminal.fd) != cooked:
        raise SystemExit("the terminal was not given back as it was")
    mode = stat.S_IMODE(os.stat(history).st_mode)
    if mode != 0o600:
        raise SystemExit(f"the history has mode {mode:o}")
    with open(history, encoding="utf-8") as file:
        if "answer" not in file.read():
            raise SystemExit("the history lacks a line")
    print("fine")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
