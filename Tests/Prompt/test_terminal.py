"""What `dragoman repl` shows while it works: on a terminal, on one that wants no colours, on a plain one, and in a pipe."""
import re
import unittest

from stage import Stage

ASKED = "how many customers are there in Norway"


def screen(text):
    """The lines that stay of what a terminal was sent: carriage returns and erased ends are obeyed, colours are not shown."""
    lines, column = [""], 0
    for piece in re.findall(r"\x1b\[[0-9;?]*[A-Za-z]|[^\x1b]|\x1b", text):
        if piece == "\r":
            column = 0
        elif piece == "\n":
            lines.append("")
            column = 0
        elif piece == "\x1b[K":
            lines[-1] = lines[-1][:column]
        elif not piece.startswith("\x1b"):
            lines[-1] = lines[-1][:column].ljust(column) + piece + lines[-1][column + 1:]
            column += 1
    return lines


class Terminal(Stage):
    def asked(self, **environment):
        """All that comes for a question, as it was sent."""
        person = self.person(**environment)
        person.wait("fjellvind=> ")
        if environment.get("TERM") != "dumb":
            person.editing()
        person.type(ASKED + "\r")
        person.wait("\n")
        person.wait("(1 row)")
        sent = person.child.before
        person.wait("fjellvind=> ")
        person.type("\\q\r")
        self.assertEqual(person.ended(), 0)
        return sent

    def test_stages_then_the_statement_then_rows_and_nothing_of_it_stays(self):
        sent = self.asked()
        begun = [place.start() for place in re.finditer(r"select count\(\*\)", sent)]
        self.assertGreater(len(begun), 2, sent)
        self.assertLess(sent.index("asking the model"), begun[0])
        self.assertIn("customer", sent[begun[-1]:sent.index("SELECT count")])
        lines = screen(sent)
        self.assertTrue(lines[0].startswith("SELECT count(*) FROM retail.customer"), lines)
        self.assertNotIn("select count", "\n".join(lines))
        self.assertNotIn("\N{HORIZONTAL ELLIPSIS}", "\n".join(lines))
        # A statement that is wider than the screen is shown by its end, on one line.
        narrow = self.asked_on(40)
        self.assertLess(max(len(part.rstrip("\r")) for part in re.split(r"\r\x1b\[K|\n", self.bare(narrow))), 40)

    def asked_on(self, columns):
        person = self.person(size=(40, columns))
        person.prompt()
        person.type(ASKED + "\r")
        # The typed line itself is wider than the screen.
        person.wait("asking the model")
        person.wait("SELECT ")
        sent = person.child.before
        person.wait("(1 row)")
        person.prompt()
        self.assertEqual(person.leave(), 0)
        return sent

    def bare(self, sent):
        return re.sub(r"\x1b\[[0-9;]*m", "", sent)

    def test_colours_are_shown_only_where_they_are_welcome(self):
        self.assertRegex(self.asked(), r"\x1b\[2mSELECT")
        plain = self.asked(NO_COLOR="1")
        self.assertIn("asking the model", plain)
        self.assertNotRegex(plain, r"\x1b\[[0-9;]*m")
        dumb = self.asked(TERM="dumb")
        self.assertNotIn("\x1b", dumb)
        self.assertNotIn("asking the model", dumb)
        self.assertIn("SELECT count(*)", dumb)

    def test_a_pipe_gets_the_answer_alone(self):
        run = self.piped(text=ASKED + "\n")
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        self.assertRegex(run.stdout, r"\ASELECT count\(\*\) [^\n]+\n count \n-+\n +\d+\n\(1 row\)\n\n\Z")
        run = self.piped("--csv", text="\\prompt 'Which? ' year\n2024\nselect :year as year;\n")
        self.assertEqual((run.returncode, run.stdout, run.stderr), (0, "year\n2024\n", ""))


if __name__ == "__main__":
    unittest.main()
