"""Drives `dragoman review` over two items in a pseudo-terminal as a person would; prints what went wrong, or "fine".

    drive_review.py PROGRAM ARGUMENT...

Standard library only.
"""
import os
import sys
import termios

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from drive_terminal import Terminal  # noqa: E402


def main(command):
    terminal = Terminal(command)
    cooked = termios.tcgetattr(terminal.fd)
    terminal.expect("[1/2]")
    terminal.prompt("[q]uit > ")

    # One key, no Enter.
    terminal.type("m")
    terminal.expect("candidate")
    terminal.prompt("[q]uit > ")

    terminal.type("c")
    terminal.prompt("sql> ")
    terminal.type("select name\r")
    terminal.prompt("...> ")
    terminal.type("from customers order by 1;\r")
    terminal.expect("Ada")
    terminal.prompt("[y/n] ")
    terminal.type("y")
    terminal.expect("corrected")
    terminal.expect("[2/2]")
    terminal.prompt("[q]uit > ")

    # Ctrl-C while a line is typed gives up the line only; while a key is awaited it leaves.
    terminal.type("r")
    terminal.prompt("Why? ")
    terminal.type("wro\x03")
    terminal.prompt("[q]uit > ")
    terminal.type("\x03")
    terminal.expect("Reviewed: 1 corrected.")
    status = terminal.end()
    if status != 0:
        raise SystemExit(f"ended with {status}: {terminal.seen!r}")
    if termios.tcgetattr(terminal.fd) != cooked:
        raise SystemExit("the terminal was not given back as it was")
    print("fine")


if __name__ == "__main__":
    main(sys.argv[1:])
