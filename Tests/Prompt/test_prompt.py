"""`dragoman repl` as a person meets it: the real program, a real PostgreSQL, the real embedded model.

What a person at a terminal meets; test_commands.py has the commands. Run by scripts/check-repl.
"""
import os
import pathlib
import shlex
import signal
import stat
import unittest

from person import PROMPT
from stage import Stage

SLEEP = "select count(*) from generate_series(1, 900) a, generate_series(1, 900) b, generate_series(1, 900) c;"


class Prompt(Stage):
    def test_a_question_is_answered_judged_and_explained(self):
        person = self.person()
        person.prompt()
        answer = person.say("how many customers are there")
        self.assertRegex(answer, r"(?i)select count\(\*\)")
        self.assertIn("asking the model", answer)
        self.assertIn("(1 row)", answer)
        self.assertRegex(person.say("\\sql"), r"(?i)^select count")
        why = person.say("\\why")
        for word in ("found ", "candidate ", "confidence ", "accepted by every layer", "generation "):
            self.assertIn(word, why)
        self.assertIn("cost ", person.say("\\explain"))
        self.assertIn("(1 row)", person.say("\\again"))
        self.assertRegex(person.say("\\n"), r"DQ009|(?i:select)")
        self.assertIn("(1 row)", person.say("\\ask how many customers are there"))
        self.assertIn("Noted for ", person.say("\\ok"))
        self.assertIn("Noted for ", person.say("\\bad not that"))
        self.assertIn("Noted for ", person.say("\\fix select 1 as one"))
        self.assertIn("candidate ", person.say("\\audit"))
        self.assertIn("how many customers", person.say("\\history"))
        self.assertIn("profile", person.say("\\model"))
        self.assertIn("DQ006", person.say("\\model nobody"))
        self.assertEqual(person.leave(), 0)

    def test_sql_shows_as_in_psql(self):
        person = self.person()
        person.prompt()
        self.assertIn(" answer \n--------\n     42\n(1 row)\n", person.say("select 40 + 2 as answer;"))
        person.say("select 'Köln'", "fjellvind-> ")
        self.assertIn(" Köln", person.say("as town;"))
        person.say("select (1", "fjellvind(> ")
        person.say(") as \"a", "fjellvind\"> ")
        person.say("b\", 'x", "fjellvind'> ")
        self.assertIn("(1 row)", person.say("y';"))
        self.assertIn("Expanded display is on.", person.say("\\x"))
        self.assertIn("-[ RECORD 1 ]\none | 1\n", person.say("select 1 as one;"))
        self.assertIn("Expanded display is used automatically.", person.say("\\x auto"))
        self.assertIn("Timing is on.", person.say("\\timing"))
        self.assertIn("Time: ", person.say("select 1;"))
        self.assertIn("List of relations", person.say("\\d"))
        self.assertIn("You are connected to database", person.say("\\conninfo"))
        self.assertIn("You are now connected to database", person.say("\\c"))
        self.assertIn("DR016", person.say("\\! true"))
        self.assertIn("Did you mean \\timing?", person.say("\\tming"))
        self.assertIn("not-a-query", person.say("drop table customers;"))
        self.assertEqual(person.leave(), 0)

    def test_control_c_gives_up_in_every_state(self):
        person = self.person("--model-url", self.silent_server(), "--set", "limits.cost=1e15", "--set", "limits.timeout=80")
        person.prompt()
        # The line, and the statement that was begun.
        person.say("select 1,", "fjellvind-> ")
        person.type("nonsense")
        person.wait("nonsense")
        person.give_up()
        # The model.
        person.type("how many are there\r")
        person.wait("asking the model")
        person.type("\x03")
        person.wait("Cancelled.")
        person.prompt()
        # The database.
        person.type(SLEEP + "\r")
        while not self.sleeping():
            pass
        person.type("\x03")
        person.wait("Cancelled.")
        person.prompt()
        # A statement that comes back again and again.
        person.type("select 5 as five \\watch 0.1\r")
        person.wait("(every 0.1s)")
        person.wait("(every 0.1s)")
        person.type("\x03")
        person.prompt()
        # And the session goes on.
        self.assertIn(" 42\n", person.say("select 6 * 7 as again;"))
        self.assertEqual(person.leave(), 0)

    def sleeping(self):
        query = "select count(*) from pg_stat_activity where state = 'active' and query like 'select count(*) from generate%'"
        return self.owner(query).strip() != "0"

    def test_a_lost_connection_is_made_anew(self):
        person = self.person()
        person.prompt()
        self.assertIn("(1 row)", person.say("select 1 as one;"))
        self.owner("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'dragoman_reader'")
        first = person.say("select 2 as two;")
        self.assertRegex(first, r"ERROR:|\(1 row\)")
        self.assertIn("(1 row)", person.say("select 3 as three;"))
        self.assertEqual(person.leave(), 0)

    def test_the_screen_may_change_its_size(self):
        person = self.person(size=(40, 200))
        person.prompt()
        person.say("\\x auto")
        wide = "select repeat('x', 60) as a, repeat('y', 60) as b;"
        self.assertNotIn("RECORD", person.say(wide))
        # The signal comes while the line is typed; more than once, because it took luck to meet the editor at work.
        for _ in range(10):
            person.child.setwinsize(40, 70)
            self.assertIn("RECORD", person.say(wide))
            person.child.setwinsize(40, 200)
            self.assertNotIn("RECORD", person.say(wide))
        self.assertEqual(person.leave(), 0)

    def test_control_z_leaves_the_shell_to_the_person(self):
        person = self.before(["/bin/bash", "--norc", "-i"], PS1="shell: ")
        person.wait("shell: ")
        person.type(shlex.join(self.command()) + "\r")
        person.prompt()
        person.type("\x1a")
        person.wait("Stopped")
        person.wait("shell: ")
        person.type("echo $((6 * 7))\r")
        person.wait("42\r\n")
        person.type("fg\r")
        person.prompt()
        self.assertIn("(1 row)", person.say("select 1;"))
        person.type("\x04")
        person.wait("shell: ")

    def test_long_results_go_through_the_pager(self):
        marker = self.folder / "paged"
        person = self.person(PAGER=f"tee {marker} >/dev/null")
        person.prompt()
        person.say("select n from generate_series(1, 200) n;")
        self.assertTrue(marker.read_text().endswith("(200 rows)\n\n"))
        marker.unlink()
        person.say("select 1;")
        self.assertFalse(marker.exists())
        person.say("\\pset pager off")
        self.assertIn("(200 rows)", person.say("select n from generate_series(1, 200) n;"))
        self.assertEqual(person.leave(), 0)

    def test_an_editor_edits(self):
        editor = self.folder / "editor"
        editor.write_text("#!/bin/sh\necho \"select 'edited' as word;\" >\"$1\"\n")
        editor.chmod(0o700)
        person = self.person(EDITOR=str(editor))
        person.prompt()
        self.assertIn(" edited\n", person.say("\\e"))
        self.assertIn(" edited\n", person.say("select 1 \\e"))
        person.say("select 1 as one;")
        self.assertIn(" edited\n", person.say("\\sql edit"))
        self.assertEqual(person.leave(), 0)

    def test_the_queue_is_worked_in_the_session(self):
        person = self.person()
        person.prompt()
        person.say("how many customers are there")
        person.type("\\review\r")
        person.wait("[q]uit > ")
        person.type("q")
        person.prompt()
        self.assertIn("(1 row)", person.say("select 1;"))
        self.assertEqual(person.leave(), 0)

    def test_the_history_outlives_the_session_and_is_searched(self):
        person = self.person()
        person.prompt()
        person.say("select 6 * 7 as again;")
        self.assertEqual(person.leave(), 0)
        self.assertEqual(stat.S_IMODE((self.folder / "history").stat().st_mode), 0o600)
        person = self.person()
        person.prompt()
        person.type("\x1b[A")
        person.wait("as again;")
        person.give_up()
        person.type("\x12" + "7 as a")
        person.wait("gain;")
        person.type("\r")
        self.assertIn(" 42\n", person.prompt())
        self.assertIn("select 6 * 7 as again;", person.say("\\s"))
        self.assertEqual(person.leave(), 0)

    def test_ten_thousand_lines_may_be_pasted(self):
        person = self.person()
        person.prompt()
        lines = ["select count(*) from (values"] + [f"({number}),\t-- cu\t" for number in range(10_000)] + ["(0)) v (n)"]
        # The text is one statement, too long to be run; what follows it is a line again.
        # The marks are what a terminal puts around a paste.
        writer = person.paste("\x1b[200~" + "\r".join(lines) + "\x1b[201~\r\\w " + str(self.folder / "pasted") + "\r\\r\r\\echo all' 'there\r")
        person.wait("all there")
        writer.join()
        person.prompt()
        self.assertEqual((self.folder / "pasted").read_text(), "\n".join(lines) + "\n")
        self.assertIn("(1 row)", person.say("select 1;"))
        self.assertEqual(person.leave(), 0)

    def test_a_dumb_terminal_and_no_colours_are_respected(self):
        person = self.person(TERM="dumb")
        person.wait(PROMPT)
        person.type("select 1 as one;\r")
        person.wait(PROMPT)
        self.assertNotIn("\x1b", person.child.before)
        person.type("\\q\r")
        self.assertEqual(person.ended(), 0)

    def test_tab_completes(self):
        person = self.person()
        person.prompt()
        for line, end in (("\\timi", "ng "), ("select count(*) from retail.cust", "omer"), ("\\pset bord", "er ")):
            person.type(line)
            person.wait(line)
            person.complete(end.strip())
            person.give_up()
        person.type("\\d")
        person.wait("\\d")
        person.type("\t")
        person.wait("\\dT")
        # The line is shown anew under the choices: that prompt is not the next one yet.
        person.wait(PROMPT)
        person.wait("\\d")
        person.give_up()
        self.assertEqual(person.leave(), 0)

    def test_the_terminal_is_given_back(self):
        command = shlex.join(self.command())
        for ending, status in (("\x04", 0), ("\\q\r", 0), (signal.SIGTERM, 143), (signal.SIGHUP, 129)):
            script = f"stty -a; {command}; echo status $?; stty -a; echo over"
            person = self.before(["/bin/sh", "-c", script])
            person.wait("Ask fjellvind")
            before = person.seen.split()
            person.prompt()
            person.say("select 1;")
            if isinstance(ending, str):
                person.type(ending)
            else:
                shell = person.child.pid
                os.kill(int(pathlib.Path(f"/proc/{shell}/task/{shell}/children").read_text().split()[0]), ending)
            person.wait(f"status {status}")
            person.wait("over")
            self.assertEqual(before, person.seen.split())


if __name__ == "__main__":
    unittest.main()
