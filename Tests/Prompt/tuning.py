r"""`\tune` at the prompt as a person meets it: started, watched, given up, and the session goes on.

    tuning.py PROGRAM ARGUMENT…      arguments of `dragoman repl` that name settings

Run by scripts/check-tune, which has the interpreter that trains. Wants Debian's python3-pexpect.
"""
import os
import sys

from person import Person

BUDGET = "--minutes 0.4 --pairs 1500 --questions 30 --threads 1"


def main(program, *arguments):
    person = Person([program, "repl", "-X", *arguments], DRAGOMAN_CONFIG=os.environ["DRAGOMAN_CONFIG"])
    person.prompt()
    person.type("\\tune " + BUDGET + "\r")
    # Its progress is shown while it works.
    for text in ("1 of ", "Making pairs", "Training"):
        person.wait(text)
    person.type("\x03")
    person.prompt()
    told = person.say("select 6 * 7 as again;")
    assert " 42\n(1 row)\n" in told, told
    person.type("\\tune " + BUDGET + "\r")
    # What was made before is not made again.
    person.wait("done before")
    person.wait("Training")
    person.type("\x03")
    person.prompt()
    assert person.leave() == 0


main(*sys.argv[1:])
