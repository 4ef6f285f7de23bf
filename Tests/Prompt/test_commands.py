"""The commands of `dragoman repl` where they do what they are for; refusals are tested beside what they refuse."""
import re
import unittest

from person import PROMPT, Person
from stage import SETTINGS, Stage


class Commands(Stage):
    def test_an_unsure_question_leaves_choices_and_a_number_takes_one(self):
        person = self.person("--set", "answers.ask-below=100")
        person.prompt()
        told = person.say("how many customers are there in Norway")
        self.assertIn("Choose what you mean", told)
        self.assertRegex(told, r"\n  1  .+ \(\d+ %\)\n")
        self.assertNotIn("(1 row)", told)
        self.assertIn("DQ010", person.say("99"))
        self.assertIn("(1 row)", person.say("1"))
        self.assertRegex(person.say("\\why"), r"\nchosen      1 of [0-9a-f]{16}: ")
        self.assertRegex(person.say("\\audit"), r"\nchosen      1 of [0-9a-f]{16}: ")
        self.assertEqual(person.leave(), 0)

    def test_a_question_goes_on_from_the_one_before(self):
        person = self.person()
        person.prompt()
        norway = person.say("how many customers are there in Norway?")
        self.assertIn("'Norway'", norway)
        sweden = person.say("and in Sweden?")
        self.assertIn("Understood as: how many customers are there in Sweden?\n", sweden)
        self.assertIn("'Sweden'", sweden)
        self.assertIn("typed       and in Sweden?\n", person.say("\\why"))
        self.assertIn("how many customers are there in Sweden?", person.say("\\history"))
        self.assertIn("leans on an earlier question", person.say("and those?"))
        # What is counted is the answer before, by its own statement.
        person.say("which countries do customers come from")
        listed = int(re.search(r"\((\d+) rows?\)", person.say("\\g")).group(1))
        counted = person.say("how many of them?")
        self.assertIn("SELECT count(*) FROM (SELECT ", counted)
        self.assertRegex(counted, rf"\n +{listed}\n\(1 row\)")
        self.assertIn("model       counted by rule\n", person.say("\\why"))
        person.say("\\forget")
        self.assertIn("leans on an earlier question", person.say("and in Sweden?"))
        self.assertEqual(person.leave(), 0)

    def test_tab_knows_the_glossary_inside_a_question(self):
        glossary = self.folder / "glossary"
        glossary.mkdir()
        (glossary / "whales.md").write_text("---\nterm: whalelike customer\nsynonyms: [leviathan]\n---\nBuys a lot.\n")
        person = self.person("--set", f"retrieval.glossary={glossary}")
        person.prompt()
        for typed, rest in (("how many whalel", "ike customer"), ("where does the levia", "than")):
            person.type(typed)
            person.wait(typed)
            person.complete(rest)
            person.give_up()
        self.assertEqual(person.leave(), 0)

    def test_roles_and_the_shell_where_the_settings_allow_them(self):
        person = self.person("--set", "repl.roles=yes", "--set", "repl.shell=yes")
        person.prompt()
        roles = person.say("\\du")
        self.assertIn("List of roles", roles)
        self.assertRegex(roles, r"\n dragoman_reader +\|")
        self.assertIn("6 times 7 is 42\n", person.say("\\! echo 6 times 7 is $((6 * 7))"))
        person.say("\\! exit 5")
        self.assertEqual(person.say("\\echo :SHELL_EXIT_CODE"), "5\n")
        piped = self.folder / "piped"
        person.say(f"\\o | cat > {piped}")
        self.assertEqual(person.say("select 'through the pipe' as way;"), "")
        person.say("\\o")
        self.assertIn(" through the pipe\n", piped.read_text())
        self.assertIn("(1 row)", person.say("select 1;"))
        person.say(f"select 'once' as way \\g | cat > {piped}")
        self.assertIn(" once\n", piped.read_text())
        self.assertEqual(person.leave(), 0)

    def test_roles_and_the_shell_are_closed_otherwise(self):
        person = self.person()
        person.prompt()
        for line in ("\\du", "\\! true", "\\o | cat", "select 1 \\g | cat", "\\copy (select 1) to program 'cat'"):
            self.assertIn("DR016", person.say(line), line)
        self.assertEqual(person.leave(), 0)

    def test_rows_go_to_files(self):
        person = self.person()
        person.prompt()
        out, one, copy = (self.folder / name for name in ("out", "one", "copy"))
        person.say(f"\\o {out}")
        self.assertEqual(person.say("select 'kept' as word;"), "")
        self.assertEqual(person.say("\\qecho a line"), "")
        person.say("\\o")
        self.assertEqual(out.read_text(), " word \n------\n kept\n(1 row)\n\na line\n")
        person.say(f"select 7 as seven \\g {one}")
        self.assertIn("     7\n", one.read_text())
        query = "select n, 'a,b' as t from generate_series(1, 2) n order by n"
        self.assertEqual(person.say(f"\\copy ({query}) to '{copy}' with (format csv, header)"), "COPY 2\n")
        self.assertEqual(copy.read_text(), 'n,t\n1,"a,b"\n2,"a,b"\n')
        self.assertEqual(person.say(f"\\copy ({query}) to stdout"), "1\ta,b\n2\ta,b\n")
        person.say(f"\\w {one}")
        self.assertIn("generate_series", one.read_text())
        self.assertEqual(person.leave(), 0)

    def test_files_are_worked_off_and_conditions_hold(self):
        inner = self.folder / "inner.sql"
        inner.write_text("\\echo inner :who\nselect 40 + 2 as answer;\n")
        outer = self.folder / "outer.sql"
        outer.write_text("\\set who me\n\\ir inner.sql\n\\if false\n\\echo never\n\\elif true\n\\echo branch\n\\else\n\\echo no\n\\endif\n")
        person = self.person()
        person.prompt()
        told = person.say(f"\\i {outer}")
        self.assertTrue(told.startswith("inner me\n"), told)
        self.assertIn("     42\n", told)
        self.assertTrue(told.endswith("branch\n"), told)
        self.assertIn("DR014", person.say("\\i /nowhere/at/all"))
        # In a branch that does not count the prompt says so.
        person.say("\\if no", "fjellvind@> ")
        self.assertEqual(person.say("\\echo unheard", "fjellvind@> "), "")
        person.say("\\else")
        self.assertEqual(person.say("\\echo heard"), "heard\n")
        person.say("\\endif")
        person.say("select 5 as five, 'x y' as text \\gset my_")
        self.assertEqual(person.say("\\echo :my_five :'my_text'"), "5 'x y'\n")
        self.assertIn(" x y\n", person.say("select :'my_text' as back;"))
        self.assertEqual(person.leave(), 0)

    def test_watching_ends_by_itself_when_it_is_counted(self):
        person = self.person()
        person.prompt()
        told = person.say("select 6 * 7 as answer \\watch c=3 i=0.01")
        self.assertEqual(told.count("(every 0.01s)"), 3)
        self.assertEqual(told.count("     42\n"), 3)
        self.assertEqual(person.leave(), 0)

    def test_another_database(self):
        self.addCleanup(self.owner, "drop database if exists second with (force)")
        self.owner("drop database if exists second with (force)", "create database second template template0 encoding 'UTF8'",
                   "revoke temporary on database second from public")
        person = self.person()
        person.prompt()
        told = person.say("\\c second", "second=> ")
        self.assertIn('You are now connected to database "second" as user "dragoman_reader".', told)
        self.assertIn("(0 rows)", person.say("\\dt", "second=> "))
        self.assertIn('database "second"', person.say("\\conninfo", "second=> "))
        # One that is not there leaves the session where it was.
        self.assertIn("does not exist", person.say("\\c nowhere", "second=> "))
        self.assertIn("(1 row)", person.say("select 1;", "second=> "))
        self.assertIn("You are now connected", person.say("\\c fjellvind"))
        self.assertIn("customer", person.say("\\dt customer"))
        self.assertEqual(person.leave(), 0)

    def test_another_model(self):
        person = self.person()
        person.prompt()
        models = person.say("\\model")
        self.assertIn("general", models)
        self.assertIn("general answers from now on", person.say("\\model general"))
        person.say("how many customers are there")
        self.assertIn("\nmodel       general\n", person.say("\\why"))
        self.assertEqual(person.leave(), 0)

    def test_training_says_what_it_lacks(self):
        person = self.person("--set", "training.python=/nowhere/python")
        person.prompt()
        # What is to be trained with is not there: the program says so, and the session goes on.
        self.assertRegex(person.say("\\tune --minutes 1"), r"DT\d{3}")
        self.assertIn("(1 row)", person.say("select 1;"))
        self.assertEqual(person.leave(), 0)

    def test_what_is_not_here_is_said_to_be_missing(self):
        person = self.person()
        person.prompt()
        for line in ("\\sf", "\\dx", "\\password"):
            self.assertIn("DR007", person.say(line), line)
        # The statement is still there.
        self.assertIn("DR007", person.say("select 'select 1' \\errverbose", "fjellvind-> "))
        self.assertIn(" select 1\n", person.say("\\g"))
        self.assertEqual(person.leave(), 0)

    def test_statements_are_made_described_and_laid_out(self):
        person = self.person()
        person.prompt()
        told = person.say("select 'select 6 * 7 as made', 'drop table retail.customer', null \\gexec")
        self.assertIn("   42\n(1 row)\n", told)
        self.assertIn("not-a-query", told)
        self.assertEqual(person.say("select 1 as one, 'x' as two \\gdesc"),
                         " Column |  Type   \n--------+---------\n one    | integer\n two    | text\n(2 rows)\n\n")
        rows = "select * from (values ('a', 'p', 1), ('a', 'q', 2), ('b', 'q', 3)) v (d, c, n)"
        self.assertEqual(person.say(rows + " \\crosstabview"), " d | p | q \n---+---+---\n a | 1 | 2\n b |   | 3\n(2 rows)\n\n")
        self.assertEqual(person.say("\\g (format=csv tuples_only=on)"), "a,p,1\na,q,2\nb,q,3\n")
        self.assertIn("\n(3 rows)", person.say("\\g"))
        person.type("\\prompt 'Which year? ' year\r")
        person.wait("Which year? ")
        person.editing()
        person.say("2024")
        self.assertEqual(person.say("\\echo :year"), "2024\n")
        person.type("\\prompt 'Which? ' year\r")
        person.wait("Which? ")
        person.editing()
        person.give_up()
        self.assertEqual(person.say("\\echo :year"), "2024\n")
        self.assertEqual(person.leave(), 0)

    def test_databases_are_listed_as_far_as_the_settings_allow(self):
        person = self.person()
        person.prompt()
        own = person.say("\\l")
        self.assertIn("(1 row)", own)
        self.assertIn("repl.databases", own)
        self.assertEqual(person.leave(), 0)
        person = self.person("--set", "repl.databases=yes")
        person.prompt()
        self.assertRegex(person.say("\\l"), r"\n postgres +\| postgres +\| UTF8 ")
        self.assertRegex(person.say("\\l fjell*"), r"\n fjellvind [^\n]*\n\(1 row\)")
        self.assertIn("dragoman_reader=r", person.say("\\dp customer"))
        self.assertEqual(person.leave(), 0)

    def test_the_start_file_is_worked_off_unless_it_is_left_out(self):
        (self.folder / ".dragomanrc").write_text("\\set greeting hello\n\\pset null (none)\n")
        person = Person(self.command(rc=True), DRAGOMAN_CONFIG=SETTINGS, HOME=str(self.folder))
        self.addCleanup(person.child.close, True)
        person.prompt()
        self.assertEqual(person.say("\\echo :greeting"), "hello\n")
        self.assertIn(" (none)\n", person.say("select null as nothing;"))
        self.assertEqual(person.leave(), 0)
        other = self.folder / "other"
        other.write_text("\\set greeting other\n")
        person = Person(self.command(rc=True), DRAGOMAN_CONFIG=SETTINGS, HOME=str(self.folder), DRAGOMANRC=str(other))
        self.addCleanup(person.child.close, True)
        person.prompt()
        self.assertEqual(person.say("\\echo :greeting"), "other\n")
        self.assertEqual(person.leave(), 0)
        person = self.person(HOME=str(self.folder))
        person.prompt()
        self.assertEqual(person.say("\\echo :greeting"), ":greeting\n")
        self.assertEqual(person.leave(), 0)

    def test_help_and_looks_by_command(self):
        person = self.person(size=(60, 80))
        person.prompt()
        help_page = person.say("\\?")
        for command in ("\\ask question", "\\forget", "\\copy (query) to file"):
            self.assertIn("  " + command, help_page)
        # Nothing is wider than the screen.
        self.assertLessEqual(max(map(len, help_page.splitlines())), 80)
        self.assertIn("Topics: ", person.say("\\h"))
        self.assertIn("SELECT", person.say("\\h select"))
        person.say("select name, n from (values ('a', 1), ('b', 4), ('c', 2)) v (name, n);")
        chart = person.say("\\chart")
        self.assertRegex(chart, r"n  [▁-█]+\n")
        self.assertLessEqual(max(map(len, chart.splitlines())), 80)
        self.assertIn("a|1\n", person.say("\\a \\t \\g"))
        person.say("\\f ;")
        self.assertEqual(person.say("\\g"), "a;1\nb;4\nc;2\n")
        self.assertIn("Expanded display is on.", person.say("\\a \\t \\x on"))
        self.assertIn("-[ RECORD 1 ]", person.say("select 1 as one \\gx"))
        self.assertIn("border ", person.say("\\pset"))
        self.assertEqual(person.leave(), 0)

    def test_in_a_terminal_too_a_script_is_worked_off_without_prompts(self):
        person = self.person("-c", "select 6 * 7 as answer", "--csv")
        self.assertEqual(person.ended(), 0)
        self.assertEqual(person.child.before.replace("\r", ""), "answer\n42\n")

    def test_command_line_and_exit_status(self):
        script = self.folder / "script.sql"
        script.write_text("select :year as year;\nselect 'b' as b;\n")
        run = self.piped("-v", "year=2024", "-c", "select 'a' as a", "-f", str(script), "-A", "-t")
        self.assertEqual((run.returncode, run.stdout, run.stderr), (0, "a\n2024\nb\n", ""))
        run = self.piped("--csv", "-c", "select 1 as a, null as b, 'x,y' as c")
        self.assertEqual((run.returncode, run.stdout), (0, 'a,b,c\n1,,"x,y"\n'))
        run = self.piped("-f", "-", text="select 3 as three;\n")
        self.assertEqual((run.returncode, run.stdout), (0, " three \n-------\n     3\n(1 row)\n\n"))
        # Refused is 1, broken is 3, and the worst counts; the session goes on after either.
        for text, status in (("delete from retail.customer;\nselect 1;\n", 1), ("\\nonsense\nselect 1;\n", 3),
                             ("select 1/0;\nselect 1;\n", 1), ("\\nonsense\ndelete from retail.customer;\nselect 1;\n", 3)):
            run = self.piped(text=text)
            self.assertEqual(run.returncode, status, text)
            self.assertIn("(1 row)", run.stdout)
            self.assertTrue(run.stderr)
        run = self.piped("-v", "ON_ERROR_STOP=1", text="\\nonsense\nselect 1;\n")
        self.assertEqual((run.returncode, run.stdout), (3, ""))
        run = self.piped(text="select 1")
        self.assertEqual(run.returncode, 3)
        self.assertIn("DR006", run.stderr)
        self.assertNotIn("\x1b", run.stdout + run.stderr)
        self.assertNotRegex(run.stdout, re.escape(PROMPT))


if __name__ == "__main__":
    unittest.main()
